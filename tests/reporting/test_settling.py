"""The day on which a successor begins to answer for the unit that went into it."""

from datetime import date

import pytest

from plans.choices import Accumulation
from reporting.models import AcceptedFigure
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_round

pytestmark = pytest.mark.django_db

LAST_DAY, FIRST_DAY = date(2024, 8, 31), date(2024, 9, 1)


@pytest.mark.parametrize("accumulation", Accumulation.values)
@pytest.mark.parametrize(("cut_off", "until"), [(LAST_DAY, None), (FIRST_DAY, FIRST_DAY)])
def test_a_successor_answers_from_the_day_of_the_merger_on(world, accumulation, cut_off, until):
    plan = make_plan(scope=world.nam_dinh)
    indicator = make_indicator(accumulation=accumulation)
    make_goal(plan, indicator)
    accept_report(make_round(plan, cut_off=date(2024, 6, 14)), world.my_loc, frozen(indicator, 3))

    accept_report(make_round(plan, cut_off=cut_off), world.city, frozen(indicator, 9))

    assert AcceptedFigure.objects.get(unit=world.my_loc).counts_until == until
