"""CPU time of a work beside that of its bare limit, taken in turns in one process of its own.

What processes that they start take counts too.
"""

import gc
import multiprocessing
import resource
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass

from django.db import connection

PAIRS = 5
SLOW_MS = 20_000  # above it one pair has to do, and says so


@dataclass(frozen=True)
class Case:
    """A work and its limit: both do it once and give anything. `reset` undoes what either wrote, unmeasured."""

    work: Callable[[], object]
    limit: Callable[[], object]
    reset: Callable[[], object] = lambda: None


@dataclass(frozen=True)
class Measurement:
    """The medians of `pairs` pairs; the ratio is that of the medians. `peak_mb` is the highest memory of a process."""

    name: str
    size: int
    database: str
    cpu_ms: float
    limit_ms: float
    ratio: float
    queries: int
    peak_mb: float
    pairs: int


class Statements:
    """The statements that a work sends, to be sent again bare: the same SQL by hand."""

    def __init__(self):
        self.sent = []

    def __call__(self, execute, sql, params, many, context):
        self.sent.append((sql, params))
        return execute(sql, params, many, context)

    def replay(self) -> None:
        with connection.cursor() as cursor:
            for sql, params in self.sent:
                cursor.execute(sql, params)
                if cursor.description:
                    cursor.fetchall()


def statements_of(work: Callable[[], object]) -> Statements:
    statements = Statements()
    with connection.execute_wrapper(statements):
        work()
    return statements


def measure(name: str, size: int, prepare: Callable[[], Case]) -> Measurement:
    """Measure one case in a child process, so that its peak memory is its own."""
    connection.close()
    receiver, sender = multiprocessing.get_context("fork").Pipe(duplex=False)
    child = multiprocessing.get_context("fork").Process(target=_measure_in_child, args=(sender, name, size, prepare))
    child.start()
    sender.close()
    try:
        return Measurement(**receiver.recv())
    except EOFError:
        child.join()
        raise SystemExit(f"{name} at {size} units ended with {child.exitcode}") from None
    finally:
        child.join()


def _measure_in_child(sender, name, size, prepare):
    case, statements = prepare(), Statements()

    def timed(run):
        spent = _cpu_ms(run)
        case.reset()
        return spent

    with connection.execute_wrapper(statements):
        first = _cpu_ms(case.work)
    case.reset()
    is_slow = first > SLOW_MS
    # A work that takes seconds has warmed itself up.
    works, limits = [first if is_slow else timed(case.work)], [timed(case.limit)]
    while len(works) < PAIRS and not is_slow:
        works.append(timed(case.work))
        limits.append(timed(case.limit))
    cpu_ms, limit_ms = statistics.median(works), statistics.median(limits)
    measurement = Measurement(
        name=name,
        size=size,
        database=connection.vendor,
        cpu_ms=round(cpu_ms, 1),
        limit_ms=round(limit_ms, 1),
        ratio=round(cpu_ms / limit_ms, 2),
        queries=len(statements.sent),
        peak_mb=_peak_mb(),
        pairs=len(works),
    )
    sender.send(asdict(measurement))
    sender.close()


def _cpu_ms(run):
    gc.collect()
    begun = _cpu_seconds()
    run()
    return (_cpu_seconds() - begun) * 1000


def _cpu_seconds():
    started = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + started.ru_utime + started.ru_stime


def _peak_mb():
    """Of the process or of the greatest that it started."""
    started = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with open("/proc/self/status", encoding="ascii") as status:
        highest = next(line for line in status if line.startswith("VmHWM"))
    return round(max(int(highest.split()[1]), started) / 1024, 1)
