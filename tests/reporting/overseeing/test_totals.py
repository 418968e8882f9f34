"""What a round comes to while it is not all there."""

from datetime import date

import pytest

from plans.choices import Accumulation, Measure, Reporter
from reporting.choices import ReportState
from reporting.models import Report, Revision
from reporting.overseeing.totals import totals_of
from reporting.progress import progress_of
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
    make_unit,
    make_user,
)
from tests.reporting.overseeing.autumn import submission

LAST_YEAR = {"year": 2023, "cut_off": date(2023, 11, 29)}


@pytest.fixture
def plan(world, on_day):
    on_day(date(2024, 12, 2))
    return make_plan(scope=world.nam_dinh, code="nam-dinh", first_year=2023, last_year=2024)


@pytest.fixture
def cooperatives(plan):
    indicator = make_indicator("HTX mới")
    make_target(make_goal(plan, indicator), 10, years=(2024, 2024))
    return indicator


@pytest.fixture
def round_(plan):
    return make_round(plan)


def submitted(round_, unit, *figures, state=ReportState.SUBMITTED, **fields):
    """Handed in for the first time, or again."""
    by = make_user(f"nop-{unit.pk}-{Revision.objects.count()}")
    told = {"state": state, "submitted_at": round_.opened_at, "submitted_by": by, **fields}
    report, _ = Report.objects.update_or_create(round=round_, unit=unit, reporter=Reporter.UNIT, defaults=told)
    submission(report, report.revisions.count() + 1, *figures, by=by)
    return report


def line_of(round_, plan, number=0):
    return [line for group in totals_of(round_, plan).groups for line in group.lines][number]


def three(line):
    return line.so_far, line.with_submitted, line.if_repeated


def test_the_total_so_far_is_the_dashboards_and_what_waits_is_apart(plan, round_, world, cooperatives):
    accept_report(round_, world.city, frozen(cooperatives, 4))
    submitted(round_, world.hai_hau, frozen(cooperatives, 3))
    make_report(round_, world.y_yen)

    line, totals = line_of(round_, plan), totals_of(round_, plan)

    assert three(line) == ("4", "7", "7")
    assert progress_of(plan, round_.cut_off)[0].total.value == 4
    assert (line.coverage, line.submitted, line.from_last_year, line.without) == ("1/3", 1, 0, 1)
    assert line.missing == ("Huyện Ý Yên", "Huyện Hải Hậu")
    assert (totals.asked, totals.accepted, totals.submitted, totals.missing) == (3, 1, 1, ("Huyện Ý Yên",))


def test_who_told_nothing_this_year_repeats_the_same_occasion_of_last_year(plan, round_, world, cooperatives):
    before = make_round(plan, **LAST_YEAR)
    half = make_round(plan, period="half_year", year=2023, cut_off=date(2023, 6, 14))
    accept_report(half, world.y_yen, frozen(cooperatives, 1))
    accept_report(before, world.y_yen, frozen(cooperatives, 5))
    accept_report(before, world.hai_hau, frozen(cooperatives, 50))
    accept_report(round_, world.hai_hau, frozen(cooperatives, 2))
    make_report(round_, world.y_yen)

    line = line_of(round_, plan)

    assert three(line) == ("2", "2", "7")
    assert (line.from_last_year, line.without) == (1, 0)


def test_what_was_told_earlier_in_the_year_stays(plan, round_, world, cooperatives):
    accept_report(make_round(plan, **LAST_YEAR), world.y_yen, frozen(cooperatives, 5))
    half = make_round(plan, period="half_year", cut_off=date(2024, 6, 14))
    accept_report(half, world.y_yen, frozen(cooperatives, 3))
    make_report(round_, world.y_yen)

    line = line_of(round_, plan)

    assert three(line) == ("3", "3", "3")
    assert (line.from_last_year, line.without) == (0, 0)


def test_a_merged_units_last_year_repeats_with_its_heirs(plan, round_, world, cooperatives):
    before = make_round(plan, **LAST_YEAR)
    accept_report(before, world.city, frozen(cooperatives, 4))
    accept_report(before, world.my_loc, frozen(cooperatives, 3))
    make_report(round_, world.city)

    line = line_of(round_, plan)

    assert line.if_repeated == "7"
    assert line.from_last_year == 1


def test_another_period_of_last_year_is_no_same_occasion(plan, world, cooperatives):
    accept_report(make_round(plan, **LAST_YEAR), world.y_yen, frozen(cooperatives, 5))
    half = make_round(plan, period="half_year", cut_off=date(2024, 6, 14))
    make_report(half, world.y_yen)

    line = line_of(half, plan)

    assert (three(line), line.without) == (("…", "…", "…"), 1)


def test_a_stock_is_carried_already(plan, round_, world):
    stock = make_indicator("HTX hiện có", accumulation=Accumulation.STOCK)
    make_goal(plan, stock)
    accept_report(make_round(plan, **LAST_YEAR), world.y_yen, frozen(stock, 12))
    accept_report(round_, world.hai_hau, frozen(stock, 8))
    make_report(round_, world.y_yen)

    assert three(line_of(round_, plan)) == ("20", "20", "20")


def test_a_ratio_repeats_both_its_numbers(plan, round_, world):
    ratio = make_indicator("Tỷ lệ", measure=Measure.RATIO)
    make_target(make_goal(plan, ratio), 50, years=(2024, 2024))
    accept_report(make_round(plan, **LAST_YEAR), world.y_yen, frozen(ratio, numerator=10, denominator=60))
    accept_report(round_, world.hai_hau, frozen(ratio, numerator=30, denominator=40))
    make_report(round_, world.y_yen)

    assert three(line_of(round_, plan)) == ("75 % (30/40)", "75 % (30/40)", "40 % (40/100)")


def test_a_broken_down_value_repeats_with_its_parts(plan, round_, world):
    divided = make_indicator("HTX, THT mới", breakdown=make_breakdown())
    htx = divided.breakdown.parts.get(code="htx")
    make_target(make_goal(plan, divided, part=htx), 5, years=(2024, 2024))
    told = [frozen(divided, 2, part="htx"), frozen(divided, 7, part="tht")]
    accept_report(make_round(plan, **LAST_YEAR), world.y_yen, *told)
    submitted(round_, world.hai_hau, frozen(divided, 1, part="htx"), frozen(divided, 1, part="tht"))
    make_report(round_, world.y_yen)

    assert three(line_of(round_, plan)) == ("…", "1", "3")


def test_what_is_handed_in_again_takes_the_place_of_what_counted(plan, round_, world, cooperatives):
    accept_report(round_, world.hai_hau, frozen(cooperatives, 9))
    submitted(round_, world.hai_hau, frozen(cooperatives, 2))

    line = line_of(round_, plan)

    assert three(line) == ("9", "2", "2")
    assert line.missing == ()


def test_what_is_reopened_still_counts_and_is_not_missing(plan, round_, world, cooperatives):
    report = accept_report(round_, world.hai_hau, frozen(cooperatives, 9))
    Report.objects.filter(pk=report.pk).update(state=ReportState.REOPENED)

    assert (three(line_of(round_, plan)), totals_of(round_, plan).missing) == (("9", "9", "9"), ())


def test_a_minimum_tells_how_many_units_would_meet_it(plan, round_, world):
    indicator = make_indicator("HTX mới ở mỗi huyện")
    make_target(make_goal(plan, indicator, per_level="district"), 1, years=(2024, 2024))
    accept_report(make_round(plan, **LAST_YEAR), world.y_yen, frozen(indicator, 1))
    accept_report(round_, world.city, frozen(indicator, 1))
    submitted(round_, world.hai_hau, frozen(indicator, 2))
    make_report(round_, world.y_yen)

    assert three(line_of(round_, plan)) == ("1/3 đơn vị", "2/3 đơn vị", "3/3 đơn vị")


def test_what_waits_replaces_what_merged_units_told_as_it_will_once_accepted(plan, round_, world, cooperatives):
    half = make_round(plan, period="half_year", cut_off=date(2024, 6, 14))
    accept_report(half, world.city, frozen(cooperatives, 4))
    accept_report(half, world.my_loc, frozen(cooperatives, 3))
    submitted(round_, world.city, frozen(cooperatives, 9))

    before = three(line_of(round_, plan))
    accept_report(round_, world.city, frozen(cooperatives, 9))

    assert before == ("7", "9", "9")
    assert three(line_of(round_, plan)) == ("9", "9", "9")


def test_what_a_split_unit_told_stays_beside_what_waits(world, on_day):
    on_day(date(2025, 12, 2))
    plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2025)
    indicator = make_indicator("HTX mới")
    make_target(make_goal(plan, indicator), 10, years=(2025, 2025))
    half = make_round(plan, period="half_year", year=2025, cut_off=date(2025, 6, 14))
    accept_report(half, world.y_yen, frozen(indicator, 5))
    year = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    accept_report(year, world.communes["Xã Ý Yên"], frozen(indicator, 2))
    submitted(year, world.communes["Xã Vũ Dương"], frozen(indicator, 1))

    assert three(line_of(year, plan)) == ("7", "8", "8")


def test_only_goals_of_the_rounds_year_are_told(plan, round_, world):
    make_target(make_goal(plan, make_indicator("Năm trước")), 3, years=(2023, 2023))
    make_target(make_goal(plan, make_indicator("Cả giai đoạn")), 3, years=(2023, 2024))

    assert [(line.name, line.span) for group in totals_of(round_, plan).groups for line in group.lines] == [
        ("Cả giai đoạn", "2023-2024")
    ]


def test_the_totals_cost_the_same_with_few_and_many(plan, round_, world, cooperatives, django_assert_num_queries):
    make_report(round_, world.y_yen)
    submitted(round_, world.hai_hau, frozen(cooperatives, 2))
    totals_of(round_, plan)
    with django_assert_num_queries(21):
        totals_of(round_, plan)

    for number in range(3):
        make_report(round_, make_unit(f"Huyện {number}", parent=world.nam_dinh))
        submitted(round_, make_unit(f"Huyện 1{number}", parent=world.nam_dinh), frozen(cooperatives, 2))
    totals_of(round_, plan)
    with django_assert_num_queries(21):
        totals_of(round_, plan)
