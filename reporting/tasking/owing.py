"""What waits for a person of the tasks that she holds: for her list, the front page, and whoever reminds her."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from plans.models import Plan, Task
from plans.rules import plans_visible_to
from reporting.models import Round, TaskStatement
from reporting.tasking.board import tasks_of
from reporting.tasking.holders import Assignments, read_assignments
from reporting.tasking.naming import names_of
from reporting.tasking.sight import Voice, voice_of
from reporting.tasking.standing import Sayings, Standing, sayings_of, standings_of
from reporting.tasking.turns import turn_before, turn_on, turns_begun, turns_of

SOON = timedelta(days=30)
# What a plan that has ended still asks: a year later nobody is chased any more.
YEARS_AFTER = 1


@dataclass(frozen=True)
class OpenRound:
    """A round in which everybody says anew how the tasks stand; what was said up to `since` was said for the one before."""

    round: Round
    since: date | None

    def wants(self, standing: Standing) -> bool:
        """Whether nothing has been said for this round of what is not settled."""
        if standing.is_settled or not standing.holder.leads:
            return False
        return standing.said is None or (self.since is not None and standing.said.as_of <= self.since)


@dataclass(frozen=True)
class Owed:
    """One thing on somebody's desk: a task in a turn. `name`: for whom. `asked_by`: the round that wants it told anew."""

    standing: Standing
    name: str
    asked_by: OpenRound | None

    @property
    def is_near(self) -> bool:
        """Overdue, or due within thirty days."""
        standing = self.standing
        return not standing.is_settled and standing.turn.last_day <= standing.today + SOON


def held_by(user, today: date) -> list[Owed] | None:
    """All that a person's seats hold on a day, to lead and to help with: the current turn of each task, and the one before
    where it was left undone. What is most pressing stands first. None for who holds nothing by seat.

    A fixed number of queries.
    """
    voice = voice_of(user, today)
    if voice.is_silent:
        return None
    plans = [plan for plan in plans_visible_to(user) if still_asks(plan, today)]
    tasks = tasks_of(plans)
    assignments = read_assignments([task.pk for task in tasks])
    sayings = sayings_of(_told_of(tasks, voice))
    rounds = open_rounds_of(plans, today)
    found = [standing for task in tasks for standing in _at_hand(task, assignments, sayings, voice)]
    names = names_of([standing.holder for standing in found], assignments)
    owed = [Owed(each, names[each.holder.party], _asking(rounds.get(each.task.plan_id), each)) for each in found]
    return sorted(owed, key=_how_pressing)


def owed_by(user, today: date) -> list[Owed] | None:
    """Of those the ones that the person has to lead and that are not settled: whoever reminds asks this."""
    held = held_by(user, today)
    if held is None:
        return None
    return [owed for owed in held if owed.standing.holder.leads and not owed.standing.is_settled]


def still_asks(plan: Plan, today: date) -> bool:
    """Whether a plan runs, or has ended so lately that what is left undone is still chased."""
    return today.year <= plan.last_year + YEARS_AFTER


def open_rounds_of(plans: Iterable[Plan], today: date) -> dict[int, OpenRound]:
    """By plan the round that is being reported in: the earliest whose last day is not over. One query."""
    found: dict[int, OpenRound] = {}
    since: dict[int, date] = {}
    # A round for some goals or units only does not ask for tasks.
    opened = Round.plans.through.objects.filter(
        plan__in=plans, round__opened_at__date__lte=today, round__all_goals=True, round__all_units=True
    )
    for row in opened.select_related("round").order_by("round__cut_off", "round"):
        if row.round.units_last_day < today:
            since[row.plan_id] = row.round.cut_off
        else:
            found.setdefault(row.plan_id, OpenRound(row.round, since.get(row.plan_id)))
    return found


def _at_hand(task: Task, assignments: Assignments, sayings: Sayings, voice: Voice) -> Iterator[Standing]:
    """A task's current turn at those for whom the person speaks, and before it the turn that was left undone."""
    turns = turns_of(task)
    current = turn_on(turns, voice.day)
    before = turn_before(turns, current)
    if before:
        left = standings_of(task, before, assignments, sayings, voice.day, of=voice.speaks_for)
        yield from (standing for standing in left if standing.is_overdue and standing.holder.leads)
    yield from standings_of(task, current, assignments, sayings, voice.day, of=voice.speaks_for)


def _asking(open_round: OpenRound | None, standing: Standing) -> OpenRound | None:
    return open_round if open_round and open_round.wants(standing) else None


def _told_of(tasks: list[Task], voice: Voice) -> QuerySet[TaskStatement]:
    """The statements on the turns at hand of all agencies and of the person's own units."""
    turns = [turn for task in tasks for turn in turns_begun(turns_of(task), voice.day)[-2:]]
    first = min((turn.first_year for turn in turns), default=voice.day.year)
    whose = Q(agency__isnull=False) | Q(unit__in=voice.units_and_forebears)
    return TaskStatement.objects.filter(whose, turn__gte=first, task__plan__in={task.plan_id for task in tasks})


def _how_pressing(owed: Owed):
    standing = owed.standing
    return (
        standing.is_settled,
        not standing.holder.leads,
        not standing.is_overdue,
        standing.turn.last_day,
        owed.asked_by is None,
        standing.task.plan_id,
        standing.task.order,
        standing.turn.first_year,
        standing.holder.party,
    )
