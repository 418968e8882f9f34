"""What waits for a person of the tasks that she holds: what is pressing first, and what a round wants told anew."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Period, Role, UnitLevel
from reporting.choices import TaskState
from reporting.tasking.desk import desk_of, overseen_cards
from reporting.tasking.owing import held_by, owed_by
from tests.builders import make_plan, make_round, make_seat, make_user
from tests.reporting.tasks_of_2024 import make_task, said_of

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 10)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh, code="nam-dinh", first_year=2023, last_year=2030)


def codes(owed):
    return [(each.standing.task.code, each.standing.turn.first_year) for each in owed]


def test_what_is_overdue_stands_first_then_what_is_due_next(plan, hai_hau_officer):
    make_task(plan, "cuoi-ky", each_level=UnitLevel.DISTRICT)
    make_task(plan, "nam", each_level=UnitLevel.DISTRICT, due_on=date(2024, 11, 29))
    make_task(plan, "qua-han", each_level=UnitLevel.DISTRICT, due_on=date(2024, 5, 31))
    make_task(plan, "thang-6", each_level=UnitLevel.DISTRICT, due_on=date(2024, 6, 30))

    desk = desk_of(hai_hau_officer, TODAY)

    assert [(row.owed.standing.task.code, row.tone) for row in desk.to_do] == [
        ("qua-han", "over"),
        ("thang-6", "near"),
        ("nam", ""),
        ("cuoi-ky", ""),
    ]
    assert ([row.owed.standing.task.code for row in desk.near], desk.near_count) == (["qua-han", "thang-6"], 2)


def test_a_turn_left_undone_is_owed_beside_the_current_one(plan, world, hai_hau_officer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT, every_years=1)

    both = owed_by(hai_hau_officer, TODAY)
    said_of(task, world.hai_hau, TaskState.DONE, as_of=date(2024, 6, 1), by=hai_hau_officer, turn=2023)
    later = owed_by(hai_hau_officer, TODAY)

    assert (codes(both), codes(later)) == ([("ii-1", 2023), ("ii-1", 2024)], [("ii-1", 2024)])


def test_what_is_settled_and_what_one_only_helps_with_is_held_but_not_owed(plan, world, alliance_officer):
    done = make_task(plan, "xong", lead=[world.alliance])
    make_task(plan, "giup", lead=[world.union], partners=[world.alliance])
    said_of(done, world.alliance, TaskState.DONE, as_of=date(2024, 6, 1), by=alliance_officer)

    desk = desk_of(alliance_officer, TODAY)

    assert owed_by(alliance_officer, TODAY) == []
    assert [row.owed.standing.task.code for row in desk.settled] == ["xong"]
    assert [row.owed.standing.task.code for row in desk.helping] == ["giup"]


def test_nobody_is_chased_a_year_after_a_plan_has_ended(world, hai_hau_officer, on_day):
    on_day(TODAY)
    plan = make_plan(scope=world.nam_dinh, first_year=2022, last_year=2022, scope_as_of=date(2024, 1, 1))
    make_task(plan, each_level=UnitLevel.DISTRICT)

    assert codes(owed_by(hai_hau_officer, date(2023, 6, 1))) == [("ii-1", 2022)]
    assert owed_by(hai_hau_officer, TODAY) == []


@pytest.mark.parametrize("person", ["people_committee_reader", "province_reviewer", "system_administrator", "stranger"])
def test_who_holds_nothing_by_seat_has_no_desk(person, request, plan):
    make_task(plan, each_level=UnitLevel.DISTRICT)

    assert held_by(request.getfixturevalue(person), TODAY) is None


def test_each_open_round_wants_the_tasks_told_anew(plan, world, hai_hau_officer):
    make_round(plan, period=Period.YEAR, year=2023, cut_off=date(2023, 11, 29))
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    told, old = (
        make_task(plan, "moi", each_level=UnitLevel.DISTRICT),
        make_task(plan, "cu", each_level=UnitLevel.DISTRICT),
    )
    done = make_task(plan, "xong", each_level=UnitLevel.DISTRICT)
    make_task(plan, "chua", each_level=UnitLevel.DISTRICT)
    said_of(told, world.hai_hau, TaskState.DOING, as_of=date(2024, 6, 1), by=hai_hau_officer)
    said_of(old, world.hai_hau, TaskState.DOING, as_of=date(2023, 11, 29), by=hai_hau_officer)
    said_of(done, world.hai_hau, TaskState.DONE, as_of=date(2023, 10, 1), by=hai_hau_officer)

    desk = desk_of(hai_hau_officer, TODAY)

    assert desk.asking == ((half, 2),)
    assert [row.owed.standing.task.code for row in desk.to_do if row.owed.asked_by] == ["cu", "chua"]
    assert desk_of(hai_hau_officer, date(2024, 6, 15)).asking == ()


def test_after_a_merger_the_successors_people_hold_the_task(plan, world, on_day):
    on_day(date(2024, 10, 1))
    make_task(plan, units=[world.my_loc])
    officer = make_user("tp-nhap")
    make_seat(officer, Role.OFFICER, unit=world.city)

    (owed,) = owed_by(officer, date(2024, 10, 1))

    assert (owed.name, [party.pk for party in owed.standing.holder.carries]) == (
        "Thành phố Nam Định",
        [world.my_loc.pk],
    )


def test_the_front_page_shows_what_presses(client, plan, world, hai_hau_officer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT, due_on=date(2024, 5, 31), wording="Xây dựng kế hoạch năm")
    client.force_login(hai_hau_officer)

    page = client.get(reverse("reporting:home")).content.decode()

    assert f"{reverse('reporting:task-page', args=[task.pk])}?luot=2023" in page
    assert "Chậm, quá hạn 10 ngày" in page
    assert "trong đó 1 việc đến hạn, quá hạn" in page


def test_the_front_page_keeps_silent_where_nothing_presses(client, plan, hai_hau_officer):
    make_task(plan, each_level=UnitLevel.DISTRICT)
    client.force_login(hai_hau_officer)

    assert "Nhiệm vụ đến hạn" not in client.get(reverse("reporting:home")).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_asks_a_fixed_number_of_questions(
    client, count, plan, world, hai_hau_officer, province_reviewer, django_assert_num_queries
):
    for number in range(count):
        task = make_task(plan, f"ii-{number}", lead=[world.union], each_level=UnitLevel.DISTRICT, every_years=1)
        said_of(task, world.hai_hau, TaskState.DOING, as_of=date(2024, 6, 1), by=hai_hau_officer, turn=2024)
    client.force_login(hai_hau_officer)
    client.get(reverse("reporting:task-board"))

    with django_assert_num_queries(30):
        client.get(reverse("reporting:task-board"))


def test_the_province_finds_on_the_front_page_how_far_the_tasks_have_come(client, plan, world, province_reviewer):
    make_task(plan, "ii-1", lead=[world.union], due_on=date(2024, 5, 31))
    done = make_task(plan, "ii-2", lead=[world.union])
    said_of(done, world.union, TaskState.DONE, as_of=date(2024, 6, 1), by=province_reviewer)
    client.force_login(province_reviewer)

    page = " ".join(client.get(reverse("reporting:home")).content.decode().split())

    assert "năm 2024: 1/2 nhiệm vụ đã xong, 1 chậm" in page
    assert f'{reverse("reporting:task-plan", args=["nam-dinh"])}?loc=qua-han">1 nhiệm vụ quá hạn</a>' in page


def test_who_oversees_no_plan_of_the_own_province_finds_none(plan, world, central_reader):
    make_task(plan, lead=[world.union])
    elsewhere = make_user("ninh-binh")
    make_seat(elsewhere, Role.REVIEWER, unit=world.ninh_binh)

    assert overseen_cards(central_reader, TODAY) is None
    assert overseen_cards(elsewhere, TODAY) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_front_page_asks_a_fixed_number_of_questions(
    client, count, plan, world, hai_hau_officer, province_reviewer, django_assert_num_queries
):
    make_seat(hai_hau_officer, Role.REVIEWER, unit=world.nam_dinh)
    for number in range(count):
        task = make_task(plan, f"ii-{number}", lead=[world.union], each_level=UnitLevel.DISTRICT, every_years=1)
        said_of(task, world.hai_hau, TaskState.DOING, as_of=date(2024, 6, 1), by=province_reviewer, turn=2024)
    client.force_login(hai_hau_officer)
    client.get(reverse("reporting:home"))

    with django_assert_num_queries(40):
        client.get(reverse("reporting:home"))
