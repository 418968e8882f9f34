"""Who may: what a seat gives, and which plans a person sees. Who may do what with a report is reporting's `rules`.

A seat gives its role at its unit or agency, between its days, and only while that unit or agency exists: after a
reorganisation the new unit's people get seats of their own.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from plans.choices import ENTERING_ROLES, FIGURE_ROLES, PROVINCE_ROLES, Role, UnitLevel
from plans.models import (
    Agency,
    DutyRecipient,
    Goal,
    Plan,
    PlanDraft,
    PlanIssuer,
    ReportingDuty,
    Seat,
    TaskAgency,
)
from plans.succession import UnitMap, current_map
from portal import clock

# Whoever works with plans. The system administrator looks after accounts and sees neither plans nor figures.
WORKING_ROLES = frozenset(Role) - {Role.SYSTEM}


class HeldSeat(NamedTuple):
    """A seat in force: either the unit's or the agency's primary key is there. `acting`: for somebody who is away."""

    role: str
    unit: int | None
    agency: int | None
    acting: bool = False


@dataclass(frozen=True)
class Sitting:
    """What a person holds on a day."""

    day: date
    seats: tuple[HeldSeat, ...] = ()

    def holds(self, *roles: str) -> bool:
        """Whether the person has one of these roles anywhere."""
        return any(seat.role in roles for seat in self.seats)

    def units(self, roles: Collection[str]) -> frozenset[int]:
        """The units where the person has one of these roles."""
        return frozenset(seat.unit for seat in self.seats if seat.unit and seat.role in roles)

    def agencies(self, roles: Collection[str]) -> frozenset[int]:
        """The agencies where the person has one of these roles; for what they carry on see `carried_on_by`."""
        return frozenset(seat.agency for seat in self.seats if seat.agency and seat.role in roles)

    @property
    def province_units(self) -> frozenset[int]:
        """The units whose rounds the person reviews or administers."""
        return self.units(PROVINCE_ROLES)


# From when and to when the seat's unit is there, or its agency: a seat has one of the two.
HOME_DAYS = ("unit__valid_from", "unit__valid_to", "agency__valid_from", "agency__valid_to")


def sitting_of(user, day: date | None = None) -> Sitting:
    """What the person holds on a day (default: today). One query, then remembered on the user object.

    Nobody and a closed account hold nothing.
    """
    day = day or clock.today()
    if not user.is_authenticated or user.is_closed_on(day):
        return Sitting(day)
    remembered = user.__dict__.setdefault("_sittings", {})
    if day not in remembered:
        seats = Seat.objects.held_on(day).filter(user=user).order_by("pk")
        rows = seats.values_list("role", "unit_id", "agency_id", "acting_for_id", *HOME_DAYS)
        held = (
            HeldSeat(*seat, acting=acting_for is not None)
            for *seat, acting_for, unit_first, unit_last, agency_first, agency_last in rows
            if _lasts(unit_first or agency_first, unit_last or agency_last, day)
        )
        remembered[day] = Sitting(day, tuple(held))
    return remembered[day]


def _lasts(first: date | None, last: date | None, day: date) -> bool:
    return (first is None or first <= day) and (last is None or day <= last)


# --- Tests for portal.access.allow: who may open a page at all --------------------------------------------------------


def enters(user) -> bool:
    """Types figures: an officer or a head."""
    return sitting_of(user).holds(*ENTERING_ROLES)


def heads(user) -> bool:
    """Submits and takes back."""
    return sitting_of(user).holds(Role.HEAD)


def reviews(user) -> bool:
    """Accepts and returns."""
    return sitting_of(user).holds(Role.REVIEWER)


def administers(user) -> bool:
    """Opens rounds, extends, reopens, changes units, issues."""
    return sitting_of(user).holds(Role.ADMINISTRATOR)


def reads_figures(user) -> bool:
    """Sees accepted figures: every role but the system administrator's."""
    return sitting_of(user).holds(*FIGURE_ROLES)


def runs_system(user) -> bool:
    """Looks after accounts and seats."""
    return sitting_of(user).holds(Role.SYSTEM)


def works_here(user) -> bool:
    """Has any seat that is not the system administrator's."""
    return sitting_of(user).holds(*WORKING_ROLES)


def writes_plans(user) -> bool:
    """Writes, amends and publishes plans: an administrator of a province."""
    return administers(user)


# --- Who administers a province, and writes its plans -----------------------------------------------------------------


def may_administer(user, province_id: int, today: date | None = None) -> bool:
    """Open and reopen, set days, share targets out: an administrator at the home of that province."""
    today = today or clock.today()
    return current_map().home(province_id, today) in sitting_of(user, today).units({Role.ADMINISTRATOR})


def may_write_for(user, unit_id: int, today: date | None = None) -> bool:
    """Write, publish or discard a plan of a province or of a unit in it: who may administer the province above it."""
    today = today or clock.today()
    return province_above(unit_id, today) in sitting_of(user, today).units({Role.ADMINISTRATOR})


def province_above(unit_id: int, day: date, unit_map: UnitMap | None = None) -> int:
    """The province in which a unit lies on a day, wherever it went meanwhile; a unit above all provinces is its own.

    Who asks for many units gives the map.
    """
    unit_map = unit_map or current_map()
    home = unit_map.home(unit_id, day)
    found = (unit for unit in (home, *unit_map.ancestors(home, day)) if unit_map.level(unit) == UnitLevel.PROVINCE)
    return next(found, home)


def drafts_visible_to(user) -> QuerySet[PlanDraft]:
    """The drafts of the provinces whose plans a person writes; nobody else sees what is not published."""
    sitting = sitting_of(user)
    units = sitting.units({Role.ADMINISTRATOR})
    drafted = (
        PlanDraft.objects.order_by("province_id").values_list("province_id", flat=True).distinct() if units else []
    )
    return PlanDraft.objects.filter(province__in=[pk for pk in drafted if province_above(pk, sitting.day) in units])


# --- Which plans a person sees ----------------------------------------------------------------------------------------


def plans_visible_to(user) -> QuerySet[Plan]:
    """The plans of whoever sits at the home of a plan's scope, above it, in its territory today, or at one of its agencies.

    The number of queries depends on neither plans nor units.
    """
    sitting = sitting_of(user)
    units, agencies = sitting.units(WORKING_ROLES), sitting.agencies(WORKING_ROLES)
    seen = Q(pk__in=_plans_seen_from(units, sitting.day) if units else [])
    if agencies:
        seen |= _takes_part(carried_on_by(agencies, sitting.day))
    return Plan.objects.filter(seen)


def carried_on_by(agencies: Collection[int], day: date) -> frozenset[int]:
    """These agencies and all that had gone into them by the day (merged, renamed), in one query."""
    ended = Agency.objects.filter(successor__isnull=False, valid_to__lt=day)
    went_into = ended.order_by("pk").values_list("pk", "successor_id")
    predecessors: dict[int, list[int]] = {}
    for agency, successor in went_into:
        predecessors.setdefault(successor, []).append(agency)
    found: set[int] = set()
    waiting = list(agencies)
    while waiting:
        agency = waiting.pop()
        if agency not in found:
            found.add(agency)
            waiting.extend(predecessors.get(agency, ()))
    return frozenset(found)


def _plans_seen_from(seats: frozenset[int], day: date) -> list[int]:
    unit_map = current_map()
    scopes = Plan.objects.order_by("pk").values_list("pk", "scope_id", "scope_as_of")
    return [plan for plan, scope, as_of in scopes if _concerns(unit_map, scope, as_of, seats, day)]


def _concerns(unit_map: UnitMap, scope: int, as_of: date, seats: frozenset[int], day: date) -> bool:
    """Whether a plan's scope has one of the units at its home, above it, in its territory, or below a unit of that."""
    if not seats.isdisjoint(unit_map.ancestors(scope, day)):
        return True  # without going through a country's units
    territory = frozenset(unit_map.territory(scope, day, as_of))
    at_or_above = {above for unit in territory for above in unit_map.ancestors(unit, day)}
    return not seats.isdisjoint(at_or_above) or any(
        not territory.isdisjoint(unit_map.ancestors(seat, day)) for seat in seats
    )


def _takes_part(agencies: frozenset[int]) -> Q:
    """Plans in which one of the agencies issues, leads or helps with a task, gives figures, or receives or passes on reports."""
    rows = [
        PlanIssuer.objects.filter(agency__in=agencies).values("plan"),
        TaskAgency.objects.filter(agency__in=agencies).values("task__plan"),
        Goal.objects.filter(agencies__in=agencies).values("plan"),
        DutyRecipient.objects.filter(agency__in=agencies).values("duty__plan"),
        ReportingDuty.objects.filter(via__in=agencies).values("plan"),
    ]
    return Q(*(("pk__in", plans) for plans in rows), _connector=Q.OR)
