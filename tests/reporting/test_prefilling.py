"""A section filled in one press: what is copied, what is nought, and what nobody may presume."""

from datetime import date

import pytest

from plans.choices import Accumulation, Period
from reporting.answers import ANSWER, DAY, VALUE
from reporting.choices import FigureKind
from reporting.prefilling import copied, nothing_arose
from reporting.questions import asked_of
from tests.builders import accept_report, frozen, make_figure, make_goal, make_indicator, make_report, make_round
from tests.reporting.typed_in import actual, parts_of


@pytest.fixture
def staff(plan):
    """A stock."""
    indicator = make_indicator("Lao động nữ", code="lao-dong", accumulation=Accumulation.STOCK)
    make_goal(plan, indicator)
    return indicator


def accepted(plan, unit, *figures, cut_off=date(2024, 6, 14), year=2024):
    """A round of before, with what was accepted in it."""
    period = Period.HALF_YEAR if cut_off.month == 6 else Period.YEAR
    accept_report(make_round(plan, code=f"k-{cut_off}", period=period, cut_off=cut_off, year=year), unit, *figures)


def test_what_was_accepted_this_year_is_copied_box_by_box(plan, world, report, jobs, founded, staff):
    htx, _ = parts_of(founded)
    accepted(plan, world.hai_hau, frozen(jobs, 5), frozen(founded, 2, part="htx"), frozen(staff, 40))

    assert copied(asked_of(report)) == {
        actual(jobs): {ANSWER: "value", VALUE: "5"},
        actual(founded): {ANSWER: "value", htx: "2"},
        actual(staff): {ANSWER: "value", VALUE: "40"},
    }


def test_what_arose_last_year_is_not_copied_into_this_one_but_what_there_is_is(plan, world, report, jobs, staff):
    accepted(plan, world.hai_hau, frozen(jobs, 5), frozen(staff, 40), cut_off=date(2023, 11, 29), year=2023)

    assert copied(asked_of(report)) == {actual(staff): {ANSWER: "value", VALUE: "40"}}


def test_an_answered_row_is_left_as_it_is(plan, world, report, jobs, staff):
    accepted(plan, world.hai_hau, frozen(jobs, 5), frozen(staff, 40))
    make_figure(report, jobs, 7)

    assert list(copied(asked_of(report))) == [actual(staff)]
    assert list(nothing_arose(asked_of(report))) == [actual(staff)]


def test_a_milestone_that_was_reached_stays_reached(plan, world, report, issued):
    accepted(plan, world.hai_hau, frozen(issued, 1, done_on="2024-05-20"))

    cells = {actual(issued): {ANSWER: "value", VALUE: "1", DAY: "2024-05-20"}}

    assert (copied(asked_of(report)), nothing_arose(asked_of(report))) == (cells, cells)


def test_where_nothing_arose_a_flow_is_nought_and_a_milestone_not_reached(report, jobs, founded, issued):
    htx, tht = parts_of(founded)

    assert nothing_arose(asked_of(report)) == {
        actual(jobs): {ANSWER: "value", VALUE: "0"},
        actual(founded): {ANSWER: "value", htx: "0", tht: "0"},
        actual(issued): {ANSWER: "value", VALUE: "0"},
    }


def test_where_nothing_more_arose_the_years_number_stays(plan, world, report, jobs):
    """It is told from the year's first day on: 0 would take the five back."""
    accepted(plan, world.hai_hau, frozen(jobs, 5))

    assert nothing_arose(asked_of(report)) == {actual(jobs): {ANSWER: "value", VALUE: "5"}}


def test_a_stock_that_was_never_told_is_left_to_a_person(report, staff):
    assert nothing_arose(asked_of(report)) == {}


def test_an_estimate_is_what_there_is_and_last_years_final_number_is_what_was_told(plan, world, jobs):
    accepted(plan, world.hai_hau, frozen(jobs, 9), cut_off=date(2023, 11, 29), year=2023)
    plan.first_year = 2023
    plan.save()
    report = make_report(make_round(plan, asks_estimate=True, asks_final=True), world.hai_hau)

    assert nothing_arose(asked_of(report)) == {
        actual(jobs): {ANSWER: "value", VALUE: "0"},
        (jobs.pk, FigureKind.ESTIMATE): {ANSWER: "value", VALUE: "0"},
        (jobs.pk, FigureKind.FINAL): {ANSWER: "value", VALUE: "9"},
    }
    assert copied(asked_of(report)) == {(jobs.pk, FigureKind.FINAL): {ANSWER: "value", VALUE: "9"}}
