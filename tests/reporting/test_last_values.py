"""What was last accepted, as the form shows it beside each box."""

from datetime import date

import pytest

from plans.choices import Accumulation, Measure, Period
from plans.models import Indicator
from plans.succession import current_map
from reporting.answers import VALUE, part_box
from reporting.choices import FigureKind
from reporting.last_values import LastValue, LastValues
from reporting.questions import asked_of
from tests.builders import (
    accept_report,
    frozen,
    make_change,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_unit,
)


@pytest.fixture
def half_year(plan):
    return make_round(plan, period=Period.HALF_YEAR, name="6 tháng 2024", cut_off=date(2024, 6, 14))


def last(report, kind=FigureKind.ACTUAL):
    [question] = asked_of(report)
    return next(row.last for row in question.rows if row.kind == kind)


def test_nothing_was_accepted_before(report, jobs):
    assert last(report) is None


def test_the_last_accepted_value_names_its_round(report, jobs, half_year, world):
    accept_report(half_year, world.hai_hau, frozen(jobs, 12))
    accept_report(half_year, world.y_yen, frozen(jobs, 90))

    assert last(report) == LastValue({VALUE: 12}, None, 2024, "6 tháng 2024")


def test_parts_come_with_their_total(report, founded, half_year, world):
    accept_report(half_year, world.hai_hau, frozen(founded, 2, part="htx"), frozen(founded, 3, part="tht"))
    htx, tht = (part_box(founded.breakdown.parts.get(code=code).pk) for code in ("htx", "tht"))

    assert last(report).numbers == {VALUE: 5, htx: 2, tht: 3}


def test_a_merge_carries_the_predecessors_numbers(plan, jobs, half_year, world):
    accept_report(half_year, world.city, frozen(jobs, 4))
    accept_report(half_year, world.my_loc, frozen(jobs, 3))
    report = make_report(make_round(plan), world.city)

    assert last(report) == LastValue({VALUE: 7}, None, 2024, "6 tháng 2024", ("Huyện Mỹ Lộc",))


def test_a_report_does_not_compare_with_itself(plan, jobs, half_year, world):
    accept_report(half_year, world.hai_hau, frozen(jobs, 12))
    year = make_round(plan, name="Năm 2024", cut_off=date(2024, 11, 29))
    report = accept_report(year, world.hai_hau, frozen(jobs, 15))

    assert last(report) == LastValue({VALUE: 12}, None, 2024, "6 tháng 2024")


def test_last_years_final_number_is_compared_with_last_years_value(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)
    jobs = make_indicator("Việc làm mới")
    make_goal(plan, jobs)
    accept_report(
        make_round(plan, name="Năm 2023", year=2023, cut_off=date(2023, 11, 29)), world.hai_hau, frozen(jobs, 8)
    )
    accept_report(make_round(plan, name="6 tháng", cut_off=date(2024, 5, 14)), world.hai_hau, frozen(jobs, 3))
    report = make_report(make_round(plan, cut_off=date(2024, 6, 14), asks_final=True), world.hai_hau)

    assert last(report, FigureKind.ACTUAL) == LastValue({VALUE: 3}, None, 2024, "6 tháng")
    assert last(report, FigureKind.FINAL) == LastValue({VALUE: 8}, None, 2023, "Năm 2023")


def test_stocks_of_merged_units_add_up(plan, half_year, world):
    steady = make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK)
    make_goal(plan, steady)
    accept_report(half_year, world.city, frozen(steady, 40))
    accept_report(half_year, world.my_loc, frozen(steady, 30))
    report = make_report(make_round(plan), world.city)

    assert last(report).numbers == {VALUE: 70}


def test_a_milestone_that_was_done_shows_its_day(report, plan, half_year, world):
    issued = make_indicator("Ban hành", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    accept_report(half_year, world.hai_hau, frozen(issued, 1, done_on=date(2024, 5, 20)))

    assert last(report).done_on == date(2024, 5, 20)


@pytest.mark.parametrize(
    ("own", "merged", "shown"),
    [
        (date(2024, 5, 20), date(2024, 4, 1), date(2024, 5, 20)),
        (None, date(2024, 4, 1), None),
        (date(2024, 5, 20), None, date(2024, 5, 20)),
    ],
)
def test_after_a_merge_a_units_own_milestone_is_what_it_told_itself(plan, half_year, world, own, merged, shown):
    issued = make_indicator("Ban hành", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    for unit, day in ((world.city, own), (world.my_loc, merged)):
        accept_report(half_year, unit, frozen(issued, 1 if day else 0, done_on=day))
    report = make_report(make_round(plan), world.city)

    assert last(report).done_on == shown


@pytest.mark.parametrize(
    ("second", "shown"), [(date(2024, 5, 20), date(2024, 5, 20)), (None, None)], ids=["both", "only one"]
)
def test_a_new_unit_has_done_what_all_that_merged_into_it_had(plan, half_year, world, second, shown):
    issued = make_indicator("Ban hành", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    joined = make_unit("Thành phố mới", parent=world.nam_dinh, valid_from=date(2024, 10, 1))
    for name, day in (("Đông", date(2024, 4, 1)), ("Tây", second)):
        unit = make_unit(f"Huyện {name}", parent=world.nam_dinh, valid_to=date(2024, 9, 30))
        make_change(unit, joined, on=date(2024, 10, 1))
        accept_report(half_year, unit, frozen(issued, 1 if day else 0, done_on=day))

    assert last(make_report(make_round(plan), joined)).done_on == shown


# --- What is usual ----------------------------------------------------------------------------------------------------


def usual(report, kind=FigureKind.ACTUAL):
    """(round, number) of each earlier number, by box."""
    [question] = asked_of(report)
    [row] = [row for row in question.rows if row.kind == kind]
    return {box: [(one.round_name, one.number) for one in usual.earlier] for box, usual in row.usual.items()}


@pytest.fixture
def years(world):
    """A plan of 2021-2024 with both rounds of each year; of one indicator the half-year n, the year's end 10 x n."""

    def accept(indicator, unit):
        plan = make_plan(scope=world.nam_dinh, first_year=2021, last_year=2024)
        make_goal(plan, indicator)
        for number, year in enumerate((2021, 2022, 2023), start=1):
            accept_report(half_year_of(plan, year), unit, frozen(indicator, number))
            accept_report(year_of(plan, year), unit, frozen(indicator, 10 * number))
        return plan

    return accept


def half_year_of(plan, year):
    return make_round(plan, period=Period.HALF_YEAR, name=f"6 tháng {year}", year=year, cut_off=date(year, 6, 14))


def year_of(plan, year, **asks):
    return make_round(plan, name=f"Năm {year}", year=year, cut_off=date(year, 11, 29), **asks)


@pytest.mark.parametrize(
    ("round_of", "earlier"),
    [
        (half_year_of, [("6 tháng 2021", 1), ("6 tháng 2022", 2), ("6 tháng 2023", 3)]),
        (year_of, [("Năm 2021", 10), ("Năm 2022", 20), ("Năm 2023", 30)]),
    ],
)
def test_a_flow_is_usual_beside_the_same_rounds_of_earlier_years(world, years, round_of, earlier):
    plan = years(make_indicator(), world.hai_hau)

    assert usual(make_report(round_of(plan, 2024), world.hai_hau)) == {VALUE: earlier}


@pytest.mark.parametrize("period", [Period.AD_HOC, Period.MIDTERM, Period.FINAL])
def test_what_is_asked_on_no_certain_day_has_nothing_usual_for_a_flow(world, years, period):
    plan = years(indicator := make_indicator(), world.hai_hau)
    for year in (2022, 2023):
        round_ = make_round(plan, period=period, name="Khác", year=year, cut_off=date(year, 9, 1))
        accept_report(round_, world.hai_hau, frozen(indicator, 7))
    report = make_report(make_round(plan, period=period, cut_off=date(2024, 9, 1)), world.hai_hau)

    assert usual(report) == {}


def test_a_stock_is_usual_beside_all_that_was_told_before(world, years):
    plan = years(make_indicator(accumulation=Accumulation.STOCK), world.hai_hau)

    assert usual(make_report(half_year_of(plan, 2024), world.hai_hau)) == {
        VALUE: [
            ("6 tháng 2021", 1),
            ("Năm 2021", 10),
            ("6 tháng 2022", 2),
            ("Năm 2022", 20),
            ("6 tháng 2023", 3),
            ("Năm 2023", 30),
        ]
    }


def test_every_box_has_its_own(world):
    trained = make_indicator(measure=Measure.RATIO, accumulation=Accumulation.STOCK)
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2024)
    make_goal(plan, trained)
    accept_report(year_of(plan, 2023), world.hai_hau, frozen(trained, numerator=3, denominator=4))

    assert usual(make_report(year_of(plan, 2024), world.hai_hau)) == {
        "numerator": [("Năm 2023", 3)],
        "denominator": [("Năm 2023", 4)],
    }


def test_another_units_numbers_are_not_usual_here(world, years):
    plan = years(make_indicator(), world.y_yen)

    assert usual(make_report(year_of(plan, 2024), world.hai_hau)) == {}


def test_what_a_unit_told_before_another_went_into_it_is_left_out(world, years):
    plan = years(make_indicator(accumulation=Accumulation.STOCK), world.city)

    before = usual(make_report(half_year_of(plan, 2024), world.city))
    after = usual(make_report(year_of(plan, 2024), world.city))

    assert len(before[VALUE]) == 6
    assert after == {}


def test_only_actual_numbers_have_a_usual_range(world, years):
    plan = years(make_indicator(), world.hai_hau)
    report = make_report(year_of(plan, 2024, asks_estimate=True, asks_final=True), world.hai_hau)

    assert usual(report, FigureKind.ESTIMATE) == {}
    assert usual(report, FigureKind.FINAL) == {}


def test_the_past_is_read_at_once(world, years, django_assert_num_queries):
    plan = years(make_indicator(), world.hai_hau)
    report, indicator, units = make_report(year_of(plan, 2024), world.hai_hau), Indicator.objects.get(), current_map()

    with django_assert_num_queries(1):
        values = LastValues(report, units)
        last, before = values.of(indicator, FigureKind.ACTUAL), values.usual(indicator, FigureKind.ACTUAL)

    assert (last.numbers, before[VALUE].high) == ({VALUE: 30}, 50)
