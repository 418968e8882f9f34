"""The file as rows of texts, whatever it was: a workbook (XLSX), or CSV with commas, semicolons or tabs, in UTF-8.

A cell of a workbook that is a number is written as Viet Nam writes it, so that one reader of numbers serves both.
"""

import csv
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import StringIO

from portal.dates import format_date
from portal.numbers import format_number
from portal.text import fold, normalise
from portal.workbooks import CellValue, Limits, Unreadable, WorkbookRefused, read_workbook
from reporting.backfilling.mistakes import HistoryWrong, Mistake

MEGABYTE = 1024 * 1024
LARGEST_CSV = 10 * MEGABYTE
MOST_ROWS = 50_000
LONGEST_CELL = 2000
WORKBOOK_LIMITS = Limits(rows=MOST_ROWS, columns=40)

# The columns, with their names in the template. A file may use either, in any order, and hold others beside them.
COLUMNS = {
    "plan": "Mã kế hoạch",
    "round": "Kỳ báo cáo",
    "unit_code": "Mã đơn vị",
    "indicator": "Chỉ số",
    "part": "Thành phần",
    "value": "Giá trị",
    "numerator": "Tử số",
    "denominator": "Mẫu số",
    "answer": "Trả lời",
    "note": "Ghi chú",
}
NEEDED = ("round", "unit_code", "indicator")
# What a code made of digits may have become in a spreadsheet; here a number is no amount.
CODES = {"plan", "round", "unit_code", "indicator", "part"}
NAMES = {fold(name): column for column, words in COLUMNS.items() for name in (column, words)}


@dataclass(frozen=True)
class Row:
    """One line of the file: its number there, and its texts by column; a blank cell is absent."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """The rows that hold something, and what the file calls each column."""

    rows: tuple[Row, ...]
    heads: dict[str, str]

    def head(self, column: str) -> str:
        return self.heads.get(column, COLUMNS[column])


def read_sheet(raw: bytes) -> Sheet:
    """The rows of a file. HistoryWrong where it cannot be read, misses a column, or holds cells that are no values."""
    lines = _of_workbook(raw) if raw.startswith((b"PK", b"\xd0\xcf\x11\xe0")) else _of_csv(raw)
    if not lines:
        raise _wrong("tệp không có dòng nào. Dòng đầu tiên phải là tên các cột.")
    columns, heads = _columns(lines[0])
    mistakes, rows = [], []
    for line, cells in enumerate(lines[1:], start=2):
        row = {}
        for place, column in columns.items():
            cell = cells[place] if place < len(cells) else None
            if isinstance(cell, Unreadable):
                mistakes.append(Mistake(line, heads[column], cell.reason))
            elif text := _text(column, cell):
                row[column] = text
            if len(row.get(column, "")) > LONGEST_CELL:
                mistakes.append(Mistake(line, heads[column], f"dài quá {LONGEST_CELL} ký tự."))
        if row:
            rows.append(Row(line, row))
    if mistakes:
        raise HistoryWrong(mistakes)
    if not rows:
        raise _wrong("tệp chỉ có tên các cột, chưa có dòng số liệu nào.")
    return Sheet(tuple(rows), heads)


def _wrong(message: str) -> HistoryWrong:
    return HistoryWrong([Mistake(0, "", message)])


def _of_workbook(raw: bytes) -> list[list[CellValue]]:
    try:
        return read_workbook(raw, limits=WORKBOOK_LIMITS)
    except WorkbookRefused as refusal:
        raise _wrong(str(refusal)) from refusal


def _of_csv(raw: bytes) -> list[list[CellValue]]:
    if len(raw) > LARGEST_CSV:
        raise _wrong(f"tệp nặng hơn {LARGEST_CSV // MEGABYTE} MB. Chia thành nhiều tệp, ví dụ mỗi năm một tệp.")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as foreign:
        raise _wrong("tệp CSV không phải bảng mã UTF-8. Lưu lại dạng “CSV UTF-8” hoặc .xlsx.") from foreign
    if "\0" in text:
        raise _wrong("tệp không phải CSV hay .xlsx. Lưu lại dạng “CSV UTF-8” hoặc .xlsx.")
    head = text.partition("\n")[0]
    separator = max(";\t,", key=head.count)
    try:
        lines = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as broken:
        raise _wrong("tệp CSV có dấu nháy kép mở mà không đóng, hoặc ô quá dài.") from broken
    if len(lines) > MOST_ROWS:
        raise _wrong(f"tệp có hơn {format_number(MOST_ROWS)} dòng. Chia thành nhiều tệp, ví dụ mỗi năm một tệp.")
    return lines


def _columns(head: list[CellValue]) -> tuple[dict[int, str], dict[str, str]]:
    """Which column stands at which place, and what the file calls it."""
    columns, heads = {}, {}
    for place, cell in enumerate(head):
        words = normalise(cell).strip() if isinstance(cell, str) else ""
        column = NAMES.get(fold(words))
        if column in heads:
            raise HistoryWrong([Mistake(1, words, "có hai cột cùng tên này. Bỏ bớt một cột.")])
        if column:
            columns[place], heads[column] = column, words
    missing = [COLUMNS[column] for column in NEEDED if column not in heads]
    if missing:
        raise HistoryWrong(
            [Mistake(1, "", f"thiếu cột {', '.join(f'“{name}”' for name in missing)}. Dùng tệp mẫu để có đủ cột.")]
        )
    return columns, heads


def _text(column: str, cell: CellValue) -> str:
    """A cell as the text that a person would have typed for it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, Decimal):
        return f"{cell:f}" if column in CODES else format_number(cell)
    if isinstance(cell, datetime | date):
        return format_date(cell.date() if isinstance(cell, datetime) else cell)
    return " ".join(normalise(cell).split()) if column != "note" else normalise(cell).strip()
