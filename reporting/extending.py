"""More time for one report: the province's administrator grants it with a reason, and may take it back.

Each grant and each taking back is a row that never changes (models.Extension); the report only bears the last one's words.
"""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans.rules import administers
from portal.dates import VIET_NAM, format_date, format_moment
from portal.errors import RuleBroken
from reporting.auditing import record_extension
from reporting.choices import ReportState
from reporting.deadlines import days_late, days_late_for, extended_to, last_day_of, ordinary_last_day
from reporting.models import Extension, Report, ReportEvent
from reporting.rules import rights_in
from reporting.telling import tell_of

# A day further off than this was mistyped.
LONGEST = 366


def may_extend(user, report: Report) -> bool:
    """Whether this person may give the report more time or take it back: what the page draws as a button."""
    settled = report.is_imported or report.state == ReportState.ACCEPTED
    in_time = report.first_submitted_at and not days_late(report) and report.extended_to is None
    return not settled and not in_time and administers(user) and rights_in(user, report).administers


@transaction.atomic
def grant_extension(report: Report, *, last_day: date, reason: str, by, now: datetime) -> Extension:
    """Let one report come until the end of a later day (domain, section 4: one unit, a reason, a grantor).

    The day is inclusive, after the round's own and not over; the round's closing day does not shut this report before it. A
    report that came too late becomes on time. The same again gives the grant that is there. Raises PermissionDenied for who
    does not administer the round's province, RuleBroken with a sentence for what cannot be.
    """
    report, reason = _held(report, by, now), reason.strip()
    last = report.extensions.order_by("pk").last()
    if last and (last.last_day, last.reason, last.granted_by_id) == (last_day, reason, by.pk):
        return last
    _refuse_without(reason)
    _refuse_settled(report)
    _refuse_day(report, last_day, timezone.localdate(now, VIET_NAM))
    return _write(report, last_day, reason, by=by, now=now)


@transaction.atomic
def withdraw_extension(report: Report, *, reason: str, by, now: datetime) -> Extension:
    """Take an extension back: the round's last day holds again. Nobody who has submitted becomes late by it.

    Raises as grant_extension does.
    """
    report, reason = _held(report, by, now), reason.strip()
    if report.extended_to is None:
        raise RuleBroken("Báo cáo này không còn được gia hạn. Tải lại trang để xem ai đã làm gì.")
    _refuse_without(reason)
    if days_late_for(report, ordinary_last_day(report)) > days_late(report):
        raise RuleBroken(
            f"Đơn vị đã nộp lúc {format_moment(report.first_submitted_at)}, trong thời gian được gia hạn: "
            "thôi gia hạn thì báo cáo thành nộp muộn, nên không làm được."
        )
    return _write(report, None, reason, by=by, now=now)


def _held(report, by, now) -> Report:
    report = Report.objects.locked().get(pk=report.pk)
    if not rights_in(by, report, timezone.localdate(now, VIET_NAM)).administers:
        raise PermissionDenied
    return report


def _refuse_without(reason):
    if not reason:
        raise RuleBroken("Ghi lý do: đơn vị và người duyệt sẽ đọc.")


def _refuse_settled(report):
    """Who came in time needs no more of it; what was taken in from the years before never had a day."""
    if report.is_imported:
        raise RuleBroken("Báo cáo nhập từ số liệu cũ, không có hạn nộp để gia hạn.")
    if report.state == ReportState.ACCEPTED:
        raise RuleBroken("Báo cáo đã được duyệt nên không gia hạn nữa.")
    if report.first_submitted_at and not days_late(report):
        raise RuleBroken(
            f"Đơn vị đã nộp đúng hạn, lúc {format_moment(report.first_submitted_at)}. "
            "Trả lại để sửa hay nộp lại thì không tính là muộn, nên không cần gia hạn."
        )


def _refuse_day(report, last_day, today):
    ordinary = ordinary_last_day(report)
    if last_day <= ordinary:
        raise RuleBroken(f"Ngày gia hạn phải sau hạn của kỳ, tức sau ngày {format_date(ordinary)}.")
    if last_day < today:
        raise RuleBroken("Ngày gia hạn đã qua. Gia hạn đến hôm nay hoặc sau hôm nay.")
    if (last_day - ordinary).days > LONGEST:
        raise RuleBroken("Ngày gia hạn cách hạn của kỳ hơn một năm. Kiểm tra lại năm đã gõ.")
    if last_day == extended_to(report):
        raise RuleBroken(f"Báo cáo đang được gia hạn đến đúng ngày {format_date(last_day)} rồi.")


def _write(report, last_day, reason, *, by, now) -> Extension:
    until = last_day_of(report)
    report.extended_to, report.extension_reason = last_day, reason if last_day else ""
    report.save(update_fields=["extended_to", "extension_reason"])
    told = f"Đến hết ngày {format_date(last_day)}" if last_day else f"Không đến {format_date(until)} nữa"
    event = ReportEvent.objects.create(
        report=report,
        move="extend" if last_day else "end_extension",
        from_state=report.state,
        to_state=report.state,
        by=by,
        at=now,
        reason=f"{told}: {reason}",
    )
    tell_of(event)
    extension = Extension.objects.create(report=report, last_day=last_day, reason=reason, granted_by=by, granted_at=now)
    record_extension(extension, until, by=by, now=now)
    return extension
