"""Reminders of reports that are still owed: which step is due on a day, who is told, and in which words.

30, 7 and 1 days before the last day, on it, 1 and 7 days after, then weekly; the head from 7 days after. A day on which
the machine did not run loses nothing: the latest step is told by the next run, once.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from plans.rules import sitting_of
from portal.dates import VIET_NAM
from portal.models import User
from portal.outbox import post
from reporting.addressees import Addressees, each_once
from reporting.auditing import record_reminded
from reporting.choices import EDITABLE_STATES, ReportState
from reporting.deadlines import is_shut, last_day_of
from reporting.history import SENDING_BACK
from reporting.models import Reminder, Report, ReportEvent
from reporting.reminder_words import Owed, body_of, rows_by_report, subject_of

STEPS = (-30, -7, -1, 0, 1)
A_WEEK = 7
KIND = "reminder"


@dataclass(frozen=True)
class Reminded:
    """What reminding did. `already`: reports asked for whose people had all been reminded of them that day;

    `not_owed`: asked for, and nothing is owed any more; `nobody`: reports for which nobody sits, named.
    """

    people: int
    reports: int
    already: int = 0
    not_owed: int = 0
    nobody: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """For whoever pressed the button."""
        said = [f"Đã nhắc {self.people} người về {self.reports} báo cáo"] if self.people else ["Không gửi lời nhắc nào"]
        said += [f"{self.already} báo cáo hôm nay đã nhắc rồi"] if self.already else []
        said += [f"{self.not_owed} báo cáo không còn nợ"] if self.not_owed else []
        said += [f"chưa có ai giữ vị trí để nhắc: {', '.join(self.nobody)}"] if self.nobody else []
        return f"{'; '.join(said)}."


def step_on(last_day: date, today: date) -> int | None:
    """The latest step that has come by a day, in days from the last day; None earlier than 30 days before."""
    days = (today - last_day).days
    if days >= A_WEEK:
        return days // A_WEEK * A_WEEK
    return max((step for step in STEPS if step <= days), default=None)


def is_due(owed: Owed, reminded_on: date | None) -> bool:
    """Whether the latest step's day came after the person was last reminded of the report, and after it was sent back."""
    if owed.step is None:
        return False
    step_day = owed.last_day + timedelta(days=owed.step)
    return all(day is None or step_day > day for day in (reminded_on, owed.sent_back_on))


def people_owing(owed: Owed, addressees: Addressees) -> list[User]:
    """The officers, from 7 days after the last day the heads too; without officers the heads from the beginning.

    After a split, and where nobody sits at the unit, the administrators of the province.
    """
    report = owed.report
    officers, heads = addressees.officers(report), addressees.heads(report)
    late = owed.step is not None and owed.step >= A_WEEK
    people = [*officers, *heads] if late else officers or heads
    return each_once(people or addressees.administrators(report.round))


def owed_reports(now: datetime, chosen: Iterable[Report] = ()) -> list[Owed]:
    """What is still owed and has come into the time of reminders, and of `chosen` what is owed at all."""
    today = timezone.localdate(now, VIET_NAM)
    near = Report.objects.filter(round__units_last_day__lte=today - timedelta(days=STEPS[0]))
    asked = near | Report.objects.filter(pk__in=[report.pk for report in chosen])
    reports = list(
        asked.filter(state__in=EDITABLE_STATES)
        .select_related("round", "unit", "agency__successor")
        .prefetch_related("round__plans")
        .in_reading_order()
    )
    sent_back = _sent_back_on(reports)
    return [
        Owed(report, last_day_of(report), step_on(last_day_of(report), today), sent_back.get(report.pk), today)
        for report in reports
        if not is_shut(report, now)
    ]


def remind_due(now: datetime) -> Reminded:
    """The daily run: whoever has a report with a step due is told, in one message, of all that this person owes.

    A second run on a day tells nobody who was reminded on it, of whatever report.
    """
    owed, addressees = owed_reports(now), Addressees(timezone.localdate(now, VIET_NAM))
    told = _tell_all(owed, is_due, addressees, by=None, now=now)
    return Reminded(len(told), len(set().union(*told)), nobody=_without_anybody(owed, addressees))


def remind(reports: Iterable[Report], *, by, now: datetime) -> Reminded:
    """Remind of these reports by hand, whatever the step; the message holds all that each person owes in this province.

    Nobody is reminded of the same report twice on a day. Raises PermissionDenied for who neither reviews nor
    administers where the reports' rounds are steered.
    """
    reports, addressees = list(reports), Addressees(timezone.localdate(now, VIET_NAM))
    steered = sitting_of(by, addressees.day).province_units
    if any(addressees.steering(report.round) not in steered for report in reports):
        raise PermissionDenied
    chosen = {report.pk for report in reports}
    owed = [one for one in owed_reports(now, reports) if addressees.steering(one.report.round) in steered]
    told = _tell_all(owed, lambda one, _: one.report.pk in chosen, addressees, by=by, now=now)
    asked, reached = [one for one in owed if one.report.pk in chosen], set().union(*told) & chosen
    nobody = _without_anybody(asked, addressees)
    record_reminded([one.report for one in asked if one.report.pk in reached], len(told), by=by, now=now)
    return Reminded(
        people=len(told),
        reports=len(reached),
        already=len(asked) - len(reached) - len(nobody),
        not_owed=len(chosen) - len(asked),
        nobody=nobody,
    )


def _tell_all(owed, triggers, addressees, *, by, now):
    """Tell each person who owes a report for which `triggers(owed, last reminded on)` holds. The reports of each message."""
    owing = defaultdict(list)
    for one in owed:
        for person in people_owing(one, addressees):
            owing[person].append(one)
    reminded_on = _last_reminded(owed)

    def is_triggered(person, one):
        return triggers(one, reminded_on.get((one.report.pk, person.pk)))

    letters = {person: mine for person, mine in owing.items() if any(is_triggered(person, one) for one in mine)}
    rows = rows_by_report({one.report for mine in letters.values() for one in mine}, addressees.units)
    told = []
    for person in each_once(letters):
        triggering = {one.report.pk for one in letters[person] if is_triggered(person, one)}
        told.append(_tell(person, letters[person], triggering, rows, addressees, by=by, now=now))
    return [reports for reports in told if reports]


@transaction.atomic
def _tell(person, mine, triggering, rows, addressees, *, by, now):
    """One message to one person, of what is still owed and was not told today; the reports that it holds, or none.

    The reports are held before the person, as a move of a report does it: two that wait for each other would both fail.
    """
    still = _still_owed(mine)
    User.objects.select_for_update(no_key=True).get(pk=person.pk)
    today = addressees.day
    told_today = set(person.reminders.filter(on=today).values_list("report", flat=True))
    owed = [one for one in mine if one.report.pk in still - told_today]
    if not triggering & {one.report.pk for one in owed} or (by is None and told_today):
        return set()
    Reminder.objects.bulk_create(
        Reminder(report=one.report, user=person, on=today, step=one.step, by=by) for one in owed
    )
    post(
        person,
        kind=KIND,
        subject=subject_of(owed),
        body=body_of(person, owed, rows, _why(person, owed, addressees)),
        address=owed[0].report.get_absolute_url() if len(owed) == 1 else reverse("reporting:home"),
        key=f"{KIND}-{today:%Y-%m-%d}" + (f"-{len(told_today)}" if by else ""),
        now=now,
    )
    return {one.report.pk for one in owed}


def _still_owed(mine):
    """Which of these are not handed in meanwhile; nobody hands them in before the message is written."""
    reports = Report.objects.filter(pk__in=[one.report.pk for one in mine]).order_by("pk")
    held = reports.select_for_update(no_key=True).values_list("pk", "state")
    return {pk for pk, state in held if state in EDITABLE_STATES}


def _why(person, owed, addressees):
    """Why it is told to who is no officer: an administrator in the place of nobody, or a head a week after the last day."""
    if any(addressees.is_gone(one.report) for one in owed):
        return "Có đơn vị đã chia tách: quản trị cấp tỉnh nhập thay và ghi lý do."
    if all(person in addressees.officers(one.report) for one in owed):
        return ""
    if any(person in addressees.heads(one.report) for one in owed):
        return "Bạn được nhắc vì là người ký báo cáo của đơn vị."
    return "Bạn được nhắc vì đơn vị chưa có ai giữ vị trí nhập hoặc ký: giao vị trí, hoặc liên hệ đơn vị."


def _without_anybody(owed, addressees):
    return tuple(one.report.reporter_name for one in owed if not people_owing(one, addressees))


def _last_reminded(owed):
    reminders = Reminder.objects.filter(report__in=[one.report for one in owed]).order_by()
    rows = reminders.values_list("report", "user").annotate(last=Max("on"))
    return {(report, user): last for report, user, last in rows}


def _sent_back_on(reports):
    """When each report that lies with its unit again was last returned or reopened."""
    back = [report for report in reports if report.state != ReportState.DRAFT]
    events = ReportEvent.objects.filter(report__in=back, move__in=SENDING_BACK).order_by("pk")
    return {report: timezone.localdate(at, VIET_NAM) for report, at in events.values_list("report", "at")}
