"""Which rounds a plan's duties ask for, and on which days."""

from datetime import date, datetime

import pytest

from plans.choices import DueWording, Period, Reporter
from plans.models import DutyOccasion
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.opening import open_rounds
from reporting.proposing import last_day_on_time, proposed_rounds, unopened
from tests.builders import (
    make_duty,
    make_plan,
)

JANUARY = datetime(2024, 1, 10, 8, 0, tzinfo=VIET_NAM)


@pytest.fixture
def plan(world):
    """Nam Định's: districts owe the year before 30/11, the province 6 tháng and năm on days of its own."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    make_duty(plan, Reporter.PROVINCE, half_year=None, year=None)
    return plan


def days(proposal):
    return (
        proposal.code,
        proposal.cut_off,
        proposal.units_last_day,
        proposal.units_due_wording,
        proposal.set_by_province,
    )


@pytest.mark.parametrize(
    ("due_wording", "month", "day", "year", "last_day"),
    [
        (DueWording.BEFORE, 6, 15, 2024, date(2024, 6, 14)),
        (DueWording.BY, 6, 15, 2024, date(2024, 6, 15)),
        (DueWording.BEFORE, 12, 1, 2024, date(2024, 11, 30)),
        (DueWording.BEFORE, 1, 1, 2024, date(2023, 12, 31)),
        (DueWording.BY, 2, 29, 2024, date(2024, 2, 29)),
        (DueWording.BY, 2, 29, 2025, date(2025, 2, 28)),
    ],
)
def test_the_last_day_on_time(due_wording, month, day, year, last_day):
    occasion = DutyOccasion(due_wording=due_wording, due_month=month, due_day=day)

    assert last_day_on_time(occasion, year) == last_day


def test_a_day_left_to_the_province_is_no_day():
    assert last_day_on_time(DutyOccasion(set_by_province=True), 2024) is None


def test_rounds_are_proposed_with_the_papers_day_or_the_calendars(plan):
    half_year, year = proposed_rounds(plan, 2024)

    assert days(half_year) == ("6-thang-2024", date(2024, 6, 14), date(2024, 6, 14), "do tỉnh đặt", True)
    assert days(year) == ("nam-2024", date(2024, 11, 29), date(2024, 11, 29), "trước ngày 30/11", False)
    assert (half_year.name, year.name) == ("6 tháng 2024", "Năm 2024")
    assert (half_year.asks_estimate, year.asks_estimate) == (False, True)
    assert [occasion.duty.reporter for occasion in year.occasions] == ["unit", "province"]


def test_no_round_outside_the_plans_years(plan, province_administrator, on_day):
    on_day(date(2024, 1, 10))

    assert proposed_rounds(plan, 2025) == []
    with pytest.raises(RuleBroken, match=r"“Đề án 01 năm 2024” không có kỳ báo cáo nào trong năm 2025"):
        open_rounds(plan, 2025, by=province_administrator, now=JANUARY)


def test_the_occasions_own_cut_off_stands_and_never_after_the_last_day(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, half_year=("chậm nhất 20/6", "31/5"), year=(None, "30/11"))

    half_year, year = proposed_rounds(plan, 2024)
    early, _ = proposed_rounds(plan, 2024, {Period.HALF_YEAR: date(2024, 5, 20)})

    assert (half_year.cut_off, half_year.units_last_day) == (date(2024, 5, 31), date(2024, 6, 20))
    assert (year.cut_off, year.units_last_day) == (date(2024, 11, 30), date(2024, 12, 14))
    assert (early.cut_off, early.units_last_day, early.set_by_province) == (date(2024, 5, 20), date(2024, 5, 20), True)


def test_the_provinces_own_day_stands_beside_the_units(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year="trước ngày 12/12")
    make_duty(plan, Reporter.PROVINCE, year="chậm nhất ngày 20/12")

    (year,) = proposed_rounds(plan, 2024)

    assert (year.units_last_day, year.province_last_day) == (date(2024, 12, 11), date(2024, 12, 20))


def test_ad_hoc_and_closing_reviews_wait_until_somebody_asks(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, ad_hoc=None, midterm=None, final=None)

    assert proposed_rounds(plan, 2024) == []


def test_a_cut_off_on_the_years_last_day_asks_no_estimate(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year="chậm nhất ngày 14/12")

    assert [proposal.asks_estimate for proposal in proposed_rounds(plan, 2024)] == [False]


def test_what_is_not_open_is_found_by_a_fixed_number_of_queries(plan, world, django_assert_num_queries):
    plans = type(plan).objects.prefetch_related("duties__occasions", "rounds")
    unopened(plans.all(), date(2024, 3, 1))

    with django_assert_num_queries(5):
        assert len(unopened(plans.all(), date(2024, 3, 1))) == 2
    for _ in range(2):
        make_duty(make_plan(scope=world.nam_dinh), Reporter.UNIT, half_year="trước 15/6", year="trước 12/12")
    with django_assert_num_queries(5):
        assert len(unopened(plans.all(), date(2024, 3, 1))) == 6
