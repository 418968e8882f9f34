"""What those who are missing in a round may be supposed to tell: what they told last."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from plans.choices import Reporter
from plans.succession import UnitMap
from reporting.aggregation import Ledger, Slice, told
from reporting.aggregation.settling import replaced_on
from reporting.choices import FigureKind
from reporting.models import Report, Round


class Key(NamedTuple):
    """A reporter, whichever round it tells something in."""

    reporter: str
    unit: int
    agency: int | None


@dataclass(frozen=True)
class Repeated:
    """The answers supposed, and of each typed flow whose last year stands in for this one, and who has nothing to repeat."""

    slices: tuple[Slice, ...]
    from_last_year: dict[int, frozenset[Key]]
    without: dict[int, frozenset[Key]]


def key_of(report: Report) -> Key:
    return Key(report.reporter, report.unit_id, report.agency_id)


def repeated(
    ledger: Ledger, round_: Round, missing: Iterable[Key], asks: dict[int, Collection[str]], before: Collection[int]
) -> Repeated:
    """What the missing would tell in the round if each repeated its last value. No query.

    A stock and a milestone stand in the total as they were told last, so nothing is supposed. A flow grows from the first
    day of the year: what the reporter told in an earlier round of this year stays, for it stands in the total already.
    Who told nothing this year repeats what it told on the same occasion of last year: `before` are the rounds of the same
    period of the year before. Units that merged meanwhile repeat together, under the one that carries them on; of a
    unit that was split nothing is supposed. `asks` names the typed flows, and which sorts of reporters give each.
    """
    missing, last_year = set(missing), round_.year - 1
    slices, from_last_year, without = [], defaultdict(set), defaultdict(set)
    for flow, sorts in asks.items():
        told_by = _by_reporter(ledger.answers.get((flow, None), ()), ledger.unit_map, round_)
        parts = _by_answer(flow, ledger)
        for key in (one for one in missing if one.reporter in sorts):
            told_here = told_by.get(key, [])
            if any(one.year == round_.year and one.counts_on(round_.cut_off) for one in told_here):
                continue
            same = [one for one in told_here if one.year == last_year and one.round in before and _is_actual(one)]
            standing = _not_replaced(same, flow, ledger.unit_map)
            (from_last_year if standing else without)[flow].add(key)
            slices += _again(key, [part for one in standing for part in parts[one.report, one.kind]], round_)
    return Repeated(tuple(slices), _frozen(from_last_year), _frozen(without))


def _is_actual(one: Slice) -> bool:
    return one.kind == FigureKind.ACTUAL


def _by_reporter(slices: Iterable[Slice], units: UnitMap, round_: Round) -> dict[Key, list[Slice]]:
    """The values under who answers for them at the round's cut-off: a merged unit's under its heir."""
    found = defaultdict(list)
    for one in slices:
        if one.count:
            unit = units.heir(one.unit, round_.cut_off) if one.reporter == Reporter.UNIT else one.unit
            found[Key(one.reporter, unit, one.agency)].append(one)
    return found


def _not_replaced(slices: list[Slice], flow: int, units: UnitMap) -> list[Slice]:
    """Of one occasion what nothing else of it replaces."""
    days = replaced_on({told(one, {flow}) for one in slices}, units)
    return [one for one in slices if days[told(one, {flow})] is None]


def _by_answer(flow: int, ledger: Ledger) -> dict[tuple, list[Slice]]:
    """The total and the parts of each answer."""
    found = defaultdict(list)
    for (indicator, _), slices in ledger.answers.items():
        for one in slices if indicator == flow else ():
            if one.count:
                found[one.report, one.kind].append(one)
    return found


def _again(key: Key, slices: list[Slice], round_: Round) -> Iterator[Slice]:
    """Total and parts as if the reporter told them in the round, added up over the units that it carries on.

    The report's key is turned, so that it is none that there is.
    """
    by_part = defaultdict(list)
    for one in slices:
        by_part[one.part].append(one)
    for of_part in by_part.values():
        numbers = {name: _sum(getattr(one, name) for one in of_part) for name in ("value", "numerator", "denominator")}
        yield of_part[0]._replace(
            **numbers,
            year=round_.year,
            counts_from=round_.cut_off,
            counts_until=None,
            as_of=round_.cut_off,
            unit=key.unit,
            report=-slices[0].report,
            round=round_.pk,
            count=1,
        )


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _frozen(found: dict[int, set[Key]]) -> dict[int, frozenset[Key]]:
    return {flow: frozenset(keys) for flow, keys in found.items()}
