"""A seat's last days as a calendar that a phone or Outlook reads under a secret address.

The address is the key: whoever has it reads the days, without signing in, and only days, never a figure. It is kept as a
digest, shown once, and opens nothing as soon as the seat ends, the account is closed, or the feed is revoked.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from plans.models import Seat
from plans.rules import HeldSeat, Sitting, sitting_of
from portal.dates import VIET_NAM
from portal.outbox import absolute
from reporting.choices import EDITABLE_STATES, ReportState
from reporting.deadlines import is_shut, last_day_of
from reporting.models import CalendarFeed, Report
from reporting.rules import SEEING_ROLES, reports_owed_from, rounds_steered_from

# From the beginning of office hours to the last moment on time; so the alarms ring in office hours too.
BEGINS, ENDS = time(8), time(23, 59, 59)
ALARMS = (timedelta(days=-3), timedelta(days=-1))


@dataclass(frozen=True)
class LastDay:
    """One event. `uid` stays the same when the day moves; `is_open` says whether it still asks something of the seat."""

    uid: str
    day: date
    summary: str
    description: str
    address: str
    is_open: bool


# --- The secret address -----------------------------------------------------------------------------------------------


def seats_with_days(user, today: date) -> list[Seat]:
    """The person's seats in force that have last days at all, with their feeds."""
    held = sitting_of(user, today)
    seats = Seat.objects.held_on(today).filter(user=user, role__in=SEEING_ROLES)
    return [
        seat
        for seat in seats.select_related("unit", "agency", "calendar_feed").order_by("pk")
        if _held(seat) in held.seats
    ]


@transaction.atomic
def make_feed(seat: Seat, now: datetime) -> str:
    """A new secret for a seat, to be shown once; an earlier one opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    CalendarFeed.objects.update_or_create(seat=seat, defaults={"digest": _digest(secret), "made_at": now})
    return secret


def revoke_feed(seat: Seat) -> None:
    """The address opens nothing any more."""
    CalendarFeed.objects.filter(seat=seat).delete()


def seat_behind(secret: str, today: date) -> Seat | None:
    """The seat whose days a secret opens; None where it opens nothing (any more), without a word why."""
    feeds = CalendarFeed.objects.select_related("seat__user", "seat__unit", "seat__agency")
    feed = feeds.filter(digest=_digest(secret)).first()
    if feed is None or _held(feed.seat) not in sitting_of(feed.seat.user, today).seats:
        return None
    return feed.seat


def _digest(secret):
    # Enough for what chance made 256 bits long: nobody guesses it, with or without a slow hash.
    return hashlib.sha256(secret.encode()).hexdigest()


def _held(seat):
    return HeldSeat(seat.role, seat.unit_id, seat.agency_id)


# --- What is in it ----------------------------------------------------------------------------------------------------


def days_of(seat: Seat, now: datetime) -> list[LastDay]:
    """The last days of the seat's reports, or of the rounds it steers: open ones, and those of this year."""
    today = timezone.localdate(now, VIET_NAM)
    alone = Sitting(today, (_held(seat),))
    owed = reports_owed_from(alone)
    if owed is not None:
        return [_of_report(report, now) for report in _worth_showing(owed, today)]
    rounds = rounds_steered_from(alone).filter(_this_year("", today) | Q(reports__in=_unsettled())).distinct()
    return [day for round_ in rounds.order_by("units_last_day", "pk") for day in _of_round(round_, today)]


def calendar_of(seat: Seat, now: datetime) -> bytes:
    """The feed as RFC 5545 wants it."""
    from icalendar import Calendar, Timezone

    calendar = Calendar()
    for name, value in [
        ("prodid", "-//Theo doi ke hoach Hoi//VI"),
        ("version", "2.0"),
        ("calscale", "GREGORIAN"),
        ("method", "PUBLISH"),
        ("x-wr-calname", f"Hạn báo cáo – {seat.unit or seat.agency}"),
        ("x-wr-timezone", VIET_NAM.key),
        ("x-published-ttl", "PT6H"),
    ]:
        calendar.add(name, value)
    zone = Timezone.from_tzid(VIET_NAM.key, first_date=date(2000, 1, 1), last_date=date(2100, 1, 1))
    zone.pop("comment", None)
    calendar.add_component(zone)
    for day in days_of(seat, now):
        calendar.add_component(_event(day, now))
    return calendar.to_ical()


def _this_year(round_, today):
    return Q(**{f"{round_}year": today.year}) | Q(**{f"{round_}units_last_day__year": today.year})


def _unsettled():
    return Report.objects.exclude(state=ReportState.ACCEPTED)


def _worth_showing(owed, today):
    shown = owed.filter(Q(state__in=EDITABLE_STATES) | _this_year("round__", today))
    return shown.select_related("round", "unit", "agency").order_by("round__units_last_day", "pk")


def _of_report(report, now):
    is_open = report.is_editable and not is_shut(report, now)
    return LastDay(
        uid=_uid(f"report-{report.pk}"),
        day=last_day_of(report),
        summary=f"Hạn nộp: {report.round.name} – {report.reporter_name}",
        description=_stands(report, is_open),
        address=absolute(report.get_absolute_url()),
        is_open=is_open,
    )


def _stands(report, is_open):
    if report.is_editable and not is_open:
        return "Kỳ đã khóa nhận báo cáo."
    if report.state == ReportState.DRAFT:
        return "Chưa nộp."
    return f"Báo cáo {report.get_state_display()}."


def _of_round(round_, today):
    days = [("units", round_.units_last_day, "Hạn của đơn vị"), ("province", round_.province_last_day, "Hạn của tỉnh")]
    return [
        LastDay(
            uid=_uid(f"round-{round_.pk}-{which}"),
            day=day,
            summary=f"{words}: {round_.name}",
            description="Xem đơn vị nào chưa nộp, báo cáo nào chờ xem xét.",
            address=absolute(round_.get_absolute_url()),
            is_open=day >= today,
        )
        for which, day, words in days
        if day is not None
    ]


def _uid(name):
    return f"{name}@{urlsplit(settings.PORTAL_ADDRESS).hostname or 'localhost'}"


def _event(day, now):
    from icalendar import Alarm, Event

    event = Event()
    event.add("uid", day.uid)
    event.add("dtstamp", now)
    event.add("dtstart", datetime.combine(day.day, BEGINS, tzinfo=VIET_NAM))
    event.add("dtend", datetime.combine(day.day, ENDS, tzinfo=VIET_NAM))
    event.add("summary", day.summary)
    event.add("description", f"{day.description}\n{day.address}")
    event.add("url", day.address)
    event.add("transp", "TRANSPARENT")
    for before in ALARMS if day.is_open else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", day.summary)
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event
