"""From what people type, paste or send as a file to lines: units are named by code, by name, or by both."""

import csv
import re
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import StringIO

from plans.choices import UnitLevel
from plans.models import ReorganisationLine, Unit
from plans.succession import current_map
from portal.dates import format_date
from portal.errors import RuleBroken
from portal.text import fold, normalise
from portal.workbooks import Unreadable, read_workbook

ONE_DAY = timedelta(days=1)
HEADINGS = ("Đơn vị cũ", "Vào đơn vị đang có", "Mã đơn vị mới", "Tên đơn vị mới")
BOXES = ("predecessor", "successor", "new_code", "new_name")
LONGEST_TEXT, MOST_LINES = 300_000, 1000
WORKBOOK_BEGINS = b"PK"
BELOW_A_PROVINCE = (UnitLevel.DISTRICT, UnitLevel.CLUSTER, UnitLevel.COMMUNE)


@dataclass(frozen=True)
class TypedLine:
    """One line as typed: who ends, and either the unit that it becomes part of or the code and name of a new one."""

    predecessor: str = ""
    successor: str = ""
    new_code: str = ""
    new_name: str = ""

    @property
    def is_blank(self) -> bool:
        return not any(astuple(self))


@dataclass(frozen=True)
class Misread:
    """What was not understood: in which line (from 0 on), in which box, and why."""

    line: int
    box: str
    message: str


class UnitsHere:
    """The units below the level of a province that a reorganisation of a day can speak of."""

    def __init__(self, province_id: int, day: date):
        unit_map, eve = current_map(), day - ONE_DAY
        living = [
            row.pk
            for row in unit_map.units
            if row.level in BELOW_A_PROVINCE
            and (unit_map.alive(row.pk, eve) or unit_map.alive(row.pk, day))
            and unit_map.contains(province_id, row.parent, day)
        ]
        inside = list(Unit.objects.filter(pk__in=living).in_official_order())
        self.day = day
        self.ending = [unit for unit in inside if unit_map.alive(unit.pk, eve)]
        self.receiving = [unit for unit in inside if unit_map.alive(unit.pk, day)]

    def named(self, text: str, among: list[Unit], day: date) -> Unit:
        """The one unit that a text names by its code, by "code name", or by its name. Raises RuleBroken with why not."""
        code = re.match(r"[0-9A-Za-z-]*", text)[0]
        by_code = self._by_code(code, among)
        rest = fold(text[len(code) :]).strip(" -–.")
        found = [unit for unit in by_code if not rest or fold(unit.name) == rest] or self._by_name(text, among)
        if len(found) == 1:
            return found[0]
        if found:
            codes = ", ".join(f"{unit.code} {unit.name}" for unit in found)
            raise RuleBroken(f"“{text}” có thể là nhiều đơn vị: {codes}. Gõ mã.")
        raise RuleBroken(self._not_here(text, code, day))

    def _by_code(self, code: str, among: list[Unit]) -> list[Unit]:
        """The unit of that code; else that whose code lost its zeros in a sheet."""
        same = [unit for unit in among if unit.code == code]
        return same or [unit for unit in among if code and unit.code in {code.zfill(5), code.zfill(3)}]

    def _by_name(self, text: str, among: list[Unit]) -> list[Unit]:
        wanted = fold(text)
        whole = [unit for unit in among if fold(unit.name) == wanted]
        return whole or [unit for unit in among if fold(unit.name).partition(" ")[2] == wanted]

    def _not_here(self, text: str, code: str, day: date) -> str:
        inside = {unit.pk for unit in (*self.ending, *self.receiving)}
        elsewhere = (
            Unit.objects.alive_on(day).filter(code=code, level__in=BELOW_A_PROVINCE).exclude(pk__in=inside).first()
        )
        if elsewhere:
            return f"“{elsewhere}” ({code}) nằm ngoài tỉnh này."
        return f"Ngày {format_date(day)} trong tỉnh không có đơn vị “{text}”. Gõ mã hoặc tên đầy đủ."


def understood(typed: Iterable[TypedLine], here: UnitsHere) -> tuple[list[ReorganisationLine], list[Misread]]:
    """The lines, unsaved, and all that was not understood; blank ones are passed over."""
    lines, misread = [], []
    for place, line in enumerate(typed):
        if line.is_blank:
            continue
        found = _One(place, line, here)
        lines.append(found.line)
        misread += found.misread
    return lines, misread


class _One:
    """One typed line being understood."""

    def __init__(self, place: int, typed: TypedLine, here: UnitsHere):
        self.place, self.misread = place, []
        successor = None
        predecessor = self._unit("predecessor", typed.predecessor, here, here.ending, here.day - ONE_DAY)
        if typed.successor and (typed.new_code or typed.new_name):
            self._tell("successor", "Chọn một trong hai: vào đơn vị đang có, hoặc lập đơn vị mới.")
        elif typed.successor:
            successor = self._unit("successor", typed.successor, here, here.receiving, here.day)
        elif not (typed.new_code and typed.new_name):
            box = "new_name" if typed.new_code else "new_code" if typed.new_name else "successor"
            words = {"new_name": "tên đơn vị mới", "new_code": "mã đơn vị mới", "successor": "đơn vị nhận"}[box]
            self._tell(box, f"Thiếu {words}.")
        self.line = ReorganisationLine(
            predecessor=predecessor, successor=successor, new_code=typed.new_code, new_name=typed.new_name
        )

    def _unit(self, box: str, text: str, here: UnitsHere, among: list[Unit], day: date) -> Unit | None:
        if not text:
            self._tell(box, "Thiếu đơn vị cũ.")
            return None
        try:
            return here.named(text, among, day)
        except RuleBroken as refusal:
            self._tell(box, str(refusal))
            return None

    def _tell(self, box: str, message: str) -> None:
        self.misread.append(Misread(self.place, box, message))


def read_pasted(text: str) -> list[TypedLine]:
    """The lines of a block copied from a sheet (tabs) or written with semicolons. Raises RuleBroken where there is too much."""
    if len(text) > LONGEST_TEXT:
        raise RuleBroken(
            f"Nội dung dán dài hơn {LONGEST_TEXT // 1000} nghìn chữ nên không được nhận. Chia thành nhiều lần."
        )
    # Before `normalise`, which makes a blank of a tab.
    separator = "\t" if "\t" in text else ";" if ";" in text else ","
    return _typed(csv.reader(StringIO(text), delimiter=separator))


def read_file(raw: bytes) -> list[TypedLine]:
    """The lines of a CSV file in UTF-8 or of a workbook's first sheet. Raises RuleBroken with what to send instead."""
    if raw.startswith(WORKBOOK_BEGINS):
        return _typed([[_text(cell) for cell in row] for row in read_workbook(raw)])
    try:
        return read_pasted(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise RuleBroken("Tệp không phải Excel (.xlsx) hay CSV mã UTF-8. Lưu lại dạng .xlsx rồi gửi lại.") from wrong


def _typed(rows: Iterable[list[str]]) -> list[TypedLine]:
    found = []
    try:
        for number, row in enumerate(rows, start=1):
            cells = [normalise(cell).strip() for cell in row]
            if not any(cells) or _is_heading(cells):
                continue
            if any(cells[len(BOXES) :]):
                raise RuleBroken(f"Dòng {number} có hơn {len(BOXES)} cột: cần {', '.join(HEADINGS)}.")
            found.append(TypedLine(*cells[: len(BOXES)]))
            if len(found) > MOST_LINES:
                raise RuleBroken(
                    f"Danh sách dài hơn {MOST_LINES} dòng nên không được nhận. Chia thành nhiều lần sắp xếp."
                )
    except csv.Error as wrong:
        raise RuleBroken("Danh sách có một ô mở dấu nháy kép mà không đóng. Xóa dấu nháy đó.") from wrong
    return found


def _is_heading(cells: list[str]) -> bool:
    return fold(cells[0]) == fold(HEADINGS[0])


def _text(cell) -> str:
    if isinstance(cell, Unreadable):
        raise RuleBroken(f"Tệp có ô không đọc được: {cell.reason}")
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return "" if cell is None else str(cell)
