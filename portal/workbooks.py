"""The one door for workbooks that people send: checked as an archive, then read or marked in a child process with limits.

A few kilobytes can hold a gigabyte or keep a reader busy for minutes, so nothing of a foreign workbook is unpacked here.
"""

import json
import stat
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile, ZipFile, ZipInfo

from portal.errors import RuleBroken

HOUSE = Path(__file__).resolve().parent.parent
MEGABYTE = 1024 * 1024
OLD_OR_ENCRYPTED = b"\xd0\xcf\x11\xe0"
NEEDED = {"[Content_Types].xml", "xl/workbook.xml"}
ENCRYPTED = 0x1

NOT_A_WORKBOOK = (
    "Tệp này không phải sổ tính Excel (.xlsx), hoặc đã hỏng. Mở lại bằng Excel và lưu dạng .xlsx rồi gửi lại."
)
OLD_FORMAT = "Tệp Excel đời cũ (.xls) hoặc có đặt mật khẩu. Bỏ mật khẩu, lưu lại dạng .xlsx rồi gửi lại."
HAS_MACROS = "Tệp có macro nên không được nhận. Lưu lại dạng .xlsx không có macro rồi gửi lại."
TOO_HEAVY = "Tệp quá nặng để đọc. Xóa các trang tính, hình ảnh, định dạng không cần rồi gửi lại."


class WorkbookRefused(RuleBroken):
    """This workbook is not read at all; its text says why, and what to send instead."""


@dataclass(frozen=True)
class Limits:
    """How much of a workbook is taken. Sizes in bytes, `ratio` unpacked to packed, `characters` of all texts together."""

    size: int = 5 * MEGABYTE
    unpacked: int = 50 * MEGABYTE
    ratio: int = 100
    members: int = 200
    rows: int = 20_000
    columns: int = 300
    characters: int = 20_000_000
    seconds: int = 20
    memory: int = 600 * MEGABYTE


@dataclass(frozen=True)
class Unreadable:
    """A cell that has no value to take: a mistake (#REF!), a formula that was never computed, a percent. `reason` says so."""

    reason: str


CellValue = str | Decimal | bool | date | datetime | Unreadable | None


@dataclass(frozen=True)
class ReadSheet:
    """A sheet: its rows as `read_workbook` gives them, which cells hold formulas, and which ranges are merged into one.

    Rows and columns are counted from 1: a cell as (row, column), a range as its first row and column and its last ones.
    """

    rows: list[list[CellValue]]
    formulas: frozenset[tuple[int, int]]
    merged: tuple[tuple[int, int, int, int], ...]


@dataclass(frozen=True)
class Mark:
    """What is wrong with a cell; row and column counted from 1."""

    row: int
    column: int
    text: str


@dataclass(frozen=True)
class Marks:
    """The marks of one sheet, whose headings stand in `head_row`; `plain` is the colour of cells that are right."""

    head_row: int
    plain: str
    marks: tuple[Mark, ...]


def read_workbook(raw: bytes, sheet: str | None = None, limits: Limits | None = None) -> list[list[CellValue]]:
    """The rows of a sheet (default: the first that is not hidden), each as long as its last filled cell.

    Row 1 of the sheet is at 0; rows in between that hold nothing are empty lists. Numbers are Decimals as the sheet
    shows them (15 digits), texts as typed, days without a time are dates. Raises WorkbookRefused.
    """
    found = _read(raw, None if sheet is None else [sheet], limits or Limits())
    if not found and sheet is None:
        raise WorkbookRefused("Tệp không có trang tính nào để đọc.")
    if not found:
        raise WorkbookRefused(f"Tệp không có trang tính “{sheet}”.")
    return next(iter(found.values())).rows


def read_sheets(raw: bytes, names: Iterable[str], limits: Limits | None = None) -> dict[str, ReadSheet]:
    """Those of the named sheets that the workbook has, hidden or not. Raises WorkbookRefused."""
    return _read(raw, list(names), limits or Limits())


def mark_workbook(raw: bytes, sheets: dict[str, Marks], limits: Limits | None = None) -> bytes:
    """The same workbook with these cells red, what is wrong in a comment on each and in a last column of its sheet.

    What was marked before and is not any more is plain again. Raises WorkbookRefused.
    """
    limits = limits or Limits()
    _check_archive(raw, limits)
    return _run_apart(
        "portal.workbook_marking", raw, {"sheets": {name: asdict(s) for name, s in sheets.items()}}, limits
    )


def cell_name(row: int, column: int) -> str:
    """As a spreadsheet names a cell, both counted from 1: (12, 7) is "G12"."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row}"


def _read(raw: bytes, names: list[str] | None, limits: Limits) -> dict[str, ReadSheet]:
    _check_archive(raw, limits)
    answer = json.loads(_run_apart("portal.workbook_reading", raw, {"sheets": names}, limits))
    if "refused" in answer:
        raise WorkbookRefused(answer["refused"])
    return {
        name: ReadSheet(
            [[_value(cell) for cell in row] for row in sheet["rows"]],
            frozenset((row, column) for row, column in sheet["formulas"]),
            tuple(tuple(corners) for corners in sheet["merged"]),
        )
        for name, sheet in answer["sheets"].items()
    }


def _check_archive(raw: bytes, limits: Limits) -> None:
    """What can be told from the list of the archive's members, before anything is unpacked."""
    if len(raw) > limits.size:
        raise WorkbookRefused(f"Tệp nặng hơn {limits.size // MEGABYTE} MB nên không được nhận.")
    if raw.startswith(OLD_OR_ENCRYPTED):
        raise WorkbookRefused(OLD_FORMAT)
    try:
        with ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except (BadZipFile, NotImplementedError, ValueError) as broken:
        raise WorkbookRefused(NOT_A_WORKBOOK) from broken
    names = {member.filename for member in members}
    if not names >= NEEDED or any(_is_odd(member) for member in members):
        raise WorkbookRefused(NOT_A_WORKBOOK)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WorkbookRefused(HAS_MACROS)
    unpacked = sum(member.file_size for member in members)
    if len(members) > limits.members or unpacked > min(limits.unpacked, limits.ratio * len(raw)):
        raise WorkbookRefused(TOO_HEAVY)


def _is_odd(member: ZipInfo) -> bool:
    """A way out of the archive, a link, or something locked: no workbook holds these."""
    path = member.filename.replace("\\", "/")
    return (
        path.startswith("/")
        or ".." in path.split("/")
        or stat.S_ISLNK(member.external_attr >> 16)
        or bool(member.flag_bits & ENCRYPTED)
    )


def _run_apart(module: str, raw: bytes, asked: dict, limits: Limits) -> bytes:
    """What the child says. However it ends without saying anything, the workbook is not one that we read."""
    try:
        done = subprocess.run(  # noqa: S603 - our own module, what is asked and the file come by standard input
            [sys.executable, "-m", module],
            input=json.dumps({**asked, **asdict(limits)}).encode() + b"\n" + raw,
            capture_output=True,
            cwd=HOUSE,
            timeout=2 * limits.seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as endless:
        raise WorkbookRefused(TOO_HEAVY) from endless
    if done.returncode < 0 or b"MemoryError" in done.stderr:
        raise WorkbookRefused(TOO_HEAVY)
    if done.returncode:
        raise WorkbookRefused(NOT_A_WORKBOOK)
    return done.stdout


def _value(cell: list | None) -> CellValue:
    if cell is None:
        return None
    kind, text = cell
    return READERS[kind](text)


READERS = {
    "text": str,
    "number": Decimal,
    "yes": lambda text: text == "1",
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "unreadable": Unreadable,
}
