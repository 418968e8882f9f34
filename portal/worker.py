"""The background worker: django-tasks-db's own, with a pulse, so that a task whose worker died is taken up again (F5).

django-tasks-db leaves such a task RUNNING for ever. Here every worker writes a pulse; whoever is alive gives the tasks of
one that is not back to the queue. So a task may run twice: each must come to the same end when it does.
"""

import logging
import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import InterfaceError, OperationalError, close_old_connections, transaction
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from portal import clock
from portal.models import WorkerPulse

BEAT = 15.0
# So many beats may be missed before a worker counts as dead.
MISSED_BEATS = 4
MOST_TRIES = 3
KEPT = timedelta(days=30)

logger = logging.getLogger(__name__)


class PulsingWorker(Worker):
    """Runs tasks one after the other, and beside them beats: pulse, sweep, and whatever `at_beat(now)` does."""

    def __init__(self, *, beat: float = BEAT, batch: bool = False, at_beat: Callable[[datetime], None]):
        super().__init__(
            queue_names=["*"],
            interval=min(beat, 2),
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=get_random_string(32),
            excluded_queue_names=[],
        )
        self.beat, self.at_beat, self.stopping = beat, at_beat, threading.Event()

    def run(self) -> None:
        self.beat_once()  # before the first task is taken, so that nobody takes it for a dead one's
        threading.Thread(target=self._keep_beating, daemon=True).start()
        try:
            super().run()
        finally:
            self.stopping.set()
        WorkerPulse.objects.filter(worker_id=self.worker_id).delete()

    def beat_once(self) -> None:
        now = clock.now()
        alive_until = now + timedelta(seconds=self.beat * MISSED_BEATS)
        WorkerPulse.objects.update_or_create(worker_id=self.worker_id, defaults={"alive_until": alive_until})
        sweep_tasks(now)
        self.at_beat(now)

    def _keep_beating(self):
        try:
            while not self.stopping.wait(self.beat):
                self._beat_if_database_is_there()
        finally:
            if not self.stopping.is_set():
                # Without a pulse others would run its tasks too: whoever supervises it starts a new one.
                os.kill(os.getpid(), signal.SIGTERM)

    def _beat_if_database_is_there(self):
        close_old_connections()
        try:
            self.beat_once()
        except (OperationalError, InterfaceError):
            logger.warning("The database is away; the worker goes on trying", exc_info=True)
        finally:
            close_old_connections()


def sweep_tasks(now: datetime) -> int:
    """Give the running tasks of dead workers back to the queue, and say how many; after three tries they have failed.

    Finished tasks are forgotten after 30 days, workers when they are dead and nothing of theirs runs.
    """
    alive = set(WorkerPulse.objects.filter(alive_until__gt=now).values_list("worker_id", flat=True))
    orphans = [task for task in DBTaskResult.objects.running() if task.worker_ids[-1] not in alive]
    swept = sum(_back_to_the_queue(task, now) for task in orphans)
    WorkerPulse.objects.filter(alive_until__lte=now).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    return swept


@transaction.atomic
def _back_to_the_queue(task, now):
    """Only while it is still the same try: another worker may sweep at the same time."""
    same = DBTaskResult.objects.running().filter(pk=task.pk, started_at=task.started_at)
    if len(task.worker_ids) < MOST_TRIES:
        return same.update(status="READY", started_at=None)
    return same.update(
        status="FAILED",
        finished_at=now,
        exception_class_path="portal.worker.WorkerDied",
        traceback=f"Its worker died {MOST_TRIES} times.",
    )
