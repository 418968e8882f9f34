"""The child of `portal.workbooks`: reads sheets of a workbook from standard input, says them as JSON, and ends.

Run as a process of its own with little memory and time. A file that breaks the reader breaks only this process.
"""

import json
import re
import resource
import sys
import warnings
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO

LONGEST_TEXT = 32_767  # what a cell of Excel holds at most
NOT_COMPUTED = "công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi"
# What stands in such a cell is another number than the one that its reader sees.
OF_A_HUNDRED = "ô ở dạng phần trăm; đổi ô về dạng số rồi gõ lại số"
IN_THOUSANDS = "ô ở dạng rút gọn hàng nghìn; đổi ô về dạng số rồi gõ lại số"
QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
SHORTENED = re.compile(r"[0#?.],+(?![0#?,])")
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


class Refused(Exception):
    """Told to whoever sent the file."""


def main() -> None:
    asked = asked_of_child()
    try:
        answer = {"sheets": _sheets(sys.stdin.buffer.read(), asked)}
    except Refused as refusal:
        answer = {"refused": str(refusal)}
    json.dump(answer, sys.stdout)


def asked_of_child() -> dict:
    """What is asked, the first line of standard input; the file follows. From now on the process has its limits."""
    asked = json.loads(sys.stdin.buffer.readline())
    resource.setrlimit(resource.RLIMIT_AS, (asked["memory"], asked["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (asked["seconds"], asked["seconds"]))
    warnings.simplefilter("ignore")
    return asked


def openpyxl_for_strangers():
    """openpyxl, which reads foreign XML safely only where defusedxml is installed."""
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing: foreign XML must not be read without it")
    return openpyxl


def _sheets(raw: bytes, asked: dict) -> dict[str, dict]:
    openpyxl = openpyxl_for_strangers()
    workbook = openpyxl.load_workbook(BytesIO(raw), read_only=True, data_only=True, keep_links=False)
    return {sheet.title: _Reading(sheet, asked).told() for sheet in _wanted(workbook, asked["sheets"])}


def _wanted(workbook, names: list[str] | None) -> list:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    sheets = [sheet for sheet in workbook.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    if names is not None:
        return [sheet for sheet in sheets if sheet.title in names]
    return [sheet for sheet in sheets if sheet.sheet_state == "visible"][:1]


class _Reading:
    """One sheet being read, up to the first excess."""

    def __init__(self, sheet, asked: dict):
        self.sheet, self.asked = sheet, asked
        self.misleading = _misleading_styles(sheet.parent)
        self.formulas: list[tuple[int, int]] = []
        self.merged: list[tuple[int, int, int, int]] = []

    def told(self) -> dict:
        rows, characters = [], 0
        for number, cells in self._sparse_rows():
            while len(rows) < number:
                rows.append([])
            for column, cell in cells:
                characters += len(cell[1])
                if characters > self.asked["characters"]:
                    raise Refused("Tệp có quá nhiều chữ. Chỉ giữ lại phần bảng cần gửi.")
                row = rows[number - 1]
                row.extend([None] * (column - len(row)))
                row[column - 1] = cell
        return {"rows": rows, "formulas": self.formulas, "merged": self.merged}

    def _sparse_rows(self) -> Iterator[tuple[int, list]]:
        """(row number, its filled cells): what the file holds, without the gaps."""
        with self.sheet._get_source() as source:
            parser = _parser(self.sheet, source, self.formulas)
            for number, cells in parser.parse():
                filled = [(cell["column"], _told(cell, self.misleading)) for cell in cells]
                filled = [(column, cell) for column, cell in filled if cell is not None]
                if filled:
                    self._check_place(number, max(column for column, _ in filled))
                    yield number, filled
        if parser.merged_cells:
            ranges = parser.merged_cells.mergeCell
            self.merged = [(one.min_row, one.min_col, one.max_row, one.max_col) for one in ranges]

    def _check_place(self, row: int, column: int) -> None:
        if row > self.asked["rows"]:
            raise Refused(f"Bảng có dữ liệu quá dòng {self.asked['rows']}. Xóa phần thừa ở dưới rồi gửi lại.")
        if column > self.asked["columns"]:
            raise Refused(f"Bảng có dữ liệu quá cột thứ {self.asked['columns']}. Xóa phần thừa bên phải rồi gửi lại.")


def _parser(sheet, source, formulas: list[tuple[int, int]]):
    from openpyxl.worksheet._reader import FORMULA_TAG, WorkSheetParser

    class KnowingFormulas(WorkSheetParser):
        """Notes where formulas stand, and tells one that was never computed from an empty cell."""

        def parse_cell(self, element):
            cell = super().parse_cell(element)
            if element.find(FORMULA_TAG) is not None:
                formulas.append((cell["row"], cell["column"]))
                cell["data_type"] = "f" if cell["value"] is None else cell["data_type"]
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


def _misleading_styles(book) -> dict[int, str]:
    """The styles in which a number looks like another one (80 for 0.8, 1 for 1000), with what to tell of their cells."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE

    found = {}
    for place, style in enumerate(book._cell_styles):
        number = style.numFmtId - BUILTIN_FORMATS_MAX_SIZE
        code = BUILTIN_FORMATS.get(style.numFmtId, "") if number < 0 else book._number_formats[number]
        shown = QUOTED.sub("", code)
        if "%" in shown:
            found[place] = OF_A_HUNDRED
        elif SHORTENED.search(shown):
            found[place] = IN_THOUSANDS
    return found


def _told(cell: dict, misleading: dict[int, str]) -> tuple[str, str] | None:
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
        return "text", ESCAPED.sub(_sign, value)
    if isinstance(value, bool):
        return "yes", str(int(value))
    if isinstance(value, int | float):
        return _number(value) if cell["style_id"] not in misleading else ("unreadable", misleading[cell["style_id"]])
    return _day(value)


def _sign(escaped: re.Match) -> str:
    """The sign that a spreadsheet has spelled out; half of one is none."""
    code = int(escaped[1], 16)
    return "" if 0xD800 <= code <= 0xDFFF else chr(code)


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
