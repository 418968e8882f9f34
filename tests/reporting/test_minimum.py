"""A minimum that each unit of a level owes: who is asked, who meets it, and what stays when the level ends."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Measure, Period, SpanKind, UnitLevel
from reporting.choices import Status
from tests.builders import (
    accept_report,
    frozen,
    make_indicator,
    make_plan,
    make_round,
)
from tests.reporting.one_goal import NOVEMBER, goal_on, only

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2023, last_year=2026, signed_on=date(2023, 1, 1))


@pytest.fixture
def year_2024(plan):
    return make_round(plan, cut_off=NOVEMBER)


def test_a_minimum_stays_as_of_the_last_round_of_its_level(world, plan, year_2024):
    founded = make_indicator()
    goal_on(plan, founded, 1, per_level=UnitLevel.DISTRICT, years=(2024, 2026), span_kind=SpanKind.PHASE)
    accept_report(year_2024, world.hai_hau, frozen(founded, 1))
    june_2025 = make_round(plan, period=Period.HALF_YEAR, year=2025, cut_off=date(2025, 6, 14))
    accept_report(june_2025, world.y_yen, frozen(founded, 1))
    year_2025 = make_round(plan, province=world.ninh_binh, year=2025, cut_off=date(2025, 11, 29))
    accept_report(year_2025, world.communes["Phường Nam Định"], frozen(founded, 4))

    row = only(plan, date(2026, 3, 1))

    assert (row.units_met, row.units_owing, row.unmet_units) == (2, 3, ("Thành phố Nam Định",))
    assert (row.total.value, row.share, row.total.cut_off) == (2, Decimal(200) / 3, date(2025, 6, 14))


def test_before_its_first_round_nobody_owes_a_minimum(plan):
    goal_on(plan, make_indicator(), 1, per_level=UnitLevel.DISTRICT)

    row = only(plan)

    assert (row.units_met, row.units_owing, row.total.value, row.status) == (0, 0, None, Status.NO_DATA)


def test_a_minimum_can_be_a_milestone_of_each_unit(world, plan, year_2024):
    issued = make_indicator("UBND huyện ban hành kế hoạch", measure=Measure.MILESTONE)
    goal_on(plan, issued, None, per_level=UnitLevel.DISTRICT)
    accept_report(year_2024, world.hai_hau, frozen(issued, 1, done_on=date(2024, 4, 12)))
    accept_report(year_2024, world.y_yen, frozen(issued, 0))

    row = only(plan, date(2024, 12, 15))

    assert (row.units_met, row.units_owing, row.status) == (1, 3, Status.MISSED)
