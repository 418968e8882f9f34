"""Whose seats and accounts a person looks after (docs/domain.md, "Who may"; docs/decisions.md, "Seats are given one level down").

The system administrator: all. The administrator of a province: officers, heads, reviewers and readers of its units and
agencies. The head of a unit or agency: its officers, and who stands in for its head. Who stands in for a head seats nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from plans.choices import PROVINCE_ROLES, Role, UnitLevel
from plans.models import Agency, Seat, Unit
from plans.rules import runs_system, sitting_of
from plans.succession import UnitMap, current_map
from portal import clock
from portal.access import system_administrator
from portal.models import User

SEATED_BY_PROVINCE = frozenset({Role.OFFICER, Role.HEAD, Role.REVIEWER, Role.READER})
SEATED_BY_HEAD = frozenset({Role.OFFICER})
UNIT, AGENCY = "don-vi", "co-quan"


@dataclass(frozen=True)
class Place:
    """Where people sit: a unit, or an agency of one. `kind` and `pk` are its address."""

    unit: Unit
    agency: Agency | None = None

    def __str__(self):
        return str(self.agency or self.unit)

    @property
    def kind(self) -> str:
        return AGENCY if self.agency else UNIT

    @property
    def pk(self) -> int:
        return (self.agency or self.unit).pk

    @property
    def of_seat(self) -> dict:
        """The two fields of a seat here."""
        return {"unit": None, "agency": self.agency} if self.agency else {"unit": self.unit, "agency": None}

    @property
    def roles(self) -> frozenset[str]:
        """The roles that mean something here: a province reviews, the whole country keeps accounts."""
        beside = {UnitLevel.PROVINCE: PROVINCE_ROLES, UnitLevel.COUNTRY: {Role.SYSTEM}}
        everywhere = {Role.OFFICER, Role.HEAD, Role.READER}
        return frozenset(everywhere | (set() if self.agency else beside.get(self.unit.level, set())))


@dataclass(frozen=True)
class Reach:
    """What one person looks after on a day; `below`: the units at and below the provinces that the person administers."""

    day: date
    everything: bool = False
    below: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()
    agencies: frozenset[int] = frozenset()

    def roles_at(self, place: Place) -> frozenset[str]:
        """The roles that the person may give, hand over and end at a place."""
        if self.everything:
            return place.roles
        if place.unit.pk in self.below:
            return place.roles & SEATED_BY_PROVINCE
        return SEATED_BY_HEAD if self.is_own(place) else frozenset()

    def is_own(self, place: Place) -> bool:
        """Whether the person heads this very place."""
        return place.agency.pk in self.agencies if place.agency else place.unit.pk in self.units

    def covers(self, place: Place) -> bool:
        """Whether the person sees who sits there."""
        return bool(self.roles_at(place))

    def names_stand_in(self, seat: Seat) -> bool:
        """Whether the person may say who stands in for this seat: a head also for the head's."""
        place = place_of(seat)
        return seat.role in self.roles_at(place) or (seat.role == Role.HEAD and self.is_own(place))

    def manages(self, seat: Seat) -> bool:
        """Whether the person may end this seat. Needs unit, agency and the agency's unit to be fetched with it."""
        return self.names_stand_in(seat) if seat.acting_for_id else seat.role in self.roles_at(place_of(seat))


def keeps_accounts(user) -> bool:
    """Whether the person looks after all accounts."""
    return system_administrator(user) or runs_system(user)


def staffs(user) -> bool:
    """Whether the person looks after any seats: for portal.access.allow."""
    return keeps_accounts(user) or any(
        seat.role == Role.ADMINISTRATOR or (seat.role == Role.HEAD and not seat.acting)
        for seat in sitting_of(user).seats
    )


def reach_of(user, day: date | None = None) -> Reach:
    """What the person looks after on a day (default: today)."""
    day = day or clock.today()
    if keeps_accounts(user):
        return Reach(day, everything=True)
    sitting = sitting_of(user, day)
    headed = [seat for seat in sitting.seats if seat.role == Role.HEAD and not seat.acting]
    provinces = sitting.units({Role.ADMINISTRATOR})
    return Reach(
        day,
        below=frozenset(descendants(current_map(), provinces, day)) if provinces else frozenset(),
        units=frozenset(seat.unit for seat in headed if seat.unit),
        agencies=frozenset(seat.agency for seat in headed if seat.agency),
    )


def place_of(seat: Seat) -> Place:
    """Where a seat is. Needs its unit, agency and the agency's unit."""
    return Place(seat.agency.unit, seat.agency) if seat.agency_id else Place(seat.unit)


def descendants(unit_map: UnitMap, pks: Iterable[int], day: date) -> list[int]:
    """These units and all below them on a day, from the top down, in official order."""
    found, waiting = [], list(reversed(list(pks)))
    while waiting:
        pk = waiting.pop()
        found.append(pk)
        waiting.extend(reversed(unit_map.children(pk, day)))
    return found


def seats_visible_to(user) -> QuerySet[Seat]:
    """All seats, of all times, at the places that the person looks after."""
    reach = reach_of(user)
    seats = Seat.objects.select_related("user", "unit", "agency__unit", "acting_for__user")
    if reach.everything:
        return seats
    units = reach.below | reach.units
    here = Q(unit__in=units) | Q(agency__unit__in=reach.below) | Q(agency__in=reach.agencies)
    return seats.filter(here)


def units_visible_to(user) -> QuerySet[Unit]:
    """The units of today whose people the person looks after."""
    reach = reach_of(user)
    units = Unit.objects.alive_on(reach.day)
    return units if reach.everything else units.filter(pk__in=reach.below | reach.units)


def agencies_visible_to(user) -> QuerySet[Agency]:
    """The agencies of today whose people the person looks after; not those that stand for one in each unit of a level."""
    reach = reach_of(user)
    agencies = Agency.objects.alive_on(reach.day).filter(each_level="").select_related("unit")
    if reach.everything:
        return agencies
    return agencies.filter(Q(unit__in=reach.below) | Q(pk__in=reach.agencies))


def people_visible_to(user) -> QuerySet[User]:
    """Everybody who sits or has sat at those places; for the system administrator, everybody."""
    if reach_of(user).everything:
        return User.objects.all()
    return User.objects.filter(pk__in=seats_visible_to(user).values("user"))


def looks_after(user, person: User, day: date | None = None) -> bool:
    """Whether the person may close an account, or make a new way in to it: only who manages every seat it has.

    Else a head could take over the account of somebody who is more elsewhere. Of an account without seats, those that it had
    decide.
    """
    reach = reach_of(user, day)
    if reach.everything:
        return True
    seats = list(Seat.objects.filter(user=person).select_related("unit", "agency__unit"))
    lasting = [seat for seat in seats if seat.valid_to is None or seat.valid_to >= reach.day]
    decisive = lasting or seats
    return not person.is_staff and bool(decisive) and all(reach.manages(seat) for seat in decisive)
