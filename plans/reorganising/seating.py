"""What becomes of the seats at units that end: after a merger they go along, after a split they are given anew."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.auditing import record_seat_given
from plans.choices import ReorganisationState
from plans.models import Reorganisation, Seat, Unit
from plans.reorganising.sight import may_change_units
from portal.dates import VIET_NAM
from portal.errors import RuleBroken

ONE_DAY = timedelta(days=1)


def move_seats(day: date, heirs: Mapping[int, int | None]) -> dict:
    """End the seats at units that end before a day, and open them at the unit's heir; `heirs` has None where it is split.

    Gives back what was done, by keys, for `restore_seats`. At most five queries.
    """
    eve = day - ONE_DAY
    seats = list(Seat.objects.filter(Q(valid_to=None) | Q(valid_to__gte=day), unit__in=heirs).order_by("pk"))
    there = _held_at([heir for heir in heirs.values() if heir], day)
    ended, moved, made, pairs = [], [], [], []
    for seat in seats:
        heir = heirs[seat.unit_id]
        if seat.valid_from and seat.valid_from >= day:
            if heir:  # a seat that has not begun yet begins at the heir
                moved.append([seat.pk, seat.unit_id])
                seat.unit_id = heir
            continue
        if heir and (seat.user_id, heir, seat.role) not in there:
            there.add((seat.user_id, heir, seat.role))
            new = Seat(user_id=seat.user_id, unit_id=heir, role=seat.role, valid_from=day, valid_to=seat.valid_to)
            made.append(new)
            pairs.append((seat.pk, new))
        ended.append([seat.pk, seat.valid_to and seat.valid_to.isoformat()])
        seat.valid_to = eve
    Seat.objects.bulk_create(made)
    _stand_in_again(seats, pairs)
    Seat.objects.bulk_update(seats, ["unit", "valid_to"])
    return {"ended": ended, "moved": moved, "made": [[old, new.pk] for old, new in pairs]}


def _stand_in_again(seats: list[Seat], pairs: list[tuple[int, Seat]]) -> None:
    """Who stood in for a seat that goes along stands in for the new one."""
    new_for, acted_for = dict(pairs), {seat.pk: seat.acting_for_id for seat in seats}
    standing_in = [new for old, new in pairs if acted_for[old] in new_for]
    for old, new in pairs:
        new.acting_for = new_for.get(acted_for[old])
    if standing_in:
        Seat.objects.bulk_update(standing_in, ["acting_for"])


def restore_seats(done: dict) -> None:
    """The seats as they were before."""
    made = [new for _, new in done["made"]]
    Seat.objects.filter(acting_for__in=made).delete()
    Seat.objects.filter(pk__in=made).delete()
    there = Seat.objects.in_bulk([pk for pk, _ in done["ended"] + done["moved"]])
    for pk, valid_to in done["ended"]:
        if pk in there:
            there[pk].valid_to = valid_to and date.fromisoformat(valid_to)
    for pk, unit in done["moved"]:
        if pk in there:
            there[pk].unit_id = unit
    Seat.objects.bulk_update(there.values(), ["unit", "valid_to"])


def people_left(reorganisation: Reorganisation) -> list[Seat]:
    """The seats that ended with a split unit and go on nowhere yet, until they are given anew."""
    done = reorganisation.effects.get("seats", {"ended": [], "made": []})
    begun = {old for old, _ in done["made"]}
    left = [pk for pk, _ in done["ended"] if pk not in begun]
    became = Counter(reorganisation.changes.values_list("predecessor", flat=True))
    seats = Seat.objects.filter(pk__in=left, unit__in=[unit for unit, parts in became.items() if parts > 1])
    return list(seats.select_related("user", "unit").order_by("unit__code", "user__full_name", "pk"))


def places_offered(reorganisation: Reorganisation, seat: Seat | None = None) -> QuerySet[Unit]:
    """Where people of split units can go on; of one seat, what its own unit was split into."""
    offered = Q(changes_in__reorganisation=reorganisation)
    if seat:
        offered &= Q(changes_in__predecessor=seat.unit_id)
    return Unit.objects.filter(offered).distinct().in_official_order()


@transaction.atomic
def give_seat(reorganisation: Reorganisation, seat_id: int, unit: Unit, *, by, now: datetime) -> Seat:
    """Let somebody whose unit was split go on at one of its successors, in the same role, from the day on.

    Raises PermissionDenied for who does not administer the province, RuleBroken where it cannot be.
    """
    if not may_change_units(by, reorganisation.province_id, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    reorganisation = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if reorganisation.state != ReorganisationState.CONFIRMED:
        raise RuleBroken("Lần sắp xếp này không còn hiệu lực nên không giao vị trí được.")
    seat = next((seat for seat in people_left(reorganisation) if seat.pk == seat_id), None)
    if seat is None:
        raise RuleBroken("Người này đã được giao vị trí mới. Tải lại trang để xem.")
    if not reorganisation.changes.filter(predecessor=seat.unit_id, successor=unit).exists():
        raise RuleBroken(f"“{unit}” không nhận phần nào của “{seat.unit}”.")
    given = Seat.objects.create(user=seat.user, role=seat.role, unit=unit, valid_from=reorganisation.effective_on)
    reorganisation.effects["seats"]["made"].append([seat.pk, given.pk])
    reorganisation.save(update_fields=["effects"])
    record_seat_given(reorganisation, given, by=by, now=now)
    return given


def _held_at(units: Collection[int], day: date) -> set[tuple[int, int, str]]:
    """Who holds which role at these units already on the day, for good."""
    seats = Seat.objects.held_on(day).filter(unit__in=units, valid_to=None)
    return set(seats.values_list("user", "unit", "role"))
