"""A small plan of Nam Định for 2024, and Hải Hậu's empty report in its annual round (cut-off 29/11/2024)."""

import pytest

from tests.builders import make_breakdown, make_goal, make_indicator, make_plan, make_report, make_round


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
def report(plan, world):
    return make_report(make_round(plan), world.hai_hau)
