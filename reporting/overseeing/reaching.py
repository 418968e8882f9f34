"""Whom a reminder of a round will reach, before it is sent: who owes, who sits there, who was told today already."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from portal.dates import VIET_NAM
from reporting.addressees import Addressees
from reporting.models import Reminder, Report
from reporting.reminding import owed_reports, people_owing


@dataclass(frozen=True)
class Reached:
    """One report that is still owed: who is told of it, and who of them was told today and is not told again.

    `in_place`: nobody sits at the reporter, so that the province's administrators are told.
    """

    report: Report
    people: tuple[str, ...]
    told_today: tuple[str, ...]
    in_place: bool


@dataclass(frozen=True)
class Reach:
    """What a reminder does: the reports with somebody to tell, those of which everybody was told today, those with nobody."""

    reached: tuple[Reached, ...]
    already: tuple[Reached, ...]
    nobody: tuple[Report, ...]

    @property
    def reports(self) -> list[Report]:
        """All that is still owed, whether somebody is told of it or not: reminding says of each why not."""
        return [*(one.report for one in (*self.reached, *self.already)), *self.nobody]


def reach_of(reports: Iterable[Report], now: datetime) -> Reach:
    """Of these reports those that are still owed, as reminding.remind would tell of them. A fixed number of queries."""
    chosen, today = list(reports), timezone.localdate(now, VIET_NAM)
    wanted = {report.pk for report in chosen}
    owed = [one for one in owed_reports(now, chosen) if one.report.pk in wanted]
    addressees, told = Addressees(today), defaultdict(set)
    for report, person in Reminder.objects.filter(report__in=wanted, on=today).order_by().values_list("report", "user"):
        told[report].add(person)
    reached, already, nobody = [], [], []
    for one in owed:
        people = people_owing(one, addressees)
        waiting = tuple(str(person) for person in people if person.pk not in told[one.report.pk])
        before = tuple(str(person) for person in people if person.pk in told[one.report.pk])
        if not people:
            nobody.append(one.report)
        else:
            in_place = not (addressees.officers(one.report) or addressees.heads(one.report))
            (reached if waiting else already).append(Reached(one.report, waiting, before, in_place))
    return Reach(tuple(reached), tuple(already), tuple(nobody))
