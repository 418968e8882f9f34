"""Timeliness and completeness over the years: units down, as they were on the map of the time, a plan's rounds across."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from plans.choices import Period, Reporter
from plans.models import Plan
from plans.succession import UnitMap, current_map
from portal.dates import VIET_NAM, format_date
from reporting.models import Report, Round
from reporting.overseeing.completeness import Completeness, completeness_of
from reporting.overseeing.gone import became, successors_named
from reporting.overseeing.punctuality import Came, Punctuality, came, punctuality_of
from reporting.overseeing.repeating import Key, key_of

MOST_ROUNDS = 12
NOTHING = Completeness()


@dataclass(frozen=True)
class YearCell:
    """One report of a past round; `completeness` is None where nothing was handed in."""

    came: Came
    completeness: Completeness | None


@dataclass(frozen=True)
class YearRow:
    """A reporter with its cells, None where a round did not ask it. `note` says until when a unit was there and what it became.

    `follows`: a unit that merged into the one above it.
    """

    name: str
    note: str
    follows: bool
    cells: tuple[YearCell | None, ...]
    punctuality: Punctuality
    completeness: Completeness


@dataclass(frozen=True)
class RoundRates:
    """A round's account over its units: the province's own report and agencies' are not in "x/y đơn vị"."""

    round: Round
    asked: int
    punctuality: Punctuality
    completeness: Completeness


@dataclass(frozen=True)
class Years:
    """A plan's rounds, the earliest first, with everybody who was asked in them. `left_out` earlier ones are not shown."""

    rounds: tuple[RoundRates, ...]
    rows: tuple[YearRow, ...]
    left_out: int


def years_of(
    plan: Plan, rounds: QuerySet[Round], now: datetime, first: int | None = None, last: int | None = None
) -> Years:
    """The rounds of a plan among `rounds` whose years lie in a span (both inclusive), the latest of them.

    The number of queries depends neither on rounds nor on units. Closing reports of units are no round for all.
    """
    found = rounds.filter(plans=plan).exclude(period=Period.CLOSING).order_by("cut_off", "pk")
    if first:
        found = found.filter(year__gte=first)
    if last:
        found = found.filter(year__lte=last)
    found = list(found)
    shown, units = found[-MOST_ROUNDS:], current_map()
    cells = _cells(_reports(plan, shown, units), shown, units, now)
    return Years(
        rounds=tuple(_rates(round_, cells) for round_ in shown),
        rows=tuple(_rows(cells, shown, units, timezone.localdate(now, VIET_NAM))),
        left_out=len(found) - len(shown),
    )


@dataclass(frozen=True)
class _Told:
    report: Report
    cell: YearCell


def _reports(plan: Plan, rounds: Sequence[Round], units: UnitMap) -> list[Report]:
    """Those that speak for the plan: of units those of its territory at the cut-off, of provinces its own. One query."""
    by_pk = {round_.pk: round_ for round_ in rounds}
    territories = {
        round_.pk: frozenset(units.territory(plan.scope_id, round_.cut_off, plan.scope_as_of)) for round_ in rounds
    }
    reports = Report.objects.filter(round__in=by_pk).select_related("unit", "agency")
    found = []
    for report in reports.order_by("-reporter", "unit__code", "agency__name", "pk"):
        report.round = by_pk[report.round_id]
        if report.reporter == Reporter.UNIT and report.unit_id not in territories[report.round_id]:
            continue
        if report.reporter != Reporter.PROVINCE or report.unit_id == plan.scope_id:
            found.append(report)
    return found


def _cells(reports: list[Report], rounds: Sequence[Round], units: UnitMap, now: datetime) -> list[_Told]:
    complete = completeness_of(reports, rounds, units)
    return [_Told(report, YearCell(came(report, units, now), complete.get(report.pk))) for report in reports]


def _rates(round_: Round, told: Iterable[_Told]) -> RoundRates:
    of_units = [one.cell for one in told if one.report.round_id == round_.pk and one.report.reporter == Reporter.UNIT]
    return RoundRates(round_, len(of_units), *_account(of_units))


def _account(cells: Iterable[YearCell | None]) -> tuple[Punctuality, Completeness]:
    cells = [cell for cell in cells if cell]
    return punctuality_of(cell.came for cell in cells), sum((cell.completeness or NOTHING for cell in cells), NOTHING)


def _rows(told: list[_Told], rounds: Sequence[Round], units: UnitMap, today: date) -> Iterable[YearRow]:
    by_key: dict[Key, dict[int, YearCell]] = defaultdict(dict)
    names = {}
    for one in told:
        key = key_of(one.report)
        by_key[key][one.report.round_id] = one.cell
        names[key] = one.report.reporter_name
    ended = [key.unit for key in by_key if key.reporter == Reporter.UNIT and _has_ended(key.unit, units, today)]
    of_successors = successors_named(units, ended)
    for key, follows in _ordered(by_key, units, today):
        cells = tuple(by_key[key].get(round_.pk) for round_ in rounds)
        note = _note(key, units, of_successors) if key.unit in ended and key.reporter == Reporter.UNIT else ""
        yield YearRow(names[key], note, follows, cells, *_account(cells))


def _ordered(keys: Iterable[Key], units: UnitMap, today: date) -> list[tuple[Key, bool]]:
    """Each unit that goes on, below it those that went into it whole; then those that were split; then the others.

    Units keep the official order in which they come.
    """
    whole, split, others = [], [], []
    heirs: dict[int, list[Key]] = defaultdict(list)
    for key in keys:
        if key.reporter != Reporter.UNIT:
            others.append(key)
            continue
        heir = units.heir(key.unit, today)
        heirs[heir].append(key)
        (split if heir is None else whole).append(key)
    listed = {key.unit for key in whole}
    found: list[tuple[Key, bool]] = []
    for key in whole:
        heir = units.heir(key.unit, today)
        if key.unit == heir or heir not in listed:
            merged = [(one, True) for one in heirs[heir] if one.unit != heir] if key.unit == heir else []
            found += [(key, False), *merged]
    return [*found, *((key, False) for key in [*split, *others])]


def _has_ended(unit: int, units: UnitMap, today: date) -> bool:
    ended = units.ended_on(unit)
    return ended is not None and ended < today


def _note(key: Key, units: UnitMap, names: dict[int, str]) -> str:
    return f"đến {format_date(units.ended_on(key.unit))}, {became(key.unit, units, names)}"
