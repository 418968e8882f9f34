"""Whom a task lies on: agencies and what they became, every unit of a level, some units; and what a merger makes of it."""

from datetime import date

import pytest

from plans.choices import AgencyKind, UnitLevel
from reporting.tasking.holders import read_assignments
from tests.builders import make_agency, make_plan, make_unit
from tests.reporting.tasks_of_2024 import agency, make_task, unit, who_holds

pytestmark = pytest.mark.django_db

JUNE, OCTOBER = date(2024, 6, 1), date(2024, 10, 1)
AFTERWARDS = date(2026, 3, 1)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2030)


@pytest.fixture
def unions_of_districts(world):
    return make_agency("Hội LHPN các huyện", unit=world.nam_dinh, kind=AgencyKind.UNION, each_level=UnitLevel.DISTRICT)


def test_agencies_lead_first_then_help(world, plan):
    task = make_task(plan, lead=[world.union], partners=[world.alliance])

    assert who_holds(task, JUNE) == [(agency(world.union), True), (agency(world.alliance), False)]


def test_an_agency_is_carried_on_by_its_successor(world, plan):
    successor = make_agency("Liên minh HTX tỉnh Ninh Bình", unit=world.ninh_binh)
    world.alliance.valid_to, world.alliance.successor = date(2025, 6, 30), successor
    world.alliance.save()
    task = make_task(plan, lead=[world.alliance])

    assert who_holds(task, date(2025, 6, 30)) == [(agency(world.alliance), True)]
    assert who_holds(task, date(2025, 7, 1)) == [(agency(successor), True)]


def test_who_leads_and_helps_after_a_merger_of_agencies_leads(world, plan):
    planning = make_agency("Sở Kế hoạch và Đầu tư", unit=world.nam_dinh)
    finance = make_agency("Sở Tài chính", unit=world.nam_dinh)
    planning.valid_to, planning.successor = date(2025, 2, 28), finance
    planning.save()
    task = make_task(plan, lead=[planning], partners=[finance])

    assert who_holds(task, date(2025, 3, 1)) == [(agency(finance), True)]


def test_an_agency_that_ended_without_a_successor_leaves_its_task_to_the_home(world, plan):
    ended = make_agency("Các ngân hàng", unit=world.nam_dinh)
    ended.valid_to = date(2025, 6, 30)
    ended.save()
    task = make_task(plan, lead=[ended])

    assert who_holds(task, AFTERWARDS) == [(unit(world.ninh_binh), True)]


def test_agencies_that_succeed_each_other_in_a_circle_end_the_search(world, plan):
    one, other = make_agency("Sở A", unit=world.nam_dinh), make_agency("Sở B", unit=world.nam_dinh)
    for ended, successor in ((one, other), (other, one)):
        ended.valid_to, ended.successor = date(2024, 1, 1), successor
        ended.save()
    task = make_task(plan, lead=[one])

    assert who_holds(task, JUNE) == [(unit(world.nam_dinh), True)]


def test_an_agency_of_each_unit_is_every_unit_alive_on_the_day(world, plan, unions_of_districts):
    task = make_task(plan, lead=[unions_of_districts])

    assert [party for party, _ in who_holds(task, JUNE)] == list(
        map(unit, [world.city, world.my_loc, world.y_yen, world.hai_hau])
    )
    assert [party for party, _ in who_holds(task, OCTOBER)] == list(map(unit, [world.city, world.y_yen, world.hai_hau]))


def test_a_task_of_each_unit_needs_no_agency(world, plan):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)

    assert who_holds(task, OCTOBER) == [(unit(each), True) for each in (world.city, world.y_yen, world.hai_hau)]


def test_communes_are_answered_for_by_the_districts_while_these_report(world, plan):
    task = make_task(plan, each_level=UnitLevel.COMMUNE)

    assert [party for party, _ in who_holds(task, OCTOBER)] == list(map(unit, [world.city, world.y_yen, world.hai_hau]))
    assert [party for party, _ in who_holds(task, AFTERWARDS)] == list(map(unit, world.communes.values()))


def test_what_lay_on_the_districts_passes_to_the_province_when_they_end(world, plan):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)

    assert who_holds(task, AFTERWARDS) == [(unit(world.ninh_binh), True)]


def test_an_agency_of_each_commune_carries_on_that_of_each_district(world, plan, unions_of_districts):
    communes = make_agency("Hội LHPN các xã", unit=world.ninh_binh, each_level=UnitLevel.COMMUNE)
    unions_of_districts.valid_to, unions_of_districts.successor = date(2025, 6, 30), communes
    unions_of_districts.save()
    make_unit("Xã Gia Viễn", UnitLevel.COMMUNE, parent=world.ninh_binh, valid_from=date(2025, 7, 1))
    task = make_task(plan, lead=[unions_of_districts])

    assert [party for party, _ in who_holds(task, AFTERWARDS)] == list(map(unit, world.communes.values()))


def test_a_chosen_units_task_passes_to_what_it_merged_into(world, plan):
    task = make_task(plan, units=[world.my_loc, world.hai_hau])

    assert who_holds(task, JUNE) == [(unit(world.my_loc), True), (unit(world.hai_hau), True)]
    assert who_holds(task, OCTOBER) == [(unit(world.city), True), (unit(world.hai_hau), True)]


def test_a_chosen_units_task_passes_to_the_province_after_a_split(world, plan):
    task = make_task(plan, units=[world.my_loc, world.hai_hau])

    # Mỹ Lộc went whole into the city and the city whole into one ward; Hải Hậu was split in two.
    ward = world.communes["Phường Nam Định"]
    assert who_holds(task, AFTERWARDS) == [(unit(ward), True), (unit(world.ninh_binh), True)]


def test_each_holder_stands_once_however_often_the_paper_names_it(world, plan, unions_of_districts):
    task = make_task(plan, lead=[unions_of_districts], each_level=UnitLevel.DISTRICT, units=[world.hai_hau])

    assert [party for party, _ in who_holds(task, OCTOBER)] == list(map(unit, [world.city, world.y_yen, world.hai_hau]))


def test_partners_lead_where_the_paper_names_nobody_else(world, plan):
    assert who_holds(make_task(plan, partners=[world.alliance]), JUNE) == [(agency(world.alliance), True)]
    assert who_holds(make_task(plan, "ii-2"), JUNE) == []


def test_reading_who_holds_asks_a_fixed_number_of_questions(
    world, plan, unions_of_districts, django_assert_num_queries
):
    tasks = [make_task(plan, f"ii-{number}", lead=[unions_of_districts, world.union]) for number in range(6)]
    who_holds(tasks[0], JUNE)

    for some in (tasks[:1], tasks):
        with django_assert_num_queries(5):
            assignments = read_assignments([task.pk for task in some])
            for task in some:
                assignments.holders(task, JUNE)
