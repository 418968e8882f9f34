"""Workbooks of plain texts, given to people to fill in and to look things up in."""

from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO

# What a spreadsheet may take for a formula; such a text gets Excel's own leading apostrophe.
STARTS_A_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class TextSheet:
    """Lines of texts under a title, the first of them the headings; a width in characters for each column.

    Where `keeps_zeros`, what is typed below stays a text as well: codes keep their leading zeros.
    """

    title: str
    lines: Iterable[list[str]]
    widths: list[int]
    keeps_zeros: bool = False


def workbook_of_texts(sheets: Iterable[TextSheet]) -> bytes:
    """The .xlsx with these sheets in turn. No text becomes a formula."""
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for sheet in sheets:
        _write(workbook, sheet)
    written = BytesIO()
    workbook.save(written)
    return written.getvalue()


def _write(workbook, asked: TextSheet) -> None:
    """The first row is bold and always in sight."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    sheet = workbook.create_sheet(asked.title)
    sheet.freeze_panes = "A2"
    shown_as = "@" if asked.keeps_zeros else "General"
    for place, width in enumerate(asked.widths, start=1):
        column = sheet.column_dimensions[get_column_letter(place)]
        column.width, column.number_format = width, shown_as
    for number, line in enumerate(asked.lines):
        cells = [WriteOnlyCell(sheet, words) for words in line]
        for cell in cells:
            cell.data_type, cell.number_format = "s", shown_as
            cell.quotePrefix = str(cell.value or "").startswith(STARTS_A_FORMULA)
            cell.alignment, cell.font = Alignment(wrap_text=True, vertical="top"), Font(bold=number == 0)
        sheet.append(cells)
