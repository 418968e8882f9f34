"""When a task falls due: once, or again and again, every n years from the plan's first year.

A task's years are those of the calendar: what is to be done "năm 2026" can still be done on 31/12/2026, although that
year's figures are counted up to 14/12 (the reporting year is a rule for figures).
"""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from plans.models import Task
from plans.wording import years_words
from portal.numbers import padded


@dataclass(frozen=True)
class Turn:
    """One occasion of a task: its years, and its last day on time (inclusive)."""

    first_year: int
    last_year: int
    last_day: date

    @property
    def words(self) -> str:
        """ "năm 2026", "2025-2026"."""
        years = years_words(self.first_year, self.last_year)
        return f"năm {years}" if self.first_year == self.last_year else years

    def holds(self, year: int) -> bool:
        return self.first_year <= year <= self.last_year

    def day_within(self, day: date) -> date:
        """The day itself, not later than the last day: as it was then, so it is judged for good."""
        return min(day, self.last_day)


def turns_of(task: Task) -> tuple[Turn, ...]:
    """All turns of a task, in order; one for what is done once. Needs `task.plan`.

    The last day: the day that the paper names, in the turn's last year; where it names none, that year's end.
    """
    plan = task.plan
    if not task.every_years:
        return (Turn(plan.first_year, plan.last_year, task.due_on or date(plan.last_year, 12, 31)),)
    firsts = range(plan.first_year, plan.last_year + 1, task.every_years)
    return tuple(_turn(task, first, min(first + task.every_years - 1, plan.last_year)) for first in firsts)


def rhythm_words(task: Task) -> str:
    """How often, as the paper says it and as the portal counts: "định kỳ 02 năm/lần (02 năm một lần)"."""
    counted = {0: "", 1: "hàng năm"}.get(task.every_years, f"{padded(task.every_years)} năm một lần")
    if not task.frequency or (counted and counted in task.frequency.casefold()):
        return task.frequency or counted
    return f"{task.frequency} ({counted or 'theo dõi một lần'})"


def turn_on(turns: Sequence[Turn], day: date) -> Turn:
    """The turn of a day's year; before the first one the first, after the last one the last."""
    return turn_of_year(turns, min(max(day.year, turns[0].first_year), turns[-1].last_year))


def turn_of_year(turns: Sequence[Turn], year: int) -> Turn | None:
    """The turn that a year belongs to, so also one whose beginning an amendment has moved."""
    return next((turn for turn in turns if turn.holds(year)), None)


def turns_begun(turns: Sequence[Turn], day: date) -> list[Turn]:
    """The turns of which something can be said on a day; of a plan that begins later its first one."""
    return [turn for turn in turns if turn.first_year <= day.year] or [turns[0]]


def next_turn(turns: Sequence[Turn], day: date) -> Turn | None:
    """The turn after the day's own, or None where that is the last one."""
    return next((turn for turn in turns if turn.first_year > turn_on(turns, day).first_year), None)


def turn_before(turns: Sequence[Turn], turn: Turn) -> Turn | None:
    place = turns.index(turn)
    return turns[place - 1] if place else None


def _turn(task, first, last):
    if task.due_on is None:
        return Turn(first, last, date(last, 12, 31))
    day = min(task.due_on.day, monthrange(last, task.due_on.month)[1])
    return Turn(first, last, date(last, task.due_on.month, day))
