"""What is broken down, side by side: funding by source as planned, allotted and spent; cooperatives by kind."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator, Plan
from reporting.aggregation import Ledger, Span, Subject, added
from reporting.phrases import NOTHING_AROSE, in_tables
from reporting.progress import Row, opened


@dataclass(frozen=True)
class PartsColumn:
    """An indicator over one of its goals' spans."""

    name: str
    span: str


@dataclass(frozen=True)
class PartsRow:
    """One part of the breakdown, with its value in each column; blank where nothing was told."""

    name: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class PartsTable:
    """All indicators of a plan that are divided in the same way and counted in the same unit."""

    heading: str
    unit_of_measure: str
    columns: tuple[PartsColumn, ...]
    rows: tuple[PartsRow, ...]
    totals: tuple[str, ...]

    @property
    def title(self) -> str:
        """ "Nguồn vốn (triệu đồng): dự trù, phân bổ, thực hiện"."""
        names = "; ".join(dict.fromkeys(column.name for column in self.columns))
        unit = f" ({self.unit_of_measure})" if self.unit_of_measure else ""
        return f"{self.heading}{unit}: {names}"

    @property
    def is_side_by_side(self) -> bool:
        return len(self.columns) > 1


Divided = list[tuple[Subject, Span]]


@dataclass(frozen=True)
class Parts:
    """A plan's tables on a day; `cut_off` is that of the latest round up to it."""

    on: date
    cut_off: date | None
    tables: tuple[PartsTable, ...]


def parts_of(plan: Plan, on: date) -> Parts:
    """The number of queries depends neither on units nor on goals nor on rounds."""
    rows, ledger = opened(plan, on, every_part=True)
    cut_off = max(ledger.coverage.cut_offs, default=None)
    last_day = max((row.span.last_day for row in rows), default=on)
    return Parts(on, cut_off, parts_tables(rows, ledger, min(cut_off or on, last_day)))


def parts_tables(rows: Iterable[Row], ledger: Ledger, day: date) -> tuple[PartsTable, ...]:
    """For the spans that run on a day. Needs a ledger with every part; asks nothing of the database."""
    groups: dict[tuple[int, str], dict[tuple, tuple[Subject, Span]]] = {}
    for row in rows:
        indicator, span = row.subject.indicator, row.span
        if indicator.breakdown_id and indicator.measure == Measure.COUNT and span.first_day <= day <= span.last_day:
            group = groups.setdefault((indicator.breakdown_id, indicator.unit_of_measure), {})
            same = indicator.pk, row.subject.agencies, span.first_year, span.last_year
            group.setdefault(same, (replace(row.subject, part=None, by_unit=False), span))
    tables = [_table(ledger.parts.get(breakdown, []), list(group.values()), ledger, day)
              for (breakdown, _), group in groups.items()]  # fmt: skip
    return tuple(table for table in tables if table.rows)


def _table(parts: list[BreakdownPart], divided: Divided, ledger: Ledger, day: date) -> PartsTable:
    first: Indicator = divided[0][0].indicator
    rows = [
        (part, _cells([(replace(subject, part=part), span) for subject, span in divided], ledger)) for part in parts
    ]
    return PartsTable(
        heading=first.breakdown.name,
        unit_of_measure=first.unit_of_measure,
        columns=tuple(PartsColumn(subject.indicator.name, str(span)) for subject, span in divided),
        rows=tuple(PartsRow(part.name, cells) for part, cells in rows if _says_something(part, cells, day)),
        totals=_cells(divided, ledger),
    )


def _cells(divided: Divided, ledger: Ledger) -> tuple[str, ...]:
    sums = (added(subject.indicator, ledger.standing(subject, span, ledger.on)) for subject, span in divided)
    return tuple(in_tables(sum_.value) if sum_.count else "" for sum_ in sums)


def _says_something(part: BreakdownPart, cells: tuple[str, ...], day: date) -> bool:
    """Without a value a part of other years is not worth a row, nor "chưa phân loại" with nothing in it."""
    if part.code == BreakdownPart.UNCLASSIFIED:
        return bool({*cells} - {"", NOTHING_AROSE})
    return any(cells) or (part.valid_from or day) <= day <= (part.valid_to or day)
