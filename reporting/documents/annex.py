"""The units' matrix cut into tables that fit on paper: each with all the rows, and as many columns as can be read."""

from dataclasses import dataclass
from itertools import pairwise

from reporting.dashboards import Cell, Column, Matrix

COLUMNS_ACROSS = 9
EARLIER, INCOMPLETE = "†", "*"
WHOLE = "Toàn kế hoạch"


@dataclass(frozen=True)
class AnnexColumn:
    """The head of a column: what is counted, in what, over which years."""

    name: str
    details: str


@dataclass(frozen=True)
class AnnexRow:
    """A reporter's cells as they are printed."""

    name: str
    note: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class AnnexTable:
    """Some columns of the matrix with all its rows; `part` says which table of how many, when there are several."""

    part: str
    columns: tuple[AnnexColumn, ...]
    rows: tuple[AnnexRow, ...]
    totals: tuple[str, ...]


def annex_tables(matrix: Matrix) -> tuple[AnnexTable, ...]:
    """The tables of the annex, of nearly equal width."""
    count = len(matrix.columns)
    parts = -(-count // COLUMNS_ACROSS)
    cuts = [count * number // parts for number in range(parts + 1)] if parts else []
    return tuple(
        _table(matrix, slice(first, last), f"Biểu {number}/{parts}" if parts > 1 else "")
        for number, (first, last) in enumerate(pairwise(cuts), start=1)
    )


def details_of(column: Column) -> str:
    """ "HTX, 2024"."""
    return ", ".join(filter(None, [column.unit_of_measure, column.goal.span]))


def _table(matrix, across, part):
    return AnnexTable(
        part=part,
        columns=tuple(AnnexColumn(column.name, details_of(column)) for column in matrix.columns[across]),
        rows=tuple(AnnexRow(row.name, row.note, _printed(row.cells[across])) for row in matrix.rows),
        totals=_printed(matrix.totals[across]),
    )


def _printed(cells: tuple[Cell, ...]) -> tuple[str, ...]:
    return tuple(
        f"{cell.text}{EARLIER if cell.is_earlier else ''}{INCOMPLETE if cell.is_incomplete else ''}" for cell in cells
    )
