"""Writing to each other about single rows of a report: the only writer of remarks, marks and openings.

Each act holds the report's row. A reviewer's remarks are drafts until a move sends them (`send`, called by the moves);
the unit answers, and opens locked rows, while the report is in its hands. None of it makes another version of the report.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from portal.dates import VIET_NAM, format_moment
from portal.errors import RuleBroken
from reporting.auditing import record_row_opened
from reporting.choices import RemarkAct, ReportState
from reporting.filling import why_locked
from reporting.marks import Key, standing_marks
from reporting.models import Remark, Report
from reporting.rules import has_written, may_enter, may_review

SAY_WHAT = "Viết cho đơn vị biết phải sửa gì ở từng ô đã đánh dấu."


@dataclass(frozen=True)
class Draft:
    """What a reviewer writes to one row; with `marks` the unit has to correct it. A blank one takes the earlier away."""

    text: str
    marks: bool


def why_no_remarks(report: Report, by) -> str:
    """One sentence why this reviewer cannot write to the rows now; empty when it can. At most two queries."""
    if report.state != ReportState.SUBMITTED:
        return f"Báo cáo ở trạng thái “{report.get_state_display()}” nên không ghi nhận xét từng ô được."
    if has_written(by, report):
        return "Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét."
    if report.review_began_at is None:
        return "Bấm “Nhận xem xét” trước, rồi ghi nhận xét từng ô."
    if report.reviewer_id != by.pk:
        return (
            f"{report.reviewer} đã nhận xem xét lúc {format_moment(report.review_began_at)}, "
            "nên chỉ người đó ghi nhận xét từng ô."
        )
    return ""


@transaction.atomic
def keep_drafts(report: Report, drafts: Mapping[Key, Draft], *, by, now: datetime) -> int:
    """Keep what the reviewer of a report wrote to its rows; gives how many of them changed.

    Rows that are not named keep what they had. Raises PermissionDenied for who may not review, RuleBroken with a sentence
    where somebody else reviews or a mark says nothing; nothing is kept then.
    """
    report = Report.objects.locked().get(pk=report.pk)
    if not may_review(by, report, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if reason := why_no_remarks(report, by):
        raise RuleBroken(reason)
    if any(draft.marks and not draft.text.strip() for draft in drafts.values()):
        raise RuleBroken(SAY_WHAT)
    kept = {remark.row: remark for remark in report.remarks.drafts()}
    changed = {key: draft for key, draft in drafts.items() if not _is_kept(kept.get(key), draft)}
    report.remarks.drafts().filter(pk__in=[kept[key].pk for key in changed if key in kept]).delete()
    revision = report.revisions.last()
    Remark.objects.bulk_create(
        Remark(
            report=report,
            **_row(key),
            revision=revision,
            act=RemarkAct.MARKS if draft.marks else RemarkAct.SAYS,
            text=draft.text.strip(),
            by=by,
            at=now,
        )
        for key, draft in changed.items()
        if draft.text.strip()
    )
    return len(changed)


@transaction.atomic
def reply(report: Report, key: Key, text: str, *, by, now: datetime) -> Remark:
    """The unit's answer in a row's thread. The same words again are one answer.

    Raises PermissionDenied for who may not enter, RuleBroken while the report is not in the unit's hands, where nobody
    has written about the row yet, and for a blank answer.
    """
    report, text = _held(report, by, now), text.strip()
    last = report.remarks.sent().filter(**_row(key)).order_by("sent_at", "pk").last()
    if last is None:
        raise RuleBroken("Chưa ai viết gì về ô này nên không có gì để trả lời. Ghi vào “Lý do, giải trình” của ô.")
    if not text:
        raise RuleBroken("Ghi câu trả lời rồi bấm “Gửi trả lời” lần nữa.")
    if (last.act, last.by_id, last.text) == (RemarkAct.SAYS, by.pk, text):
        return last
    return _write(report, key, RemarkAct.SAYS, text, by, now)


@transaction.atomic
def open_row(report: Report, key: Key, reason: str, *, by, now: datetime) -> Remark:
    """Open a locked row with a reason, which the reviewer reads; the row then counts as changed. Twice is once.

    Raises PermissionDenied for who may not enter, RuleBroken where the row is open anyway or the reason is missing.
    """
    report, reason = _held(report, by, now), reason.strip()
    marks = standing_marks(report)
    if key in marks.opened:
        return report.remarks.standing().get(act=RemarkAct.OPENS, **_row(key))
    if not marks.locks(key):
        raise RuleBroken("Ô này không khóa: sửa ngay trên biểu.")
    if not reason:
        raise RuleBroken("Ghi lý do phải sửa ô này rồi bấm “Mở ô này để sửa” lần nữa.")
    return record_row_opened(_write(report, key, RemarkAct.OPENS, reason, by, now))


def marked_in_draft(report: Report) -> int:
    """How many rows are marked in this review and not sent back yet. One query."""
    return marked_in_drafts([report]).get(report.pk, 0)


def marked_in_drafts(reports: Collection[Report]) -> dict[int, int]:
    """The same of several reports, by their keys; absent where none. One query."""
    drafts = Remark.objects.drafts().filter(act=RemarkAct.MARKS, report__in=[report.pk for report in reports])
    return dict(drafts.order_by().values("report").annotate(number=Count("pk")).values_list("report", "number"))


def send(report: Report, *, now: datetime) -> int:
    """What was demanded before is done with, and the reviewer's drafts reach the unit: gives how many rows they mark.

    To be called by the moves that judge, with the report's row held.
    """
    report.remarks.standing().update(settled_at=now)
    marked = marked_in_draft(report)
    report.remarks.drafts().update(sent_at=now)
    return marked


def _held(report: Report, by, now: datetime) -> Report:
    """The report's row, held, for who may write to it for the unit now."""
    report = Report.objects.locked().get(pk=report.pk)
    if not may_enter(by, report, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if reason := why_locked(report, now):
        raise RuleBroken(reason)
    return report


def _write(report: Report, key: Key, act: RemarkAct, text: str, by, now: datetime) -> Remark:
    """Whoever writes for the unit has taken part in the report."""
    report.contributors.add(by)
    revision = report.revisions.last()
    return Remark.objects.create(
        report=report, **_row(key), revision=revision, act=act, text=text, by=by, at=now, sent_at=now
    )


def _is_kept(kept: Remark | None, draft: Draft) -> bool:
    text = draft.text.strip()
    if kept is None or not text:
        return kept is None and not text
    return (kept.text, kept.act == RemarkAct.MARKS) == (text, draft.marks)


def _row(key: Key) -> dict:
    """The fields that name a row or a heading."""
    if isinstance(key, str):
        return {"indicator": None, "kind": "", "heading": key}
    return {"indicator_id": key[0], "kind": key[1], "heading": ""}
