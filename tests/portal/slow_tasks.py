"""Tasks for the worker's tests: each tells in a file that it began and that it ended."""

import time
from pathlib import Path

from django_tasks import task


@task()
def slow_once(file: str) -> str:
    """Takes for ever the first time, and no time the second."""
    diary = Path(file)
    began_before = diary.exists()
    with diary.open("a") as page:
        page.write("began\n")
    if not began_before:
        time.sleep(600)
    with diary.open("a") as page:
        page.write("ended\n")
    return "done"


@task()
def broken() -> None:
    """Has a mistake."""
    raise ValueError("no")
