from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser

from plans.choices import ENTERING_ROLES, Involvement, Role, UnitLevel
from plans.models import DutyRecipient, ReportingDuty, Task, TaskAgency
from plans.rules import (
    administers,
    carried_on_by,
    enters,
    heads,
    plans_visible_to,
    reads_figures,
    reviews,
    runs_system,
    sitting_of,
    works_here,
)
from portal.models import User
from tests.builders import (
    make_agency,
    make_change,
    make_goal,
    make_indicator,
    make_plan,
    make_seat,
    make_unit,
    make_user,
)

JUNE_2024 = date(2024, 6, 10)
TESTS = [enters, heads, reviews, administers, reads_figures, runs_system, works_here]


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(JUNE_2024)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, issuer=world.union)


def again(user):
    """The same person in a later request."""
    return User.objects.get(pk=user.pk)


@pytest.mark.parametrize(
    ("person", "passed"),
    [
        ("hai_hau_officer", {enters, reads_figures, works_here}),
        ("hai_hau_head", {enters, heads, reads_figures, works_here}),
        ("province_reviewer", {reviews, reads_figures, works_here}),
        ("province_administrator", {administers, reads_figures, works_here}),
        ("people_committee_reader", {reads_figures, works_here}),
        ("central_reader", {reads_figures, works_here}),
        ("alliance_officer", {enters, heads, reads_figures, works_here}),
        ("system_administrator", {runs_system}),
        ("stranger", set()),
    ],
)
def test_a_role_opens_its_own_pages_only(request, person, passed):
    user = request.getfixturevalue(person)

    assert {test for test in TESTS if test(user)} == passed


def test_nobody_signed_in_holds_nothing():
    assert [test for test in TESTS if test(AnonymousUser())] == []


def test_a_closed_account_holds_nothing(hai_hau_head):
    hai_hau_head.is_active = False

    assert sitting_of(hai_hau_head).seats == ()


@pytest.mark.parametrize(
    ("day", "holds"),
    [(date(2024, 2, 29), False), (date(2024, 3, 1), True), (date(2024, 5, 31), True), (date(2024, 6, 1), False)],
)
def test_a_seat_holds_from_its_first_to_its_last_day(world, day, holds):
    user = make_user("tam-thoi")
    make_seat(user, Role.OFFICER, unit=world.hai_hau, valid_from=date(2024, 3, 1), valid_to=date(2024, 5, 31))

    assert sitting_of(user, day).units(ENTERING_ROLES) == (frozenset([world.hai_hau.pk]) if holds else frozenset())


@pytest.mark.parametrize(("day", "holds"), [(date(2024, 8, 31), True), (date(2024, 9, 1), False)])
def test_a_seat_ends_with_its_unit(world, day, holds):
    user = make_user("my-loc-nhap")
    make_seat(user, Role.OFFICER, unit=world.my_loc)

    assert sitting_of(user, day).holds(Role.OFFICER) is holds


@pytest.mark.parametrize(("day", "holds"), [(date(2025, 2, 28), True), (date(2025, 3, 1), False)])
def test_a_seat_ends_with_its_agency(world, day, holds):
    world.alliance.valid_to = date(2025, 2, 28)
    world.alliance.save()
    user = make_user("lien-minh-nhap")
    make_seat(user, Role.OFFICER, agency=world.alliance)

    assert sitting_of(user, day).agencies({Role.OFFICER}) == (frozenset([world.alliance.pk]) if holds else frozenset())


def test_each_role_counts_where_it_is_held_only(world):
    user = make_user("hai-vi-tri")
    make_seat(user, Role.OFFICER, unit=world.hai_hau)
    make_seat(user, Role.REVIEWER, unit=world.nam_dinh)
    make_seat(user, Role.READER, agency=world.alliance)

    sitting = sitting_of(user)

    assert sitting.units({Role.OFFICER}) == {world.hai_hau.pk}
    assert sitting.units({Role.OFFICER, Role.REVIEWER}) == {world.hai_hau.pk, world.nam_dinh.pk}
    assert sitting.province_units == {world.nam_dinh.pk}
    assert sitting.agencies({Role.READER}) == {world.alliance.pk}
    assert sitting.agencies({Role.OFFICER}) == frozenset()
    assert sitting.holds(Role.HEAD) is False


def test_what_a_person_holds_is_asked_once(hai_hau_officer, django_assert_num_queries):
    with django_assert_num_queries(1):
        for test in TESTS:
            test(hai_hau_officer)


@pytest.mark.parametrize(
    "person",
    [
        "hai_hau_officer",
        "hai_hau_head",
        "province_reviewer",
        "province_administrator",
        "people_committee_reader",
        "central_reader",
    ],
)
def test_a_plan_is_seen_in_its_territory_at_its_home_and_above(request, plan, person):
    user = request.getfixturevalue(person)

    assert list(plans_visible_to(user)) == [plan]


@pytest.mark.parametrize("person", ["system_administrator", "stranger", "alliance_officer"])
def test_a_plan_is_not_seen_by_others(request, plan, person, province_reviewer):
    user = request.getfixturevalue(person)

    assert list(plans_visible_to(user)) == []
    assert list(plans_visible_to(province_reviewer)) == [plan]


def test_a_plan_is_not_seen_in_the_neighbouring_province(world, plan):
    user = make_user("ninh-binh-duyet")
    make_seat(user, Role.REVIEWER, unit=world.ninh_binh)

    assert list(plans_visible_to(user)) == []


def test_the_new_provinces_people_hold_the_old_provinces_plan(world, plan, on_day):
    on_day(date(2026, 3, 1))
    user = make_user("ninh-binh-duyet")
    make_seat(user, Role.REVIEWER, unit=world.ninh_binh)

    assert list(plans_visible_to(user)) == [plan]


def test_the_old_districts_people_no_longer_see_the_plan_and_their_communes_do(world, plan, on_day, y_yen_officer):
    assert list(plans_visible_to(again(y_yen_officer))) == [plan]

    on_day(date(2026, 3, 1))
    user = make_user("vu-duong-nhap")
    make_seat(user, Role.OFFICER, unit=world.communes["Xã Vũ Dương"])

    assert list(plans_visible_to(again(y_yen_officer))) == []
    assert list(plans_visible_to(user)) == [plan]


def test_a_commune_from_outside_the_territory_does_not_see_the_plan(world, plan, on_day):
    on_day(date(2026, 3, 1))
    hoa_lu = make_unit("Thành phố Hoa Lư", code="369", parent=world.ninh_binh, valid_to=date(2025, 6, 30))
    outside = make_unit(
        "Phường Hoa Lư", UnitLevel.COMMUNE, code="14329", parent=world.ninh_binh, valid_from=date(2025, 7, 1)
    )
    make_change(hoa_lu, outside, on=date(2025, 7, 1))
    user = make_user("hoa-lu-nhap")
    make_seat(user, Role.OFFICER, unit=outside)

    assert list(plans_visible_to(user)) == []


def test_below_a_reporting_unit_the_plan_is_seen_too(world, plan):
    ward = make_unit("Thị trấn Cồn", UnitLevel.COMMUNE, code="14221", parent=world.hai_hau)
    user = make_user("con-xem")
    make_seat(user, Role.READER, unit=ward)

    assert list(plans_visible_to(user)) == [plan]


def _issues(plan, agency):
    plan.issuer_rows.create(agency=agency, order=2)


def _does_a_task(plan, agency):
    task = Task.objects.create(plan=plan, section=plan.sections.get(), code="nv", order=1, wording="Tập huấn")
    TaskAgency.objects.create(task=task, agency=agency, involvement=Involvement.PARTNER, order=1)


def _gives_figures(plan, agency):
    make_goal(plan, make_indicator()).agencies.add(agency)


def _duty(plan, **fields):
    return ReportingDuty.objects.create(plan=plan, code="bc", order=1, wording="Báo cáo", reporter="unit", **fields)


def _receives_reports(plan, agency):
    DutyRecipient.objects.create(duty=_duty(plan), agency=agency, order=1)


def _passes_reports_on(plan, agency):
    _duty(plan, via=agency)


@pytest.mark.parametrize("take_part", [_issues, _does_a_task, _gives_figures, _receives_reports, _passes_reports_on])
def test_an_agency_sees_the_plans_it_takes_part_in(world, plan, alliance_officer, take_part):
    make_plan(scope=world.nam_dinh, number="5/KH-BTV")
    take_part(plan, world.alliance)

    assert list(plans_visible_to(alliance_officer)) == [plan]


def test_an_agency_carries_on_what_went_into_it(world, plan, on_day):
    planning = make_agency("Sở Kế hoạch và Đầu tư", unit=world.nam_dinh)
    finance = make_agency("Sở Tài chính", unit=world.nam_dinh)
    new_finance = make_agency("Sở Tài chính Ninh Bình", unit=world.ninh_binh)
    for old, new, last_day in [(planning, finance, date(2025, 2, 28)), (finance, new_finance, date(2025, 6, 30))]:
        old.successor, old.valid_to = new, last_day
        old.save()
    _does_a_task(plan, planning)
    user = make_user("tai-chinh-xem")
    make_seat(user, Role.READER, agency=new_finance)

    assert list(plans_visible_to(user)) == []
    assert carried_on_by([finance.pk], date(2025, 2, 28)) == {finance.pk}
    assert carried_on_by([finance.pk], date(2025, 3, 1)) == {finance.pk, planning.pk}
    on_day(date(2025, 7, 1))
    assert list(plans_visible_to(again(user))) == [plan]


def test_a_system_seat_at_an_agency_of_the_plan_sees_nothing(world, plan):
    user = make_user("he-thong-lien-minh")
    make_seat(user, Role.SYSTEM, agency=world.union)

    assert list(plans_visible_to(user)) == []


@pytest.mark.parametrize("plans", [1, 3])
def test_seeing_plans_takes_the_same_queries_for_one_and_for_many(world, plans, django_assert_num_queries):
    for number in range(plans):
        make_plan(scope=world.nam_dinh, number=f"{number}/KH-BTV", issuer=world.union)
    user = make_user("hai-noi")
    make_seat(user, Role.READER, unit=world.hai_hau)
    make_seat(user, Role.READER, agency=world.union)

    with django_assert_num_queries(9):
        found = list(plans_visible_to(user))

    assert len(found) == plans
