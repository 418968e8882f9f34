"""The words, icon and colour that a report's state wears on every page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from plans.working_days import WorkingDays, current_working_days
from portal.dates import countdown, first_moment_after, format_date, format_moment
from reporting.choices import ReportState
from reporting.deadlines import came_in_grace, days_late, extended_to, grace, is_overdue, last_day_of
from reporting.models import Report


@dataclass(frozen=True)
class Tag:
    """A status tag as templates/parts/_status_tag.html draws it."""

    label: str
    icon: str
    tone: str


@dataclass(frozen=True)
class Deadline:
    """A last day (inclusive), what is left until its end as people say it, and how urgent that is.

    `tone`: "", "near" (less than a day), "last" (less than two hours) or "over". `remark` tells of a day off, `extension`
    of a later day that was granted, `grace_minutes` for how long after its end a submission still counts as on time.
    """

    day: date
    left: str
    tone: str
    remark: str = ""
    extension: str = ""
    grace_minutes: int = 0

    @property
    def words(self) -> str:
        """As in "Còn 2 ngày 4 giờ, hạn 23:59 ngày 14/06/2024"."""
        return f"{self.left}, hạn 23:59 ngày {format_date(self.day)}"


def state_tag(report: Report, filled: int | None = None, *, with_moment: bool = True, marked: int = 0) -> Tag:
    """Where a report stands. `filled` is the number of its answered boxes, where the page knows it; `marked` that of the
    rows that it was sent back for (marks.open_marks_of).

    A list that has the moment of submission in a column of its own leaves it out here.
    """
    match report.state:
        case ReportState.DRAFT:
            return _draft_tag(report, filled)
        case ReportState.SUBMITTED if report.review_began_at:
            return Tag("Đang xem xét", "search", "plain")
        case ReportState.SUBMITTED:
            return Tag(f"Đã nộp {format_moment(report.submitted_at)}" if with_moment else "Đã nộp", "send", "plain")
        case ReportState.RETURNED if marked:
            return Tag(f"Trả lại, {marked} ô cần sửa", "back", "red")
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
    if came_in_grace(report):
        return Tag(f"Nộp trong {_minutes_of_grace()} phút châm chước", "clock", "plain")
    return None


def extension_tag(report: Report) -> Tag | None:
    """That a report has more time than its round, until the report is accepted."""
    day = extended_to(report)
    if day is None or report.state == ReportState.ACCEPTED:
        return None
    return Tag(f"Gia hạn đến {day:%d/%m}", "hourglass", "plain")


def tags_of(report: Report, now: datetime, **shown) -> tuple[Tag, ...]:
    """The report's state (`shown`: see state_tag), and beside it that it is late or has been given more time."""
    return tuple(tag for tag in (state_tag(report, **shown), late_tag(report, now), extension_tag(report)) if tag)


def last_day_in_words(report: Report) -> str:
    """As paper and workbook say it: "hết ngày 14/06/2024", "hết ngày 20/06/2024 (được gia hạn)"."""
    words = f"hết ngày {format_date(last_day_of(report))}"
    return f"{words} (được gia hạn)" if extended_to(report) else words


def deadline_of(report: Report, now: datetime, working: WorkingDays | None = None) -> Deadline:
    """The last day of a report, with what is left of it and why it was extended."""
    day = extended_to(report)
    words = f"Được gia hạn đến hết ngày {format_date(day)} vì: {report.extension_reason}" if day else ""
    return deadline_on(last_day_of(report), now, working, extension=words)


def deadline_on(day: date, now: datetime, working: WorkingDays | None = None, *, extension: str = "") -> Deadline:
    """A last day with what is left of it. In a list, take `working` once: without it this is a query."""
    working = working or current_working_days()
    return Deadline(
        day,
        countdown(day, now),
        _tone(first_moment_after(day) - now),
        working.remark(day),
        extension,
        _minutes_of_grace(),
    )


def _tone(left: timedelta) -> str:
    if left <= timedelta(0):
        return "over"
    return "last" if left < timedelta(hours=2) else "near" if left < timedelta(days=1) else ""


def _minutes_of_grace() -> int:
    return int(grace().total_seconds()) // 60


def _draft_tag(report, filled):
    if report.version == 0:
        return Tag("Chưa nhập", "circle", "grey")
    return Tag("Đang nhập" if filled is None else f"Đang nhập, đã có {filled} ô số liệu", "pencil", "blue")
