"""The other child of `portal.workbooks`: marks what is wrong in a workbook and says the workbook again.

Run as a process of its own with little memory and time, like the reading one.
"""

import sys
from io import BytesIO

from portal.workbook_reading import asked_of_child, openpyxl_for_strangers

OURS = "Cổng báo cáo"  # whose comments are taken away again
HEAD = "Chỗ phải sửa"
RED, DARK_RED = "FFFFC7CE", "FF9C0006"
WIDTH = 60


def main() -> None:
    asked = asked_of_child()
    openpyxl = openpyxl_for_strangers()
    workbook = openpyxl.load_workbook(BytesIO(sys.stdin.buffer.read()), keep_links=False)
    for name, marks in asked["sheets"].items():
        _mark(workbook[name], marks["head_row"], marks["plain"], marks["marks"])
    workbook.calculation.fullCalcOnLoad = True  # what formulas came to is not written, Excel computes it anew
    written = BytesIO()
    workbook.save(written)
    sys.stdout.buffer.write(written.getvalue())


def _mark(sheet, head_row: int, plain: str, marks: list[dict]) -> None:
    column = _emptied_column(sheet, head_row, plain)
    texts: dict[int, list[str]] = {}
    for mark in marks:
        _redden(_leading(sheet, mark["row"], mark["column"]), mark["text"])
        texts.setdefault(mark["row"], []).append(mark["text"])
    for row, of_row in texts.items():
        _tell(sheet.cell(row, column), "\n".join(of_row))


def _emptied_column(sheet, head_row: int, plain: str) -> int:
    """The column that tells what is wrong: the former one, with all that was marked then made plain again, or a new one."""
    from openpyxl.styles import PatternFill

    cells = list(sheet._cells.values())  # those that are there, not the whole square up to a stray one
    for cell in cells:
        if cell.comment and cell.comment.author == OURS:
            cell.comment, cell.fill = None, PatternFill("solid", fgColor=plain)
    filled = [cell for cell in cells if cell.value is not None]
    former = [cell.column for cell in filled if cell.row == head_row and cell.value == HEAD]
    column = former[0] if former else max(cell.column for cell in filled) + 1
    for cell in filled:
        if cell.column == column:
            cell.value = None
    _tell(sheet.cell(head_row, column), HEAD)
    sheet.column_dimensions[sheet.cell(head_row, column).column_letter].width = WIDTH
    return column


def _leading(sheet, row: int, column: int):
    """The cell, or where it is merged into others the one that shows."""
    for merged in sheet.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            return sheet.cell(merged.min_row, merged.min_col)
    return sheet.cell(row, column)


def _redden(cell, text: str) -> None:
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    already = f"{cell.comment.text}\n" if cell.comment and cell.comment.author == OURS else ""
    cell.fill = PatternFill("solid", fgColor=RED)
    cell.comment = Comment(already + _written(text), OURS, width=360, height=140)


def _tell(cell, text: str) -> None:
    from openpyxl.styles import Alignment, Font

    cell.value = _written(text)
    cell.font = Font(name="Times New Roman", size=11, bold=True, color=DARK_RED)
    cell.alignment = Alignment(wrap_text=True, vertical="center")


def _written(text: str) -> str:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    return ILLEGAL_CHARACTERS_RE.sub("", text)


if __name__ == "__main__":
    main()
