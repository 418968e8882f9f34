"""The round in which every unit stands somewhere else, on the Monday after its last day."""

import pytest

from tests.reporting.overseeing.autumn import TODAY, make_autumn


@pytest.fixture
def autumn(world, on_day):
    on_day(TODAY)
    return make_autumn(world)
