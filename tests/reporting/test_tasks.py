"""Whoever has no cron needs only the worker: it makes the day's run every hour of the day, and sends what is due."""

import signal
from datetime import date

import pytest
from django.core.management import call_command
from django_tasks_db.models import DBTaskResult

from portal.models import User
from reporting import tasks
from reporting.tasks import Timetable
from tests.builders import make_report
from tests.portal.mail_servers import mail_server
from tests.reporting.reminders_of_2024 import at, days_told, make_year

DAY = date(2024, 11, 22)


@pytest.fixture(autouse=True)
def signals_of_the_tests():
    """A worker in this process takes the signals over."""
    kept = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGQUIT)}
    yield
    for number, handler in kept.items():
        signal.signal(number, handler)


def queued():
    return sorted(path.rsplit(".", 1)[1] for path in DBTaskResult.objects.values_list("task_path", flat=True))


@pytest.mark.parametrize(
    ("hour", "found"),
    [(0, []), (6, []), (7, ["send_reminders_task"]), (19, ["send_reminders_task"]), (20, []), (23, [])],
)
def test_nobody_is_written_to_at_night(hour, found, db):
    Timetable()(at(DAY, hour))

    assert queued() == found


def test_the_run_is_made_again_after_an_hour_and_not_while_one_waits(db, monkeypatch):
    timetable, clock = Timetable(), [0.0]
    monkeypatch.setattr(tasks.time, "monotonic", lambda: clock[0])
    timetable(at(DAY, 8))
    DBTaskResult.objects.update(status="SUCCESSFUL")

    timetable(at(DAY, 8))
    assert queued() == ["send_reminders_task"]

    clock[0] = 3600.0
    timetable(at(DAY, 9))
    timetable(at(DAY, 9))
    assert queued() == ["send_reminders_task"] * 2


@pytest.mark.django_db(transaction=True)
def test_the_worker_alone_reminds_and_sends(world, hai_hau_officer, settings, on_day):
    on_day(DAY)
    settings.SAMPLE_DATABASE = False
    User.objects.filter(pk=hai_hau_officer.pk).update(email="lan@example.vn")
    make_report(make_year(world), world.hai_hau)

    with mail_server(settings) as server:
        tasks.send_reminders_task.enqueue()
        call_command("work", batch=True)
        Timetable()(at(DAY, 21))
        call_command("work", batch=True)

    assert (days_told(hai_hau_officer), len(server.taken)) == ([-7], 1)
    assert DBTaskResult.objects.exclude(status="SUCCESSFUL").count() == 0
