"""Which days offices are closed: Saturdays, Sundays and public holidays, but not a Saturday that is made up for.

A last day on a day off stays where it is and is shown as such (domain, section 4): nothing here moves a day.
Bộ luật Lao động 2019, Điều 111 and 112; the exchanged days as the Government announces them year by year.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from plans.choices import DayKind
from plans.models import CalendarDay
from portal.dates import weekday_in_words

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class WorkingDays:
    """The days that are not what their weekday says; all others are: Monday to Friday worked, the weekend off."""

    off: Mapping[date, str] = field(default_factory=dict)
    made_up: Mapping[date, str] = field(default_factory=dict)

    def is_day_off(self, day: date) -> str:
        """The name of the day off: the holiday's, else "thứ Bảy", "Chủ nhật"; an empty text on a working day."""
        if day in self.made_up:
            return ""
        if day in self.off:
            return self.off[day]
        return weekday_in_words(day) if day.weekday() >= SATURDAY else ""

    def previous_working_day(self, day: date) -> date:
        """The last working day before this one."""
        before = day - ONE_DAY
        while self.is_day_off(before):
            before -= ONE_DAY
        return before

    def next_working_day(self, day: date) -> date:
        """The first working day after this one."""
        after = day + ONE_DAY
        while self.is_day_off(after):
            after += ONE_DAY
        return after

    def remark(self, last_day: date) -> str:
        """What to say beside a last day that is a day off; empty on a working day. The last day itself stays."""
        name = self.is_day_off(last_day)
        if not name:
            return ""
        before = self.previous_working_day(last_day)
        weekday = weekday_in_words(last_day)
        what = f"{weekday}, ngày nghỉ" if name == weekday else f"{weekday}, {name}"
        return f"{what}: nên nộp từ {weekday_in_words(before)} {before:%d/%m}, hạn không đổi"


def current_working_days() -> WorkingDays:
    """As the table has them. One query: in a list, take it once."""
    off, made_up = {}, {}
    for day, kind, name in CalendarDay.objects.order_by("day").values_list("day", "kind", "name"):
        (off if kind == DayKind.OFF else made_up)[day] = name
    return WorkingDays(off, made_up)
