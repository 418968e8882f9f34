"""The words, icon and colour that a report's state wears on every page."""

from dataclasses import dataclass
from datetime import datetime

from portal.dates import countdown, first_moment_after, format_date, format_moment
from reporting.choices import ReportState
from reporting.deadlines import days_late, is_overdue, last_day_of
from reporting.models import Report


@dataclass(frozen=True)
class Tag:
    """A status tag as templates/parts/_status_tag.html draws it."""

    label: str
    icon: str
    tone: str


@dataclass(frozen=True)
class Deadline:
    """A last day as people read it: "Còn 2 ngày 4 giờ, hạn 23:59 ngày 14/06/2024", and how urgent it is."""

    words: str
    tone: str


def state_tag(report: Report, filled: int | None = None) -> Tag:
    """Where a report stands. `filled` is the number of its answered boxes, where the page knows it."""
    match report.state:
        case ReportState.DRAFT:
            return _draft_tag(report, filled)
        case ReportState.SUBMITTED if report.review_began_at:
            return Tag("Đang xem xét", "search", "plain")
        case ReportState.SUBMITTED:
            return Tag(f"Đã nộp {format_moment(report.submitted_at)}", "send", "plain")
        case ReportState.RETURNED:
            return Tag("Trả lại để sửa", "back", "red")
        case ReportState.ACCEPTED:
            return Tag("Đã duyệt", "check-circle", "green")
        case ReportState.REOPENED:
            return Tag("Mở lại để sửa", "pencil", "red")


def late_tag(report: Report, now: datetime) -> Tag | None:
    """How late a report came, or that it is overdue; None while it is on time."""
    late = days_late(report)
    if late:
        return Tag(f"Nộp muộn {late} ngày", "clock", "orange")
    if is_overdue(report, now):
        return Tag("Quá hạn", "clock", "red")
    return None


def tags_of(report: Report, now: datetime, filled: int | None = None) -> tuple[Tag, ...]:
    """The report's state, and beside it that it is late where it is."""
    return tuple(tag for tag in (state_tag(report, filled), late_tag(report, now)) if tag)


def deadline_of(report: Report, now: datetime) -> Deadline:
    """The last day of a report with what is left: near (orange) on its last day, over (red) afterwards."""
    day = last_day_of(report)
    left = first_moment_after(day) - now
    tone = "over" if left.total_seconds() <= 0 else "near" if left.days < 1 else ""
    return Deadline(f"{countdown(day, now)}, hạn 23:59 ngày {format_date(day)}", tone)


def _draft_tag(report, filled):
    if report.version == 0:
        return Tag("Chưa nhập", "circle", "grey")
    return Tag("Đang nhập" if filled is None else f"Đang nhập {filled} ô", "pencil", "blue")
