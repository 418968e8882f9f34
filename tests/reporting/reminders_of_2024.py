"""The year's report of 2024 as reminders see it: its last day, mornings around it, and on which of them somebody was told."""

from datetime import date, datetime, timedelta

from portal.dates import VIET_NAM
from tests.builders import make_plan, make_round

LAST_DAY = date(2024, 11, 29)


def at(day, hour=7):
    return datetime(day.year, day.month, day.day, hour, tzinfo=VIET_NAM)


def on(days):
    """A morning, by its days from the last day."""
    return at(LAST_DAY + timedelta(days=days))


def make_year(world):
    plan = make_plan(scope=world.nam_dinh, short_title="Đề án 01")
    return make_round(plan, name="Năm 2024", cut_off=LAST_DAY)


def days_told(person):
    """On which days from the last one a person was reminded."""
    return [(reminder.on - LAST_DAY).days for reminder in person.reminders.order_by("on")]


def subjects(person):
    return [notice.subject for notice in person.notices.order_by("at", "pk")]
