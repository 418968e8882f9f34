"""Pressing a report's buttons in tests: the shortest way to say who presses what, and what stands afterwards."""

from datetime import datetime, timedelta

from portal.dates import VIET_NAM
from reporting.models import Report, ReportEvent
from reporting.workflow import move_report

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=VIET_NAM)


def press(report, name, by, *, hours=0, **more):
    """A move so many hours after noon of 20/11/2024."""
    return move_report(report, name, by=by, now=NOON + timedelta(hours=hours), **more)


def stands(report):
    """The report as the database has it now."""
    return Report.objects.select_related("round").get(pk=report.pk)


def history(report):
    return [(event.move, event.from_state, event.to_state) for event in ReportEvent.objects.filter(report=report)]
