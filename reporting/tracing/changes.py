"""Who changed one answer of a report, when, from what to what, and by which way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from reporting.answers import NOTE
from reporting.choices import ChangeSource
from reporting.lines import answer_words
from reporting.merging import row_from
from reporting.models import AnswerChange, Report
from reporting.questions import Question, Row

MOST_CHANGES = 50
EMPTIED = "(để trống)"


@dataclass(frozen=True)
class Stood:
    """How an answer stood, in words; `note` only where the change touched it."""

    answer: str
    note: str


@dataclass(frozen=True)
class Change:
    """One change: when, by whom and by which way, and how the answer stood before and after it."""

    at: datetime
    by: str
    way: str
    before: Stood
    after: Stood


@dataclass(frozen=True)
class ChangeLog:
    """The latest changes, the newest first; `is_cut` where there were more."""

    changes: tuple[Change, ...]
    is_cut: bool


def changes_of(report: Report, question: Question, row: Row) -> ChangeLog:
    """The last MOST_CHANGES changes of one row. One query."""
    kept = AnswerChange.objects.filter(report=report, indicator=question.indicator, kind=row.kind)
    latest = list(kept.select_related("by").order_by("-pk")[: MOST_CHANGES + 1])
    return ChangeLog(
        tuple(_change(question, one) for one in latest[:MOST_CHANGES]),
        is_cut=len(latest) > MOST_CHANGES,
    )


def _change(question: Question, kept: AnswerChange) -> Change:
    note_before, note_after = _notes(kept.before.get(NOTE, ""), kept.after.get(NOTE, ""))
    return Change(
        at=kept.at,
        by=str(kept.by),
        way=ChangeSource(kept.source).label,
        before=Stood(_words(question, kept.before), note_before),
        after=Stood(_words(question, kept.after), note_after),
    )


def _words(question: Question, cells: Mapping[str, str]) -> str:
    return answer_words(question, row_from(dict(cells)))


def _notes(before: str, after: str) -> tuple[str, str]:
    return ("", "") if before == after else (before, after or EMPTIED)
