"""Numbers for a sheet as people type, paste or send them: read cell by cell, each mistake named with its place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plans.allocation.reading import Grid
from plans.allocation.sheets import OWN, Changes
from portal.errors import RuleBroken
from portal.numbers import NumberNotUnderstood, format_number, parse_number

LONGEST = 2_000_000  # characters of all cells together: 3,321 units x 25 goals with room to spare
NOT_READ = "Nội dung gửi lên không đọc được, nên chưa lưu gì. Tải lại trang rồi làm lại."
TOO_LONG = (
    f"Nội dung dài quá {LONGEST // 1_000_000} triệu ký tự, nên chưa lưu gì. Chia thành nhiều lần, hoặc dùng tệp Excel."
)
NEGATIVE = "số giao không được âm"

Texts = Mapping[str, Mapping[int | str, str]]  # by goal, then by unit or OWN


@dataclass(frozen=True)
class Mistake:
    """What is wrong with one cell; `anchor` leads to it where it is on the page."""

    text: str
    anchor: str = ""


@dataclass(frozen=True)
class Typed:
    """What was understood, what was not, and all of it as it was typed."""

    changes: Changes
    mistakes: list[Mistake] = field(default_factory=list)
    texts: Texts = field(default_factory=dict)


def posted_texts(posted: str) -> Texts:
    """The grid's cells as its script sends them: {goal: {unit: text}} as JSON. Raises RuleBroken."""
    if len(posted) > LONGEST:
        raise RuleBroken(TOO_LONG)
    try:
        return {goal: _posted_row(row) for goal, row in json.loads(posted or "{}").items()}
    except (ValueError, RecursionError, AttributeError) as broken:
        raise RuleBroken(NOT_READ) from broken


def _posted_row(row: dict) -> dict[int | str, str]:
    if not all(type(text) is str for text in row.values()):
        raise ValueError("a cell is a text")
    return {unit if unit == OWN else int(unit): text for unit, text in row.items()}


def read_texts(grid: Grid, texts: Texts) -> Typed:
    """Each text as a number of its goal; an empty one empties its cell. What the sheet does not have is a mistake."""
    goals, names = {goal.code: goal for goal in grid.goals}, {unit.pk: unit.name for unit in grid.units}
    names[OWN] = "chỉ tiêu của tỉnh"
    changes, mistakes = {}, []
    for code, row in texts.items():
        if code not in goals or not row.keys() <= names.keys():
            mistakes.append(Mistake("Có ô không thuộc bảng này nữa. Tải lại trang rồi làm lại."))
            continue
        goal = goals[code]
        numbers = {text: read_number(text, goal.decimals) for text in set(row.values())}  # each text once: they repeat
        read = {unit: numbers[text] for unit, text in row.items()}
        mistakes += [
            Mistake(f"{goal.name}, {names[unit]}: “{row[unit].strip()[:40]}” – {words}", anchor_of(code, unit))
            for unit, (_, words) in read.items()
            if words
        ]
        changes[code] = {unit: number for unit, (number, words) in read.items() if not words}
    return Typed({code: row for code, row in changes.items() if row}, mistakes, texts)


def read_number(text: str, decimals: int) -> tuple[Decimal | None, str]:
    """The number (None where nothing is typed), or what is wrong with it."""
    if text.isascii() and text.isdigit() and len(text) < 10:  # nearly all of them, and no two ways to read them
        return Decimal(text), ""
    if not text.strip():
        return None, ""
    try:
        number = parse_number(text, decimals)
    except NumberNotUnderstood as refusal:
        return None, str(refusal)
    return (None, NEGATIVE) if number < 0 else (number, "")


def anchor_of(goal: str, unit: int | str) -> str:
    return f"o-{goal}-{unit}"


def texts_of(changes: Changes) -> dict[str, dict[str, str]]:
    """Changes as they travel through a page, to be confirmed."""
    return {goal: {str(unit): format_number(number) for unit, number in row.items()} for goal, row in changes.items()}
