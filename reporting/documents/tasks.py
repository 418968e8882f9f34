"""How the plan's tasks stand, for the province's report: counted in the text, each told in the annex. Nothing is judged here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.text import Truncator

from plans.models import Plan
from portal.dates import format_date
from portal.numbers import padded
from reporting.choices import TaskState
from reporting.models import Round
from reporting.tasking.board import PlanBoard, TaskLine, board_of
from reporting.tasking.holders import UNIT
from reporting.tasking.listing import Row, row_of, tasks_tally
from reporting.tasking.naming import unit_names
from reporting.tasking.standing import UNSTATED

WORDING_LETTERS, NOTE_LETTERS, NAMES = 200, 200, 8
# As a sentence counts them, in this order.
SAID = (
    (TaskState.DONE, "đã xong"),
    (TaskState.DOING, "đang làm"),
    (TaskState.LATE, "chậm"),
    (TaskState.NOT_STARTED, "chưa làm"),
    (UNSTATED, "chưa có tình hình"),
    (TaskState.NOT_APPLICABLE, "không áp dụng"),
)


@dataclass(frozen=True)
class TaskEntry:
    """One task as it is printed; `row` holds the same for a workbook, whole."""

    wording: str
    leaders: str
    partners: str
    due: str
    status: str
    result: str
    row: Row

    @property
    def sentence(self) -> str:
        """What is late, in one sentence: what, led by whom, due when, and what came of it."""
        day = format_date(self.row.line.turn.last_day)
        told = f" ({self.result})" if self.result else ""
        status = f"{self.status[:1].lower()}{self.status[1:]}"
        leaders = self.leaders or "chưa giao"
        return f"{self.wording.rstrip('.;,')} (chủ trì: {leaders}; hạn {day}): {status}{told}."


@dataclass(frozen=True)
class TaskGroup:
    """The tasks under one heading of the plan. `tally`: "3/5 nhiệm vụ đã xong, 1 chậm"."""

    heading: str
    tally: str
    entries: tuple[TaskEntry, ...]


@dataclass(frozen=True)
class TaskAccount:
    """A plan's tasks at a round's cut-off. `summary`: one sentence; `late`: those that are overdue or behind."""

    summary: str
    groups: tuple[TaskGroup, ...]
    late: tuple[TaskEntry, ...]


def task_account(plan: Plan, round_: Round) -> TaskAccount | None:
    """From what was said up to the cut-off; None for a plan without tasks. At most ten queries."""
    year = min(max(round_.year, plan.first_year), plan.last_year)
    board = board_of(plan, year, round_.cut_off, until=round_.cut_off)
    if not board.lines:
        return None
    units = unit_names(_units_in(board.lines))
    entries = [(line, _entry(line, units)) for line in board.lines]
    late = tuple(entry for line, entry in entries if line.state == TaskState.LATE or line.left)
    return TaskAccount(_summary(board, round_.cut_off), _groups(entries), late)


def _summary(board: PlanBoard, day: date) -> str:
    said = [f"{padded(board.counts[state])} {words}" for state, words in SAID if board.counts[state]]
    return (
        f"Đến ngày {format_date(day)}, trong {padded(len(board.lines))} nhiệm vụ phải thực hiện của năm {board.year}: "
        f"{', '.join(said)}."
    )


def _groups(entries: list[tuple[TaskLine, TaskEntry]]) -> tuple[TaskGroup, ...]:
    by_section: dict[int, list[tuple[TaskLine, TaskEntry]]] = {}
    for line, entry in entries:
        by_section.setdefault(line.section.pk, []).append((line, entry))
    return tuple(
        TaskGroup(
            under[0][0].section.heading or str(under[0][0].section),
            tasks_tally(line for line, _ in under),
            tuple(entry for _, entry in under),
        )
        for under in by_section.values()
    )


def _entry(line: TaskLine, units: dict[int, str]) -> TaskEntry:
    row = row_of(line, units)
    return TaskEntry(
        wording=_short(line.task.wording, WORDING_LETTERS),
        leaders="; ".join(row.leaders),
        partners="; ".join(row.partners),
        due=row.due,
        status=row.tag.label,
        result=_result(line, row, units),
        row=row,
    )


def _result(line: TaskLine, row: Row, units: dict[int, str]) -> str:
    """What its only leader said; of many how many are done and who is late; and what an earlier turn left undone."""
    said = [_short(row.note, NOTE_LETTERS)] if row.note else []
    if row.tally:
        said.append(row.tally)
        said += _late_units(line, units)
    if row.left:
        said.append(f"lượt {row.left}")
    return "; ".join(words.rstrip(".;") for words in said)


def _late_units(line, units):
    late = [
        units[standing.holder.party.pk]
        for standing in line.judged
        if standing.state == TaskState.LATE and standing.holder.party.kind == UNIT
    ]
    rest = f" và {padded(len(late) - NAMES)} đơn vị khác" if len(late) > NAMES else ""
    return [f"chậm: {', '.join(late[:NAMES])}{rest}"] if late else []


def _units_in(lines: Iterable[TaskLine]) -> set[int]:
    holders = (standing.holder.party for line in lines for standing in line.judged)
    return {party.pk for party in holders if party.kind == UNIT}


def _short(words: str, letters: int) -> str:
    return Truncator(" ".join(words.split())).chars(letters, truncate="…")
