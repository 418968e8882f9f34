"""The reporting year: from which day to which a province counts, and where its half lies.

By default from 15/12 of the year before to 14/12 (Nghị định 09/2019/NĐ-CP, Điều 12); a province may choose other days,
from a year on, for all its plans together.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from plans.models import ReportingCalendar
from plans.succession import UnitMap, current_map

ONE_DAY = timedelta(days=1)
MONTHS_TO_THE_HALF = 6


class YearBeginning(NamedTuple):
    """On which day the years begin from `first_year` on, maybe the year before the one that they are named after."""

    first_year: int
    month: int
    day: int
    the_year_before: bool


DEFAULT = YearBeginning(first_year=0, month=12, day=15, the_year_before=True)


@dataclass(frozen=True)
class Calendar:
    """The reporting years of all units. `rows` are pairs of a unit's primary key and what was set there."""

    unit_map: UnitMap
    rows: tuple[tuple[int, YearBeginning], ...] = ()

    def year_span(self, unit: int, year: int) -> tuple[date, date]:
        """First and last day of a unit's reporting year, both inclusive. Years follow each other without a gap."""
        return self._begins(unit, year), self._begins(unit, year + 1) - ONE_DAY

    def year_of(self, unit: int, day: date) -> int:
        """The reporting year that a day belongs to: with the default, 14/12/2024 is of 2024 and 15/12/2024 of 2025."""
        return max(year for year in range(day.year - 1, day.year + 2) if self._begins(unit, year) <= day)

    def half_year_end(self, unit: int, year: int) -> date:
        """The last day of the year's first six months: 14/6 with the default, 30/6 where the year begins on 1/1."""
        first = self._begins(unit, year)
        years, month = divmod(first.month - 1 + MONTHS_TO_THE_HALF, 12)
        return _day(first.year + years, month + 1, first.day) - ONE_DAY

    def _begins(self, unit: int, year: int) -> date:
        said = self._said(unit, year)
        return _day(year - said.the_year_before, said.month, said.day)

    def _said(self, unit: int, year: int) -> YearBeginning:
        """What holds for the unit in that year: set at the nearest unit above (as the year dawned) that had set anything."""
        for above in self.unit_map.ancestors(unit, self._dawn(unit, year)):
            said = [beginning for beginning in self._set_at.get(above, ()) if beginning.first_year <= year]
            if said:
                return max(said)
        return DEFAULT

    def _dawn(self, unit: int, year: int) -> date:
        """New Year's Day; for a unit that begins within the year, its first day."""
        new_year = date(year, 1, 1)
        born = self.unit_map.begun_on(unit)
        return born if born and born.year == year else new_year

    @cached_property
    def _set_at(self) -> dict[int, list[YearBeginning]]:
        set_at: dict[int, list[YearBeginning]] = {}
        for unit, beginning in self.rows:
            set_at.setdefault(unit, []).append(beginning)
        return set_at


_kept = Calendar(UnitMap(()))


def current_calendar() -> Calendar:
    """The calendar of the tables as they are: one query while nothing has changed. In a loop, take it once."""
    global _kept
    unit_map = current_map()
    if _kept.unit_map is not unit_map:
        _kept = Calendar(unit_map, _rows())
    return _kept


def year_span(unit: int, year: int) -> tuple[date, date]:
    """See Calendar.year_span."""
    return current_calendar().year_span(unit, year)


def year_of(unit: int, day: date) -> int:
    """See Calendar.year_of."""
    return current_calendar().year_of(unit, day)


def half_year_end(unit: int, year: int) -> date:
    """See Calendar.half_year_end."""
    return current_calendar().half_year_end(unit, year)


def _rows() -> tuple[tuple[int, YearBeginning], ...]:
    rows = ReportingCalendar.objects.order_by("pk").values_list(
        "unit_id", "first_year", "starts_on_month", "starts_on_day", "starts_the_year_before"
    )
    return tuple((unit, YearBeginning(*beginning)) for unit, *beginning in rows)


def _day(year: int, month: int, day: int) -> date:
    """That day; the month's last where the month is shorter."""
    return date(year, month, min(day, monthrange(year, month)[1]))
