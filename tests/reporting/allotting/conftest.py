"""A plan of Nam Định, one of its goals, a sheet for 2024 that is being shared out, and who does it. Today is 10/1/2024."""

from datetime import date

import pytest

from tests.builders import make_goal, make_indicator, make_plan, make_target
from tests.plans.allotments import begun

TODAY = date(2024, 1, 10)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh, code="nd", first_year=2023, last_year=2024)


@pytest.fixture
def founded(plan):
    goal = make_goal(plan, make_indicator("HTX mới"), code="htx")
    make_target(goal, 10, years=(2024, 2024))
    return goal


@pytest.fixture
def sheet(plan, founded, province_administrator):
    return begun(plan, province_administrator)


@pytest.fixture
def administrator(client, province_administrator):
    client.force_login(province_administrator)
    return client
