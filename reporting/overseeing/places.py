"""By which part of the province the rows of a matrix can be narrowed: the units above them, or what stood there before."""

from dataclasses import dataclass
from datetime import date, timedelta

from plans.models import Unit
from plans.succession import UnitMap
from portal.dates import format_date
from reporting.round_plans import RoundPlans


@dataclass(frozen=True)
class Place:
    """A unit with the reporting units that stand in it: today's parent, or the district that they came from."""

    pk: int
    name: str
    units: tuple[int, ...]


def places_of(plans: RoundPlans) -> list[Place]:
    """The parts to choose from, in official order; none where there is only one. One query.

    Where all units stand directly below the province (the communes since 1/7/2025), they are told apart by the units that
    stood there on the day before they began.
    """
    day, units = plans.round.cut_off, plans.units
    found, since = {} if _are_all_below_one(plans) else _grouped(plans, day), None
    if len(found) < 2:
        since = _begun(plans, units)
        found = _grouped(plans, since - timedelta(days=1)) if since else {}
    named = Unit.objects.filter(pk__in=found if len(found) > 1 else []).in_official_order().values_list("pk", "name")
    before = f" (trước {format_date(since)})" if since else ""
    return [Place(pk, f"{name}{before}", found[pk]) for pk, name in named]


def _are_all_below_one(plans: RoundPlans) -> bool:
    """What is true of most rounds and is found without going through the units."""
    cut_off, units = plans.round.cut_off, plans.units
    above = {units.home(scope, cut_off) for _, scope, _ in plans.rows}
    below = {pk for one in above for pk in units.children(one, cut_off)}
    return len(above) == 1 and all(territory <= below for _, territory in plans.territories)


def _grouped(plans: RoundPlans, map_day: date) -> dict[int, tuple[int, ...]]:
    """The round's units by where they stand on the map of a day: at the cut-off, directly below which unit."""
    found: dict[int, dict[int, None]] = {}
    units, cut_off = plans.units, plans.round.cut_off
    for _, scope, as_of in plans.rows:
        for unit in units.territory(scope, cut_off, as_of):
            above = units.parent(unit, cut_off) if map_day == cut_off else units.stood_at(unit, cut_off, map_day)
            found.setdefault(above, {})[unit] = None
    return {above: tuple(below) for above, below in found.items()}


def _begun(plans: RoundPlans, units: UnitMap) -> date | None:
    """The day on which the youngest of the units began."""
    covered = (unit for _, territory in plans.territories for unit in territory)
    return max(filter(None, map(units.begun_on, covered)), default=None)
