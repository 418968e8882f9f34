"""When a report is on time, late, overdue, or no longer taken.

A last day is inclusive: 23:59:59 in Viet Nam is on time, the next midnight is not. "Trước ngày 15/6" makes it 14/6.
"""

from datetime import date, datetime

from django.utils import timezone

from plans.choices import Reporter
from portal.dates import VIET_NAM, first_moment_after
from reporting.choices import EDITABLE_STATES


def last_day_of(report) -> date:
    """The last day on time of a report: the units' day; of the province's own report the province's, where it is set."""
    round_ = report.round
    if report.reporter == Reporter.PROVINCE:
        return round_.province_last_day or round_.units_last_day
    return round_.units_last_day


def days_late(report) -> int:
    """By how many days the first submission that was not taken back came too late; 0 when on time or not yet made."""
    if report.first_submitted_at is None:
        return 0
    arrived = timezone.localdate(report.first_submitted_at, VIET_NAM)
    return max(0, (arrived - last_day_of(report)).days)


def is_late(report) -> bool:
    """Whether the report came after its last day. It is accepted all the same, and marked."""
    return days_late(report) > 0


def is_overdue(report, now: datetime) -> bool:
    """Whether nothing was ever handed in and the last day is over."""
    return _never_came(report) and report.state in EDITABLE_STATES and now >= first_moment_after(last_day_of(report))


def has_closed(round_, now: datetime) -> bool:
    """Whether the round's closing day is over. A round without one stays open."""
    return round_.closes_on is not None and now >= first_moment_after(round_.closes_on)


def is_shut(report, now: datetime) -> bool:
    """Whether nothing more is taken in this report: its round has closed before a first submission came.

    What the province sent back or reopened can still be corrected and submitted again: it asked for that itself.
    """
    return _never_came(report) and has_closed(report.round, now)


def shut_sentence(report) -> str:
    """Why a shut report takes nothing, and whom to ask."""
    day = f"{report.round.closes_on:%d/%m/%Y}"
    return (
        f"Kỳ “{report.round.name}” đã khóa nhận báo cáo từ hết ngày {day}. "
        "Cần nộp bổ sung thì đề nghị quản trị cấp tỉnh lùi ngày khóa của kỳ này."
    )


def _never_came(report) -> bool:
    """Neither submitted here, nor taken in as accepted from the years before the portal."""
    return report.first_submitted_at is None and not report.is_imported
