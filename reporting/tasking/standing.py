"""How a task stands with one of its holders in one turn: what was said last, and the day, together.

A statement made earlier about a later day does not wait: the one with the latest `as_of` holds, of the same day the one
written last.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.db.models import QuerySet

from plans.models import Task
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.tasking.holders import AGENCY, UNIT, Assignments, Holder, Party
from reporting.tasking.turns import Turn, turn_of_year, turns_of

UNSTATED = ""
SETTLED = {TaskState.DONE, TaskState.NOT_APPLICABLE}
# From what has come least far to what has come furthest: several who went into one stand where the last of them stood.
HOW_FAR = [UNSTATED, TaskState.NOT_STARTED, TaskState.LATE, TaskState.DOING, TaskState.DONE, TaskState.NOT_APPLICABLE]


class Said(NamedTuple):
    """One statement, as plain values."""

    pk: int
    state: str
    as_of: date
    done_on: date | None
    note: str
    stated_at: datetime


# By task and party, and in it by turn: what was said last.
Sayings = Mapping[tuple[int, Party], Mapping[int, Said]]


@dataclass(frozen=True)
class Standing:
    """A task in one turn at one holder, as it stands on `today`. `said`: the statement that holds, or None."""

    task: Task
    turn: Turn
    holder: Holder
    said: Said | None
    today: date

    @cached_property
    def state(self) -> str:
        """What is shown: overdue is late by itself; UNSTATED where nobody has said anything and it is not yet due.

        Of partners nothing is due: they stand as they said.
        """
        stated = self.said.state if self.said else UNSTATED
        is_over = self.holder.leads and self.today > self.turn.last_day
        return TaskState.LATE if is_over and stated not in SETTLED else stated

    @property
    def is_settled(self) -> bool:
        return self.state in SETTLED

    @property
    def is_overdue(self) -> bool:
        """Past its last day, and neither done nor not applicable."""
        return self.holder.leads and not self.is_settled and self.today > self.turn.last_day

    @property
    def days_over(self) -> int:
        """By how many days it is overdue, or came too late; 0 when on time."""
        reached = self.said.done_on if self.said and self.said.done_on else self.today
        open_or_done = self.is_overdue or self.state == TaskState.DONE
        return max(0, (reached - self.turn.last_day).days) if open_or_done else 0


def sayings_of(statements: QuerySet[TaskStatement]) -> Sayings:
    """What was said last, of each task, party and turn. One query."""
    found: dict[tuple[int, Party], dict[int, Said]] = {}
    rows = statements.order_by("as_of", "stated_at", "pk").values_list(
        "task", "unit", "agency", "turn", "pk", "state", "as_of", "done_on", "note", "stated_at"
    )
    for task, unit, agency, turn, *said in rows:
        party = Party(UNIT, unit) if unit else Party(AGENCY, agency)
        found.setdefault((task, party), {})[turn] = Said(*said)
    return found


def standings_of(
    task: Task,
    turn: Turn,
    assignments: Assignments,
    sayings: Sayings,
    today: date,
    *,
    of: Callable[[Holder], bool] | None = None,
) -> tuple[Standing, ...]:
    """The task in this turn at everybody who holds it (or at those `of` whom it is asked), leaders first.

    Of a turn that is over: who held it at its end.
    """
    holders, turns = assignments.holders(task, turn.day_within(today)), turns_of(task)
    asked = holders if of is None else filter(of, holders)
    return tuple(Standing(task, turn, holder, said_by(holder, task, turn, turns, sayings), today) for holder in asked)


def said_by(holder: Holder, task: Task, turn: Turn, turns: Sequence[Turn], sayings: Sayings) -> Said | None:
    """What the holder said last of a turn; until then, what was said by those whom it carries on."""

    def said(*parties):
        in_turn = [
            said
            for party in parties
            for year, said in sayings.get((task.pk, party), {}).items()
            if turn_of_year(turns, year) == turn
        ]
        return max(in_turn, key=lambda each: (each.as_of, each.stated_at, each.pk), default=None)

    return said(holder.party) or least_far(said(*line) for line in holder.lines)


def least_far(sayings: Iterable[Said | None]) -> Said | None:
    """Of several statements the one that has come least far; None where one is missing."""
    return min(sayings, key=lambda said: HOW_FAR.index(said.state if said else UNSTATED))
