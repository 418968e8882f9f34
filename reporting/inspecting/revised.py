"""What a unit changed between the submission that was last sent back and the one that lies before the reviewer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from reporting.answers import DENOMINATOR, NUMERATOR, VALUE, RowAnswer, part_box
from reporting.choices import Answer
from reporting.history import SENDING_BACK
from reporting.marks import Key
from reporting.models import Report, Revision
from reporting.questions import Question

NEVER = RowAnswer()


@dataclass(frozen=True)
class Revised:
    """The number of the earlier submission, and how the rows and headings stood in it that stand otherwise now.

    `files`: indicators (their keys) whose files changed. Both submissions are read as they were frozen.
    """

    number: int
    rows: Mapping[Key, RowAnswer] = field(default_factory=dict)
    prose: Mapping[str, str] = field(default_factory=dict)
    files: frozenset[int] = frozenset()

    def touches(self, key: Key) -> bool:
        return key in self.rows or key in self.prose


def revised(report: Report, questions: Iterable[Question]) -> Revised | None:
    """None before anything was sent back, and while the unit has not handed in again. Two queries.

    Submissions that the unit took back in between were never looked at and play no part.
    """
    sent_back = report.events.filter(move__in=SENDING_BACK).select_related("revision").order_by("pk").last()
    last = report.revisions.last() if sent_back else None
    if last is None or sent_back.revision is None or last.number <= sent_back.revision.number:
        return None
    return _between(sent_back.revision, last, list(questions))


def _between(before: Revision, after: Revision, questions: list[Question]) -> Revised:
    was, now = (_figures(revision) for revision in (before, after))
    texts, texts_now = (_texts(revision) for revision in (before, after))
    files, files_now = (_files(revision) for revision in (before, after))
    rows = {}
    for question in questions:
        for row in question.rows:
            place = (question.indicator.code, row.kind)
            if was.get(place) != now.get(place):
                rows[question.indicator.pk, row.kind] = _answer(question, was.get(place, []))
    return Revised(
        number=before.number,
        rows=rows,
        prose={
            heading: texts.get(heading, "")
            for heading in {**texts, **texts_now}
            if texts.get(heading, "") != texts_now.get(heading, "")
        },
        files=frozenset(
            question.indicator.pk
            for question in questions
            if files.get(question.indicator.code) != files_now.get(question.indicator.code)
        ),
    )


def _figures(revision: Revision) -> dict[tuple[str, str], list[dict]]:
    found = defaultdict(list)
    for figure in revision.content["figures"]:
        found[figure["indicator"], figure["kind"]].append(figure)
    return found


def _texts(revision: Revision) -> dict[str, str]:
    return {one["heading"]: one["text"] for one in revision.content["narratives"]}


def _files(revision: Revision) -> dict[str, list[str]]:
    """The digests of the files on each indicator, by its code."""
    found = defaultdict(list)
    for file in revision.evidence:
        if file["indicator"]:
            found[file["indicator"]].append(file["sha256"])
    return found


def _answer(question: Question, figures: list[dict]) -> RowAnswer:
    """Frozen figures of one row as an answer of the form."""
    if not figures:
        return NEVER
    valued = [figure for figure in figures if figure["answer"] == Answer.VALUE]
    if not valued:
        return RowAnswer(figures[0]["answer"], note=figures[0]["reason"])
    boxes = {part.code: part_box(part.pk) for part in question.parts}
    numbers = {
        box: Decimal(number)
        for figure in valued
        for box, number in (
            (boxes.get(figure["part"], VALUE), figure["value"]),
            (NUMERATOR, figure["numerator"]),
            (DENOMINATOR, figure["denominator"]),
        )
        if number is not None
    }
    note = next((figure["remark"] for figure in valued if figure["remark"]), "")
    done_on = valued[0]["done_on"]
    return RowAnswer(Answer.VALUE, numbers, done_on and date.fromisoformat(done_on), note)
