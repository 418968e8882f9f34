"""What the units achieved in the year before, to share by: passed to plans.allocation, never fetched by it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.allocation.reading import Grid
from plans.calendar import current_calendar
from plans.models import Goal
from reporting.aggregation import Subject, open_ledger, span_of_years


@dataclass(frozen=True)
class LastYear:
    """Accepted results by unit, of the last whole year before a sheet's span; a ratio's are percents."""

    year: int
    values: dict[int, Decimal]


def last_year_of(grid: Grid, code: str, on: date) -> LastYear:
    """What each unit of the sheet has for a goal's indicator, as accepted up to a day.

    By the units of the sheet's day: what a merged unit had counts for its successor; what was split stays above and
    is nobody's. The number of queries does not depend on units.
    """
    plan, year = grid.sheet.plan, grid.span.first - 1
    goal = Goal.objects.select_related("indicator", "part").prefetch_related("agencies").get(pk=grid.goal(code).pk)
    subject = Subject(goal.indicator, goal.part, tuple(goal.agencies.all()), by_unit=True)
    calendar = current_calendar()
    span = span_of_years(calendar, plan.scope_id, year, year)
    ledger = open_ledger(plan, on, calendar, [subject], [span])
    found = ledger.by_unit(subject, span, _units(grid), grid.day, on)
    return LastYear(year, {unit: sum_.value for unit, sum_ in found.items() if sum_.value is not None})


def _units(grid: Grid) -> Collection[int]:
    return [unit.pk for unit in grid.units]
