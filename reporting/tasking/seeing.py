"""A plan's board as one reader sees it: whole, narrowed to the own tasks, or to one unit's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.models import Plan
from portal.text import sort_key
from reporting.choices import TaskState
from reporting.tasking.board import PlanBoard, board_of, narrowed, year_shown
from reporting.tasking.holders import UNIT
from reporting.tasking.naming import unit_names
from reporting.tasking.sight import task_sight_of, whole_boards_of
from reporting.tasking.standing import UNSTATED


@dataclass(frozen=True)
class UnitLine:
    """How far a unit has come with all that it leads."""

    pk: int
    name: str
    done: int
    expected: int
    late: int
    unstated: int


@dataclass(frozen=True)
class SeenBoard:
    """A board with what the reader may ask of it. `units`: how far each unit has come; `unit`: whose tasks alone are shown."""

    board: PlanBoard
    whole: bool
    units: tuple[UnitLine, ...]
    unit: UnitLine | None


def board_for(user, plan: Plan, year: str, unit: str, today: date) -> SeenBoard:
    """The board of a plan for a reader; year and unit as they stand in the address, maybe nonsense."""
    years = years_of(plan, today)
    shown = int(year) if year in map(str, years) else year_shown(plan, today)
    board = board_of(plan, shown, today)
    if not whole_boards_of(user)(plan):
        return SeenBoard(narrowed(board, task_sight_of(user).covers), False, (), None)
    units = unit_lines(board)
    chosen = next((line for line in units if str(line.pk) == unit), None)
    if chosen:
        board = narrowed(board, lambda standing: standing.holder.leads and standing.holder.party == (UNIT, chosen.pk))
    return SeenBoard(board, True, units, chosen)


def years_of(plan: Plan, today: date) -> list[int]:
    """The years of a plan up to this one, the newest first."""
    return list(range(year_shown(plan, today), plan.first_year - 1, -1))


def unit_lines(board: PlanBoard) -> tuple[UnitLine, ...]:
    """Every unit that leads a task, in official order of its names. One query."""
    states: dict[int, list[str]] = {}
    for line in board.lines:
        for standing in line.leads:
            if standing.holder.party.kind == UNIT:
                states.setdefault(standing.holder.party.pk, []).append(standing.state)
    names = unit_names(states)
    lines = (_unit_line(pk, names[pk], states[pk]) for pk in names)
    return tuple(sorted(lines, key=lambda line: (-line.late, sort_key(line.name))))


def _unit_line(pk: int, name: str, states: Iterable[str]) -> UnitLine:
    states = list(states)
    return UnitLine(
        pk,
        name,
        done=states.count(TaskState.DONE),
        expected=len(states) - states.count(TaskState.NOT_APPLICABLE),
        late=states.count(TaskState.LATE),
        unstated=states.count(UNSTATED),
    )
