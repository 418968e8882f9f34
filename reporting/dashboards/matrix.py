"""Units beside goals: who contributed what to each total. The rows of a column add up to its foot."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from plans.choices import Measure, Reporter
from plans.models import Plan
from portal.text import sort_key
from reporting import phrases
from reporting.aggregation import (
    Added,
    Kept,
    Ledger,
    Slice,
    Span,
    Subject,
    added,
    read_by_unit,
    read_refusals,
)
from reporting.choices import Answer
from reporting.dashboards.placing import AT_CUT_OFF, Key, Placing, View
from reporting.phrases import in_tables
from reporting.progress import GoalProgress, Row, judged, opened

PROVINCE_ROW = "Phần do cấp tỉnh nhập"
NOT_ENOUGH = "chưa đủ số liệu"


class State(StrEnum):
    """What a cell says when it is not a number."""

    TOLD = "told"
    NOT_APPLICABLE = "not_applicable"
    NO_DATA = "no_data"
    SILENT = "silent"


class Cell(NamedTuple):
    """One reporter's value in one column: `text` as shown, `value` for a sheet (a percent is 0-100; a milestone's day).

    `is_earlier`: told in an earlier round than the latest. `is_incomplete`: some part is missing.
    """

    text: str
    value: Decimal | date | None = None
    state: State = State.TOLD
    is_earlier: bool = False
    is_incomplete: bool = False


WITHOUT_VALUE = {
    "": Cell("", state=State.SILENT),
    Answer.NOT_APPLICABLE: Cell(Answer.NOT_APPLICABLE.label, state=State.NOT_APPLICABLE),
    Answer.NO_DATA: Cell(Answer.NO_DATA.label, state=State.NO_DATA),
}


@dataclass(frozen=True)
class Column:
    """A goal in one span; goals on the same indicator, part and span share one."""

    goal: GoalProgress
    subject: Subject
    span: Span

    @property
    def name(self) -> str:
        return phrases.measured(self.goal)

    @property
    def unit_of_measure(self) -> str:
        return "%" if self.goal.measure == Measure.RATIO else phrases.counted_in(self.goal)


@dataclass(frozen=True)
class MatrixRow:
    """A reporter's cells. `note` says "một phần" (drawn partly from outside), or until when a unit told that has ended."""

    key: Key
    name: str
    note: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """Rows in official order: the units of the day, what ended units left behind, the province's own part, agencies.

    `day` is the day of the map, `view` how the rows are laid out; `totals` are the columns' sums over all rows, also over
    those not shown.
    """

    day: date
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    totals: tuple[Cell, ...]
    view: View = AT_CUT_OFF

    @property
    def view_words(self) -> str:
        return self.view.words(self.day)


def matrix_of(plan: Plan, on: date, view: View = AT_CUT_OFF) -> Matrix:
    """All rows, for the spans that run at the latest round's cut-off up to the day, laid out in a view.

    The number of queries depends neither on units nor on goals nor on rounds.
    """
    rows, ledger = opened(plan, on)
    outline = outline_of(rows, judged(rows, ledger), ledger, view)
    return filled(outline, ledger, outline.keys)


@dataclass(frozen=True)
class Outline:
    """A matrix before it is filled: its columns as of a day, where values stand, and everybody who may have a row."""

    day: date
    columns: tuple[Column, ...]
    placing: Placing
    keys: tuple[Key, ...]


def outline_of(
    rows: Sequence[Row], progress: Sequence[GoalProgress], ledger: Ledger, view: View = AT_CUT_OFF
) -> Outline:
    """One query."""
    last_day = max((row.span.last_day for row in rows), default=ledger.on)
    day = min(max(ledger.coverage.cut_offs, default=ledger.on), last_day)
    columns, placing = _columns(rows, progress, day), Placing(ledger, view, view.day or day)
    return Outline(day, columns, placing, (*placing.keys(), *_keys_beside_units(columns, ledger)))


def filled(outline: Outline, ledger: Ledger, keys: Sequence[Key]) -> Matrix:
    """The matrix with these rows of it, by two queries."""
    reader = _Reader(ledger, outline, keys)
    shown = [reader.row(key) for key in keys]
    totals = tuple(reader.total(column) for column in outline.columns)
    rows = tuple(row for row in shown if row is not None)
    return Matrix(outline.placing.day, outline.columns, rows, totals, outline.placing.view)


def _columns(rows: Sequence[Row], progress: Sequence[GoalProgress], day: date) -> tuple[Column, ...]:
    columns = {}
    for row, goal in zip(rows, progress, strict=True):
        subject, span = row.subject, row.span
        if span.first_day <= day <= span.last_day:
            same = subject.indicator.pk, subject.part, subject.agencies, span.first_year, span.last_year
            columns.setdefault(same, Column(goal, subject, span))
    return tuple(columns.values())


def _keys_beside_units(columns: Iterable[Column], ledger: Ledger) -> list[Key]:
    """The province's own row, and the agencies'."""
    subjects = [column.subject for column in columns]
    leaves = [leaf for subject in subjects for leaf in ledger.catalogue.leaves(subject.indicator)]
    keys = [Key(Reporter.PROVINCE, ledger.plan.scope_id)] if any(leaf.from_province for leaf in leaves) else []
    agencies = {agency for subject in subjects for agency in subject.agencies}
    in_order = sorted(agencies, key=lambda agency: sort_key(agency.name))
    return keys + [Key(Reporter.AGENCY, agency.unit_id, agency.pk) for agency in in_order]


class _Reader:
    """Reads what the wanted rows contain, and puts each slice into its row."""

    def __init__(self, ledger: Ledger, outline: Outline, keys: Sequence[Key]):
        self._ledger, self._columns, self._day = ledger, outline.columns, outline.day
        self._placing, self._names = outline.placing, outline.placing.names()
        self._agencies = {agency.pk: agency.name for column in self._columns for agency in column.subject.agencies}
        sources = self._placing.sources({key for key in keys if key.reporter == Reporter.UNIT})
        subjects = [column.subject for column in self._columns]
        kept = read_by_unit(ledger, subjects, [column.span for column in self._columns], sources)
        self._refusals = read_refusals(ledger, subjects)
        self._latest_cut_offs: dict[tuple, date] = {}
        self._cells = [self._by_key(column, kept, set(keys)) for column in self._columns]

    def row(self, key: Key) -> MatrixRow | None:
        """None for a unit that is gone and left nothing."""
        cells = tuple(
            self._cell(column, key, by_key.get(key)) for column, by_key in zip(self._columns, self._cells, strict=True)
        )
        if key.reporter != Reporter.UNIT:
            name = PROVINCE_ROW if key.reporter == Reporter.PROVINCE else self._agencies[key.agency]
            return MatrixRow(key, name, "", cells)
        last_told = self._last_told(key)
        if last_told is None and not self._placing.is_always_shown(key):
            return None
        return MatrixRow(key, self._names[key.unit], self._placing.note(key, last_told), cells)

    def _last_told(self, key: Key) -> date | None:
        """The latest day that the row's values speak of."""
        days = (one.as_of for by_key in self._cells for one in by_key.get(key, ()) if one.count)
        return max(days, default=None)

    def total(self, column: Column) -> Cell:
        slices = self._ledger.standing(column.subject, column.span, self._ledger.on)
        if column.goal.measure == Measure.MILESTONE:
            if column.goal.units_owing is not None and column.goal.total.cut_off:
                return Cell(f"{column.goal.units_met}/{column.goal.units_owing}")
            told = [one for one in slices if one.count]
            return Cell(f"{sum(bool(one.value) for one in told)}/{len(told)}" if told else "")
        return _told(column.goal, added(column.subject.indicator, slices))

    def _by_key(self, column: Column, kept: Kept, keys: set[Key]) -> dict[Key, list[Slice]]:
        found = defaultdict(list)
        for one in self._ledger.standing(column.subject, column.span, self._ledger.on, kept):
            is_unit = one.reporter == Reporter.UNIT
            key = self._placing.key(one.unit, one.as_of) if is_unit else Key(one.reporter, one.unit, one.agency)
            found[key].append(one)
        return {key: slices for key, slices in found.items() if key in keys}

    def _cell(self, column: Column, key: Key, slices: list[Slice] | None) -> Cell:
        sum_ = added(column.subject.indicator, slices or ())
        if not sum_.count:
            return WITHOUT_VALUE[self._refusal(key, column)]
        cell, latest = _told(column.goal, sum_), self._latest(key.reporter, key.agency, column.span)
        is_earlier, is_incomplete = sum_.last_day < latest, any(one.missing for one in slices)
        return (
            cell._replace(is_earlier=is_earlier, is_incomplete=is_incomplete) if is_earlier or is_incomplete else cell
        )

    def _refusal(self, key: Key, column: Column) -> str:
        """What somebody answered without a value; what stands apart is only what was told."""
        asked = key.reporter, key.unit, key.agency, column.subject.indicator.pk
        return "" if key.apart else self._refusals.get(asked, "")

    def _latest(self, reporter: str, agency: int | None, span: Span) -> date:
        """The cut-off at which such a reporter was asked last in the span."""
        asked = reporter, agency, span.read_on(self._day)
        if asked not in self._latest_cut_offs:
            found = self._ledger.coverage.latest_cut_off({asked[:2]}, asked[2])
            self._latest_cut_offs[asked] = found or date.min
        return self._latest_cut_offs[asked]


def _told(goal: GoalProgress, sum_: Added) -> Cell:
    if not sum_.count:
        return WITHOUT_VALUE[""]
    if goal.measure == Measure.MILESTONE:
        return Cell(phrases.milestone_words(sum_), sum_.done_on)
    if sum_.value is None:
        return Cell(NOT_ENOUGH)
    text = phrases.percent_beside(sum_.value, goal.target) if goal.measure == Measure.RATIO else in_tables(sum_.value)
    return Cell(text, sum_.value)
