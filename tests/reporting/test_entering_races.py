"""Two acceptances at the same moment: neither sees the other's figures yet, and still nothing counts twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from threading import Event

import pytest
from django.db import connection, transaction

from plans.choices import Period
from reporting.aggregation import enter
from reporting.models import AcceptedFigure
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_round

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 1  # seconds that the first keeps its transaction open for the second to slip in


@pytest.fixture
def founded():
    return make_indicator("HTX mới thành lập")


@pytest.fixture
def rounds(world, founded):
    plan = make_plan(scope=world.nam_dinh)
    make_goal(plan, founded)
    half_year = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    return half_year, make_round(plan, cut_off=date(2024, 11, 29))


def enter_at_once(first, second):
    """The second begins while the first has written and not yet committed."""
    written, finished = Event(), Event()

    def keep_open():
        try:
            with transaction.atomic():
                enter(first)
                written.set()
                finished.wait(PATIENCE)
        finally:
            connection.close()

    def slip_in():
        try:
            written.wait()
            with transaction.atomic():
                enter(second)
            finished.set()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(keep_open), pool.submit(slip_in)]:
            each.result()


def counting(indicator):
    rows = AcceptedFigure.objects.counting_on(date(2024, 12, 31)).filter(indicator=indicator)
    return list(rows.values_list("value", flat=True))


@pytest.mark.parametrize("of_the_first", [0, 1])
def test_a_units_two_reports_are_settled_one_after_the_other(world, founded, rounds, of_the_first):
    reports = [
        accept_report(rounds[0], world.hai_hau, frozen(founded, 2)),
        accept_report(rounds[1], world.hai_hau, frozen(founded, 5)),
    ]
    AcceptedFigure.objects.all().delete()

    enter_at_once(reports[of_the_first], reports[1 - of_the_first])

    assert counting(founded) == [Decimal(5)]


@pytest.mark.parametrize("of_the_first", [0, 1])
def test_so_are_those_of_a_unit_and_of_what_it_went_into(world, founded, rounds, of_the_first):
    reports = [
        accept_report(rounds[0], world.my_loc, frozen(founded, 3)),
        accept_report(rounds[1], world.city, frozen(founded, 9)),
    ]
    AcceptedFigure.objects.all().delete()

    enter_at_once(reports[of_the_first], reports[1 - of_the_first])

    assert counting(founded) == [Decimal(9)]
