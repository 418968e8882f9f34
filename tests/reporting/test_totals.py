"""What a total is made of: derived numbers, carried stocks, past spans, milestones, and what is not added."""

from datetime import date

import pytest

from plans.choices import ComponentPart, Composition, Measure, Period, Reporter, SpanKind
from plans.models import IndicatorComponent
from reporting.choices import Answer, Status
from reporting.progress import progress_of
from tests.builders import (
    accept_report,
    frozen,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
)
from tests.reporting.one_goal import JUNE, NOVEMBER, STOCK, goal_on, only, told

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2026, signed_on=date(2023, 1, 1))


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER)


def make_derived(composition, measure, **components):
    whole = make_indicator("Tính từ chỉ số khác", composition=composition, measure=measure)
    for part, component in components.items():
        IndicatorComponent.objects.create(whole=whole, component=component, part=ComponentPart(part.rstrip("12")))
    return whole


def test_a_derived_ratio_pairs_numbers_of_the_same_report(world, plan):
    new, led_by_women = make_indicator("HTX mới"), make_indicator("HTX mới do nữ lãnh đạo")
    share = make_derived(Composition.RATIO, Measure.RATIO, numerator=led_by_women, denominator=new)
    goal_on(plan, share, 50)
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE)
    accept_report(mid_2024, world.hai_hau, frozen(led_by_women, 2), frozen(new, 5))
    year_2024 = make_round(plan, cut_off=NOVEMBER)
    accept_report(year_2024, world.hai_hau, frozen(led_by_women, 9), frozen(new, answer=Answer.NO_DATA))
    accept_report(year_2024, world.y_yen, frozen(led_by_women, 1), frozen(new, 5))
    accept_report(year_2024, world.city, frozen(led_by_women, 1), frozen(new, answer=Answer.NOT_APPLICABLE))

    row = only(plan)

    assert (row.total.numerator, row.total.denominator, *told(row)) == (3, 10, 30, "1/2")


def test_a_derived_sum_adds_whatever_component_is_there(world, plan, year_2024):
    founded, renewed = make_indicator("HTX mới"), make_indicator("HTX củng cố")
    goal_on(plan, make_derived(Composition.SUM, Measure.COUNT, addend1=founded, addend2=renewed))
    accept_report(year_2024, world.hai_hau, frozen(founded, 2), frozen(renewed, 3))
    accept_report(year_2024, world.y_yen, frozen(founded, 1))
    make_report(year_2024, world.city)

    assert told(only(plan)) == (6, "2/3")


def test_a_fixed_denominator_is_the_whole_plans(world, plan, year_2024):
    trained = make_indicator(measure=Measure.RATIO, accumulation=STOCK, denominator_fixed=120)
    goal_on(plan, trained, 50)
    accept_report(year_2024, world.hai_hau, frozen(trained, numerator=20))
    accept_report(year_2024, world.y_yen, frozen(trained, numerator=10))

    row = only(plan)

    assert (row.total.numerator, row.total.denominator, *told(row)) == (30, 120, 25, "2/2")


def test_things_counted_once_a_year_are_not_added_over_years(world, plan, year_2024):
    strengthened = make_indicator("HTX được củng cố", distinct_within="year")
    goal = goal_on(plan, strengthened)
    make_target(goal, 20, years=(2023, 2024), span_kind=SpanKind.PHASE)
    accept_report(year_2024, world.hai_hau, frozen(strengthened, 5))

    rows = progress_of(plan, NOVEMBER)

    assert {row.span: (row.total.value, row.status) for row in rows} == {
        "2024": (5, Status.BEHIND),
        "2023-2024": (None, Status.NO_DATA),
    }


def test_a_silent_units_stock_is_carried_and_counted_as_such(world, plan):
    jobs = make_indicator("Việc làm ổn định", accumulation=STOCK)
    goal_on(plan, jobs, 100)
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE)
    accept_report(mid_2024, world.hai_hau, frozen(jobs, 20))
    accept_report(mid_2024, world.y_yen, frozen(jobs, 30))
    year_2024 = make_round(plan, cut_off=NOVEMBER)
    accept_report(year_2024, world.y_yen, frozen(jobs, 35))
    make_report(year_2024, world.hai_hau)

    row = only(plan)

    assert (*told(row), row.total.carried) == (55, "1/2", 1)


def test_a_split_units_stock_is_carried_until_one_of_its_successors_tells(world, plan):
    jobs = make_indicator("Việc làm ổn định", accumulation=STOCK)
    goal_on(plan, jobs, 100, years=(2025, 2025))
    june_2025 = make_round(plan, period=Period.HALF_YEAR, year=2025, cut_off=date(2025, 6, 14))
    accept_report(june_2025, world.y_yen, frozen(jobs, 30))
    year_2025 = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    make_report(year_2025, world.communes["Xã Vũ Dương"])
    day = date(2025, 12, 1)

    before = only(plan, day).total
    accept_report(year_2025, world.communes["Xã Ý Yên"], frozen(jobs, 18))
    after = only(plan, day).total

    assert (before.value, before.carried, [remnant.name for remnant in before.remnants]) == (30, 1, ["Huyện Ý Yên"])
    assert (after.value, after.carried, after.remnants) == (18, 0, ())


def test_a_past_span_keeps_the_stock_of_its_last_day(world, plan, year_2024):
    jobs = make_indicator("Việc làm ổn định", accumulation=STOCK)
    goal_on(plan, jobs, 100)
    accept_report(year_2024, world.hai_hau, frozen(jobs, 90))
    june_2025 = make_round(plan, period=Period.HALF_YEAR, year=2025, cut_off=date(2025, 6, 14))
    accept_report(june_2025, world.hai_hau, frozen(jobs, 120))

    row = only(plan, date(2025, 6, 20))

    assert (row.total.value, row.status) == (90, Status.MISSED)


def test_a_units_closing_report_is_not_the_round_that_is_counted(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded)
    mid_2024 = make_round(plan, period=Period.HALF_YEAR, cut_off=JUNE)
    accept_report(mid_2024, world.hai_hau, frozen(founded, 1))
    make_report(mid_2024, world.my_loc)
    closing = make_round(plan, period=Period.CLOSING, cut_off=date(2024, 8, 31))
    accept_report(closing, world.my_loc, frozen(founded, 3))

    assert told(only(plan, date(2024, 10, 1))) == (4, "1/2")


def test_a_milestone_of_several_units_is_done_when_the_last_is(world, plan, year_2024):
    issued = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    goal_on(plan, issued, None)
    accept_report(year_2024, world.hai_hau, frozen(issued, 1, done_on=date(2024, 3, 1)))
    make_report(year_2024, world.y_yen)

    silent = only(plan).total.done_on
    accept_report(year_2024, world.y_yen, frozen(issued, 0))
    not_done = only(plan).total.done_on
    accept_report(year_2024, world.y_yen, frozen(issued, 1, done_on=date(2024, 4, 2)))

    assert (silent, not_done, only(plan).total.done_on) == (None, None, date(2024, 4, 2))


def test_a_yearly_milestone_has_to_be_done_anew_and_last_years_day_stays(world, plan):
    held = make_indicator("Hội nghị hàng năm", measure=Measure.MILESTONE, from_units=False, from_province=True)
    goal_on(plan, held, None, years=(2023, 2025), span_kind=SpanKind.EVERY, every_years=1)
    for year, done_on in [(2023, date(2023, 5, 1)), (2024, date(2024, 5, 1))]:
        round_ = make_round(plan, year=year, cut_off=date(year, 11, 29))
        accept_report(round_, world.nam_dinh, frozen(held, 1, done_on=done_on), reporter=Reporter.PROVINCE)

    rows = progress_of(plan, date(2025, 1, 10))

    assert [(row.span, row.total.done_on, row.status) for row in rows] == [
        ("2023", date(2023, 5, 1), Status.MET),
        ("2024", date(2024, 5, 1), Status.MET),
        ("2025", None, Status.NOT_DUE),
    ]
