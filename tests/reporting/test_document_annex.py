from datetime import date
from types import SimpleNamespace

import pytest

from reporting.dashboards import Cell, Matrix, MatrixRow
from reporting.documents.annex import AnnexColumn, AnnexRow, AnnexTable, annex_tables


def matrix(count, *rows):
    """A matrix of so many columns, each of one year."""
    columns = tuple(
        SimpleNamespace(name=f"Chỉ số {number}", unit_of_measure="HTX", goal=SimpleNamespace(span="2024"))
        for number in range(count)
    )
    return Matrix(date(2024, 11, 29), columns, rows, tuple(Cell(str(number)) for number in range(count)))


@pytest.mark.parametrize(
    ("columns", "widths"),
    [(0, []), (1, [1]), (9, [9]), (10, [5, 5]), (22, [7, 7, 8]), (28, [7, 7, 7, 7])],
)
def test_columns_are_shared_out_evenly(columns, widths):
    tables = annex_tables(matrix(columns))

    assert [len(table.columns) for table in tables] == widths
    assert [total for table in tables for total in table.totals] == [str(number) for number in range(columns)]


def test_each_table_has_every_row_and_says_which_it_is():
    cells = tuple(Cell(str(number)) for number in range(10))
    y_yen = MatrixRow(None, "Huyện Ý Yên", "đến 14/06/2025", cells)

    first, second = annex_tables(matrix(10, y_yen))

    assert (first.part, second.part) == ("Biểu 1/2", "Biểu 2/2")
    assert first.rows == (AnnexRow("Huyện Ý Yên", "đến 14/06/2025", ("0", "1", "2", "3", "4")),)
    assert second.rows == (AnnexRow("Huyện Ý Yên", "đến 14/06/2025", ("5", "6", "7", "8", "9")),)


def test_a_cell_wears_the_marks_that_the_legend_explains():
    cells = (Cell("5", is_earlier=True), Cell("2", is_incomplete=True), Cell("-", is_earlier=True, is_incomplete=True))
    hai_hau = MatrixRow(None, "Huyện Hải Hậu", "", cells)

    assert annex_tables(matrix(3, hai_hau)) == (
        AnnexTable(
            part="",
            columns=tuple(AnnexColumn(f"Chỉ số {number}", "HTX, 2024") for number in range(3)),
            rows=(AnnexRow("Huyện Hải Hậu", "", ("5†", "2*", "-†*")),),
            totals=("0", "1", "2"),
        ),
    )
