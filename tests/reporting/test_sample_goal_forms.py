"""The sample's programme over the figures of another plan: loaded once, in the round that is there."""

from datetime import date

import pytest

from plans.models import Plan
from reporting.models import Round
from reporting.sample.goal_forms import CODE, tell_of_goal_forms
from tests.builders import make_plan, make_round

pytestmark = pytest.mark.django_db

TODAY = date(2026, 12, 1)


def test_without_the_years_figures_there_is_no_programme(world):
    tell_of_goal_forms(TODAY)

    assert not Plan.objects.filter(code=CODE).exists()


def test_the_programme_shares_the_round_that_was_answered_and_is_loaded_once(world):
    answered = make_round(make_plan(scope=world.nam_dinh, code="nam-dinh-108-2024"), cut_off=date(2024, 11, 29))

    for _ in range(2):
        tell_of_goal_forms(TODAY)

    programme = Plan.objects.get(code=CODE)
    assert list(programme.rounds.all()) == [answered] == list(Round.objects.all())
    assert programme.goals.exclude(joined_to=None).count() == 3
