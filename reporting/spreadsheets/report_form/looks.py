"""How cells of the form's workbook are dressed. What may be typed into is yellow and unlocked, all else is locked."""

from decimal import Decimal
from functools import cache

from reporting.documents.sheets import TEXT, Cell, Formula, Look, text

YELLOW = "FFFFF9DB"
HEADING = Look(bold=True, wrap=False, filled=True)
SHARE = Look(number_format="0.0%", horizontal="right", filled=True)
AS_TYPED = "@"  # what is typed stays a text: "- Mở 02 lớp" is no formula, 05/06/2026 not the 6th of May


@cache
def _words(number_format: str, free: bool) -> Look:
    return Look(number_format=number_format, unlocked=free, tint=YELLOW if free else "")


@cache
def _number(decimals: int, free: bool, filled: bool = False) -> Look:
    shown = f"#,##0.{'0' * decimals}" if decimals else "#,##0"
    tint = YELLOW if free else ""
    return Look(number_format=shown, horizontal="right", unlocked=free, tint=tint, filled=filled)


def words_cell(words: str, *, free: bool) -> Cell:
    """For a text or a day; blank as long as nothing is typed."""
    look = _words(AS_TYPED, free)
    return text(words, look) if words else (None, look)


def choice_cell(words: str, *, free: bool) -> Cell:
    return words or None, _words("General", free)


def number_cell(number: Decimal | None, decimals: int, *, free: bool) -> Cell:
    """A number; a spreadsheet keeps as many digits of it as the form takes."""
    return number, _number(decimals, free)


def sum_cell(cells: str, decimals: int) -> Cell:
    """The total of the numbers in these cells ("G13:G15"); blank as long as there are none."""
    return Formula(f'=IF(COUNT({cells})=0,"",SUM({cells}))'), _number(decimals, free=False, filled=True)


def share_cell(part: str, whole: str) -> Cell:
    """What part one cell is of another, as a percent; what is less than all of it is never shown as 100 %."""
    rounded = f"ROUND({part}/{whole},3)"
    return (
        Formula(f'=IF(COUNT({part},{whole})<2,"",IF({whole}=0,"",IF({part}<{whole},MIN({rounded},0.999),{rounded})))'),
        SHARE,
    )


def blank_cell() -> Cell:
    return None, TEXT
