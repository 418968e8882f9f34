"""A sheet of allotments as a workbook that can be filled in, and what comes back of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO

from django.conf import settings
from django.core import signing

from plans.allocation.balance import Balance
from plans.allocation.goals import AllottableGoal
from plans.allocation.reading import Grid
from plans.allocation.sheets import OWN
from plans.choices import SheetState
from plans.models import AllotmentSheet
from portal.dates import format_date
from portal.errors import RuleBroken
from portal.numbers import format_number
from portal.workbooks import CellValue, Unreadable, read_workbook
from reporting.allotting.drawing import GAP, GIVEN, OF_PROVINCE
from reporting.allotting.typed import Mistake, Typed, anchor_of, read_texts
from reporting.documents.sheets import (
    BOLD,
    EMPTY,
    HEADER,
    NOTE,
    TITLE,
    WARNING,
    Cell,
    Formula,
    Look,
    Sheet,
    number,
    text,
)
from reporting.documents.stamping import stamped

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TITLE_OF_SHEET = "Giao chỉ tiêu"
SALT = "allotment-workbook"
STAMP_ROW, HEADER_ROW = 5, 6  # the stamp's row is hidden: the stamp, and which column is which goal
FIRST_GOAL = 3  # columns before it: in turn, which unit (hidden), the unit's name
WIDTHS = [5, 10, 30]
NOT_OURS = "Tệp này không phải tệp Excel tải từ bảng giao chỉ tiêu, hoặc dòng ẩn của tệp đã bị xóa. Tải lại tệp từ bảng rồi điền."
NO_NUMBER = "không phải là số"


def workbook_of(grid: Grid, today: date) -> bytes:
    """The grid as .xlsx. Of a draft the numbers may be typed over, all else is locked; sums are live formulas."""
    from openpyxl import Workbook

    workbook, is_draft = Workbook(write_only=True), grid.sheet.state == SheetState.DRAFT
    workbook.properties.title = f"Giao chỉ tiêu {grid.span.words}"
    workbook.properties.creator = str(grid.sheet.plan.scope)
    sheet = Sheet(
        workbook, TITLE_OF_SHEET, [*WIDTHS, *(14 for _ in grid.goals)], header_row=HEADER_ROW, frozen_columns=FIRST_GOAL
    )
    sheet.hide(row=STAMP_ROW, column="B")
    sheet.lock()
    for row in _head(grid, is_draft):
        sheet.write(row)
    for order, unit in enumerate(grid.units, start=1):
        numbers = [_number(grid.cells.get(goal.code, {}).get(unit.pk), goal, free=is_draft) for goal in grid.goals]
        sheet.write([number(order), text(str(unit.pk)), text(unit.name), *numbers])
    for row in _foot(grid, is_draft):
        sheet.write(row)
    written = BytesIO()
    workbook.save(written)
    return stamped(written.getvalue(), today)


def file_name(sheet: AllotmentSheet) -> str:
    years = sheet.first_year if sheet.first_year == sheet.last_year else f"{sheet.first_year}-{sheet.last_year}"
    return f"giao-chi-tieu-{sheet.plan.code}-{years}.xlsx"


@dataclass(frozen=True)
class Sent:
    """What a workbook holds. `is_older`: the sheet was saved again after the workbook was taken from it."""

    typed: Typed
    is_older: bool


def read_sent(grid: Grid, raw: bytes) -> Sent:
    """The numbers of a workbook that was taken from this very sheet; an emptied cell empties. Raises RuleBroken."""
    rows = read_workbook(raw, TITLE_OF_SHEET)
    start, stamp = _stamp_in(rows)
    if stamp["sheet"] != grid.sheet.pk:
        raise RuleBroken(
            f"Tệp này tải từ bảng khác ({stamp['plan']}, {stamp['span']}). Mở đúng bảng đó để nạp, hoặc tải tệp của bảng này."
        )
    goals = {goal.code: goal for goal in grid.goals}
    columns = {column: code for column, code in enumerate(rows[start][FIRST_GOAL:], start=FIRST_GOAL) if code in goals}
    texts, places, broken = {}, {}, []
    for line, row in enumerate(rows[start + 1 :], start=start + 2):
        unit = _unit_of(row)
        if unit is None:
            continue
        for column, code in columns.items():
            if unit == OWN and goals[code].own is not None:
                continue
            value = row[column] if column < len(row) else None
            words, place = _as_text(value), f"{_letter(column)}{line}"
            if isinstance(words, Unreadable):
                broken.append(Mistake(f"Ô {place} ({goals[code].name}): {words.reason}"))
                continue
            texts.setdefault(code, {})[unit] = words
            places[anchor_of(code, unit)] = place
    read = read_texts(grid, texts)
    named = [Mistake(f"Ô {places[wrong.anchor]}: {wrong.text}") if wrong.anchor else wrong for wrong in read.mistakes]
    return Sent(Typed(read.changes, [*broken, *named], texts), stamp["version"] != grid.sheet.version)


# --- Out --------------------------------------------------------------------------------------------------------------


def _head(grid: Grid, is_draft: bool) -> Iterator[Iterable[Cell]]:
    sheet = grid.sheet
    stamp = {"sheet": sheet.pk, "version": sheet.version, "plan": str(sheet.plan), "span": grid.span.words}
    how = "Chỉ gõ vào các ô trắng; ô tô màu đã khóa. Đơn vị nào thôi giao thì ghi 0." if is_draft else "Bảng đã giao."
    yield [text("BẢNG GIAO CHỈ TIÊU", TITLE)]
    yield [text(f"{sheet.plan} – {sheet.plan.short_title}", NOTE)]
    yield [text(f"{grid.span.words.capitalize()}; áp dụng từ ngày {format_date(grid.day)}", NOTE)]
    yield (
        [text("DỮ LIỆU MẪU", WARNING), text("", NOTE), text(how, NOTE)]
        if settings.SAMPLE_DATABASE
        else [text(how, NOTE)]
    )
    yield [text(signing.dumps(stamp, salt=SALT)), EMPTY, EMPTY, *(text(goal.code) for goal in grid.goals)]
    heads = [f"{goal.name} ({goal.unit_of_measure})" if goal.unit_of_measure else goal.name for goal in grid.goals]
    yield [text(head, HEADER) for head in ["TT", "", "Đơn vị", *heads]]


def _foot(grid: Grid, is_draft: bool) -> Iterator[Iterable[Cell]]:
    first, last = HEADER_ROW + 1, HEADER_ROW + len(grid.units)
    balances = grid.balances
    yield [EMPTY, EMPTY, text(GIVEN, BOLD), *(_together(one, column, first, last) for column, one in _placed(balances))]
    own = [_number(one.own, one.goal, free=is_draft and one.goal.own is None) for one in balances]
    yield [EMPTY, text(OWN), text(OF_PROVINCE, BOLD), *own]
    yield [EMPTY, EMPTY, text(GAP, BOLD), *(_gap(one, column, last + 1) for column, one in _placed(balances))]


def _placed(balances: list[Balance]) -> Iterator[tuple[str, Balance]]:
    return ((_letter(FIRST_GOAL + place), one) for place, one in enumerate(balances))


def _together(one: Balance, column: str, first: int, last: int) -> Cell:
    way = "SUM" if one.goal.adds_up else "MAX" if one.goal.is_ceiling else "MIN"
    cells = f"{column}{first}:{column}{last}"
    return Formula(f'=IF(COUNT({cells})=0,"",{way}({cells}))'), _look(one.goal.decimals, free=False)


def _gap(one: Balance, column: str, given: int) -> Cell:
    """The cell of what is given, less the one below it."""
    above, below = f"{column}{given}", f"{column}{given + 1}"
    return Formula(f'=IF(OR({above}="",{below}=""),"",{above}-{below})'), _look(one.goal.decimals, free=False)


def _number(value: Decimal | None, goal: AllottableGoal, *, free: bool) -> Cell:
    return "" if value is None else value, _look(goal.decimals, free=free)


def _look(decimals: int, *, free: bool) -> Look:
    if (decimals, free) not in LOOKS:
        shown = f"#,##0.{'#' * decimals}" if decimals else "#,##0"
        LOOKS[decimals, free] = Look(number_format=shown, horizontal="right", filled=not free, unlocked=free)
    return LOOKS[decimals, free]


LOOKS: dict[tuple[int, bool], Look] = {}  # a sheet keeps one dressed cell for each


def _letter(column: int) -> str:
    """The name of a column counted from 0."""
    from openpyxl.utils import get_column_letter

    return get_column_letter(column + 1)


# --- Back -------------------------------------------------------------------------------------------------------------


def _stamp_in(rows: list[list[CellValue]]) -> tuple[int, dict]:
    """The stamp and its row, wherever somebody's new rows have moved it."""
    for place, row in enumerate(rows[: 2 * HEADER_ROW]):
        if row and isinstance(row[0], str) and ":" in row[0]:
            try:
                return place, signing.loads(row[0], salt=SALT)
            except signing.BadSignature:
                continue
    raise RuleBroken(NOT_OURS)


def _unit_of(row: list[CellValue]) -> int | str | None:
    mark = row[1] if len(row) > 1 else None
    if mark == OWN:
        return OWN
    return int(mark) if isinstance(mark, str) and mark.isascii() and mark.isdigit() and len(mark) < 19 else None


def _as_text(value: CellValue) -> str | Unreadable:
    """A number as people would type it; what is no number and no text cannot be read."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format_number(value)
    return value if isinstance(value, str | Unreadable) else Unreadable(NO_NUMBER)
