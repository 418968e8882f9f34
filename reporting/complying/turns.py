"""Which documents a plan asks for in a year, by when, and of which units."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from plans.choices import Reporter
from plans.models import OwedDocument, Plan
from plans.succession import UnitMap, current_map


@dataclass(frozen=True)
class Turn:
    """One document as a year asks it: of which year it is filed, its last day on time (None: the paper names none)."""

    owed: OwedDocument
    year: int
    due: date | None
    units: tuple[int, ...]

    @property
    def is_of_province(self) -> bool:
        return self.owed.owed_by == Reporter.PROVINCE

    def is_overdue(self, today: date) -> bool:
        return self.due is not None and today > self.due


def turns_in(plan: Plan, owed: list[OwedDocument], year: int, today: date) -> list[Turn]:
    """What is asked in a year, in the paper's order.

    A document is owed by the units of the territory on its last day; where the paper names none, at the end of the year,
    or today while the year runs. One that is owed once, with a day, belongs to its first year alone.
    """
    units = current_map()
    return [turn for one in owed if (turn := _turn(units, plan, one, year, today))]


def years_of(plan: Plan) -> list[int]:
    return list(range(plan.first_year, plan.last_year + 1))


def _turn(units: UnitMap, plan: Plan, owed: OwedDocument, year: int, today: date) -> Turn | None:
    if not owed.first_year <= year <= owed.last_year:
        return None
    turn = year if owed.every_years else owed.first_year
    if owed.every_years and (year - owed.first_year) % owed.every_years:
        return None
    due = _due(owed, turn)
    if due and turn != year:
        return None
    return Turn(owed, turn, due, _asked(units, plan, owed, due or min(today, date(year, 12, 31))))


def _asked(units: UnitMap, plan: Plan, owed: OwedDocument, day: date) -> tuple[int, ...]:
    if owed.owed_by == Reporter.PROVINCE:
        return (plan.scope_id,)
    return tuple(units.territory(plan.scope_id, day, plan.scope_as_of))


def _due(owed: OwedDocument, year: int) -> date | None:
    if owed.due_day is None:
        return None
    return date(year, owed.due_month, min(owed.due_day, monthrange(year, owed.due_month)[1]))
