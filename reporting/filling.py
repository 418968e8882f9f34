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
from reporting.answers import DENOMINATOR, NOT_ANSWERED, RowKey, address_of, figures_of, rows_of
from reporting.choices import Heading, ReportState
from reporting.merging import TEXT, Cells, cells_of, merged, plain, row_from
from reporting.models import Figure, Narrative, Report
from reporting.questions import Question, asked_of, questions_of
from reporting.rules import may_enter

__all__ = ["Saved", "Typed", "content_of", "questions_of", "why_locked", "write_answers"]


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
    """The report's version after a save, how many rows and headings it changed, and where a person has to choose."""

    version: int
    changed: int
    conflicts: frozenset[RowKey | str]


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
def write_answers(report: Report, typed: Typed, *, by, now: datetime, version: int) -> Saved:
    """Store what was typed, all that can be stored of it, and name the rows and headings where two people disagree.

    `version` is the report's version that the form was drawn from. The report's row is locked first. Raises
    PermissionDenied for who may not enter, RuleBroken with a sentence where the report is locked; nothing is stored then.
    """
    report = Report.objects.locked().get(pk=report.pk)
    if not may_enter(by, report, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if reason := why_locked(report, now):
        raise RuleBroken(reason)
    is_stale = version != report.version
    row_conflicts, rows_changed = _write_rows(report, typed, is_stale)
    prose_conflicts, prose_changed = _write_prose(report, typed, is_stale)
    changed = rows_changed + prose_changed
    if changed:
        report.version += 1
        report.save(update_fields=["version"])
        report.contributors.add(by)
    return Saved(report.version, changed, frozenset(row_conflicts | prose_conflicts))


def content_of(report: Report) -> dict:
    """What a submission freezes, as data: figures in the order asked, prose by heading.

    Decimals are plain strings, days ISO, what is absent is None. A broken-down count has one figure for each answered
    part; its word of explanation stands in the first one's remark.
    """
    figures = [figure for question in asked_of(report) for figure in _frozen_figures(report, question)]
    texts = dict(report.narratives.order_by("pk").values_list("heading", "text"))
    narratives = [{"heading": heading, "text": texts[heading]} for heading in Heading.values if texts.get(heading)]
    return {"figures": figures, "narratives": narratives}


def _write_rows(report: Report, typed: Typed, is_stale: bool) -> tuple[set, int]:
    figures = list(report.figures.order_by("pk"))
    stored = rows_of(figures)
    conflicts, changed = set(), {}
    for key, cells in typed.rows.items():
        before = stored.get(key, NOT_ANSWERED)
        after = _joined(address_of(key), cells, cells_of(before), typed.shown, is_stale)
        if after is None:
            conflicts.add(key)
        elif row_from(after) != before:
            changed[key] = row_from(after)
    if changed:
        replaced = [figure.pk for figure in figures if (figure.indicator_id, figure.kind) in changed]
        Figure.objects.filter(pk__in=replaced).delete()
        Figure.objects.bulk_create(
            [figure for key, row in sorted(changed.items()) for figure in figures_of(report, key, row)]
        )
    return conflicts, len(changed)


def _write_prose(report: Report, typed: Typed, is_stale: bool) -> tuple[set, int]:
    stored = dict(report.narratives.order_by("pk").values_list("heading", "text"))
    conflicts, changed = set(), {}
    for heading, text in typed.prose.items():
        before = stored.get(heading, "")
        after = _joined(heading, {TEXT: text}, {TEXT: before}, typed.shown, is_stale)
        if after is None:
            conflicts.add(heading)
        elif after[TEXT] != before:
            changed[heading] = after[TEXT]
    if changed:
        report.narratives.filter(heading__in=changed).delete()
        Narrative.objects.bulk_create(
            [Narrative(report=report, heading=heading, text=text) for heading, text in changed.items() if text]
        )
    return conflicts, len(changed)


def _joined(address: str, typed: Cells, stored: Cells, shown: dict[str, str], is_stale: bool) -> Cells | None:
    return merged(address, shown, typed, stored) if is_stale else {**stored, **typed}


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
