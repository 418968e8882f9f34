"""When a report is on time, late, overdue, or no longer taken.

A last day is inclusive: 23:59:59 in Viet Nam is on time, the next midnight is not. "Trước ngày 15/6" makes it 14/6. What
counts is when a submission reached the portal (portal.arrival). A report may have more time than its round (an extension),
and whoever runs the portal may grant everybody some minutes of grace, which pages show.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

from plans.choices import Reporter
from portal.dates import VIET_NAM, first_moment_after
from reporting.choices import EDITABLE_STATES


def last_day_of(report) -> date:
    """The last day on time of a report: the one it was extended to, else its round's."""
    return extended_to(report) or ordinary_last_day(report)


def ordinary_last_day(report) -> date:
    """Without an extension: the units' day; of the province's own report the province's, where it is set."""
    round_ = report.round
    if report.reporter == Reporter.PROVINCE:
        return round_.province_last_day or round_.units_last_day
    return round_.units_last_day


def extended_to(report) -> date | None:
    """The day of an extension, while it gives more time than the round; the round's days may have moved past it."""
    day = report.extended_to
    return day if day is not None and day > ordinary_last_day(report) else None


def grace() -> timedelta:
    """For how long after its last day a submission still counts as on time (a setting; none by default)."""
    return timedelta(minutes=settings.DEADLINE_GRACE_MINUTES)


def end_of(day: date) -> datetime:
    """The first moment that is too late for a last day: midnight in Viet Nam, and the grace."""
    return first_moment_after(day) + grace()


def days_late(report) -> int:
    """By how many days the first submission that was not taken back came too late; 0 when on time or not yet made."""
    return days_late_for(report, last_day_of(report))


def days_late_for(report, last_day: date) -> int:
    """The same against another last day."""
    arrived = report.first_submitted_at
    if arrived is None or arrived < end_of(last_day):
        return 0
    return (timezone.localdate(arrived, VIET_NAM) - last_day).days


def is_late(report) -> bool:
    """Whether the report came after its last day. It is accepted all the same, and marked."""
    return days_late(report) > 0


def came_in_grace(report) -> bool:
    """Whether the report is on time only by the minutes of grace."""
    arrived = report.first_submitted_at
    return arrived is not None and first_moment_after(last_day_of(report)) <= arrived and not is_late(report)


def is_overdue(report, now: datetime) -> bool:
    """Whether nothing was ever handed in and the last day is over."""
    return _never_came(report) and report.state in EDITABLE_STATES and now >= end_of(last_day_of(report))


def closing_day_of(report) -> date | None:
    """After which day nothing is taken in a report: the round's closing day, or its extension where that is later."""
    closes_on, extended = report.round.closes_on, extended_to(report)
    return max(closes_on, extended) if closes_on and extended else closes_on


def has_closed(round_, now: datetime) -> bool:
    """Whether the round's closing day is over. A round without one stays open. Of one report ask has_closed_for."""
    return round_.closes_on is not None and now >= end_of(round_.closes_on)


def has_closed_for(report, now: datetime) -> bool:
    """The same for one report, which an extension keeps open."""
    day = closing_day_of(report)
    return day is not None and now >= end_of(day)


def is_shut(report, now: datetime) -> bool:
    """Whether nothing more is taken in this report: its round has closed before a first submission came.

    What the province sent back or reopened can still be corrected and submitted again: it asked for that itself.
    """
    return _never_came(report) and has_closed_for(report, now)


def shut_sentence(report) -> str:
    """Why a shut report takes nothing, and whom to ask."""
    day = f"{closing_day_of(report):%d/%m/%Y}"
    return (
        f"Kỳ “{report.round.name}” đã khóa nhận báo cáo từ hết ngày {day}. "
        "Cần nộp bổ sung thì đề nghị quản trị cấp tỉnh gia hạn cho đơn vị."
    )


def _never_came(report) -> bool:
    """Neither submitted here, nor taken in as accepted from the years before the portal."""
    return report.first_submitted_at is None and not report.is_imported
