"""What replaces what, over random countries, reorganisations and histories, judged by looking at one day at a time."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from django.db.models import Sum
from hypothesis import given, settings
from hypothesis import strategies as st

from plans.choices import Accumulation, Period, Reporter, UnitLevel
from plans.models import ReportingLevel, Unit, UnitChange
from reporting.aggregation.settling import Told, replaced_on
from reporting.choices import FigureKind
from reporting.models import AcceptedFigure
from tests.builders import accept_report, frozen, make_indicator, make_plan, make_round
from tests.plans.reorganisations import BEGINNING, ONE_DAY, ROOT, countries, known_on, undone

HORIZON = 600
days = st.integers(10, HORIZON).map(lambda number: BEGINNING + timedelta(days=number))
LAST_DAY_OF_2023 = date(2023, 12, 14)
values = st.integers(0, 9).map(Decimal)


def year_of(day):
    return day.year + (day > date(day.year, 12, 14))


@st.composite
def histories(draw):
    """A country, and what its units told in two to four rounds: pairs of (told, value). Now and then a unit is silent."""
    country = draw(countries())
    unit_map = country.map()
    told = []
    for cut_off in sorted(draw(st.lists(days, min_size=2, max_size=4, unique=True))):
        for row in country.rows.values():
            reports = row.level in {UnitLevel.DISTRICT, UnitLevel.COMMUNE} and unit_map.alive(row.pk, cut_off)
            if reports and draw(st.integers(0, 3)):
                told += draw(answers_of(row.pk, cut_off, report=len(told) + 1))
    return country, told


@st.composite
def answers_of(draw, unit, cut_off, report):
    """A year's value up to the cut-off; in 2024 at times the final one of 2023 too."""
    year = year_of(cut_off)
    actual = Told(report, FigureKind.ACTUAL, Reporter.UNIT, unit, None, 1, year, cut_off, cut_off)
    answers = [(actual, draw(values))]
    if year == 2024 and draw(st.booleans()):
        answers.append((actual._replace(kind=FigureKind.FINAL, year=2023, as_of=LAST_DAY_OF_2023), draw(values)))
    return answers


def as_stock(told):
    """The same reports about a state instead."""
    return [(one._replace(year=None), value) for one, value in told if one.kind == FigureKind.ACTUAL]


def standing(unit_map, told, day):
    """What counts on a day, by looking at nothing but what was there on it."""
    there = [one for one, _ in told if one.counts_from <= day]
    return {one for one in there if is_latest(one, there) and not is_taken_over(unit_map, one, one.unit, there)}


def is_latest(one, there):
    own = [other for other in there if (other.unit, other.year) == (one.unit, one.year)]
    return one == max(own, key=lambda other: (other.as_of, other.counts_from))


def is_taken_over(unit_map, one, unit, there):
    """Whether a successor has told the same since the unit went into it."""
    after = unit_map.successors(unit)
    if one.year is not None and len(after) > 1:
        return False
    since = unit_map.ended_on(unit) + ONE_DAY if after else None
    told = any((other.unit in after and other.year == one.year and other.counts_from >= since) for other in there)
    return told or any(is_taken_over(unit_map, one, successor, there) for successor in after)


def counted(days_of_replacement, day):
    return {one for one, until in days_of_replacement.items() if one.counts_from <= day and (not until or until > day)}


@given(histories(), days)
def test_until_when_a_value_counts_agrees_with_looking_at_the_day(history, day):
    country, told = history
    unit_map = country.map()

    for answers in (told, as_stock(told)):
        assert counted(replaced_on([one for one, _ in answers], unit_map), day) == standing(unit_map, answers, day)


@given(histories(), st.data())
def test_a_reorganisation_by_itself_changes_no_total(history, data):
    country, told = history
    change = data.draw(st.sampled_from([state.day for state in country.past]))
    for answers in (told, as_stock(told)):
        before = [(one, value) for one, value in answers if one.counts_from < change]
        with_it = replaced_on([one for one, _ in before], country.map())
        # What came later may stand on it, so that only the map of that very day can be without it.
        without = replaced_on([one for one, _ in before], undone(known_on(country.map(), change), change))

        assert counted(with_it, change) == counted(without, change)


@pytest.mark.django_db
@settings(max_examples=30, deadline=None)
@given(histories(), st.data())
def test_the_database_adds_up_the_same_in_whatever_order_reports_are_accepted(history, data):
    country, told = history
    reports = sorted({one.report for one, _ in told})
    order = data.draw(st.permutations(reports))
    accepted_before = data.draw(st.sets(st.sampled_from(reports))) if reports else set()

    with transaction.atomic():
        write(country)
        flow, stock = make_indicator(), make_indicator(accumulation=Accumulation.STOCK)
        rounds = open_rounds(told)
        for report in sorted(accepted_before):
            accept(rounds, report, [(one, value + 1) for one, value in told], [flow])
        for report in order:
            accept(rounds, report, told, [flow, stock])
        for day in [*rounds, BEGINNING + timedelta(days=HORIZON)]:
            assert sums(flow, day) == added(country.map(), told, day)
            assert sum(sums(stock, day).values()) == sum(added(country.map(), as_stock(told), day).values())
        transaction.set_rollback(True)


def write(country):
    """The country's units, with the keys that they have on the map."""
    for row in country.rows.values():
        fields = row._asdict() | {"parent_id": row.parent, "name": row.code, "folded_name": row.code}
        del fields["parent"]
        Unit.objects.create(**fields)
    for change in country.changes:
        UnitChange.objects.create(
            predecessor_id=change.predecessor, successor_id=change.successor, effective_on=change.effective_on
        )
    for level in country.levels:
        ReportingLevel.objects.create(unit_id=level.unit, level=level.level, valid_from=level.valid_from)


def open_rounds(told):
    plan = make_plan(scope=Unit.objects.get(pk=ROOT), first_year=2023, last_year=2024)
    cut_offs = sorted({one.counts_from for one, _ in told})
    return {day: make_round(plan, period=Period.AD_HOC, year=year_of(day), cut_off=day) for day in cut_offs}


def accept(rounds, report, told, indicators):
    """Accept one report with what it told; of a stock only the state at the cut-off."""
    mine = [(one, value) for one, value in told if one.report == report]
    figures = [
        frozen(indicator, value, kind=one.kind)
        for one, value in mine
        for indicator in indicators
        if one.kind == FigureKind.ACTUAL or indicator.accumulation == Accumulation.FLOW
    ]
    one = mine[0][0]
    accept_report(rounds[one.counts_from], Unit.objects.get(pk=one.unit), *figures)


def sums(indicator, day):
    """By year, as plain SQL adds up what counts on the day."""
    counting = AcceptedFigure.objects.counting_on(day).filter(indicator=indicator, part__isnull=True).order_by()
    return dict(counting.values_list("year").annotate(sum=Sum("value")))


def added(unit_map, told, day):
    """The same by hand."""
    by_year, counting = {}, standing(unit_map, told, day)
    for one, value in told:
        if one in counting:
            by_year[one.year] = by_year.get(one.year, 0) + value
    return by_year
