"""What a form's script sends while somebody types, and what it is told: the same reading and the same drawing, as JSON."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.errors import RuleBroken
from reporting.answers import RowKey, address_of
from reporting.checking import Problem
from reporting.choices import Heading
from reporting.filling import Saved
from reporting.forms.drawing_boxes import sum_of, texts_of
from reporting.forms.reports import ReadRow, ReportForm
from reporting.marks import LOCKED
from reporting.merging import TEXT, cells_of, fingerprints
from reporting.questions import Question, Row

INDICATOR = re.compile(r"q([0-9]{1,18})-")
LONGEST_BATCH = 60
NOT_OURS = "Cổng không đọc được lần gửi này. Tải lại trang; những gì đã gõ vẫn được giữ ở máy này."


@dataclass(frozen=True)
class Sent:
    """One sending: texts by box, the fingerprints they were typed over, who the page was drawn for."""

    user: int
    batch: str
    cells: dict[str, str]
    shown: dict[str, str]

    @property
    def indicators(self) -> set[int]:
        """Whose boxes they are."""
        return {int(found[1]) for name in self.cells if (found := INDICATOR.match(name))}


def read_sent(body: bytes) -> Sent:
    """Raises RuleBroken where it is not what our script sends."""
    try:
        found = json.loads(body)
        sent = Sent(found["user"], found["batch"], found["cells"], found["shown"])
    except (ValueError, RecursionError, KeyError, TypeError) as broken:
        raise RuleBroken(NOT_OURS) from broken
    texts = [*_texts_in(sent.cells), *_texts_in(sent.shown), sent.batch]
    if not isinstance(sent.user, int) or not all(isinstance(text, str) for text in texts):
        raise RuleBroken(NOT_OURS)
    if not 0 < len(sent.batch) <= LONGEST_BATCH:
        raise RuleBroken(NOT_OURS)
    return sent


def answer_to(form: ReportForm, saved: Saved, questions: Iterable[Question], problems: Iterable[Problem]) -> dict:
    """How the rows and headings that were sent stand now. `questions` are drawn over what is stored now.

    Of each: its texts as understood and their fingerprints, what was not understood, which boxes somebody else has
    changed, whether a person has to choose. `problems`: all that is to be said of the rows `judged`, those of the questions.
    """
    rows = {(question.indicator.pk, row.kind): (question, row) for question in questions for row in question.rows}
    answered = {address_of(key) for key, (_, row) in rows.items() if row.is_answered}
    return {
        "rows": {address_of(key): _row_told(key, read, saved, *rows[key]) for key, read in form.rows.items()}
        | {heading: _prose_told(heading, read, saved) for heading, read in form.prose.items()},
        "judged": [address_of(key) for key in rows],
        "problems": [
            _problem_told(problem) for problem in problems if problem.row in answered and not problem.is_settled
        ],
    }


def name_others(told: dict, authors: Mapping[str, str]) -> None:
    """Say beside each row in which somebody else's words stand whose they are."""
    for address, row in told["rows"].items():
        if row["theirs"]:
            row["by"] = authors.get(address, "Người khác")


def _texts_in(found) -> list:
    if not isinstance(found, dict):
        raise RuleBroken(NOT_OURS)
    return list(found.values())


def _row_told(key: RowKey, read: ReadRow, saved: Saved, question: Question, row: Row) -> dict:
    stored, address = cells_of(row.answer), address_of(key)
    return {
        "texts": texts_of(question, row),
        "shown": fingerprints(address, stored),
        **_left(read, stored, is_locked=key in saved.locked),
        "conflict": key in saved.conflicts,
        "answered": row.is_answered,
        "sum": sum_of(question, row),
    }


def _prose_told(heading: str, read: ReadRow, saved: Saved) -> dict:
    text = saved.prose.get(heading, "")
    return {
        "texts": {TEXT: text},
        "shown": fingerprints(Heading(heading), {TEXT: text}),
        **_left(read, {TEXT: text}, is_locked=heading in saved.locked),
        "conflict": heading in saved.conflicts,
        "answered": bool(text),
    }


def _left(read: ReadRow, stored: dict[str, str], *, is_locked: bool) -> dict:
    """What was not taken of a row and why, and which of its boxes are somebody else's. A locked row takes nothing."""
    differing = _differing(read, stored)
    if is_locked:
        return {"errors": {**read.errors, **dict.fromkeys(differing, LOCKED)}, "theirs": []}
    return {"errors": read.errors, "theirs": differing}


def _differing(read: ReadRow, stored: dict[str, str]) -> list[str]:
    """The boxes that stand otherwise than they were sent, though they were understood."""
    return [box for box, text in (read.cells or {}).items() if text != stored.get(box, "")]


def _problem_told(problem: Problem) -> dict:
    return {"box": problem.anchor, "level": problem.level.value, "words": problem.message, "rows": problem.rows}
