"""Whether a report came in time, for the years' account. Units that are no more are never late and never missing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from plans.choices import Reporter
from plans.succession import UnitMap
from portal.dates import VIET_NAM
from reporting.deadlines import days_late, is_overdue
from reporting.models import Report


class Arrival(StrEnum):
    """How a report of a past round came. Only the first three are counted in rates."""

    ON_TIME = "on_time"
    LATE = "late"
    MISSING = "missing"
    WAITING = "waiting"
    IMPORTED = "imported"
    GONE = "gone"


JUDGED = {Arrival.ON_TIME, Arrival.LATE, Arrival.MISSING}


@dataclass(frozen=True)
class Came:
    """How one report came, and by how many days too late."""

    arrival: Arrival
    days: int = 0


@dataclass(frozen=True)
class Punctuality:
    """Of so many judged reports so many came in time, so late, or not at all."""

    on_time: int = 0
    late: int = 0
    missing: int = 0

    @property
    def judged(self) -> int:
        return self.on_time + self.late + self.missing

    @property
    def percent(self) -> int | None:
        """Rounded down; None where nothing is judged."""
        return self.on_time * 100 // self.judged if self.judged else None


def came(report: Report, units: UnitMap, now: datetime) -> Came:
    """How a report came. Needs its round.

    Taken in from old figures, nobody knows when it came. What a unit that is no more never handed in is not missing, and what
    came too late after its end is not late: whoever carries it on does that besides its own report.
    """
    if report.is_imported:
        return Came(Arrival.IMPORTED)
    if _is_excused(report, units, now):
        return Came(Arrival.GONE)
    if report.first_submitted_at:
        late = days_late(report)
        return Came(Arrival.LATE, late) if late else Came(Arrival.ON_TIME)
    return Came(Arrival.MISSING if is_overdue(report, now) else Arrival.WAITING)


def punctuality_of(arrivals: Iterable[Came]) -> Punctuality:
    arrivals = [one.arrival for one in arrivals]
    return Punctuality(*(arrivals.count(kind) for kind in (Arrival.ON_TIME, Arrival.LATE, Arrival.MISSING)))


def _is_excused(report: Report, units: UnitMap, now: datetime) -> bool:
    ended = units.ended_on(report.unit_id) if report.reporter == Reporter.UNIT else None
    if ended is None:
        return False
    if report.first_submitted_at is None:
        return ended < timezone.localdate(now, VIET_NAM)
    return days_late(report) > 0 and ended < timezone.localdate(report.first_submitted_at, VIET_NAM)
