"""Two people in one form: what each of them changed is told apart cell by cell, and nothing is overwritten unseen.

A form carries a fingerprint of every cell as it was shown. What was typed and what is stored now are each compared with
it, so that the older version itself need not be kept.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import blake2s

from reporting.answers import ANSWER, DAY, NOT_ANSWERED, NOTE, RowAnswer
from reporting.choices import Answer

TEXT = "text"  # the one cell of a heading's prose

Cells = dict[str, str]  # by box, in one canonical form; a blank cell is absent or ""


def plain(number: Decimal) -> str:
    """A number without idle zeros: "1234.5"."""
    return f"{number.normalize():f}"


def cells_of(row: RowAnswer) -> Cells:
    """A row as cells that can be compared."""
    cells = {ANSWER: row.answer, NOTE: row.note, DAY: row.done_on.isoformat() if row.done_on else ""}
    return {**cells, **{box: plain(number) for box, number in row.numbers.items()}}


def filled(cells: Cells) -> Cells:
    """The cells that are not blank."""
    return {box: text for box, text in cells.items() if text}


def row_from(cells: Cells) -> RowAnswer:
    """The row that cells make up. Numbers stay only where the answer is a value; a value needs one."""
    answer, note = cells.get(ANSWER, ""), cells.get(NOTE, "")
    if answer in {Answer.NOT_APPLICABLE, Answer.NO_DATA}:
        return RowAnswer(answer, note=note)
    numbers = {box: Decimal(text) for box, text in sorted(cells.items()) if text and box not in {ANSWER, DAY, NOTE}}
    if not answer or not numbers:
        return NOT_ANSWERED
    day = cells.get(DAY)
    return RowAnswer(answer, numbers, date.fromisoformat(day) if day else None, note)


def fingerprints(address: str, cells: Cells) -> dict[str, str]:
    """The fingerprint of every cell that is not blank, by its address in the form."""
    return {f"{address}-{box}": _fingerprint(text) for box, text in cells.items() if text}


def merged(address: str, shown: Mapping[str, str], typed: Cells, stored: Cells) -> Cells | None:
    """What to store of a row that somebody else may have changed meanwhile; None where a person has to choose.

    A cell that only one of the two changed is taken from that one. Both changed it differently: a choice. So it is
    where one changed the answer itself ("không áp dụng") and the other anything else of the row.
    """
    mine = {box for box in typed if is_changed(address, box, typed, shown)}
    theirs = {box for box in {*typed, *stored} if is_changed(address, box, stored, shown)}
    if any(typed[box] != stored.get(box, "") for box in mine & theirs):
        return None
    if mine and theirs and ANSWER in mine ^ theirs:
        return None
    return {**stored, **{box: typed[box] for box in mine}}


def is_changed(address: str, box: str, cells: Cells, shown: Mapping[str, str]) -> bool:
    """Whether a cell is another one than it was shown."""
    text = cells.get(box, "")
    return shown.get(f"{address}-{box}", "") != (_fingerprint(text) if text else "")


def _fingerprint(text: str) -> str:
    return blake2s(text.encode(), digest_size=6).hexdigest()
