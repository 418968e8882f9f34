"""A board as its page shows it: which tasks, in which order, each as one row."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from plans.models import Agency
from portal.dates import format_date
from portal.numbers import format_number
from portal.text import sort_key
from reporting.choices import TaskState
from reporting.tags import Tag
from reporting.tasking.board import PlanBoard, TaskLine
from reporting.tasking.holders import UNIT
from reporting.tasking.naming import leaders_words, partners_words, unit_names
from reporting.tasking.standing import UNSTATED, Standing
from reporting.tasking.tags import CHOICES, Choice, standing_tag, state_tag

OVERDUE = Choice("qua-han", "Quá hạn", "overdue")
OTHERS = "Đơn vị"


@dataclass(frozen=True)
class Wanted:
    """What the reader asked to see. Blank is everything."""

    section: str = ""
    agency: str = ""
    state: str = ""
    by_agency: bool = False

    def takes(self, line: TaskLine) -> bool:
        """Whether a task is among what was asked, its state aside."""
        in_section = not self.section or line.section.code == self.section
        return in_section and (not self.agency or self.agency in {agency.code for agency, _ in line.agencies})

    def takes_state(self, line: TaskLine) -> bool:
        return not self.state or any(sieve.word == self.state and _passes(line, sieve) for sieve in SIEVES)


SIEVES = [OVERDUE, *CHOICES]


@dataclass(frozen=True)
class Row:
    """One task on the board. `tally`: "98/129 đơn vị xong"; `note`: what its only leader said last."""

    line: TaskLine
    tag: Tag
    due: str
    tally: str
    late: str
    leaders: tuple[str, ...]
    partners: tuple[str, ...]
    note: str
    told: str
    left: str


@dataclass(frozen=True)
class Group:
    """The tasks under one heading, or of one agency; `part` says in which part the agency has them."""

    heading: str
    rows: tuple[Row, ...]

    @cached_property
    def tally(self) -> str:
        """ "3/5 nhiệm vụ đã xong"."""
        return tasks_tally(row.line for row in self.rows)


@dataclass(frozen=True)
class Sieve:
    """A state to choose, with how many tasks stand in it."""

    word: str
    label: str
    count: int


@dataclass(frozen=True)
class BoardList:
    """What the page shows of a board."""

    groups: tuple[Group, ...]
    sieves: tuple[Sieve, ...]
    tally: str


def listed(board: PlanBoard, wanted: Wanted) -> BoardList:
    """The rows that were asked for, under their headings. One query more, for the names of units."""
    asked = [line for line in board.lines if wanted.takes(line)]
    shown = [line for line in asked if wanted.takes_state(line)]
    units = unit_names(_units_to_name(shown))
    rows = [row_of(line, units) for line in shown]
    return BoardList(
        groups=_by_agency(rows, wanted.agency) if wanted.by_agency else _by_section(rows),
        sieves=tuple(Sieve(sieve.word, sieve.label, sum(_passes(line, sieve) for line in asked)) for sieve in SIEVES),
        tally=tasks_tally(asked),
    )


def row_of(line: TaskLine, units: dict[int, str]) -> Row:
    """Needs the names of the units that are chosen by name."""
    only = line.judged[0] if len(line.judged) == 1 else None
    return Row(
        line=line,
        tag=standing_tag(only) if only else state_tag(line.state, is_overdue=line.is_overdue, days_over=line.days_over),
        due=due_words(line),
        tally=_units_tally(line),
        late=_late_words(line),
        leaders=tuple(leaders_words(line, units)),
        partners=tuple(partners_words(line)),
        note=only.said.note if only and only.said else "",
        told=_told(only),
        left=_left_words(line.left),
    )


def due_words(line: TaskLine) -> str:
    """ "29/11/2024"; of what comes again also its turn: "31/12/2026 (năm 2026)"."""
    turn = f" ({line.turn.words})" if line.task.every_years else ""
    return f"{format_date(line.turn.last_day)}{turn}"


def tasks_tally(lines: Iterable[TaskLine]) -> str:
    """ "12/17 nhiệm vụ đã xong, 3 chậm"; without those that apply to nobody."""
    lines = list(lines)
    done = sum(line.state == TaskState.DONE for line in lines)
    late = sum(line.state == TaskState.LATE for line in lines)
    expected = sum(line.state != TaskState.NOT_APPLICABLE for line in lines)
    words = f"{format_number(done)}/{format_number(expected)} nhiệm vụ đã xong"
    return f"{words}, {format_number(late)} chậm" if late else words


def is_overdue(line: TaskLine) -> bool:
    """Whether somebody is past the last day, in this turn or in the one before."""
    return line.is_overdue or line.left is not None


def sections_of(board: PlanBoard) -> list[tuple[str, str]]:
    """Code and words of the headings that have tasks, in the paper's order."""
    return list({line.section.code: (line.section.code, str(line.section)) for line in board.lines}.values())


def agencies_of(board: PlanBoard) -> list[Agency]:
    """The agencies with a part in a task, by name."""
    found = {agency for line in board.lines for agency, _ in line.agencies}
    return sorted(found, key=lambda agency: sort_key(agency.name))


def _passes(line, sieve) -> bool:
    return is_overdue(line) if sieve is OVERDUE else line.state == sieve.state


def _by_section(rows):
    groups: dict[int, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.line.section.pk, []).append(row)
    return tuple(Group(str(rows[0].line.section), tuple(rows)) for rows in groups.values())


def _by_agency(rows, chosen):
    """Under each agency what it leads, then what it helps with; a task stands under each of them."""
    leading: dict[str, list[Row]] = {}
    helping: dict[str, list[Row]] = {}
    for row in rows:
        named = [(agency.name, leads) for agency, leads in row.line.agencies if chosen in ("", agency.code)]
        for name, leads in named or [(OTHERS, True)]:
            (leading if leads else helping).setdefault(name, []).append(row)
    groups = [(name, "chủ trì", rows) for name, rows in leading.items()]
    groups += [(name, "phối hợp", rows) for name, rows in helping.items()]
    groups.sort(key=lambda group: (sort_key(group[0]), group[1] != "chủ trì"))
    return tuple(Group(f"{name} – {part}", tuple(rows)) for name, part, rows in groups)


def _units_to_name(lines):
    return {
        standing.holder.party.pk
        for line in lines
        if not line.task.each_level and not any(leads for _, leads in line.agencies)
        for standing in line.leads
        if standing.holder.party.kind == UNIT
    }


def _units_tally(line):
    if not line.is_of_many:
        return ""
    of_units = all(standing.holder.party.kind == UNIT for standing in line.judged)
    return f"{format_number(line.done)}/{format_number(line.expected)} {'đơn vị' if of_units else 'nơi'} xong"


def _late_words(line):
    """Of a task of many: how many are late and how many have said nothing."""
    if not line.is_of_many:
        return ""
    late, unstated = line.counts[TaskState.LATE], line.counts[UNSTATED]
    words = [f"{format_number(late)} chậm"] if late else []
    return ", ".join([*words, f"{format_number(unstated)} chưa ghi"] if unstated else words)


def _left_words(left: TaskLine | None) -> str:
    """ "năm 2025 quá hạn, chưa xong"; of many how many: "năm 2025 quá hạn, 3 nơi chưa xong"."""
    if left is None:
        return ""
    if not left.is_of_many:
        return f"{left.turn.words} quá hạn, chưa xong"
    return f"{left.turn.words} quá hạn, {format_number(left.expected - left.done)} nơi chưa xong"


def _told(standing: Standing | None) -> str:
    return f"đến {format_date(standing.said.as_of)}" if standing and standing.said else ""
