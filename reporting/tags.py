"""The words, icon and colour that a report's state wears on every page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

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
    """A last day (inclusive), what is left until its end as people say it, and how urgent that is: "", near or over."""

    day: date
    left: str
    tone: str

    @property
    def words(self) -> str:
        """As in "Còn 2 ngày 4 giờ, hạn 23:59 ngày 14/06/2024"."""
        return f"{self.left}, hạn 23:59 ngày {format_date(self.day)}"


def state_tag(report: Report, filled: int | None = None, *, with_moment: bool = True) -> Tag:
    """Where a report stands. `filled` is the number of its answered boxes, where the page knows it.

    A list that has the moment of submission in a column of its own leaves it out here.
    """
    match report.state:
        case ReportState.DRAFT:
            return _draft_tag(report, filled)
        case ReportState.SUBMITTED if report.review_began_at:
            return Tag("Đang xem xét", "search", "plain")
        case ReportState.SUBMITTED:
            return Tag(f"Đã nộp {format_moment(report.submitted_at)}" if with_moment else "Đã nộp", "send", "plain")
        case ReportState.RETURNED:
            return Tag("Trả lại để sửa", "back", "red")
        case ReportState.ACCEPTED if report.is_imported:
            return Tag("Đã duyệt, nhập từ số liệu cũ", "check-circle", "green")
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


def tags_of(report: Report, now: datetime, **shown) -> tuple[Tag, ...]:
    """The report's state (`shown`: see state_tag), and beside it that it is late where it is."""
    return tuple(tag for tag in (state_tag(report, **shown), late_tag(report, now)) if tag)


def deadline_of(report: Report, now: datetime) -> Deadline:
    """The last day of a report, with what is left of it."""
    return deadline_on(last_day_of(report), now)


def deadline_on(day: date, now: datetime) -> Deadline:
    """A last day with what is left: near (orange) on the day itself, over (red) afterwards."""
    left = first_moment_after(day) - now
    tone = "over" if left <= timedelta(0) else "near" if left < timedelta(days=1) else ""
    return Deadline(day, countdown(day, now), tone)


def _draft_tag(report, filled):
    if report.version == 0:
        return Tag("Chưa nhập", "circle", "grey")
    return Tag("Đang nhập" if filled is None else f"Đang nhập, đã có {filled} ô số liệu", "pencil", "blue")
