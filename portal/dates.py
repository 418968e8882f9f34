"""Dates as Viet Nam writes them: the day first, 05/06/2026 is the fifth of June. All moments are Viet Nam's."""

import re
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from portal.text import narrow

# Not taken from the server or the visitor: a last day ends at midnight in Viet Nam, wherever the clock stands.
VIET_NAM = ZoneInfo("Asia/Ho_Chi_Minh")
FIRST_YEAR, LAST_YEAR = 1900, 2100

DAY_FIRST = re.compile(r"(?P<day>[0-9]{1,2})(?P<separator>[/.-])(?P<month>[0-9]{1,2})(?P=separator)(?P<year>[0-9]+)")
YEAR_FIRST = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})")

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")

HOW_TO_TYPE = "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."
FULL_YEAR = "Gõ năm đủ bốn chữ số, ví dụ 05/06/2026."
YEAR_OUT_OF_RANGE = f"Năm phải trong khoảng {FIRST_YEAR} đến {LAST_YEAR}."


class DateNotUnderstood(ValueError):
    """What was typed is no date: its text is a Vietnamese sentence that says what to type instead."""


def parse_date(text: str) -> date:
    """The day that was typed: day, month and year between slashes, dashes or dots, or the ISO form 2026-06-05.

    Two-digit years are refused, not guessed. Raises DateNotUnderstood. An empty box is the caller's question.
    """
    typed = narrow(text).strip()
    match = DAY_FIRST.fullmatch(typed) or YEAR_FIRST.fullmatch(typed)
    if match is None:
        raise DateNotUnderstood(HOW_TO_TYPE)
    if len(match["year"]) != 4:
        raise DateNotUnderstood(FULL_YEAR)
    day, month, year = int(match["day"]), int(match["month"]), int(match["year"])
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise DateNotUnderstood(YEAR_OUT_OF_RANGE)
    found = _day_or_none(year, month, day)
    if found is None:
        raise DateNotUnderstood(_no_such_day(year, month, day))
    return found


def format_date(day: date | None) -> str:
    """A day as "05/06/2026"; of an aware moment, its day in Viet Nam; None is the empty text."""
    if day is None:
        return ""
    if isinstance(day, datetime):
        day = timezone.localdate(day, VIET_NAM)
    return f"{day.day:02}/{day.month:02}/{day.year:04}"


def format_moment(moment: datetime | None) -> str:
    """An aware moment as "14:05 05/06/2026", Viet Nam's time; None is the empty text."""
    if moment is None:
        return ""
    local = timezone.localtime(moment, VIET_NAM)
    return f"{local.hour:02}:{local.minute:02} {format_date(local)}"


def date_in_words(day: date | None) -> str:
    """A day as official documents write it: "ngày 05 tháng 02 năm 2024", "ngày 26 tháng 5 năm 2024".

    Days below 10 and the months 1 and 2 take a leading zero (Nghị định 30/2020/NĐ-CP, Phụ lục I).
    """
    if day is None:
        return ""
    month = f"{day.month:02}" if day.month <= 2 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"


def weekday_in_words(day: date) -> str:
    """ "thứ Hai" to "thứ Bảy", "Chủ nhật"."""
    return WEEKDAYS[day.weekday()]


def first_moment_after(day: date) -> datetime:
    """Midnight in Viet Nam at which `day` is over: `moment < first_moment_after(last_day)` is on time."""
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=VIET_NAM)


def countdown(day: date, now: datetime) -> str:
    """What is left until the end of `day`, its last moment included: "Còn 2 ngày 4 giờ"; afterwards "Quá hạn 3 ngày".

    Rounded down, so that nobody is promised time there is not; the day after the last day is one day late.
    """
    left = first_moment_after(day) - now
    if left <= timedelta(0):
        return f"Quá hạn {(timezone.localdate(now, VIET_NAM) - day).days} ngày"
    minutes = left // timedelta(minutes=1)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "ngày"), (hours, "giờ")] if days else [(hours, "giờ"), (minutes, "phút")]
    said = [f"{count} {unit}" for count, unit in parts if count]
    return f"Còn {' '.join(said)}" if said else "Còn chưa đến 1 phút"


def _day_or_none(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _no_such_day(year: int, month: int, day: int) -> str:
    swapped = _day_or_none(year, day, month)
    if swapped:
        return f"Không có tháng {month}: gõ ngày trước, tháng sau. Có phải bạn muốn gõ {format_date(swapped)}?"
    return f"Không có ngày {day:02}/{month:02}/{year} trong lịch."
