"""A sheet that came back as a table: where its headings are by now, and its rows by the address that each carries."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portal.errors import RuleBroken
from portal.workbooks import CellValue, ReadSheet, cell_name
from reporting.spreadsheets.report_form.layout import ADDRESS, FIGURES

LACKS = "Tệp thiếu cột “{words}” ở trang “{sheet}”. Tải lại biểu từ báo cáo rồi chép số sang."
TWICE = "Tệp có hai cột “{words}” ở trang “{sheet}”. Giữ một cột, xóa cột kia rồi nạp lại."


@dataclass(frozen=True, order=True)
class Place:
    """A cell; row and column counted from 1."""

    sheet: str
    row: int
    column: int

    def __str__(self):
        name = f"Ô {cell_name(self.row, self.column)}"
        return name if self.sheet == FIGURES else f"{name}, trang “{self.sheet}”"


class Table:
    """Finds the columns `needed` by their headings (`heads`). Raises RuleBroken where one is gone or stands twice."""

    def __init__(self, name: str, sheet: ReadSheet, heads: dict[str, str], needed: Iterable[str]):
        self.name, self.sheet = name, sheet
        self.head_row = self._row_with(heads[ADDRESS])
        self.columns = {held: self._column_of(heads[held]) for held in [ADDRESS, *needed]}

    def addresses(self) -> Iterator[tuple[int, str]]:
        """Each row below the headings with its address; "" where it has none."""
        for row in range(self.head_row + 1, len(self.sheet.rows) + 1):
            address = self.value(row, ADDRESS)
            yield row, address.strip() if isinstance(address, str) else ""

    def value(self, row: int, held: str) -> CellValue:
        cells = self.sheet.rows[row - 1]
        column = self.columns[held]
        return cells[column - 1] if column <= len(cells) else None

    def place(self, row: int, held: str) -> Place:
        return Place(self.name, row, self.columns[held])

    def is_formula(self, row: int, held: str) -> bool:
        return (row, self.columns[held]) in self.sheet.formulas

    def merged_with(self, row: int, held: str) -> str:
        """The range that a cell is merged into, as in "G12:G14"; else empty."""
        column = self.columns[held]
        for first_row, first_column, last_row, last_column in self.sheet.merged:
            if first_row <= row <= last_row and first_column <= column <= last_column:
                return f"{cell_name(first_row, first_column)}:{cell_name(last_row, last_column)}"
        return ""

    def _row_with(self, words: str) -> int:
        for row, cells in enumerate(self.sheet.rows, start=1):
            if words in cells:
                return row
        raise RuleBroken(LACKS.format(words=words, sheet=self.name))

    def _column_of(self, words: str) -> int:
        cells = self.sheet.rows[self.head_row - 1]
        found = [column for column, value in enumerate(cells, start=1) if value == words]
        if len(found) != 1:
            raise RuleBroken((TWICE if found else LACKS).format(words=words, sheet=self.name))
        return found[0]
