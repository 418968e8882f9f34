"""The week's letter to the province: of each open round who is missing, late, sent back, or waiting for review."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from portal.auditing import head
from portal.dates import VIET_NAM, format_date
from portal.outbox import post
from reporting.addressees import Addressees, each_once
from reporting.choices import ReportState
from reporting.deadlines import days_late, is_overdue, is_shut, last_day_of
from reporting.models import Report, Round

KIND = "digest"
# A province has 124 communes: a letter names some, the round's page all.
MOST_NAMED = 30
SENT_BACK = {ReportState.RETURNED, ReportState.REOPENED}


def send_digests(now: datetime) -> int:
    """Write the week's letter to reviewers and administrators: on Monday, else with the week's first run.

    A person gets one a week, and none while nothing is open. How many letters were written.
    """
    addressees = Addressees(timezone.localdate(now, VIET_NAM))
    by_province = defaultdict(list)
    for round_ in open_rounds_on(now):
        by_province[addressees.steering(round_)].append(round_)
    return sum(_send(rounds, addressees, now) for rounds in by_province.values())


def open_rounds_on(now: datetime) -> list[Round]:
    """The rounds in which something may still come or is to be judged, the newest first. A fixed number of queries."""
    reports = Report.objects.select_related("unit", "agency").order_by("-reporter", "unit__code", "agency__name", "pk")
    unsettled = Report.objects.exclude(state=ReportState.ACCEPTED)
    rounds = Round.objects.filter(pk__in=unsettled.values("round")).prefetch_related(Prefetch("reports", reports))
    return [round_ for round_ in rounds.order_by("-cut_off", "-pk") if _is_open(round_, now)]


def digest_of(rounds: Iterable[Round], now: datetime) -> str:
    """What the letter says of these rounds, as open_rounds_on gives them. No query."""
    return "\n\n".join(_of_round(round_, now) for round_ in rounds)


def _is_open(round_, now):
    return any(report.state != ReportState.ACCEPTED and not is_shut(report, now) for report in round_.reports.all())


def _of_round(round_, now):
    reports = list(round_.reports.all())
    accepted = sum(report.state == ReportState.ACCEPTED for report in reports)
    submitted = [report for report in reports if report.state == ReportState.SUBMITTED]
    lines = [
        ("Chưa nộp", _drafts(reports, now)),
        ("Nộp muộn", [(report, f"muộn {days_late(report)} ngày") for report in reports if days_late(report)]),
        ("Chờ xem xét", [(report, "") for report in submitted if not report.review_began_at]),
        ("Đang xem xét", [(report, "") for report in submitted if report.review_began_at]),
        ("Đang sửa lại", [(report, "") for report in reports if report.state in SENT_BACK]),
    ]
    title = f"{round_.name}: hạn {format_date(round_.units_last_day)}, đã duyệt {accepted}/{len(reports)} báo cáo."
    said = [f"- {words} ({len(found)}): {_named(found)}" for words, found in lines if found]
    return "\n".join([title, *said, round_.get_absolute_url()])


def _drafts(reports, now):
    today = timezone.localdate(now, VIET_NAM)
    return [
        (report, f"quá hạn {(today - last_day_of(report)).days} ngày" if is_overdue(report, now) else "")
        for report in reports
        if report.state == ReportState.DRAFT
    ]


def _named(found):
    names = [f"{report.reporter_name} ({words})" if words else report.reporter_name for report, words in found]
    more = len(names) - MOST_NAMED
    return "; ".join(names[:MOST_NAMED]) + (f"; và {more} báo cáo khác" if more > 0 else "")


def _trail():
    """The audit trail's end, so that it lies in mailboxes too: whoever cuts something off cannot cut it off there."""
    last = head()
    return f"Nhật ký của cổng: dòng cuối số {last.number}, mã băm {last.hash}."


def _send(rounds, addressees, now):
    year, week, _ = addressees.day.isocalendar()
    body = f"{digest_of(rounds, now)}\n\n{_trail()}"
    written = [
        post(
            person,
            kind=KIND,
            subject=f"Tình hình báo cáo tuần {week}/{year}: {len(rounds)} kỳ đang mở",
            body=body,
            address=reverse("reporting:round-list"),
            key=f"{KIND}-{year}-{week}",
            now=now,
        )
        for person in each_once([*addressees.reviewers(rounds[0]), *addressees.administrators(rounds[0])])
    ]
    return sum(notice is not None for notice in written)
