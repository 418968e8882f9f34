"""Places with their people, as the list shows them."""

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Q

from plans.choices import Role, UnitLevel
from plans.models import Seat
from plans.staffing.rights import (
    Place,
    agencies_visible_to,
    descendants,
    reach_of,
    seats_visible_to,
    units_visible_to,
)
from plans.succession import current_map
from portal.text import fold, sort_key

NO_HEAD, NO_OFFICER = "Chưa có người ký", "Không có cán bộ nhập liệu"
# In this order they are read; a stand-in comes after whom she stands in for.
READING_ORDER = [Role.HEAD, Role.OFFICER, Role.ADMINISTRATOR, Role.REVIEWER, Role.READER, Role.SYSTEM]


@dataclass(frozen=True)
class PlaceRow:
    """A place with the seats held today and those yet to begin; `lacks`: what is missing there, in words."""

    place: Place
    seats: tuple[Seat, ...]
    lacks: tuple[str, ...]

    @property
    def has_no_head(self) -> bool:
        return NO_HEAD in self.lacks


def places_of(user) -> list[PlaceRow]:
    """All that the person looks after: each unit with its agencies, from the top down. A fixed number of queries."""
    day, unit_map = reach_of(user).day, current_map()
    units = {unit.pk: unit for unit in units_visible_to(user)}
    agencies = defaultdict(list)
    for agency in agencies_visible_to(user):
        agencies[agency.unit_id].append(Place(agency.unit, agency))
    seats = defaultdict(list)
    for seat in seats_visible_to(user).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day)):
        seats[seat.unit_id, seat.agency_id].append(seat)
    tops = [pk for pk in units if unit_map.parent(pk, day) not in units]
    rows = []
    for pk in dict.fromkeys([*descendants(unit_map, tops, day), *agencies]):
        here = [Place(units[pk])] if pk in units else []
        here += sorted(agencies[pk], key=lambda place: sort_key(str(place)))
        rows += [row_of(place, seats[_key(place)], day) for place in here]
    return rows


def row_of(place: Place, seats: list[Seat], day) -> PlaceRow:
    """One place with its seats in reading order."""
    held = {seat.role for seat in seats if _is_held(seat, day)}
    asks = place.unit.level != UnitLevel.COUNTRY and (place.agency is None or bool(seats))
    lacks = [words for role, words in ((Role.HEAD, NO_HEAD), (Role.OFFICER, NO_OFFICER)) if role not in held]
    return PlaceRow(place, tuple(sorted(seats, key=_reading_order)), tuple(lacks) if asks else ())


def found_by(words: str, rows: list[PlaceRow], *, without_head: bool = False) -> list[PlaceRow]:
    """Those whose name, or a person of theirs by name, account or address, holds these words, with or without tone marks."""
    asked = fold(words)
    rows = [row for row in rows if row.has_no_head] if without_head else rows
    return [row for row in rows if any(asked in fold(text) for text in _texts(row))] if asked else rows


def lasting_and_ended(seats, day) -> tuple[list[Seat], list[Seat]]:
    """The seats held on a day or yet to begin, and those that ended before, the latest first."""
    seats = sorted(seats, key=_reading_order)
    lasting = [seat for seat in seats if seat.valid_to is None or seat.valid_to >= day]
    ended = [seat for seat in seats if seat.valid_to and seat.valid_to < day]
    return lasting, sorted(ended, key=lambda seat: seat.valid_to, reverse=True)


def _texts(row):
    yield str(row.place)
    for seat in row.seats:
        yield f"{seat.user.full_name} {seat.user.username} {seat.user.email}"


def _key(place):
    return (None, place.agency.pk) if place.agency else (place.unit.pk, None)


def _is_held(seat, day):
    return seat.valid_from is None or seat.valid_from <= day


def _reading_order(seat):
    return READING_ORDER.index(seat.role), seat.acting_for_id is not None, sort_key(str(seat.user)), seat.pk
