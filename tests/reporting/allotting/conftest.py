"""A plan of Nam Định, its goals, a sheet for 2024 that is being shared out, and who does it. Today is 10/1/2024.

A test has the goals that it names; the sheet has one, and tests of several take a wider one of their own.
"""

from datetime import date

import pytest

from plans.allocation.reading import read_grid
from plans.choices import Measure
from tests.builders import make_goal, make_indicator, make_plan, make_target
from tests.plans.allotments import begun

TODAY = date(2024, 1, 10)


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh, code="nd", first_year=2023, last_year=2024)


@pytest.fixture
def founded(plan):
    goal = make_goal(plan, make_indicator("HTX mới", code="htx-moi"), code="htx")
    make_target(goal, 10, years=(2024, 2024))
    return goal


@pytest.fixture
def trained(plan):
    goal = make_goal(plan, make_indicator("Tỷ lệ cán bộ", measure=Measure.RATIO, code="can-bo"), code="ty-le")
    make_target(goal, 60, years=(2024, 2024))
    return goal


@pytest.fixture
def classes(plan):
    """The plan names no number of the year for it."""
    return make_goal(plan, make_indicator("Lớp tập huấn", unit_of_measure="lớp"), code="lop")


@pytest.fixture
def sheet(plan, founded, province_administrator):
    return begun(plan, province_administrator)


@pytest.fixture
def grid(sheet):
    return read_grid(sheet)


@pytest.fixture
def administrator(client, province_administrator):
    client.force_login(province_administrator)
    return client
