"""What the background worker does, for whoever has no cron: the day's run and the outbox. Each may run twice without harm."""

import time
from datetime import datetime

from django.utils import timezone
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from portal import clock
from portal.dates import VIET_NAM
from portal.models import OutgoingMail
from portal.outbox import mail_is_set_up, send_due
from reporting.daily import run_day, words_of_sending

# Nobody is written to at night; within the day the run is made again every hour, in case one was missed.
FIRST_HOUR, LAST_HOUR = 7, 20
AN_HOUR = 60 * 60


@task()
def send_reminders_task() -> list[str]:
    """The daily run."""
    return run_day(clock.now())


@task()
def send_mail_task() -> str:
    """What is due in the outbox."""
    return words_of_sending(send_due(clock.now()))


class Timetable:
    """What a worker puts into the queue by itself. One may do it beside another: what runs twice does nothing the second time."""

    def __init__(self):
        self._next_run = 0.0

    def __call__(self, now: datetime) -> None:
        hour = timezone.localtime(now, VIET_NAM).hour
        if (
            FIRST_HOUR <= hour < LAST_HOUR
            and time.monotonic() >= self._next_run
            and not _is_queued(send_reminders_task)
        ):
            self._next_run = time.monotonic() + AN_HOUR
            send_reminders_task.enqueue()
        if OutgoingMail.objects.due(now).exists() and mail_is_set_up() and not _is_queued(send_mail_task):
            send_mail_task.enqueue()


def _is_queued(which):
    return DBTaskResult.objects.filter(task_path=which.module_path, status__in=["READY", "RUNNING"]).exists()
