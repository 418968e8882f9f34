"""The worked table of docs/domain.md, section 5: rows 1 to 16, each on the small world of four districts."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Comparator, Measure, Period, Reporter
from reporting.aggregation import Remnant
from reporting.choices import FigureKind, Status
from reporting.progress import progress_of
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_change,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
    make_unit,
)

pytestmark = pytest.mark.django_db

JUNE_2024, NOVEMBER_2024, JUNE_2025 = date(2024, 6, 14), date(2024, 11, 29), date(2025, 6, 14)
STOCK = Accumulation.STOCK


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025, signed_on=date(2023, 1, 1))


@pytest.fixture
def mid_2024(plan):
    return make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE_2024)


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER_2024)


@pytest.fixture
def mid_2025(plan):
    return make_round(plan, period=Period.HALF_YEAR, year=2025, cut_off=JUNE_2025)


def goal_on(plan, indicator, target=10, *, years=(2024, 2024), **fields):
    goal = make_goal(plan, indicator, **fields)
    make_target(goal, target, years=years)
    return goal


def only(plan, on):
    """The one row of the plan's progress on a day."""
    (row,) = progress_of(plan, on)
    return row


def test_row_1_a_later_report_of_the_year_replaces_the_earlier_one(world, plan, mid_2024, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    accept_report(mid_2024, world.hai_hau, frozen(founded, 2))
    accept_report(year_2024, world.hai_hau, frozen(founded, 5))

    assert only(plan, NOVEMBER_2024).total.value == 5


def test_row_2_before_the_annual_report_is_accepted_the_half_year_counts(world, plan, mid_2024, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    accept_report(mid_2024, world.hai_hau, frozen(founded, 2))
    make_report(year_2024, world.hai_hau)

    total = only(plan, date(2024, 12, 5)).total

    assert (total.value, total.cut_off, total.reported, total.expected) == (2, JUNE_2024, 0, 1)


def test_row_3_years_of_a_flow_add_up(world, plan, year_2024, mid_2025):
    founded = make_indicator()
    goal_on(plan, founded, years=(2023, 2025))
    year_2023 = make_round(plan, year=2023, cut_off=date(2023, 11, 29))
    accept_report(year_2023, world.hai_hau, frozen(founded, 3))
    accept_report(year_2024, world.hai_hau, frozen(founded, 5))
    accept_report(mid_2025, world.hai_hau, frozen(founded, 1))

    row = only(plan, JUNE_2025)

    assert (row.span, row.total.value) == ("2023-2025", 9)


def test_row_4_of_a_stock_the_latest_value_counts(world, plan, year_2024):
    stable_jobs = make_indicator("Việc làm ổn định", accumulation=STOCK)
    goal_on(plan, stable_jobs, years=(2023, 2025))
    year_2023 = make_round(plan, year=2023, cut_off=date(2023, 11, 29))
    accept_report(year_2023, world.hai_hau, frozen(stable_jobs, 120))
    accept_report(year_2024, world.hai_hau, frozen(stable_jobs, 150))

    assert only(plan, NOVEMBER_2024).total.value == 150


def test_row_5_a_ratio_divides_the_sums(world, plan, year_2024):
    trained = make_indicator("Cán bộ được tập huấn", measure=Measure.RATIO, accumulation=STOCK)
    goal_on(plan, trained, 100)
    accept_report(year_2024, world.hai_hau, frozen(trained, numerator=30, denominator=40))
    accept_report(year_2024, world.y_yen, frozen(trained, numerator=10, denominator=60))

    total = only(plan, NOVEMBER_2024).total

    assert (total.value, total.numerator, total.denominator) == (40, 40, 100)


def test_row_6_a_ratio_says_how_much_of_it_is_there(world, plan, year_2024):
    trained = make_indicator("Cán bộ được tập huấn", measure=Measure.RATIO, accumulation=STOCK)
    goal_on(plan, trained, 100)
    accept_report(year_2024, world.hai_hau, frozen(trained, numerator=30, denominator=40))
    accept_report(year_2024, world.y_yen, frozen(trained, numerator=10, denominator=60))
    make_report(year_2024, world.city)

    total = only(plan, NOVEMBER_2024).total

    assert (total.value, total.reported, total.expected) == (40, 2, 3)


def test_row_7_the_successors_annual_report_covers_a_merged_unit(world, plan, mid_2024, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    accept_report(mid_2024, world.city, frozen(founded, 4))
    accept_report(mid_2024, world.my_loc, frozen(founded, 3))
    day = date(2024, 12, 1)

    before = only(plan, day).total
    accept_report(year_2024, world.city, frozen(founded, 9))
    after = only(plan, day).total

    assert (before.value, before.remnants) == (7, (Remnant("Huyện Mỹ Lộc", JUNE_2024, Decimal(3)),))
    assert (after.value, after.remnants) == (9, ())


def test_row_8_what_a_split_unit_did_adds_up_for_ever(world, plan, mid_2025):
    founded = make_indicator()
    goal_on(plan, founded, years=(2025, 2025))
    accept_report(mid_2025, world.y_yen, frozen(founded, 5))
    year_2025 = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    accept_report(year_2025, world.communes["Xã Ý Yên"], frozen(founded, 2))
    accept_report(year_2025, world.communes["Xã Vũ Dương"], frozen(founded, 1))
    day = date(2025, 12, 1)

    without_closing = only(plan, day).total
    closing = make_round(plan, period=Period.CLOSING, year=2025, cut_off=date(2025, 6, 30))
    accept_report(closing, world.y_yen, frozen(founded, 6))
    with_closing = only(plan, day).total

    assert without_closing.value == 8
    assert without_closing.remnants == (Remnant("Huyện Ý Yên", JUNE_2025, Decimal(5)),)
    assert with_closing.value == 9
    assert with_closing.remnants == (Remnant("Huyện Ý Yên", date(2025, 6, 30), Decimal(6)),)


def test_row_8_counts_the_whole_year_in_a_plan_signed_after_the_split(world, plan, mid_2025):
    later = make_plan(scope=world.ninh_binh, signed_on=date(2025, 8, 1), first_year=2025, last_year=2025)
    founded = make_indicator()
    goal_on(later, founded, years=(2025, 2025))
    accept_report(mid_2025, world.y_yen, frozen(founded, 5))
    year_2025 = make_round(later, year=2025, cut_off=date(2025, 11, 29))
    accept_report(year_2025, world.communes["Xã Ý Yên"], frozen(founded, 2))

    total = only(later, date(2025, 12, 1)).total

    assert (total.value, total.remnants) == (7, (Remnant("Huyện Ý Yên", JUNE_2025, Decimal(5)),))


def test_row_9_what_is_done_stays_done_when_a_later_report_says_nothing(world, plan, mid_2024, year_2024):
    association = make_indicator("Thành lập hội", measure=Measure.MILESTONE, from_units=False, from_province=True)
    goal_on(plan, association, None)
    province = {"reporter": Reporter.PROVINCE}
    accept_report(mid_2024, world.nam_dinh, frozen(association, 1, done_on=date(2024, 5, 20)), **province)
    accept_report(year_2024, world.nam_dinh, **province)

    row = only(plan, NOVEMBER_2024)

    assert (row.total.done_on, row.status) == (date(2024, 5, 20), Status.MET)
    assert (row.total.reported, row.total.expected) == (0, 1)


def test_row_10_a_reopened_report_counts_as_it_was_until_it_is_accepted_again(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    report = accept_report(year_2024, world.hai_hau, frozen(founded, 5))
    report.state = "reopened"
    report.save()

    while_reopened = only(plan, NOVEMBER_2024).total.value
    accept_report(year_2024, world.hai_hau, frozen(founded, 4))

    assert (while_reopened, only(plan, NOVEMBER_2024).total.value) == (5, 4)
    assert [revision.content["figures"][0]["value"] for revision in report.revisions.all()] == ["5", "4"]


def test_row_11_a_ratio_over_nothing_has_no_percent(world, plan, year_2024):
    trained = make_indicator("Cán bộ được tập huấn", measure=Measure.RATIO, accumulation=STOCK)
    goal_on(plan, trained, 100)
    accept_report(year_2024, world.hai_hau, frozen(trained, numerator=0, denominator=0))
    accept_report(year_2024, world.y_yen, frozen(trained, numerator=3))

    row = only(plan, NOVEMBER_2024)

    assert (row.total.value, row.status, row.share) == (None, Status.NO_DATA, None)
    assert (row.total.reported, row.total.expected) == (1, 2)


def test_row_12_nothing_is_clamped(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded, 100)
    accept_report(year_2024, world.hai_hau, frozen(founded, 280))

    row = only(plan, NOVEMBER_2024)

    assert (row.share, row.status) == (280, Status.EXCEEDED)


@pytest.mark.parametrize(("value", "status"), [(500, Status.BEHIND), (501, Status.EXCEEDED)])
def test_row_13_more_than_is_not_met_by_the_number_itself(world, plan, year_2024, value, status):
    members = make_indicator(accumulation=STOCK)
    goal = goal_on(plan, members, 500, comparator=Comparator.MORE_THAN)
    goal.baseline = 490
    goal.save()
    accept_report(year_2024, world.hai_hau, frozen(members, value))

    assert only(plan, date(2024, 12, 15)).status == (Status.MISSED if value == 500 else status)


def test_row_14_the_final_value_of_last_year_replaces_it_and_an_estimate_never_counts(world, plan, year_2024, mid_2025):
    founded = make_indicator()
    goal_on(plan, founded)
    estimate = frozen(founded, 5, kind=FigureKind.ESTIMATE)
    accept_report(year_2024, world.hai_hau, frozen(founded, 4), estimate)

    before = only(plan, JUNE_2025).total.value
    accept_report(mid_2025, world.hai_hau, frozen(founded, 1), frozen(founded, 6, kind=FigureKind.FINAL))
    after = only(plan, JUNE_2025).total

    assert (before, after.value, after.cut_off) == (4, 6, date(2024, 12, 14))
    assert only(plan, date(2025, 6, 13)).total.value == 4


def test_row_14_the_successors_final_value_covers_a_unit_that_merged_after_the_year(world, plan, year_2024, mid_2025):
    east = make_unit("Huyện Đông", parent=world.nam_dinh, valid_to=date(2024, 12, 31))
    make_change(east, world.hai_hau, on=date(2025, 1, 1))
    founded = make_indicator()
    goal_on(plan, founded)
    accept_report(year_2024, world.hai_hau, frozen(founded, 4))
    accept_report(year_2024, east, frozen(founded, 3))

    before = only(plan, date(2025, 1, 10)).total.value
    accept_report(mid_2025, world.hai_hau, frozen(founded, 9, kind=FigureKind.FINAL))

    assert (before, only(plan, JUNE_2025).total.value) == (7, 9)


def test_row_15_a_minimum_counts_the_units_that_meet_it_and_names_the_others(world, plan, mid_2024, year_2024):
    founded = make_indicator()
    goal_on(plan, founded, 1, per_level="district")
    accept_report(mid_2024, world.my_loc, frozen(founded, 1))
    accept_report(year_2024, world.hai_hau, frozen(founded, 2))
    accept_report(year_2024, world.y_yen, frozen(founded, 0))

    row = only(plan, NOVEMBER_2024)

    assert (row.units_met, row.units_owing, row.unmet_units) == (2, 3, ("Huyện Ý Yên",))
    assert (row.total.value, row.target, row.share) == (2, 1, Decimal(200) / 3)


def test_row_16_an_unanswered_part_makes_the_total_incomplete(world, plan, year_2024):
    breakdown = make_breakdown()
    founded = make_indicator(breakdown=breakdown)
    goal_on(plan, founded)
    accept_report(year_2024, world.hai_hau, frozen(founded, 2, part="htx"))

    total = only(plan, NOVEMBER_2024).total

    assert (total.value, total.missing_parts, total.incomplete) == (2, ("THT",), True)
