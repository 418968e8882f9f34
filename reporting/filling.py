"""Writing what was typed into a report, and reading out what a submission freezes."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans.choices import Measure
from portal.dates import VIET_NAM, format_moment
from portal.errors import RuleBroken
from reporting import deadlines
from reporting.answers import (
    DENOMINATOR,
    NOT_ANSWERED,
    RowAnswer,
    RowKey,
    address_of,
    figures_of,
    rows_of,
    stored_figures,
)
from reporting.choices import ChangeSource, Heading, ReportState
from reporting.evidence import frozen_evidence
from reporting.marks import standing_marks
from reporting.merging import TEXT, Cells, cells_of, filled, merged, plain, row_from
from reporting.models import AnswerChange, Figure, Narrative, Report
from reporting.questions import Question, asked_of, questions_of
from reporting.rules import may_enter

__all__ = ["Saved", "Sending", "Typed", "content_of", "questions_of", "why_locked", "write_answers"]


@dataclass(frozen=True)
class Typed:
    """What somebody typed: cells by row, prose by heading. A cell that was not understood is left out: it stays as stored.

    `shown` holds the fingerprints of the form they typed into (merging.fingerprints).
    """

    rows: dict[RowKey, Cells]
    prose: dict[str, str] = field(default_factory=dict)
    shown: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Saved:
    """The report's version after a save, how many rows and headings it changed, and where a person has to choose.

    `locked` are those that were typed over though a return has locked them (reporting.marks): they stay as stored.
    `rows` are all of the report as they now stand, `prose` so where some was typed.
    """

    version: int
    changed: int
    conflicts: frozenset[RowKey | str]
    locked: frozenset[RowKey | str] = frozenset()
    rows: dict[RowKey, RowAnswer] = field(default_factory=dict, compare=False)
    prose: dict[str, str] = field(default_factory=dict, compare=False)


@dataclass(frozen=True)
class Sending:
    """How answers came: by which way, and under which name the browser keeps the sending until it is answered."""

    source: ChangeSource = ChangeSource.TYPED
    batch: str = ""


def why_locked(report: Report, now: datetime) -> str:
    """One sentence why nothing can be typed into this report now; empty when it can."""
    if report.state == ReportState.ACCEPTED:
        return "Báo cáo đã được duyệt nên không sửa được. Nếu số liệu sai, đề nghị quản trị cấp tỉnh mở lại báo cáo."
    if report.state == ReportState.SUBMITTED and report.review_began_at:
        return "Tỉnh đang xem xét báo cáo nên không sửa được. Nếu cần sửa, đề nghị người duyệt trả lại báo cáo."
    if report.state == ReportState.SUBMITTED:
        return (
            f"Báo cáo đã nộp lúc {format_moment(report.submitted_at)} nên không sửa được. "
            "Nếu cần sửa, người ký báo cáo của đơn vị bấm “Lấy lại để sửa”."
        )
    return deadlines.shut_sentence(report) if deadlines.is_shut(report, now) else ""


@transaction.atomic
def write_answers(
    report: Report, typed: Typed, *, by, now: datetime, version: int, sending: Sending = Sending()
) -> Saved:
    """Store what was typed, all that can be stored of it, and name the rows and headings that are locked or disputed.

    `version` is the report's version that the form was drawn from. The report's row is locked first. What changed stands
    in the report's history; what a sending that comes again changed the first time is left as it stands. Raises
    PermissionDenied for who may not enter, RuleBroken with a sentence where the report is locked; nothing is stored then.
    """
    report = Report.objects.locked_to_write().get(pk=report.pk)
    if not may_enter(by, report, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if reason := why_locked(report, now):
        raise RuleBroken(reason)
    writing = _Writing(report, typed.shown, is_stale=version != report.version)
    done = _done_by(report, sending.batch)
    writing.write_rows({key: cells for key, cells in typed.rows.items() if key not in done})
    writing.write_prose({heading: text for heading, text in typed.prose.items() if heading not in done})
    if writing.changes:
        _remember(report, writing.changes, by, now, sending)
    return Saved(
        version=report.version,
        changed=len(writing.changes),
        conflicts=frozenset(writing.conflicts),
        locked=frozenset(writing.locked),
        rows=writing.rows,
        prose=writing.prose,
    )


def content_of(report: Report) -> dict:
    """What a submission freezes, as data: figures in the order asked, prose by heading, the files that bear them out.

    Decimals are plain strings, days ISO, what is absent is None. A broken-down count has one figure for each answered
    part; its word of explanation stands in the first one's remark.
    """
    figures = [figure for question in asked_of(report) for figure in _frozen_figures(report, question)]
    texts = dict(report.narratives.order_by("pk").values_list("heading", "text"))
    narratives = [{"heading": heading, "text": texts[heading]} for heading in Heading.values if texts.get(heading)]
    return {"figures": figures, "narratives": narratives, "evidence": frozen_evidence(report)}


class _Writing:
    """One save under the report's lock: the report as it stands, what is changed of it, and what is left as it was."""

    def __init__(self, report: Report, shown: dict[str, str], *, is_stale: bool):
        self.report, self.shown, self.is_stale = report, shown, is_stale
        self.figures = stored_figures(report)
        self.rows = rows_of(self.figures)
        self.prose: dict[str, str] = {}
        self.changes: list[AnswerChange] = []
        self.conflicts: set[RowKey | str] = set()
        self.marks = standing_marks(report)
        self.locked: set[RowKey | str] = set()

    def write_rows(self, typed: dict[RowKey, Cells]) -> None:
        changed = {}
        for key, cells in typed.items():
            before = self.rows.get(key, NOT_ANSWERED)
            after = self._joined(key, address_of(key), cells, cells_of(before))
            if self._is_written(key, changes=after is None or row_from(after) != before) and after is not None:
                changed[key] = row_from(after)
                self._note(before, changed[key], indicator_id=key[0], kind=key[1])
        if changed:
            replaced = [figure.pk for figure in self.figures if (figure.indicator_id, figure.kind) in changed]
            Figure.objects.filter(pk__in=replaced).delete()
            Figure.objects.bulk_create(
                [figure for key, row in sorted(changed.items()) for figure in figures_of(self.report, key, row)]
            )
            self.rows |= changed

    def write_prose(self, typed: dict[str, str]) -> None:
        if not typed:
            return
        self.prose = dict(self.report.narratives.order_by("pk").values_list("heading", "text"))
        changed = {}
        for heading, text in typed.items():
            before = {TEXT: self.prose.get(heading, "")}
            after = self._joined(heading, heading, {TEXT: text}, before)
            if self._is_written(heading, changes=after is None or after != before) and after is not None:
                changed[heading] = after[TEXT]
                self.changes.append(AnswerChange(heading=heading, before=filled(before), after=filled(after)))
        if changed:
            self.report.narratives.filter(heading__in=changed).delete()
            Narrative.objects.bulk_create(
                [Narrative(report=self.report, heading=heading, text=text) for heading, text in changed.items() if text]
            )
            self.prose |= changed

    def _joined(self, key: RowKey | str, address: str, typed: Cells, stored: Cells) -> Cells | None:
        """What to store of a row or heading; None where a person has to choose: a conflict, unless the row is locked."""
        if not self.is_stale:
            return {**stored, **typed}
        joined = merged(address, self.shown, typed, stored)
        if joined is None and not self.marks.locks(key):
            self.conflicts.add(key)
        return joined

    def _is_written(self, key: RowKey | str, *, changes: bool) -> bool:
        """Whether a change goes into the report; what would change a locked row is named instead."""
        if changes and self.marks.locks(key):
            self.locked.add(key)
        return changes and not self.marks.locks(key)

    def _note(self, before: RowAnswer, after: RowAnswer, **row) -> None:
        was, now = filled(cells_of(before)), filled(cells_of(after))
        self.changes.append(AnswerChange(before=was, after=now, **row))


def _done_by(report: Report, batch: str) -> set[RowKey | str]:
    """The rows and headings that a sending has changed already: its first answer was lost on the line."""
    if not batch:
        return set()
    changes = report.changes.filter(batch=batch).order_by("pk").values_list("indicator_id", "kind", "heading")
    return {heading or (indicator, kind) for indicator, kind, heading in changes}


def _remember(report: Report, changes: list[AnswerChange], by, now: datetime, sending: Sending) -> None:
    """The report is another version, `by` took part in it, and each change stands in its history."""
    for change in changes:
        change.report, change.by, change.at = report, by, now
        change.source, change.batch = sending.source, sending.batch
    AnswerChange.objects.bulk_create(changes)
    report.version += 1
    report.save(update_fields=["version"])
    report.contributors.add(by)


def _frozen_figures(report: Report, question: Question) -> list[dict]:
    codes = {part.pk: part.code for part in question.parts}
    return [
        _frozen(question, figure, codes)
        for row in question.rows
        for figure in figures_of(report, (question.indicator.pk, row.kind), row.answer)
        if figure.part_id is None or figure.part_id in codes
    ]


def _frozen(question: Question, figure: Figure, codes: dict[int, str]) -> dict:
    numbers = {"value": figure.value, "numerator": figure.numerator, DENOMINATOR: figure.denominator}
    if question.indicator.measure == Measure.RATIO and figure.numerator is not None:
        numbers[DENOMINATOR] = question.indicator.denominator_fixed or figure.denominator
    return {
        "indicator": question.indicator.code,
        "part": codes.get(figure.part_id, ""),
        "kind": figure.kind,
        "answer": figure.answer,
        **{name: None if number is None else plain(number) for name, number in numbers.items()},
        "done_on": figure.done_on.isoformat() if figure.done_on else None,
        "reason": figure.reason,
        "remark": figure.remark,
    }
