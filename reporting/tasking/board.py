"""A plan's tasks in one year, counted: each task over all who lead it, all tasks over the plan."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from django.db.models import QuerySet

from plans.choices import Involvement
from plans.models import Agency, Plan, Section, Task
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.phrases import headed_sections
from reporting.tasking.holders import Assignments, read_assignments
from reporting.tasking.standing import UNSTATED, Sayings, Standing, sayings_of, standings_of
from reporting.tasking.turns import Turn, turn_before, turn_of_year, turns_of


@dataclass(frozen=True)
class TaskLine:
    """One task in one turn, over those who hold it. `section`: the nearest heading at or above it.

    `left`: the turn before this one, where it was left undone and is overdue.
    """

    task: Task
    turn: Turn
    section: Section
    leads: tuple[Standing, ...]
    partners: tuple[Standing, ...]
    agencies: tuple[tuple[Agency, bool], ...]
    left: TaskLine | None = None

    @property
    def judged(self) -> tuple[Standing, ...]:
        """Those who decide how the task stands; of whom a person sees partners only, those."""
        return self.leads or self.partners

    @cached_property
    def counts(self) -> Counter:
        """How many of them stand in each state."""
        return Counter(standing.state for standing in self.judged)

    @property
    def done(self) -> int:
        return self.counts[TaskState.DONE]

    @property
    def expected(self) -> int:
        """Of whom it is expected: without those to whom it does not apply."""
        return len(self.judged) - self.counts[TaskState.NOT_APPLICABLE]

    @property
    def is_overdue(self) -> bool:
        return any(standing.is_overdue for standing in self.judged)

    @property
    def days_over(self) -> int:
        return max((standing.days_over for standing in self.judged), default=0)

    @property
    def is_of_many(self) -> bool:
        """Told as "98/129 đơn vị xong", with its list a page further."""
        return len(self.judged) > 1

    @cached_property
    def state(self) -> str:
        """The task as a whole: done when all of whom it is expected have done it; late when it is overdue for one."""
        open_states = [standing.state for standing in self.judged if not standing.is_settled]
        if not self.judged:
            return UNSTATED
        if not open_states:
            return TaskState.DONE if self.expected else TaskState.NOT_APPLICABLE
        if self.is_overdue or set(open_states) == {TaskState.LATE}:
            return TaskState.LATE
        if self.done or {TaskState.DOING, TaskState.LATE} & set(open_states):
            return TaskState.DOING
        return TaskState.NOT_STARTED if TaskState.NOT_STARTED in open_states else UNSTATED


@dataclass(frozen=True)
class PlanBoard:
    """The tasks of a plan in a year, in the paper's order."""

    plan: Plan
    year: int
    lines: tuple[TaskLine, ...]
    assignments: Assignments

    @cached_property
    def counts(self) -> Counter:
        """How many tasks stand in each state."""
        return Counter(line.state for line in self.lines)

    @property
    def done(self) -> int:
        return self.counts[TaskState.DONE]

    @property
    def expected(self) -> int:
        """Without those that apply to nobody."""
        return len(self.lines) - self.counts[TaskState.NOT_APPLICABLE]


def board_of(plan: Plan, year: int, today: date, *, until: date | None = None) -> PlanBoard:
    """The tasks whose turn holds the year, as they stand today; with `until` from what was said up to that day."""
    (board,) = boards_of({plan: year}, today, until=until)
    return board


def boards_of(years: Mapping[Plan, int], today: date, *, until: date | None = None) -> list[PlanBoard]:
    """The boards of several plans, each of a year: at most eight queries, whatever plans, tasks, units and statements."""
    tasks = tasks_of(years)
    turns = {task.pk: turn_of_year(turns_of(task), years[task.plan]) for task in tasks}
    due = [task for task in tasks if turns[task.pk]]
    assignments = read_assignments([task.pk for task in due])
    sayings = sayings_of(_told_in(due, turns, years, until))
    sections = headed_sections([plan.pk for plan in years])
    lines = defaultdict(list)
    for task in due:
        line = line_of(task, turns[task.pk], assignments, sayings, sections, today)
        before = turn_before(turns_of(task), line.turn)
        left = line_of(task, before, assignments, sayings, sections, today) if before else None
        lines[task.plan_id].append(replace(line, left=left) if left and left.is_overdue else line)
    return [PlanBoard(plan, year, tuple(lines[plan.pk]), assignments) for plan, year in years.items()]


def year_shown(plan: Plan, today: date) -> int:
    """This year; before the plan begins its first, after it has ended its last."""
    return min(max(today.year, plan.first_year), plan.last_year)


def tasks_of(plans: Iterable[Plan]) -> list[Task]:
    """The tasks of some plans, each with its plan, in the paper's order. One query."""
    return list(Task.objects.filter(plan__in=plans).select_related("plan").order_by("plan", "order", "pk"))


def line_of(
    task: Task,
    turn: Turn,
    assignments: Assignments,
    sayings: Sayings,
    sections: dict[int, Section],
    today: date,
) -> TaskLine:
    """One task in one turn over all its holders."""
    standings = standings_of(task, turn, assignments, sayings, today)
    return TaskLine(
        task,
        turn,
        sections[task.section_id],
        tuple(standing for standing in standings if standing.holder.leads),
        tuple(standing for standing in standings if not standing.holder.leads),
        _named(task, turn, assignments, today),
    )


def narrowed(board: PlanBoard, covers: Callable[[Standing], bool]) -> PlanBoard:
    """The board as somebody sees it who does not see every holder: own tasks, and at them only what he may read."""
    lines = []
    for line in board.lines:
        leads, partners = tuple(filter(covers, line.leads)), tuple(filter(covers, line.partners))
        if leads or partners:
            lines.append(replace(line, leads=leads, partners=partners, left=_narrowed_left(line.left, covers)))
    return PlanBoard(board.plan, board.year, tuple(lines), board.assignments)


def _narrowed_left(left: TaskLine | None, covers: Callable[[Standing], bool]) -> TaskLine | None:
    """Of a turn left undone only what the reader's own left undone."""
    if left is None:
        return None
    own = replace(left, leads=tuple(filter(covers, left.leads)), partners=())
    return own if own.is_overdue else None


def _told_in(
    tasks: Iterable[Task], turns: Mapping[int, Turn], plans: Iterable[Plan], until: date | None
) -> QuerySet[TaskStatement]:
    """What was said of the tasks of these plans in these turns and the ones before; an amendment may have moved them."""
    years = [
        year for task in tasks for year in (turns[task.pk].first_year - task.every_years, turns[task.pk].last_year)
    ]
    said = TaskStatement.objects.filter(
        task__plan__in=plans, turn__range=(min(years, default=0), max(years, default=0))
    )
    return said.filter(as_of__lte=until) if until else said


def _named(task, turn, assignments, today):
    """The agencies that the paper names, as they are called now, each with whether it leads."""
    day, named = turn.day_within(today), {}
    for pk, involvement in assignments.rows.get(task.pk, ()):
        agency = assignments.followed(pk, day)[-1]
        named[agency] = named.get(agency, False) or involvement == Involvement.LEAD
    return tuple(named.items())
