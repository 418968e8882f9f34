"""What a reminder says: for each report owed the last moment, how many days are left or over, and how much is still open."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from plans.succession import UnitMap
from portal.dates import format_date
from reporting.models import Figure, Report
from reporting.questionnaire import questionnaire_of


@dataclass(frozen=True)
class Owed:
    """One report that is owed, as of a day. `step`: see reminding.step_on; `sent_back_on`: returned or reopened that day."""

    report: Report
    last_day: date
    step: int | None
    sent_back_on: date | None
    today: date

    @property
    def days(self) -> str:
        """As in "còn 7 ngày"; of what was sent back after it had come in once, that it is to be mended."""
        days = (self.last_day - self.today).days
        if self.sent_back_on and days < 0:
            return "cần sửa lại"
        if days < 0:
            return f"quá hạn {-days} ngày"
        return f"còn {days} ngày" if days else "hôm nay là ngày cuối"


@dataclass(frozen=True)
class Rows:
    """How many rows a report asks, and how many of them are not answered."""

    asked: int
    open: int

    @property
    def words(self) -> str:
        if self.open:
            return f"Còn {self.open} trên {self.asked} dòng số liệu chưa trả lời."
        return f"Đã trả lời đủ {self.asked} dòng số liệu, chưa nộp."


def rows_by_report(reports: Iterable[Report], units: UnitMap) -> dict[int, Rows]:
    """The rows of several reports: one query for all answers, and two for each report's questionnaire."""
    reports, answered = list(reports), defaultdict(set)
    figures = Figure.objects.filter(report__in=reports).order_by("pk")
    for report, indicator, kind in figures.values_list("report_id", "indicator_id", "kind"):
        answered[report].add((indicator, kind))
    return {report.pk: _rows(report, answered[report.pk], units) for report in reports}


def subject_of(owed: list[Owed]) -> str:
    """As in "Còn 7 ngày: báo cáo Năm 2024 của Huyện Hải Hậu"; of several reports how many, and the most pressing."""
    first = min(owed, key=lambda one: (one.last_day, one.report.pk))
    days = f"{first.days[0].upper()}{first.days[1:]}"
    if len(owed) == 1:
        return f"{days}: báo cáo {first.report.round.name} của {first.report.reporter_name}"
    return f"Nhắc {len(owed)} báo cáo chưa xong, gấp nhất: {first.days}, {first.report.round.name}"


def body_of(person, owed: list[Owed], rows: Mapping[int, Rows], why: str) -> str:
    """The whole message, the most pressing first; `why` says why it is this person who is told, where that is not plain."""
    told = sorted(owed, key=lambda one: (one.last_day, one.report.pk))
    parts = [_part(place, one, rows[one.report.pk]) for place, one in enumerate(told, start=1)]
    head = f"Kính gửi {person}: các báo cáo sau chưa hoàn thành, tính đến ngày {format_date(told[0].today)}."
    return "\n\n".join([head, *parts, *([why] if why else [])])


def _part(place, one, rows):
    report = one.report
    plans = "; ".join(plan.short_title for plan in report.round.plans.all())
    lines = [f"{place}. {report.round.name} – {report.reporter_name} ({plans})"]
    if one.sent_back_on:
        lines.append(f"Tỉnh đã trả lại hoặc mở lại ngày {format_date(one.sent_back_on)}: cần sửa lại và nộp lại.")
    lines.append(f"Hạn: hết 23:59:59 ngày {format_date(one.last_day)} (giờ Việt Nam){_left(one)}.")
    lines += [rows.words] if rows.asked else []
    return "\n".join([*lines, report.get_absolute_url()])


def _left(one):
    return "" if one.days == "cần sửa lại" else f", {one.days}"


def _rows(report, answered, units):
    asked = {(asked.indicator.pk, row.kind) for asked in questionnaire_of(report, units).asked for row in asked.rows}
    return Rows(len(asked), len(asked - answered))
