"""One task as its page shows it: its turns, how it stands at each holder, and what was said, by whom."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch

from plans.models import Task
from portal.models import StoredFile
from reporting.models import TaskStatement
from reporting.phrases import headed_sections
from reporting.tags import Tag
from reporting.tasking.board import line_of
from reporting.tasking.holders import UNIT, Assignments, Party, read_assignments
from reporting.tasking.listing import Row, Sieve, row_of
from reporting.tasking.naming import key_of, names_of, unit_names
from reporting.tasking.sight import (
    stated_instead,
    statements_visible_to,
    task_sight_of,
    voice_of,
    without_seats,
)
from reporting.tasking.standing import Standing, sayings_of
from reporting.tasking.tags import CHOICES, standing_tag, state_tag
from reporting.tasking.turns import Turn, next_turn, rhythm_words, turn_of_year, turn_on, turns_begun, turns_of

LATEST = 30


@dataclass(frozen=True)
class HolderRow:
    """How the task stands at one holder. `may_state`: whether this reader may say so, `for_province` in whose stead."""

    standing: Standing
    name: str
    key: str
    carries: tuple[str, ...]
    tag: Tag
    may_state: bool
    for_province: bool
    files: tuple[StoredFile, ...] = ()


@dataclass(frozen=True)
class Told:
    """A statement as it was made; `instead`: by the province for who had no seat."""

    statement: TaskStatement
    tag: Tag
    whose: str
    instead: bool
    files: tuple[StoredFile, ...]


@dataclass(frozen=True)
class TaskSheet:
    """What a reader sees of a task in one turn. `hidden`: how many holders there are whose word is not for this reader.

    Helping units that have said nothing are only counted: nobody owes it.
    """

    task: Task
    turn: Turn
    row: Row
    turns: tuple[Turn, ...]
    following: Turn | None
    leads: tuple[HolderRow, ...]
    partners: tuple[HolderRow, ...]
    silent_partners: int
    hidden: int
    sieves: tuple[Sieve, ...]
    rhythm: str
    whole: bool


@dataclass(frozen=True)
class History:
    """What was said, the newest first; `is_cut`: there is more, further back."""

    told: tuple[Told, ...]
    is_cut: bool


def turn_chosen(task: Task, year: str, today: date) -> Turn:
    """The turn of the year in the address; else the current one."""
    turns = turns_of(task)
    chosen = turn_of_year(turns, int(year)) if year.isascii() and year.isdigit() and len(year) == 4 else None
    return chosen if chosen in turns_begun(turns, today) else turn_on(turns, today)


def sheet_of(task: Task, turn: Turn, user, today: date) -> TaskSheet:
    """Needs `task.plan` and `task.section`. A fixed number of queries."""
    assignments = read_assignments([task.pk])
    said = TaskStatement.objects.filter(task=task, turn__range=(turn.first_year, turn.last_year))
    sections = headed_sections([task.plan_id])
    line = line_of(task, turn, assignments, sayings_of(said), sections, today)
    sight = task_sight_of(user)
    seen = [standing for standing in (*line.leads, *line.partners) if sight.covers(standing)]
    rows = holder_rows(seen, assignments, user, today)
    partners = [row for row in rows if not row.standing.holder.leads]
    turns = turns_of(task)
    return TaskSheet(
        task=task,
        turn=turn,
        row=row_of(line, unit_names(each.holder.party.pk for each in line.leads[:LATEST])),
        turns=tuple(turns_begun(turns, today)) if len(turns) > 1 else (),
        following=next_turn(turns, today),
        leads=tuple(row for row in rows if row.standing.holder.leads),
        partners=tuple(row for row in partners if not _is_silent(row)),
        silent_partners=sum(map(_is_silent, partners)),
        hidden=len(line.leads) + len(line.partners) - len(seen),
        sieves=tuple(_sieves(seen)),
        rhythm=rhythm_words(task),
        whole=len(line.leads) == sum(standing.holder.leads for standing in seen),
    )


def _is_silent(row: HolderRow) -> bool:
    return row.standing.said is None and row.standing.holder.party.kind == UNIT and not row.may_state


def in_state(rows: Iterable[HolderRow], word: str) -> list[HolderRow]:
    """The holders that stand in the state of a word in the address; all of them for no known word."""
    states = [choice.state for choice in CHOICES if choice.word == word]
    return [row for row in rows if not states or row.standing.state == states[0]]


def with_files(rows: list[HolderRow]) -> list[HolderRow]:
    """The same rows with the files of what was said last. One query."""
    pks = [row.standing.said.pk for row in rows if row.standing.said]
    files = _files_of(pks)
    return [replace(row, files=tuple(files[row.standing.said.pk])) if row.standing.said else row for row in rows]


def history_of(task: Task, turn: Turn, user, *, party: Party | None = None) -> History:
    """What was said in a turn, the newest first, as far as the reader may know it; with `party` of that one alone."""
    said = statements_visible_to(user).filter(task=task, turn__range=(turn.first_year, turn.last_year))
    if party:
        said = said.filter(**{f"{party.kind}_id": party.pk})
    files = Prefetch("files", StoredFile.objects.order_by("pk"))
    latest = said.select_related("unit", "agency", "stated_by").prefetch_related(files).order_by("-stated_at", "-pk")
    found = list(latest[: LATEST + 1])
    statements = found[:LATEST]
    instead = stated_instead(statements, read_assignments([task.pk]))
    told = tuple(_told(statement, statement.pk in instead) for statement in statements)
    return History(told, is_cut=len(found) > LATEST)


def holder_rows(standings: list[Standing], assignments: Assignments, user, today: date) -> list[HolderRow]:
    """How a task stands at some holders, with their names, and what this reader may do there."""
    holders = [standing.holder for standing in standings]
    names, voice = names_of(holders, assignments), voice_of(user, today)
    oversees = bool(standings) and voice.oversees(standings[0].task.plan)
    silent = without_seats(holders, assignments, today) if oversees else set()
    return [
        HolderRow(
            standing=standing,
            name=names[standing.holder.party],
            key=key_of(standing.holder.party),
            carries=tuple(names[party] for party in standing.holder.carries),
            tag=standing_tag(standing),
            may_state=voice.speaks_for(standing.holder) or standing.holder.party in silent,
            for_province=not voice.speaks_for(standing.holder),
        )
        for standing in standings
    ]


def _sieves(standings: list[Standing]) -> Iterator[Sieve]:
    """The states in which a leader stands, each with how many."""
    counts = Counter(standing.state for standing in standings if standing.holder.leads)
    yield from (Sieve(each.word, each.label, counts[each.state]) for each in CHOICES if counts[each.state])


def _files_of(statements):
    files = defaultdict(list)
    rows = TaskStatement.files.through.objects.filter(taskstatement__in=statements).select_related("storedfile")
    for row in rows.order_by("pk"):
        files[row.taskstatement_id].append(row.storedfile)
    return files


def _told(statement, instead):
    whose = str(statement.unit or statement.agency)
    return Told(statement, state_tag(statement.state), whose, instead, tuple(statement.files.all()))
