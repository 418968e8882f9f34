"""Who sees which report, and who may do what with it, before and after the units changed."""

from datetime import date

import pytest

from plans.choices import Period, Reporter, Role, UnitLevel
from plans.rules import may_administer
from reporting.choices import ReportState
from reporting.models import Report
from reporting.rules import (
    has_written,
    may_enter,
    may_head,
    may_review,
    oversees,
    plans_administered_by,
    reads_documents,
    reports_owed_by,
    reports_visible_to,
    rights_in,
    rounds_steered_by,
    rounds_visible_to,
)
from tests.builders import make_change, make_plan, make_report, make_round, make_seat, make_unit, make_user

JUNE, OCTOBER, NEXT_YEAR = date(2024, 6, 10), date(2024, 10, 1), date(2025, 8, 1)


@pytest.fixture
def half_year(world):
    """The half-year round of Nam Định's plan, with everybody's report in it."""
    plan = make_plan(scope=world.nam_dinh)
    round_ = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    for unit in [world.city, world.my_loc, world.y_yen, world.hai_hau]:
        make_report(round_, unit)
    make_report(round_, world.nam_dinh, reporter=Reporter.PROVINCE)
    make_report(round_, world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance)
    return round_


def of(round_, unit, reporter=Reporter.UNIT):
    return Report.objects.select_related("round", "agency").get(round=round_, unit=unit, reporter=reporter)


def seated(username, role, **place):
    user = make_user(username)
    make_seat(user, role, **place)
    return user


def names(reports):
    return sorted(f"{report.reporter}: {report.agency or report.unit}" for report in reports)


ALL_NAMES = [
    "agency: Liên minh HTX tỉnh Nam Định",
    "province: Tỉnh Nam Định",
    "unit: Huyện Hải Hậu",
    "unit: Huyện Mỹ Lộc",
    "unit: Huyện Ý Yên",
    "unit: Thành phố Nam Định",
]


@pytest.mark.parametrize(
    ("person", "seen"),
    [
        ("hai_hau_officer", ["unit: Huyện Hải Hậu"]),
        ("hai_hau_head", ["unit: Huyện Hải Hậu"]),
        ("y_yen_officer", ["unit: Huyện Ý Yên"]),
        ("alliance_officer", ["agency: Liên minh HTX tỉnh Nam Định"]),
        ("province_reviewer", ALL_NAMES),
        ("province_administrator", ALL_NAMES),
        ("people_committee_reader", []),
        ("central_reader", []),
        ("system_administrator", []),
        ("stranger", []),
    ],
)
def test_reports_seen_by_seat(person, seen, half_year, on_day, request):
    on_day(JUNE)

    assert names(reports_visible_to(request.getfixturevalue(person))) == seen


def test_a_seat_above_reads_what_lies_below(half_year, world, on_day):
    on_day(JUNE)
    central_officer = seated("tw", Role.OFFICER, unit=world.country)
    province_officer = seated("tinh-nhap", Role.OFFICER, unit=world.nam_dinh)
    below = [name for name in ALL_NAMES if not name.startswith("agency")]

    assert names(reports_visible_to(central_officer)) == below
    assert names(reports_visible_to(province_officer)) == below
    assert not may_enter(central_officer, of(half_year, world.hai_hau))
    assert not may_enter(province_officer, of(half_year, world.hai_hau))


def test_another_province_sees_nothing(half_year, world, on_day):
    on_day(JUNE)

    assert names(reports_visible_to(seated("nb", Role.REVIEWER, unit=world.ninh_binh))) == []


def test_a_seat_that_has_ended_sees_nothing(half_year, world, on_day):
    on_day(JUNE)
    user = make_user("cu")
    make_seat(user, Role.OFFICER, unit=world.hai_hau, valid_to=date(2024, 6, 9))

    assert names(reports_visible_to(user)) == []
    assert not may_enter(user, of(half_year, world.hai_hau))


def test_who_enters_submits_reviews_and_administers(
    half_year, world, hai_hau_officer, hai_hau_head, y_yen_officer, province_reviewer, province_administrator, on_day
):
    on_day(JUNE)
    report = of(half_year, world.hai_hau)
    tests = [may_enter, may_head, may_review]

    assert [may(hai_hau_officer, report) for may in tests] == [True, False, False]
    assert [may(hai_hau_head, report) for may in tests] == [True, True, False]
    assert [may(y_yen_officer, report) for may in tests] == [False, False, False]
    assert [may(province_reviewer, report) for may in tests] == [False, False, True]
    assert [may(province_administrator, report) for may in tests] == [False, False, False]
    assert may_administer(province_administrator, world.nam_dinh.pk)
    assert not may_administer(province_reviewer, world.nam_dinh.pk)
    assert not may_administer(province_administrator, world.ninh_binh.pk)


def test_the_agencys_own_people_enter_its_report(half_year, world, alliance_officer, hai_hau_head, on_day):
    on_day(JUNE)
    report = of(half_year, world.nam_dinh, Reporter.AGENCY)

    assert may_head(alliance_officer, report)
    assert not may_enter(hai_hau_head, report)
    assert not may_enter(alliance_officer, of(half_year, world.nam_dinh, Reporter.PROVINCE))


def test_after_a_merge_the_successor_fills_in_and_reads_what_passed_to_it(half_year, world, on_day):
    on_day(OCTOBER)
    city_head = seated("tp-ky", Role.HEAD, unit=world.city)
    my_loc_head = seated("my-loc-ky", Role.HEAD, unit=world.my_loc)
    report = of(half_year, world.my_loc)

    assert may_head(city_head, report)
    assert names(reports_visible_to(city_head)) == ["unit: Huyện Mỹ Lộc", "unit: Thành phố Nam Định"]
    assert names(reports_owed_by(city_head)) == ["unit: Huyện Mỹ Lộc", "unit: Thành phố Nam Định"]
    assert not may_enter(my_loc_head, report)


def test_on_a_day_before_the_merge_its_own_people_still_write(half_year, world, on_day):
    on_day(OCTOBER)
    my_loc_head = seated("my-loc-ky", Role.HEAD, unit=world.my_loc)

    assert may_head(my_loc_head, of(half_year, world.my_loc), JUNE)


def test_after_a_split_the_province_administrator_fills_in(half_year, world, on_day):
    on_day(NEXT_YEAR)
    administrator = seated("nb-quan-tri", Role.ADMINISTRATOR, unit=world.ninh_binh)
    commune_head = seated("xa-ky", Role.HEAD, unit=world.communes["Xã Hải Anh"])
    province_officer = seated("nb-nhap", Role.OFFICER, unit=world.ninh_binh)
    report = of(half_year, world.hai_hau)

    assert rights_in(administrator, report).unit_is_gone
    assert may_head(administrator, report)
    assert not may_enter(commune_head, report)
    assert not may_enter(province_officer, report)
    assert names(reports_visible_to(commune_head)) == []
    assert "unit: Huyện Hải Hậu" in names(reports_visible_to(province_officer))
    assert "unit: Huyện Hải Hậu" not in names(reports_owed_by(province_officer))


def test_the_new_province_fills_in_and_steers_for_the_old_one(half_year, world, on_day):
    on_day(NEXT_YEAR)
    head = seated("nb-ky", Role.HEAD, unit=world.ninh_binh)
    reviewer = seated("nb-duyet", Role.REVIEWER, unit=world.ninh_binh)
    report = of(half_year, world.nam_dinh, Reporter.PROVINCE)

    assert may_head(head, report)
    assert names(reports_owed_by(head)) == ["province: Tỉnh Nam Định"]
    assert may_review(reviewer, report)
    assert names(reports_visible_to(reviewer)) == ALL_NAMES
    assert list(rounds_steered_by(reviewer)) == [half_year]


def test_an_agencys_successor_fills_in_its_reports(half_year, world, on_day):
    on_day(NEXT_YEAR)
    heir = world.alliance.__class__.objects.create(
        code="lien-minh-htx-ninh-binh", name="Liên minh HTX tỉnh Ninh Bình", unit=world.ninh_binh, kind="other"
    )
    world.alliance.valid_to, world.alliance.successor = date(2025, 6, 30), heir
    world.alliance.save()
    head = seated("lm-nb", Role.HEAD, agency=heir)

    assert may_head(head, of(half_year, world.nam_dinh, Reporter.AGENCY))
    assert names(reports_visible_to(head)) == ["agency: Liên minh HTX tỉnh Nam Định"]
    assert names(reports_owed_by(head)) == ["agency: Liên minh HTX tỉnh Nam Định"]


def test_only_seats_that_write_owe_reports(half_year, province_reviewer, people_committee_reader, on_day):
    on_day(JUNE)

    assert reports_owed_by(province_reviewer) is None
    assert reports_owed_by(people_committee_reader) is None


def test_who_entered_or_ever_submitted_has_written(half_year, world, hai_hau_officer, hai_hau_head, province_reviewer):
    report = of(half_year, world.hai_hau)
    report.contributors.add(hai_hau_officer)
    report.revisions.create(
        number=1,
        receipt="BN-1",
        content={},
        figure_count=0,
        submitted_at="2024-06-10T00:00Z",
        submitted_by=hai_hau_head,
    )

    written = [has_written(user, report) for user in [hai_hau_officer, hai_hau_head, province_reviewer]]

    assert written == [True, True, False]


def test_rounds_are_seen_by_whoever_sees_a_plan_of_them(
    half_year, world, hai_hau_officer, people_committee_reader, alliance_officer, system_administrator, stranger, on_day
):
    on_day(JUNE)
    elsewhere = seated("nb-xem", Role.READER, unit=world.ninh_binh)
    make_goal_agency(half_year, world)

    seeing = [hai_hau_officer, people_committee_reader, alliance_officer]
    assert [list(rounds_visible_to(user)) for user in seeing] == [[half_year]] * 3
    blind = [elsewhere, system_administrator, stranger]
    assert [list(rounds_visible_to(user)) for user in blind] == [[], [], []]


def make_goal_agency(round_, world):
    from tests.builders import make_goal, make_indicator

    make_goal(round_.plans.get(), make_indicator("Thành viên nữ")).agencies.add(world.alliance)


def test_a_round_of_two_plans_is_seen_once(half_year, world, province_reviewer, on_day):
    on_day(JUNE)
    half_year.plans.add(make_plan(scope=world.nam_dinh))

    assert list(rounds_visible_to(province_reviewer)) == [half_year]


def test_only_the_province_oversees(province_reviewer, province_administrator, hai_hau_head, on_day):
    on_day(JUNE)

    assert [oversees(user) for user in [province_reviewer, province_administrator, hai_hau_head]] == [True, True, False]


def test_the_provinces_document_is_for_readers_and_the_province(
    people_committee_reader, province_reviewer, province_administrator, hai_hau_head, system_administrator, on_day
):
    on_day(JUNE)
    people = [people_committee_reader, province_reviewer, province_administrator, hai_hau_head, system_administrator]

    assert [reads_documents(user) for user in people] == [True, True, True, False, False]


def test_plans_are_administered_at_the_home_of_their_scope(
    half_year, world, province_administrator, province_reviewer, on_day
):
    on_day(JUNE)
    assert list(plans_administered_by(province_administrator)) == [half_year.plans.get()]
    assert plans_administered_by(province_reviewer) is None

    on_day(NEXT_YEAR)
    heir = seated("nb-quan-tri", Role.ADMINISTRATOR, unit=world.ninh_binh)
    assert list(plans_administered_by(heir)) == [half_year.plans.get()]


def test_questions_to_the_database_do_not_grow_with_units(
    half_year, world, province_reviewer, on_day, django_assert_num_queries
):
    on_day(JUNE)
    reports_visible_to(province_reviewer)

    with django_assert_num_queries(2):
        assert len(reports_visible_to(province_reviewer)) == 6
    for number in range(20):
        unit = make_unit(f"Huyện {number}", UnitLevel.DISTRICT, parent=world.nam_dinh)
        make_change(unit, make_unit(f"Xã {number}", UnitLevel.COMMUNE, parent=world.nam_dinh), on=date(2030, 1, 1))
        make_report(half_year, unit, state=ReportState.DRAFT)
    reports_visible_to(province_reviewer)
    with django_assert_num_queries(2):
        assert len(reports_visible_to(province_reviewer)) == 26
