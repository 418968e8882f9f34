"""What units are allotted already over a span, on the map of a day: after merges and splits too."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.allocation.spans import SheetSpan
from plans.choices import Measure
from plans.models import Plan, TargetVersion
from plans.succession import UnitMap, current_map


class KeptAbove(NamedTuple):
    """An allotment of a unit that was split: it stays with the unit above until it is allotted anew."""

    goal: str
    unit: int
    home: int
    value: Decimal


class Lapsed(NamedTuple):
    """Unequal percents of units that merged: the one that they became has none until it is allotted anew."""

    goal: str
    unit: int
    values: tuple[Decimal, ...]


@dataclass(frozen=True)
class Standing:
    """`values`: by goal and unit of the territory."""

    values: dict[str, dict[int, Decimal]] = field(default_factory=dict)
    kept_above: tuple[KeptAbove, ...] = ()
    lapsed: tuple[Lapsed, ...] = ()


def standing_allotments(plan: Plan, span: SheetSpan, day: date) -> Standing:
    """What is in force on a day, by the units that the plan asks on that day. Two queries."""
    units = current_map()
    territory = set(units.territory(plan.scope_id, day, plan.scope_as_of))
    together, kept = defaultdict(list), []
    for (goal, measure), by_unit in _in_force(plan, span, day).items():
        gone = superseded(units, {unit: begins for unit, (begins, _) in by_unit.items()})
        for unit, (_, value) in by_unit.items():
            home = units.home(unit, day)
            if unit in gone or value is None:
                continue
            if home in territory:
                together[goal, measure, home].append(value)
            else:
                kept.append(KeptAbove(goal, unit, home, value))
    values, lapsed = defaultdict(dict), []
    for (goal, measure, unit), parts in together.items():
        one = joined(measure, parts)
        if one is None:
            lapsed.append(Lapsed(goal, unit, tuple(sorted(parts))))
        else:
            values[goal][unit] = one
    return Standing(dict(values), tuple(sorted(kept)), tuple(sorted(lapsed)))


def _in_force(plan: Plan, span: SheetSpan, day: date) -> dict[tuple[str, str], dict[int, tuple[date, Decimal | None]]]:
    """What holds on a day, by goal (and its measure) and unit, ended units too: since when, and the number."""
    rows = (
        TargetVersion.objects.filter(target__goal__plan=plan, target__unit__isnull=False)
        .filter(target__span_kind=span.kind, target__first_year=span.first, target__last_year=span.last)
        .values_list(
            "target__goal__code", "target__goal__indicator__measure", "target__unit", "effective_from", "value"
        )
    )
    found = defaultdict(dict)
    for goal, measure, unit, begins, value in rows.order_by("pk"):
        by_unit, begins = found[goal, measure], begins or date.min
        if begins <= day and (unit not in by_unit or begins >= by_unit[unit][0]):
            by_unit[unit] = begins, value
    return dict(found)


def superseded(units: UnitMap, begun: Mapping[int, date]) -> set[int]:
    """The ended units whose allotment gives way: something that they became was allotted anew after their last day.

    `begun`: since when each unit's allotment (of one goal and span) is in force.
    """
    return {
        unit
        for unit in begun
        if (last := units.ended_on(unit)) and any(begun[heir] > last for heir in _heirs(units, unit) if heir in begun)
    }


def _heirs(units: UnitMap, unit: int) -> Iterator[int]:
    """Everything that a unit, or a part of it, became, near and far."""
    waiting, seen = list(units.successors(unit)), set()
    while waiting:
        heir = waiting.pop()
        if heir not in seen:
            seen.add(heir)
            waiting.extend(units.successors(heir))
            yield heir


def joined(measure: str, values: Iterable[Decimal]) -> Decimal | None:
    """The one value that several merged units' allotments come to: counts add up, equal percents stay; else none."""
    values = list(values)
    if measure == Measure.COUNT:
        return sum(values, Decimal(0))
    return values[0] if len(set(values)) == 1 else None
