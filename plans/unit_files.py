"""The two files about administrative units: read, and checked as a whole before anything is written.

The form of both files is described in catalogue/README.md.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

from plans.choices import UnitLevel
from portal.text import normalise

ONE_DAY = timedelta(days=1)
UNIT_COLUMNS = ["code", "level", "name", "parent_code", "valid_from", "valid_to"]
CHANGE_COLUMNS = ["effective_on", "kind", "predecessor_code", "successor_code", "communes_shared"]
KINDS = {"merge", "split"}
# The root is ours, not the file's. Quyết định 124/2004/QĐ-TTg: two digits for a province, three, five for a commune.
CODE_FORMS = {
    UnitLevel.PROVINCE: r"\d{2}",
    UnitLevel.DISTRICT: r"\d{3}",
    UnitLevel.CLUSTER: r"[0-9A-Za-z-]{1,10}",
    UnitLevel.COMMUNE: r"\d{5}",
}
DOWNWARDS = list(CODE_FORMS)
LONGEST_NAME = 120


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a line of a file, as a sentence for who keeps the file. The first line is 1, the headings."""

    file: str
    line: int
    message: str

    def __str__(self):
        return f"{self.file}, dòng {self.line}: {self.message}"


class UnitFilesWrong(Exception):
    """The files cannot be loaded as they are; `mistakes` has all of them, in the order of the lines."""

    def __init__(self, mistakes: Iterable[Mistake]):
        self.mistakes = sorted(mistakes, key=lambda mistake: (mistake.file, mistake.line))
        super().__init__("\n".join(map(str, self.mistakes)))


@dataclass(frozen=True)
class UnitLine:
    """One unit of the file; both days are inclusive, None is open."""

    line: int
    code: str
    level: str
    name: str
    parent_code: str
    valid_from: date | None
    valid_to: date | None

    def lived_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (self.valid_to is None or day <= self.valid_to)

    def overlaps(self, other) -> bool:
        """Whether the two have a day of their lives in common; `other` is a line or a unit."""
        return (self.valid_from or date.min) <= (other.valid_to or date.max) and (other.valid_from or date.min) <= (
            self.valid_to or date.max
        )


@dataclass(frozen=True)
class ChangeLine:
    """One successor of a unit that ended the day before `effective_on`."""

    line: int
    effective_on: date
    predecessor: UnitLine
    successor: UnitLine
    communes_shared: int | None


@dataclass(frozen=True)
class UnitFiles:
    """What both files say, found without a mistake. `parents` has no entry for the units below the root."""

    units: list[UnitLine]
    parents: dict[UnitLine, UnitLine]
    changes: list[ChangeLine]
    units_name: str
    changes_name: str


def read_unit_files(units_path: Path, changes_path: Path) -> UnitFiles:
    """Both files, or UnitFilesWrong. Told are all mistakes in the cells of a file; when there are none, all between them."""
    units_file, changes_file = _Sheet(units_path, UNIT_COLUMNS), _Sheet(changes_path, CHANGE_COLUMNS)
    units = [unit for line, row in units_file.rows() if (unit := _unit(units_file, line, row))]
    units_file.raise_mistakes()
    register = _Register(units)
    _check_overlaps(units_file, register)
    parents = {unit: parent for unit in units if (parent := _parent(units_file, register, unit))}
    units_file.raise_mistakes()
    changes = [change for line, row in changes_file.rows() if (change := _change(changes_file, register, line, row))]
    _check_successions(units_file, changes_file, units, changes)
    changes_file.raise_mistakes()
    units_file.raise_mistakes()
    return UnitFiles(units, parents, changes, units_file.name, changes_file.name)


class _Sheet:
    """A CSV file with its mistakes."""

    def __init__(self, path: Path, columns: list[str]):
        self.path, self.columns, self.name = path, columns, path.name
        self.mistakes: list[Mistake] = []

    def tell(self, line: int, message: str) -> None:
        self.mistakes.append(Mistake(self.name, line, message))

    def raise_mistakes(self) -> None:
        if self.mistakes:
            raise UnitFilesWrong(self.mistakes)

    def rows(self) -> list[tuple[int, dict[str, str]]]:
        """(line, cells) of every row that has as many cells as there are headings."""
        reader = csv.reader(io.StringIO(self._text(), newline=""))
        headings = [heading.strip() for heading in next(reader, [])]
        if headings != self.columns:
            self.tell(1, f"hàng tiêu đề phải là: {','.join(self.columns)}")
            self.raise_mistakes()
        rows = []
        for line, cells in self._lines(reader):
            if len(cells) == len(self.columns):
                texts = [normalise(cell).strip() for cell in cells]
                rows.append((line, dict(zip(self.columns, texts, strict=True))))
            elif cells:
                self.tell(line, f"có {len(cells)} cột, cần {len(self.columns)}")
        return rows

    def _lines(self, reader) -> Iterator[tuple[int, list[str]]]:
        try:
            for cells in reader:
                yield reader.line_num, cells
        except csv.Error:
            self.tell(reader.line_num, 'một ô quá dài: ở đây hoặc ở dòng trên có dấu nháy kép (") mở mà không đóng')

    def day(self, line: int, row: dict[str, str], column: str) -> date | None:
        """The day in a cell, None where it is blank; told where it is no day."""
        try:
            return date.fromisoformat(row[column]) if row[column] else None
        except ValueError:
            self.tell(line, f"cột {column}: “{row[column]}” không phải là ngày dạng 2025-07-01")
            return None

    def _text(self) -> str:
        try:
            return self.path.read_bytes().decode("utf-8-sig")
        except OSError:
            self.tell(1, f"không đọc được tệp {self.path}")
        except UnicodeDecodeError:
            self.tell(1, "tệp không phải mã UTF-8")
        raise UnitFilesWrong(self.mistakes)


class _Register:
    """The file's units by code. A code is not an identity: it names a unit only together with a day."""

    def __init__(self, units: Iterable[UnitLine]):
        self.by_code: dict[str, list[UnitLine]] = {}
        for unit in sorted(units, key=lambda unit: unit.valid_from or date.min):
            self.by_code.setdefault(unit.code, []).append(unit)

    def alive(self, code: str, day: date) -> UnitLine | None:
        return next((unit for unit in self.by_code.get(code, ()) if unit.lived_on(day)), None)

    def recorded_parent(self, unit: UnitLine) -> UnitLine | None:
        """Of the units above with the parent's code: the one alive when the unit began; else at its end; else the first."""
        above = [
            candidate
            for candidate in self.by_code.get(unit.parent_code, ())
            if DOWNWARDS.index(candidate.level) < DOWNWARDS.index(unit.level)
        ]
        if unit.valid_from:
            return next((candidate for candidate in above if candidate.lived_on(unit.valid_from)), None)
        at_the_end = [candidate for candidate in above if unit.valid_to and candidate.lived_on(unit.valid_to)]
        return next(iter(at_the_end or above), None)


def _unit(sheet: _Sheet, line: int, row: dict[str, str]) -> UnitLine | None:
    told = len(sheet.mistakes)
    level = row["level"]
    if level not in CODE_FORMS:
        sheet.tell(line, f"cột level: “{level}” không dùng được; cần một trong: {', '.join(DOWNWARDS)}")
    elif not re.fullmatch(CODE_FORMS[level], row["code"], re.ASCII):
        sheet.tell(line, f"cột code: “{row['code']}” không phải mã của {UnitLevel(level).label} (giữ số 0 ở đầu)")
    if not 0 < len(row["name"]) <= LONGEST_NAME:
        sheet.tell(line, f"cột name: cần tên đơn vị, dài nhất {LONGEST_NAME} chữ")
    valid_from, valid_to = sheet.day(line, row, "valid_from"), sheet.day(line, row, "valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        sheet.tell(line, "ngày cuối (valid_to) trước ngày đầu (valid_from)")
    if len(sheet.mistakes) > told:
        return None
    return UnitLine(line, row["code"], level, row["name"], row["parent_code"], valid_from, valid_to)


def _check_overlaps(sheet: _Sheet, register: _Register) -> None:
    for units in register.by_code.values():
        for earlier, later in pairwise(units):
            if earlier.overlaps(later):
                sheet.tell(
                    later.line, f"mã {later.code} đã là của “{earlier.name}” (dòng {earlier.line}) trong cùng thời gian"
                )


def _parent(sheet: _Sheet, register: _Register, unit: UnitLine) -> UnitLine | None:
    if unit.level == UnitLevel.PROVINCE:
        if unit.parent_code:
            sheet.tell(unit.line, "cột parent_code: đơn vị cấp tỉnh để trống")
        return None
    found = register.recorded_parent(unit)
    if found is None:
        when = f" vào ngày {unit.valid_from:%d/%m/%Y}" if unit.valid_from else ""
        sheet.tell(unit.line, f"cột parent_code: không có đơn vị cấp trên mang mã “{unit.parent_code}”{when}")
    return found


def _change(sheet: _Sheet, register: _Register, line: int, row: dict[str, str]) -> ChangeLine | None:
    told = len(sheet.mistakes)
    effective_on = sheet.day(line, row, "effective_on")
    if effective_on is None and len(sheet.mistakes) == told:
        sheet.tell(line, "cột effective_on: cần ngày có hiệu lực")
    if row["kind"] not in KINDS:
        sheet.tell(line, f"cột kind: “{row['kind']}” không dùng được; cần merge (nhập vào) hoặc split (chia ra)")
    if not re.fullmatch(r"\d{0,4}", row["communes_shared"], re.ASCII):
        sheet.tell(line, f"cột communes_shared: “{row['communes_shared']}” không phải số xã")
    if effective_on is None or len(sheet.mistakes) > told:
        return None
    predecessor = _ended(sheet, register, line, row["predecessor_code"], effective_on)
    successor = register.alive(row["successor_code"], effective_on)
    if successor is None:
        sheet.tell(
            line, f"cột successor_code: ngày {effective_on:%d/%m/%Y} không có đơn vị mã “{row['successor_code']}”"
        )
    if predecessor is None or successor is None:
        return None
    shared = int(row["communes_shared"]) if row["communes_shared"] else None
    return ChangeLine(line, effective_on, predecessor, successor, shared)


def _ended(sheet: _Sheet, register: _Register, line: int, code: str, effective_on: date) -> UnitLine | None:
    """The unit of that code whose last day is the one before the change."""
    eve = effective_on - ONE_DAY
    unit = register.alive(code, eve)
    if unit is None:
        sheet.tell(line, f"cột predecessor_code: ngày {eve:%d/%m/%Y} không có đơn vị mã “{code}”")
    elif unit.valid_to != eve:
        sheet.tell(
            line, f"“{unit.name}” ({code}) phải kết thúc ngày {eve:%d/%m/%Y} trong tệp đơn vị (dòng {unit.line})"
        )
        return None
    return unit


def _check_successions(
    units_file: _Sheet, changes_file: _Sheet, units: list[UnitLine], changes: list[ChangeLine]
) -> None:
    followed = {change.predecessor for change in changes}
    for unit in units:
        if unit.valid_to and unit not in followed and not changes_file.mistakes:
            units_file.tell(unit.line, f"“{unit.name}” kết thúc nhưng tệp thay đổi không ghi nhập vào đơn vị nào")
    seen = Counter()
    for change in changes:
        seen[change.predecessor, change.successor] += 1
        if seen[change.predecessor, change.successor] > 1:
            changes_file.tell(
                change.line, f"“{change.predecessor.name}” vào “{change.successor.name}” đã ghi ở dòng trên"
            )
