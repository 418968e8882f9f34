"""What replaces what: until which day each accepted answer counts. The one address of the rules of replacement.

The rule itself (`replaced_on`) is pure. With it any sum on any day is plain SQL: the rows of `counting_on(day)` added up.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from plans.choices import Accumulation, Reporter
from plans.models import Unit
from plans.succession import UnitMap, current_map
from reporting.models import AcceptedFigure


class Told(NamedTuple):
    """That an accepted report gives a value of an indicator (any part of it).

    `year` is the reporting year of a flow, None for a stock or a milestone, whose values follow each other over all
    years. `as_of` is the day the value speaks of, `counts_from` its report's cut-off; they differ only where a later
    report gives last year's final value.
    """

    report: int
    kind: str
    reporter: str
    unit: int
    agency: int | None
    indicator: int
    year: int | None
    as_of: date
    counts_from: date


def replaced_on(told: Collection[Told], unit_map: UnitMap) -> dict[Told, date | None]:
    """For each value the day from which it no longer counts, None while nothing replaces it (domain, section 5).

    A later value of the same reporter, indicator and (for a flow) year replaces an earlier one. A unit that went on
    whole leaves its year to its successor's reports with cut-offs since then, also where these tell the final value of
    a year that ended before (the form shows both together); what a split unit did stays for ever. The last stock of a
    unit that ended, either way, is carried until one of its successors tells a later one. A day not after `counts_from`
    means that the value never counts. The order of acceptance plays no part.
    """
    own, of_units = defaultdict(list), defaultdict(list)
    for one in told:
        own[one.reporter, one.unit, one.agency, one.indicator, one.year].append(one)
        if one.reporter == Reporter.UNIT:
            of_units[one.unit, one.indicator, one.year].append(one)
    days = {}
    for one in told:
        rivals = own[one.reporter, one.unit, one.agency, one.indicator, one.year]
        replacing = [other.counts_from for other in rivals if _rank(other) > _rank(one)]
        if one.reporter == Reporter.UNIT:
            for heir, since in unit_map.heirs(one.unit, one.year is not None):
                later = of_units.get((heir, one.indicator, one.year), ())
                replacing += [other.counts_from for other in later if other.counts_from >= since]
        days[one] = min(replacing, default=None)
    return days


def _rank(one: Told) -> tuple:
    """Which of one reporter's values on the same is the latest."""
    return one.as_of, one.counts_from, one.report


def settle(*, reporter: str, unit: int, agency: int | None, indicators: Collection[int]) -> None:
    """Say anew until when the values of a reporter count, and those of the units that became it.

    To be called, in the same transaction, whenever accepted answers of this reporter on these indicators have come or
    gone. One query to wait, one to read, one to write for each new day of replacement.
    """
    unit_map = current_map()
    settled = unit_map.line(unit) if reporter == Reporter.UNIT else {unit}
    _settle(unit_map, reporter, settled, agency, Q(indicator__in=indicators))


def settle_units(units: Collection[int]) -> None:
    """Say anew until when the values of these units count, and of all that they came from: what became of them has changed.

    To be called, in the same transaction, whenever changes of units have come or gone. As many queries as `settle`.
    """
    unit_map = current_map()
    settled = frozenset().union(*map(unit_map.line, units))
    _settle(unit_map, Reporter.UNIT, settled, None, Q())


def _settle(unit_map: UnitMap, reporter: str, settled: Collection[int], agency: int | None, only: Q) -> None:
    units = {*settled, *(heir for one in settled for heir, _ in unit_map.heirs(one, False))}
    _wait_for_turn(units)
    now = _told(reporter, units, agency, only)
    days = replaced_on(now, unit_map)
    _write({one: days[one] for one in now if one.unit in settled and days[one] != now[one]})


def _wait_for_turn(units: set[int]) -> None:
    """Hold these units until the transaction ends: acceptances that could replace each other's values go in single file.

    Else two at the same moment would each not see the other's rows, and both values would count. Always in one order,
    and not in the way of rows that merely point at a unit.
    """
    list(Unit.objects.filter(pk__in=units).order_by("pk").select_for_update(no_key=True).values_list("pk"))


def _told(reporter, units, agency, only: Q) -> dict[Told, date | None]:
    """What stands in the table, each with the day it has now."""
    rows = (
        AcceptedFigure.objects.filter(
            only, reporter=reporter, unit__in=units, agency=agency, part__isnull=True, counts=True
        )
        .order_by()
        .values_list(
            "report", "kind", "reporter", "unit", "agency", "indicator", "year", "as_of", "counts_from",
            "indicator__accumulation", "counts_until",
        )
    )  # fmt: skip
    return {
        told if accumulation == Accumulation.FLOW else told._replace(year=None): until
        for told, accumulation, until in ((Told(*row[:-2]), *row[-2:]) for row in rows)
    }


def _write(days: dict[Told, date | None]) -> None:
    """The parts of a broken-down value go with its total."""
    by_day = defaultdict(lambda: defaultdict(list))
    for told, day in days.items():
        by_day[day][told.report, told.kind].append(told.indicator)
    for day, answers in by_day.items():
        AcceptedFigure.objects.filter(_any_of(answers)).update(counts_until=day)


def _any_of(answers: dict[tuple[int, str], Iterable[int]]) -> Q:
    found = Q()
    for (report, kind), indicators in answers.items():
        found |= Q(report=report, kind=kind, indicator__in=indicators)
    return found
