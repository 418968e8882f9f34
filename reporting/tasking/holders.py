"""Whom a task lies on, on a day: agencies, every unit of a level, or some units; carried on by what they became.

An agency that ended is followed to its successor; where none is named, its unit's home takes the task over. A unit that
merged is followed to what it became; after a split the lowest unit that contains its successors takes it over. Where a
level has no units on the day, a level below the reporting one is answered for by the reporting units, which contain it;
a level that has ended (the districts from 1/7/2025) by the home of the plan's scope, until the plan is amended or names
an agency that carries the task on at the new level.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from plans.choices import AgencyKind, Involvement, UnitLevel
from plans.models import Agency, Task, TaskAgency
from plans.succession import UnitMap, current_map

UNIT, AGENCY = "unit", "agency"
DEPTH = {level: depth for depth, level in enumerate(UnitLevel.values)}
UNION_KINDS = {AgencyKind.UNION, AgencyKind.UNION_BODY}


class Party(NamedTuple):
    """A unit or an agency, by its primary key."""

    kind: str
    pk: int


@dataclass(frozen=True)
class Holder:
    """Who has to do a task, or helps with it, on a day.

    `at`: the unit where the holder sits. `speaks_at`: the unit whose officers speak for it, where it is a unit or an
    agency of the Union; other agencies have seats of their own. `lines`: how each of those whom the plan names came to
    this one, from the named on; whom the plan names itself has a line of its own.
    """

    party: Party
    leads: bool
    at: int
    speaks_at: int | None
    lines: tuple[tuple[Party, ...], ...]

    @property
    def carries(self) -> tuple[Party, ...]:
        """Whose part it took over: those whom the plan names."""
        return tuple(line[0] for line in self.lines if line[0] != self.party)


@dataclass(frozen=True)
class Assignments:
    """What the plans say of some tasks, read once. `agencies` holds all that are named, with their successors."""

    unit_map: UnitMap
    agencies: Mapping[int, Agency]
    rows: Mapping[int, list[tuple[int, str]]]
    chosen: Mapping[int, list[int]]

    def holders(self, task: Task, day: date) -> tuple[Holder, ...]:
        """Who holds a task on a day, each once: agencies in the paper's order, then units in official order. Needs `task.plan`.

        Who both leads and helps, leads. A task of which the paper names partners only is led by them.
        """
        found: dict[Party, Holder] = {}
        for holder in self._all(task, day):
            first = found.setdefault(holder.party, holder)
            if first is not holder and first.leads == holder.leads:
                joined = tuple(dict.fromkeys([*first.lines, *holder.lines]))
                found[holder.party] = replace(first, lines=joined)
        holders = tuple(found.values())
        if any(holder.leads for holder in holders):
            return holders
        return tuple(replace(holder, leads=True) for holder in holders)

    def followed(self, pk: int, day: date) -> list[Agency]:
        """An agency and what it became up to a day: the last one works then, unless it ended and no successor is named."""
        line = [self.agencies[pk]]
        while _has_ended(line[-1], day) and line[-1].successor_id:
            successor = self.agencies[line[-1].successor_id]
            if successor in line:
                break
            line.append(successor)
        return line

    def _all(self, task, day) -> Iterator[Holder]:
        """Leaders first."""
        for involvement in Involvement.LEAD, Involvement.PARTNER:
            leads = involvement == Involvement.LEAD
            for agency, part in self.rows.get(task.pk, ()):
                if part == involvement:
                    yield from self._of_agency(task, agency, leads, day)
            if leads and task.each_level:
                yield from self._at_level(task, task.each_level, day)
            if leads:
                yield from (self._of_unit(unit, day) for unit in self.chosen.get(task.pk, ()))

    def _of_agency(self, task, pk, leads, day) -> Iterator[Holder]:
        followed = self.followed(pk, day)
        agency, line = followed[-1], tuple(Party(AGENCY, each.pk) for each in followed)
        if _has_ended(agency, day):
            home = self.unit_map.home(agency.unit_id, day)
            yield Holder(Party(UNIT, home), leads, home, home, ((*line, Party(UNIT, home)),))
        elif agency.each_level:
            within = self.unit_map.home(agency.unit_id, day)
            yield from self._at_level(task, agency.each_level, day, within=within, leads=leads)
        else:
            speaks_at = agency.unit_id if agency.kind in UNION_KINDS else None
            yield Holder(line[-1], leads, agency.unit_id, speaks_at, (line,))

    def _at_level(self, task, level, day, *, within=None, leads=True) -> Iterator[Holder]:
        units, plan = self.unit_map, task.plan
        named = units.territory(plan.scope_id, day, plan.scope_as_of, level)
        covered = [pk for pk in named if within is None or units.contains(within, pk, day)]
        for pk in covered or self._instead_of(level, plan, day):
            yield Holder(Party(UNIT, pk), leads, pk, pk, ((Party(UNIT, pk),),))

    def _instead_of(self, level, plan, day) -> list[int]:
        """Who answers for a level that has no units on the day."""
        units = self.unit_map
        reporting = units.territory(plan.scope_id, day, plan.scope_as_of)
        if reporting and DEPTH[level] > DEPTH[units.level(reporting[0])]:
            return reporting
        return [units.home(plan.scope_id, day)]

    def _of_unit(self, pk, day) -> Holder:
        units, line = self.unit_map, [pk]
        home = units.home(pk, day)
        while line[-1] != home:
            line.append(units.whole_successor(line[-1]) or home)
        return Holder(Party(UNIT, home), True, home, home, (tuple(Party(UNIT, each) for each in line),))


def read_assignments(tasks: Collection[int]) -> Assignments:
    """Whom these tasks lie on, in four queries and the map of the units."""
    rows, chosen = defaultdict(list), defaultdict(list)
    named = TaskAgency.objects.filter(task__in=tasks).order_by("task", "order", "pk")
    for task, agency, involvement in named.values_list("task", "agency", "involvement"):
        rows[task].append((agency, involvement))
    units = Task.units.through.objects.filter(task__in=tasks).order_by("unit__code", "unit")
    for task, unit in units.values_list("task", "unit"):
        chosen[task].append(unit)
    reached = _with_successors({agency for parts in rows.values() for agency, _ in parts})
    return Assignments(current_map(), Agency.objects.in_bulk(reached), rows, chosen)


def _has_ended(agency: Agency, day: date) -> bool:
    return agency.valid_to is not None and agency.valid_to < day


def _with_successors(agencies: set[int]) -> set[int]:
    went_into = dict(Agency.objects.filter(successor__isnull=False).order_by("pk").values_list("pk", "successor"))
    found, waiting = set(), list(agencies)
    while waiting:
        agency = waiting.pop()
        if agency not in found:
            found.add(agency)
            waiting += [went_into[agency]] if agency in went_into else []
    return found
