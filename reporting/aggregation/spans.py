"""The whole reporting years that a target or a sum is about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.calendar import Calendar
from plans.choices import SpanKind
from plans.models import Target


@dataclass(frozen=True)
class Span:
    """Reporting years from the first day of the first to the last day of the last, all inclusive.

    `stands_alone`: one of the repeated spans of "every year", which each have to be met anew.
    """

    first_year: int
    last_year: int
    first_day: date
    last_day: date
    stands_alone: bool = False

    def __str__(self) -> str:
        return str(self.first_year) if self.first_year == self.last_year else f"{self.first_year}-{self.last_year}"

    def has_begun(self, on: date) -> bool:
        return on >= self.first_day

    def is_over(self, on: date) -> bool:
        """Only after the last day."""
        return on > self.last_day

    def read_on(self, on: date) -> date:
        """The day on which a state is read: today, or the span's last day once that is past."""
        return min(on, self.last_day)

    def time_share(self, day: date) -> Decimal:
        """Percent of the span's days that are gone at the end of `day`: 0 before it begins, 100 from its last day on."""
        if day < self.first_day:
            return Decimal(0)
        gone = (min(day, self.last_day) - self.first_day).days + 1
        return Decimal(gone) * 100 / ((self.last_day - self.first_day).days + 1)


def span_of_years(calendar: Calendar, unit: int, first: int, last: int, *, stands_alone: bool = False) -> Span:
    """Whole reporting years of a unit's calendar."""
    return Span(first, last, calendar.year_span(unit, first)[0], calendar.year_span(unit, last)[1], stands_alone)


def spans_of(target: Target, calendar: Calendar, unit: int) -> Iterator[Span]:
    """The span of a target; of "every n years" each in its turn, the last one cut where the target ends."""
    if target.span_kind != SpanKind.EVERY:
        yield span_of_years(calendar, unit, target.first_year, target.last_year)
        return
    for first in range(target.first_year, target.last_year + 1, target.every_years):
        last = min(first + target.every_years - 1, target.last_year)
        yield span_of_years(calendar, unit, first, last, stands_alone=True)
