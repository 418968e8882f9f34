"""Sheets of a workbook, written row by row in flat memory. The one place that puts a text or a number into a cell."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

DATE_FORMAT = "dd/mm/yyyy"
A4 = 9  # as openpyxl and Excel number the papers
ALMOST_ALL = Decimal("99.9999")
# What a spreadsheet would take for a formula if someone edited the cell, the full-width forms too.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
# A spreadsheet spells odd signs like this: "_x0041_" is an A. Where people wrote that themselves, the line is spelled out.
SPELLED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
FILLED = "FFF3E8EE"


@dataclass(frozen=True, eq=False)
class Look:
    """How a cell is dressed. Compared by identity: a sheet keeps one dressed cell for each look and fills it anew."""

    number_format: str = "General"
    bold: bool = False
    size: int = 11
    horizontal: str = "left"
    wrap: bool = True
    bordered: bool = True
    filled: bool = False
    tint: str = ""  # another colour to fill it with
    quoted: bool = False
    unlocked: bool = False


TITLE = Look(bold=True, size=14, wrap=False, bordered=False)
NOTE = Look(wrap=False, bordered=False)
WARNING = Look(bold=True, wrap=False, bordered=False, filled=True)
HEADER = Look(bold=True, horizontal="center", filled=True)
TEXT = Look()
CENTRED = Look(horizontal="center")
BOLD = Look(bold=True)
DAY = Look(number_format=DATE_FORMAT, horizontal="center")

Cell = tuple[object, Look]


class Formula(str):
    """A formula of ours, to be computed by the spreadsheet. Never made of what people wrote."""


EMPTY: Cell = ("", TEXT)


def text(value: str, look: Look = TEXT) -> Cell:
    """A text, never a formula, without the characters that no workbook may hold."""
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    written = SPELLED.sub("_x005F_", ILLEGAL_CHARACTERS_RE.sub("", value))
    return (written, _quoted(look) if written.startswith(FORMULA_STARTS) else look)


def number(value: Decimal | int | None, decimals: int = 0) -> Cell:
    """A number with its thousands apart; None is an empty cell, which is not 0."""
    return EMPTY if value is None else (value, _number_look(decimals))


def percent(value: Decimal | None) -> Cell:
    """A percent of 0-100 as the fraction that a spreadsheet wants: 80.5 becomes 0.805, shown as 80,5 %.

    With as many decimals as it takes not to show what is below 100 as 100.
    """
    if value is None:
        return EMPTY
    if value >= 100:
        return (value / 100, _percent_look(1))
    below = min(value, ALMOST_ALL)
    decimals = next(places for places in (1, 2, 3, 4) if round(below, places) < 100)
    return (below / 100, _percent_look(decimals))


def day(value: date) -> Cell:
    return (value, DAY)


@cache
def _quoted(look: Look) -> Look:
    return replace(look, quoted=True)


@cache
def _number_look(decimals):
    return Look(number_format=f"#,##0.{'0' * decimals}" if decimals else "#,##0", horizontal="right")


@cache
def _percent_look(decimals):
    return Look(number_format=f"0.{'0' * decimals}%", horizontal="right")


class Sheet:
    """A sheet of an openpyxl write-only workbook, set up to be printed: A4 across, as wide as the paper, head repeated."""

    def __init__(
        self, workbook, title: str, widths: Iterable[int], *, header_row: int, frozen_columns: int = 0, mark=""
    ):
        from openpyxl.utils import get_column_letter

        self._sheet = workbook.create_sheet(title)
        self._dressed = {}
        for column, width in enumerate(widths, start=1):
            self._sheet.column_dimensions[get_column_letter(column)].width = width
        self._sheet.freeze_panes = f"{get_column_letter(frozen_columns + 1)}{header_row + 1}"
        self._sheet.print_title_rows = f"{header_row}:{header_row}"
        self._set_up_printing(mark)

    def write(self, cells: Iterable[Cell]) -> None:
        self._sheet.append(self._filled(cells))

    def lock(self) -> None:
        """Only unlocked cells take anything."""
        self._sheet.protection.sheet = True
        self._sheet.protection.formatColumns = False
        self._sheet.protection.formatRows = False

    def hide(self, *, row: int | None = None, column: str | None = None) -> None:
        """Before the row is written."""
        if row:
            self._sheet.row_dimensions[row].hidden = True
        if column:
            self._sheet.column_dimensions[column].hidden = True

    def conceal(self) -> None:
        """The whole sheet, so that it is not even offered to be shown again."""
        self._sheet.sheet_state = "veryHidden"

    def heighten(self, row: int, points: int) -> None:
        """Before the row is written."""
        self._sheet.row_dimensions[row].height = points

    def offer(self, cells: Iterable[str], choices: Iterable[str], refusal: str) -> None:
        """The named cells ("G12") take one of these words only; the spreadsheet answers anything else with `refusal`."""
        self._expect(cells, refusal, type="list", formula1=f'"{",".join(choices)}"')

    def expect_numbers(self, cells: Iterable[str], decimals: int, refusal: str) -> None:
        """The named cells take numbers from 0 on; without decimals whole ones only."""
        kind = "decimal" if decimals else "whole"
        self._expect(cells, refusal, type=kind, operator="greaterThanOrEqual", formula1="0")

    def _expect(self, cells, refusal, **rule):
        from openpyxl.worksheet.datavalidation import DataValidation

        named = " ".join(cells)
        if not named:
            return
        told = {"errorStyle": "stop", "errorTitle": "Chưa đúng", "error": refusal, "showErrorMessage": True}
        self._sheet.data_validations.append(DataValidation(sqref=named, allow_blank=True, **told, **rule))

    def _filled(self, cells: Iterable[Cell]) -> Iterator:
        for value, look in cells:
            cell = self._dressed.get(look) or self._dress(look)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "f" if isinstance(value, Formula) else "s"
            yield cell

    def _set_up_printing(self, mark):
        from openpyxl.worksheet.properties import PageSetupProperties

        sheet = self._sheet
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.paperSize = A4
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.oddFooter.center.text = "&P/&N"
        sheet.oddHeader.right.text = mark or None

    def _dress(self, look):
        from openpyxl.cell import WriteOnlyCell
        from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

        cell = WriteOnlyCell(self._sheet)
        cell.number_format = look.number_format
        cell.font = Font(name="Times New Roman", size=look.size, bold=look.bold)
        cell.alignment = Alignment(horizontal=look.horizontal, vertical="center", wrap_text=look.wrap)
        if look.bordered:
            line = Side(style="thin", color="FF808080")
            cell.border = Border(left=line, right=line, top=line, bottom=line)
        if look.tint or look.filled:
            cell.fill = PatternFill("solid", fgColor=look.tint or FILLED)
        cell.quotePrefix = look.quoted
        if look.unlocked:
            cell.protection = Protection(locked=False)
        self._dressed[look] = cell
        return cell
