"""The act on units, seats and agencies, and taking it back. Both within the transaction of reporting's verbs."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import ProtectedError, Q

from plans.models import Agency, Reorganisation, ReorganisationLine, Unit, UnitChange
from plans.reorganising.checking import level_founded
from plans.reorganising.seating import move_seats, restore_seats
from plans.succession import current_map
from plans.unit_loading import later_than_ever
from portal.errors import RuleBroken
from portal.text import fold

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shaped:
    """What `shape` did. `became` names what each ended unit became, `effects` all of it by keys, for `unshape`."""

    became: Mapping[int, tuple[int, ...]]
    effects: dict

    @property
    def ended(self) -> list[int]:
        return list(self.became)

    @property
    def receiving(self) -> set[int]:
        return {unit for after in self.became.values() for unit in after}


def shape(reorganisation: Reorganisation, *, now: datetime) -> Shaped:
    """End, found and join units as the lines say (checked before), and let seats and agencies go along.

    The caller holds the root. As many queries for one unit as for a hundred.
    """
    day, moment = reorganisation.effective_on, later_than_ever(now)
    lines = list(reorganisation.lines.select_related("predecessor").order_by("order", "pk"))
    founded = _found(reorganisation, lines, moment)
    became: dict[int, list[int]] = {}
    for line in lines:
        became.setdefault(line.predecessor_id, []).append(line.successor_id or founded[line.new_code].pk)
    Unit.objects.filter(pk__in=became).update(valid_to=day - ONE_DAY, changed_at=moment)
    UnitChange.objects.bulk_create(
        UnitChange(
            predecessor_id=before,
            successor_id=successor,
            effective_on=day,
            decision=reorganisation.decision,
            reorganisation=reorganisation,
            changed_at=moment,
        )
        for before, after in became.items()
        for successor in after
    )
    heirs = {before: after[0] if len(after) == 1 else None for before, after in became.items()}
    effects = {
        "ended": list(became),
        "founded": [unit.pk for unit in founded.values()],
        "seats": move_seats(day, heirs),
        "agencies": _end_agencies(day, heirs),
    }
    return Shaped({before: tuple(after) for before, after in became.items()}, effects)


def unshape(reorganisation: Reorganisation, *, now: datetime) -> None:
    """Take back what `shape` did; whatever hangs on the founded units must be gone. Raises RuleBroken where it is not."""
    effects, moment = reorganisation.effects, later_than_ever(now)
    reorganisation.changes.all().delete()
    restore_seats(effects["seats"])
    for pk, valid_to, successor in effects["agencies"]:
        until = valid_to and date.fromisoformat(valid_to)
        Agency.objects.filter(pk=pk).update(valid_to=until, successor=successor)
    Unit.objects.filter(pk__in=effects["ended"]).update(valid_to=None, changed_at=moment)
    try:
        Unit.objects.filter(pk__in=effects["founded"]).delete()
    except ProtectedError as refusal:
        held = sorted({f"{type(one)._meta.verbose_name} “{one}”" for one in refusal.protected_objects})
        raise RuleBroken(
            f"Chưa hủy được: đơn vị mới lập đã gắn với {'; '.join(held[:5])}. Gỡ ra trước rồi hủy lại."
        ) from refusal


def _found(reorganisation: Reorganisation, lines: list[ReorganisationLine], moment: datetime) -> dict[str, Unit]:
    """The new units by code; each below the lowest unit that contains all that it comes from."""
    unit_map, day = current_map(), reorganisation.effective_on
    above: dict[str, set[int]] = {}
    of_code: dict[str, ReorganisationLine] = {}
    for line in lines:
        if line.new_code:
            of_code.setdefault(line.new_code, line)
            above.setdefault(line.new_code, set()).add(unit_map.home(line.predecessor.parent_id, day))
    units = [
        Unit(
            code=code,
            name=line.new_name,
            folded_name=fold(line.new_name),
            level=level_founded(unit_map, line.predecessor, reorganisation.province_id, day),
            parent_id=unit_map.lowest_above(above[code], day),
            valid_from=day,
            changed_at=moment,
        )
        for code, line in of_code.items()
    ]
    return {unit.code: unit for unit in Unit.objects.bulk_create(units)}


def _end_agencies(day: date, heirs: Mapping[int, int | None]) -> list[list]:
    """An agency of a unit that merged goes into the one agency of its kind at the heir; where there is none, it stays."""
    alive = Agency.objects.alive_on(day).filter(each_level="")
    ending = list(alive.filter(Q(successor=None), unit__in=heirs).order_by("pk"))
    at_heirs: dict[tuple, list[Agency]] = {}
    for agency in alive.filter(unit__in=[heir for heir in heirs.values() if heir]).exclude(unit__in=heirs):
        at_heirs.setdefault((agency.unit_id, agency.kind), []).append(agency)
    done = []
    for agency in ending:
        same = at_heirs.get((heirs[agency.unit_id], agency.kind), [])
        if len(same) == 1 and (agency.valid_from is None or agency.valid_from < day):
            done.append([agency.pk, agency.valid_to and agency.valid_to.isoformat(), None])
            agency.valid_to, agency.successor = day - ONE_DAY, same[0]
    changed = {pk for pk, _, _ in done}
    Agency.objects.bulk_update([agency for agency in ending if agency.pk in changed], ["valid_to", "successor"])
    return done
