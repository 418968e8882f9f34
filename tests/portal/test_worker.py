"""F5: a task whose worker was killed is taken up again by another; nothing stays RUNNING for ever."""

import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django_tasks_db.models import DBTaskResult

from portal.models import WorkerPulse
from portal.worker import MOST_TRIES, PulsingWorker, sweep_tasks
from tests.portal.slow_tasks import broken, slow_once

NOW = datetime(2024, 11, 22, 1, 0, tzinfo=UTC)
BEAT = 0.5


def running(worker="dead", tries=1, **fields):
    return DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}},
        task_path="tests.portal.slow_tasks.broken",
        backend_name="default",
        status="RUNNING",
        run_after=NOW,
        started_at=NOW,
        worker_ids=["earlier"] * (tries - 1) + [worker],
        **fields,
    )


def alive(worker, until):
    return WorkerPulse.objects.create(worker_id=worker, alive_until=until)


@pytest.mark.django_db
def test_a_dead_workers_task_goes_back_to_the_queue():
    task = running()
    alive("dead", NOW)

    assert sweep_tasks(NOW) == 1
    task.refresh_from_db()
    assert (task.status, task.started_at, task.worker_ids) == ("READY", None, ["dead"])
    assert WorkerPulse.objects.count() == 0


@pytest.mark.django_db
def test_a_living_workers_task_is_left_with_it():
    task = running("well")
    alive("well", NOW + timedelta(seconds=1))

    assert sweep_tasks(NOW) == 0
    task.refresh_from_db()
    assert task.status == "RUNNING"


@pytest.mark.django_db
def test_a_task_that_kills_its_workers_fails_in_the_end():
    task = running(tries=MOST_TRIES)

    assert sweep_tasks(NOW) == 1
    task.refresh_from_db()
    assert (task.status, task.finished_at, task.traceback) == ("FAILED", NOW, "Its worker died 3 times.")


@pytest.mark.django_db
def test_old_results_are_forgotten():
    old, young = (running(worker="x") for _ in range(2))
    DBTaskResult.objects.filter(pk=old.pk).update(status="SUCCESSFUL", finished_at=NOW - timedelta(days=31))
    DBTaskResult.objects.filter(pk=young.pk).update(status="SUCCESSFUL", finished_at=NOW - timedelta(days=29))

    sweep_tasks(NOW)

    assert list(DBTaskResult.objects.values_list("pk", flat=True)) == [young.pk]


@pytest.mark.django_db(transaction=True)
def test_a_worker_does_what_waits_and_goes_on_after_a_mistake(tmp_path):
    diary = tmp_path / "diary"
    diary.write_text("began\n")
    failed, done, beats = broken.enqueue(), slow_once.enqueue(str(diary)), []

    PulsingWorker(batch=True, at_beat=beats.append).run()

    assert DBTaskResult.objects.get(pk=failed.id).status == "FAILED"
    assert DBTaskResult.objects.get(pk=done.id).status == "SUCCESSFUL"
    assert (len(beats), WorkerPulse.objects.count()) == (1, 0)


@pytest.mark.django_db(transaction=True)
def test_a_task_whose_worker_is_killed_is_done_by_another(tmp_path):
    diary = tmp_path / "diary"
    task = slow_once.enqueue(str(diary))
    first = started_worker()
    wait_until(diary.exists)

    os.killpg(first.pid, signal.SIGKILL)
    first.wait()
    assert DBTaskResult.objects.get(pk=task.id).status == "RUNNING"
    second = started_worker()
    try:
        wait_until(lambda: DBTaskResult.objects.get(pk=task.id).status == "SUCCESSFUL")
    finally:
        second.terminate()

    assert second.wait(timeout=20) == 0
    assert diary.read_text().split() == ["began", "began", "ended"]
    assert len(DBTaskResult.objects.get(pk=task.id).worker_ids) == 2


def started_worker():
    """`manage.py work` on the tests' own database."""
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        address = f"sqlite:///{database['NAME']}"
    else:
        who = ":".join(filter(None, [database["USER"], database["PASSWORD"]]))
        address = f"postgres://{who}@{database['HOST']}:{database['PORT']}/{database['NAME']}"
    command = [sys.executable, "manage.py", "work", "--beat", str(BEAT), "--settings", "tests.settings"]
    environment = {**os.environ, "DATABASE_URL": address, "PYTHONPATH": str(settings.BASE_DIR)}
    return subprocess.Popen(command, cwd=Path(settings.BASE_DIR), env=environment, start_new_session=True)


def wait_until(holds, seconds=60):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.1)
