"""The child of `portal.workbooks`: reads one sheet from standard input, says its rows as JSON, and ends.

Run as a process of its own with little memory and time. A file that breaks the reader breaks only this process.
"""

import json
import resource
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

LONGEST_TEXT = 32_767  # what a cell of Excel holds at most
NOT_COMPUTED = "công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi"


class Refused(Exception):
    """Told to whoever sent the file."""


def main() -> None:
    asked = json.loads(sys.argv[1])
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    warnings.simplefilter("ignore")
    try:
        answer = {"rows": _rows(sys.stdin.buffer.read(), asked)}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


def _rows(raw: bytes, asked: dict) -> list[list]:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: foreign XML must not be read without it")
    workbook = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    sheet = _sheet(workbook, asked["sheet"])
    rows, characters = [], 0
    for number, cells in _sparse_rows(sheet, asked):
        while len(rows) < number:
            rows.append([])
        for column, cell in cells:
            characters += len(cell[1])
            if characters > asked["characters"]:
                raise Refused("Tệp có quá nhiều chữ. Chỉ giữ lại phần bảng cần gửi.")
            row = rows[number - 1]
            row.extend([None] * (column - len(row)))
            row[column - 1] = cell
    return rows


def _sheet(workbook, name: str | None):
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    sheets = [sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    if name is not None:
        found = [sheet for sheet in sheets if sheet.title == name]
        if not found:
            raise Refused(f"Tệp không có trang tính “{name}”.")
        return found[0]
    found = [sheet for sheet in sheets if sheet.sheet_state == "visible"]
    if not found:
        raise Refused("Tệp không có trang tính nào để đọc.")
    return found[0]


def _sparse_rows(sheet, asked: dict) -> Iterator[tuple[int, list]]:
    """(row number, its filled cells): what the file holds, without the gaps, up to the first excess."""
    with sheet._get_source() as source:
        for number, cells in _parser(sheet, source).parse():
            filled = [(cell["column"], _told(cell)) for cell in cells]
            filled = [(column, cell) for column, cell in filled if cell is not None]
            if not filled:
                continue
            if number > asked["rows"]:
                raise Refused(f"Bảng có dữ liệu quá dòng {asked['rows']}. Xóa phần thừa ở dưới rồi gửi lại.")
            if max(column for column, _ in filled) > asked["columns"]:
                raise Refused(f"Bảng có dữ liệu quá cột thứ {asked['columns']}. Xóa phần thừa bên phải rồi gửi lại.")
            yield number, filled


def _parser(sheet, source):
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class KnowingFormulas(WorkSheetParser):
        """Tells a formula that was never computed from an empty cell."""

        def parse_cell(self, element):
            cell = super().parse_cell(element)
            if cell["value"] is None and element.find(FORMULA_TAG) is not None:
                cell["data_type"] = "f"
            return cell

    book = sheet.parent
    return KnowingFormulas(
        source,
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )


def _told(cell: dict) -> tuple[str, str] | None:
    """A cell as (kind, text); None where it is empty."""
    value = cell["value"]
    if cell["data_type"] == "f":
        return "unreadable", NOT_COMPUTED
    if value is None or value == "":
        return None
    if cell["data_type"] == "e":
        return "unreadable", f"ô báo lỗi {str(value)[:20]}"
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise Refused(f"Có ô dài hơn {LONGEST_TEXT} ký tự.")
        return "text", value
    if isinstance(value, bool):
        return "yes", str(int(value))
    if isinstance(value, int | float):
        return _number(value)
    return _day(value)


def _number(value: float) -> tuple[str, str]:
    """As Excel shows it: a sum of 0.1 and 0.2 is 0.3."""
    if value != value or value in (float("inf"), float("-inf")):
        return "unreadable", "ô không phải là số"
    return "number", str(value) if isinstance(value, int) else f"{value:.15g}"


def _day(value: datetime | date | time | timedelta) -> tuple[str, str]:
    if isinstance(value, datetime):
        return ("day", value.date().isoformat()) if value.time() == time() else ("moment", value.isoformat())
    if isinstance(value, date):
        return "day", value.isoformat()
    return "text", str(value)


if __name__ == "__main__":
    main()
