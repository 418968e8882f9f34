"""Whose statements on tasks a person reads, and for whom he speaks.

Everybody reads the tasks of the plans that he may see: they stand in the paper. What was said of them is read by those
who hold the same task as an agency, by the holder's own people, and by whoever sits above it.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from plans.choices import ENTERING_ROLES, FIGURE_ROLES, PROVINCE_ROLES, Role
from plans.models import Agency, Plan, Seat, Task, TaskAgency
from plans.rules import carried_on_by, plans_visible_to, sitting_of
from plans.succession import UnitMap, current_map
from portal import clock
from portal.dates import VIET_NAM
from reporting.models import TaskStatement
from reporting.rules import Sight, figures_visible_to
from reporting.tasking.holders import AGENCY, UNION_KINDS, UNIT, Assignments, Holder, Party
from reporting.tasking.standing import Standing


@dataclass(frozen=True)
class Voice:
    """For whom a person states how tasks stand: by an officer's or head's seat, or for the province."""

    day: date
    unit_map: UnitMap
    units: frozenset[int]
    agencies: frozenset[int]
    province: frozenset[int]

    @property
    def is_silent(self) -> bool:
        """Whether the person holds nothing of his own."""
        return not (self.units or self.agencies)

    @property
    def units_and_forebears(self) -> set[int]:
        """The person's units, and those that ended in them."""
        return {pk for unit in self.units for pk in (unit, *self.unit_map.history(unit, self.day))}

    def speaks_for(self, holder: Holder) -> bool:
        """By a seat at the holder, at what carries it on, or, for an agency of the Union, at its unit."""
        if holder.party.kind == AGENCY and holder.party.pk in self.agencies:
            return True
        return holder.speaks_at is not None and self.unit_map.home(holder.speaks_at, self.day) in self.units

    def oversees(self, plan: Plan) -> bool:
        """Reviews or administers at the home of the plan's scope, and so may state for who has no seats."""
        return self.unit_map.home(plan.scope_id, self.day) in self.province


def voice_of(user, today: date) -> Voice:
    """The person's voice on a day."""
    sitting = sitting_of(user, today)
    agencies = sitting.agencies(ENTERING_ROLES)
    return Voice(
        today,
        current_map(),
        sitting.units(ENTERING_ROLES),
        carried_on_by(agencies, today) if agencies else frozenset(),
        sitting.units(PROVINCE_ROLES),
    )


def tasks_visible_to(user) -> QuerySet[Task]:
    """The tasks of the plans that a person may see."""
    return Task.objects.filter(plan__in=plans_visible_to(user))


def plans_with_tasks(user) -> QuerySet[Plan]:
    """The plans that a person may see and that give tasks, the newest first."""
    return plans_visible_to(user).filter(Exists(Task.objects.filter(plan=OuterRef("pk")))).select_related("scope")


@dataclass(frozen=True)
class TaskSight:
    """Whose statements a person reads. `shared`: the tasks that an agency of hers leads or helps with."""

    figures: Sight
    shared: frozenset[int]

    def covers(self, standing: Standing) -> bool:
        holder = standing.holder
        if holder.party.kind == UNIT:
            return holder.party.pk in self.figures.units
        own = holder.party.pk in self.figures.agencies or holder.at in self.figures.units
        return own or standing.task.pk in self.shared


def task_sight_of(user) -> TaskSight:
    """At most three queries."""
    return TaskSight(figures_visible_to(user), frozenset(_shared_with(user)))


def statements_visible_to(user) -> QuerySet[TaskStatement]:
    """The same as a query: the statements of whom `TaskSight` covers, in the plans that the person may see."""
    sight = task_sight_of(user)
    seen = Q(unit__in=sight.figures.units) | Q(agency__in=sight.figures.agencies)
    seen |= Q(agency__unit__in=sight.figures.units) | Q(agency__isnull=False, task__in=sight.shared)
    return TaskStatement.objects.filter(seen, task__in=tasks_visible_to(user))


def whole_boards_of(user) -> Callable[[Plan], bool]:
    """Of which plans the counts over all holders are shown: who sits at the home of the scope or above. Two queries."""
    today, sitting, units = clock.today(), sitting_of(user), current_map()
    reading = sitting.agencies({Role.READER})
    at = sitting.units(FIGURE_ROLES) | frozenset(
        Agency.objects.filter(pk__in=reading).order_by("pk").values_list("unit", flat=True)
    )
    return lambda plan: not at.isdisjoint(units.ancestors(plan.scope_id, today))


def without_seats(holders: Iterable[Holder], assignments: Assignments, today: date) -> set[Party]:
    """Of these holders those for whom nobody has an officer's or head's seat: the province states for them. One query."""
    speakers = {holder.party: _speakers(holder.party, assignments, today) for holder in holders}
    everybody = {party for parties in speakers.values() for party in parties}
    seats = Seat.objects.held_on(today).filter(
        Q(unit__in=_keys(everybody, UNIT)) | Q(agency__in=_keys(everybody, AGENCY)), role__in=ENTERING_ROLES
    )
    seated = {_place(unit, agency) for unit, agency in seats.order_by("pk").values_list("unit", "agency")}
    return {party for party, parties in speakers.items() if seated.isdisjoint(parties)}


def stated_instead(statements: Collection[TaskStatement], assignments: Assignments) -> set[int]:
    """Of these statements those that were not made by a seat of whom they speak of, but by the province. One query."""
    people = {statement.stated_by_id for statement in statements}
    seats = Seat.objects.filter(user__in=people, role__in=ENTERING_ROLES).order_by("pk")
    held = list(seats.values_list("user", "unit", "agency", "valid_from", "valid_to"))
    return {each.pk for each in statements if not _by_own_seat(each, held, assignments)}


def _by_own_seat(statement: TaskStatement, held: list[tuple], assignments: Assignments) -> bool:
    day = timezone.localdate(statement.stated_at, VIET_NAM)
    speakers = _speakers(_place(statement.unit_id, statement.agency_id), assignments, day)
    return any(
        user == statement.stated_by_id
        and _place(unit, agency) in speakers
        and (since is None or since <= day)
        and (until is None or day <= until)
        for user, unit, agency, since, until in held
    )


def _speakers(party: Party, assignments: Assignments, day: date) -> set[Party]:
    """Where a person may sit on a day who speaks for a unit or an agency."""
    if party.kind == UNIT:
        return {Party(UNIT, assignments.unit_map.home(party.pk, day))}
    if party.pk not in assignments.agencies:
        return {party}
    agency = assignments.followed(party.pk, day)[-1]
    of_union = {Party(UNIT, assignments.unit_map.home(agency.unit_id, day))} if agency.kind in UNION_KINDS else set()
    return {Party(AGENCY, agency.pk), *of_union}


def _place(unit: int | None, agency: int | None) -> Party:
    return Party(UNIT, unit) if unit else Party(AGENCY, agency)


def _keys(parties: Collection[Party], kind: str) -> list[int]:
    return [party.pk for party in parties if party.kind == kind]


def _shared_with(user) -> Iterable[int]:
    today, agencies = clock.today(), sitting_of(user).agencies(FIGURE_ROLES)
    if not agencies:
        return ()
    own = carried_on_by(agencies, today)
    return TaskAgency.objects.filter(agency__in=own).order_by("pk").values_list("task", flat=True)
