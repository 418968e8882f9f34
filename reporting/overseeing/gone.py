"""Units that are no more: what they became, in words, and which of them a round does not ask any more."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from plans.calendar import current_calendar
from plans.models import Unit
from plans.succession import UnitMap
from portal.dates import format_date
from reporting.overseeing.tags import ONE_DAY
from reporting.round_plans import RoundPlans

NAMED = 3  # so many successors are told by name


@dataclass(frozen=True)
class Gone:
    """A unit that ended in the round's year before its cut-off: not asked, never missing. `words` say what became of it."""

    unit: int
    name: str
    words: str


def gone_by(plans: RoundPlans) -> list[int]:
    """The units of the plans' lineages that ended in the round's reporting year before its cut-off, in official order."""
    round_, units = plans.round, plans.units
    first_day, _ = current_calendar().year_span(round_.province_id, round_.year)
    lineage = frozenset().union(*(units.lineage(scope, as_of) for _, scope, as_of in plans.rows))
    ended = ((units.ended_on(unit), unit) for unit in lineage)
    return [unit for day, unit in ended if day and first_day <= day < round_.cut_off]


def successors_named(units: UnitMap, ended: Iterable[int]) -> dict[int, str]:
    """The names of these units and of what they became, in official order. One query."""
    ended = list(ended)
    wanted = {*ended, *(successor for unit in ended for successor in units.successors(unit))}
    return dict(Unit.objects.filter(pk__in=wanted).in_official_order().values_list("pk", "name"))


def became(unit: int, units: UnitMap, names: dict[int, str]) -> str:
    """ "nhập vào Thành phố Nam Định"; after a split "chia về Xã Ý Yên, Xã Vũ Dương và 3 đơn vị khác"."""
    after = units.successors(unit)
    if not after:
        return "giải thể"
    told = ", ".join(names[successor] for successor in after[:NAMED])
    if len(after) > NAMED:
        told = f"{told} và {len(after) - NAMED} đơn vị khác"
    return f"{'nhập vào' if len(after) == 1 else 'chia về'} {told}"


def rows_of_gone(ended: Collection[int], units: UnitMap, names: dict[int, str]) -> list[Gone]:
    """In official order."""
    in_order = [unit for unit in names if unit in set(ended)]
    return [
        Gone(unit, names[unit], f"Không còn từ {_since(units, unit)}, {became(unit, units, names)}")
        for unit in in_order
    ]


def _since(units: UnitMap, unit: int) -> str:
    last_day: date = units.ended_on(unit)
    return format_date(last_day + ONE_DAY)
