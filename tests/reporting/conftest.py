"""A small plan of Nam Định for 2024, Hải Hậu's empty report in its annual round (cut-off 29/11/2024), and a filled one."""

from datetime import date

import pytest

from plans.choices import Accumulation, Measure, Role
from tests.builders import (
    make_breakdown,
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_user,
)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh)


@pytest.fixture
def jobs(plan):
    """A plain count."""
    indicator = make_indicator("Việc làm mới", code="viec-lam", unit_of_measure="người")
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def founded(plan):
    """A count in parts."""
    indicator = make_indicator("HTX, THT mới", code="htx-moi", breakdown=make_breakdown())
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def money(plan):
    """A count with one decimal."""
    indicator = make_indicator("Vốn vay", decimals=1, unit_of_measure="triệu đồng")
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def trained(plan):
    """A ratio of what there is at the cut-off."""
    indicator = make_indicator(
        "Cán bộ được tập huấn",
        measure=Measure.RATIO,
        accumulation=Accumulation.STOCK,
        unit_of_measure="người",
        numerator_label="số cán bộ đã tập huấn",
        denominator_label="số cán bộ đang công tác",
    )
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def issued(plan):
    """A milestone."""
    indicator = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def report(plan, world):
    return make_report(make_round(plan), world.hai_hau)


@pytest.fixture
def annual_round(world):
    """One count is asked, cut off on 20/11/2024; the units' last day is 29/11/2024."""
    plan = make_plan(scope=world.nam_dinh)
    make_goal(plan, make_indicator("HTX mới thành lập", code="htx-moi-thanh-lap"))
    return make_round(plan, cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 29))


@pytest.fixture
def filled_report(annual_round, world, on_day):
    """Hải Hậu's, with its one figure filled in; today is 20/11/2024."""
    on_day(date(2024, 11, 20))
    report = make_report(annual_round, world.hai_hau, version=1)
    make_figure(report, annual_round.plans.get().goals.get().indicator, 3)
    return report


@pytest.fixture
def second_reviewer(world):
    user = make_user("tinh-duyet-2", "Lý Thị Nga")
    make_seat(user, Role.REVIEWER, unit=world.nam_dinh)
    return user
