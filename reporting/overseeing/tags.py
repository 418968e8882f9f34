"""The words of a matrix: where each report stands, with what is to be known beside it. Icons and colours as everywhere."""

from datetime import date, datetime, timedelta

from plans.choices import Reporter
from plans.succession import UnitMap
from portal.dates import format_date
from reporting.choices import ReportState
from reporting.models import Report
from reporting.tags import Tag, extension_tag, late_tag, state_tag

ONE_DAY = timedelta(days=1)


def standing_tags(
    report: Report, now: datetime, *, answered: int, asked: int, marked: int, gone_on: date | None = None
) -> tuple[Tag, ...]:
    """The state of a report with its rows answered of those asked, by how late it is, until when it was given more time,
    how many figures were sent back with it, and that its unit is no more since a day.
    """
    tags = [_state(report, answered, asked, marked), late_tag(report, now), extension_tag(report), _gone(gone_on)]
    return tuple(tag for tag in tags if tag)


def gone_since(report: Report, units: UnitMap, today: date) -> date | None:
    """The first day on which a unit that was asked is no more; its report passes to whoever carries it on."""
    ended = units.ended_on(report.unit_id) if report.reporter == Reporter.UNIT else None
    return ended + ONE_DAY if ended and ended < today else None


def _state(report: Report, answered: int, asked: int, marked: int) -> Tag:
    if report.state == ReportState.DRAFT and report.version:
        return Tag(f"Đang nhập {answered}/{asked}", "pencil", "blue")
    if report.state == ReportState.RETURNED and marked:
        return Tag(f"Trả lại ({marked} ô)", "back", "red")
    return state_tag(report, with_moment=False)


def _gone(day: date | None) -> Tag | None:
    return Tag(f"Không còn từ {format_date(day)}", "swap", "grey") if day else None
