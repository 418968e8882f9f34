"""What was accepted of a reporter before a round: the last value beside each box of its form, and what is usual there."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from plans.choices import Accumulation, Measure, Period, Reporter
from plans.models import Indicator
from plans.succession import UnitMap
from reporting.answers import DENOMINATOR, NUMERATOR, VALUE, part_box
from reporting.choices import FigureKind
from reporting.models import AcceptedFigure, Report
from reporting.usual import Earlier, Usual, usual_of

# What these ask is told up to about the same day of every year, so that the years can be compared.
YEARLY = {Period.HALF_YEAR, Period.YEAR}


@dataclass(frozen=True)
class LastValue:
    """The numbers by box (VALUE of a broken-down count is its total), of one reporting year, from the round named.

    `added` names the units that merged into this one and whose numbers are in it (domain: a merge carries the year).
    """

    numbers: dict[str, Decimal]
    done_on: date | None
    year: int
    round_name: str
    added: tuple[str, ...] = ()


class Told(NamedTuple):
    """An accepted row, as far as it is asked for here."""

    unit: int
    indicator: int
    part: int | None
    kind: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    done_on: date | None
    year: int
    as_of: date
    counts_from: date
    counts_until: date | None
    period: str
    round_name: str
    unit_name: str

    def counts_on(self, day: date) -> bool:
        """As AcceptedFigureQuerySet.counting_on, of rows that are here already."""
        return self.counts_from <= day and (self.counts_until is None or day < self.counts_until)


TOLD = (*Told._fields[:12], "report__round__period", "report__round__name", "unit__name")


class LastValues:
    """The accepted values of one report's reporter before its cut-off: one query when made, none when asked.

    `indicators`: only of these. `told`: where it was read together with other reports' (told_before_each).
    """

    def __init__(
        self,
        report: Report,
        units: UnitMap,
        indicators: Collection[int] | None = None,
        told: Iterable[Told] | None = None,
    ):
        self._round = report.round
        self._own_unit = report.unit_id
        self._alone_since = _last_change(report, units)
        self._rows: dict[int, list[Told]] = {}
        for row in told_before(report, units, indicators) if told is None else told:
            self._rows.setdefault(row.indicator, []).append(row)

    def of(self, indicator, kind: str) -> LastValue | None:
        """The value to compare a row with; None where nothing was accepted, and for an estimate.

        A flow: the latest year up to the round's; of "chính thức năm trước" the year before. Else all that counts.
        """
        if kind == FigureKind.ESTIMATE:
            return None
        yesterday = self._round.cut_off - timedelta(days=1)  # so a value that this very report replaced is still seen
        rows = [row for row in self._rows.get(indicator.pk, ()) if row.counts_on(yesterday)]
        if kind == FigureKind.FINAL:
            rows = [row for row in rows if row.year == self._round.year - 1]
        elif indicator.accumulation == Accumulation.FLOW:
            latest = max((row.year for row in rows), default=None)
            rows = [row for row in rows if row.year == latest]
        return value_of(indicator, rows, self._own_unit) if rows else None

    def usual(self, indicator, kind: str) -> dict[str, Usual]:
        """By box, what this reporter told of an indicator on earlier occasions like this one; of actual numbers only.

        A flow: in the rounds of the same kind (6 tháng beside 6 tháng, năm beside năm) of earlier years, one a year. A
        stock: in all earlier rounds. What the unit told before another one, or a part of one, went into it is left out:
        it was a smaller unit then.
        """
        if kind != FigureKind.ACTUAL or indicator.measure == Measure.MILESTONE:
            return {}
        is_flow = indicator.accumulation == Accumulation.FLOW
        occasions: dict[int | date, dict[str, Earlier]] = {}
        for row in self._rows.get(indicator.pk, ()):
            if self._is_own(row) and (not is_flow or self._is_like(row)):
                numbers = occasions.setdefault(row.year if is_flow else row.as_of, {})
                numbers.update((box, Earlier(number, row.round_name)) for box, number in _boxes(row))
        boxes = dict.fromkeys(box for numbers in occasions.values() for box in numbers)
        return {box: usual_of(numbers[box] for numbers in occasions.values() if box in numbers) for box in boxes}

    def _is_own(self, row: Told) -> bool:
        was_the_same_unit = self._alone_since is None or row.as_of > self._alone_since
        return row.unit == self._own_unit and row.kind == FigureKind.ACTUAL and was_the_same_unit

    def _is_like(self, row: Told) -> bool:
        return row.period == self._round.period and row.period in YEARLY and row.year < self._round.year


def value_of(indicator: Indicator, rows: list[Told], own_unit: int) -> LastValue:
    """What rows that count on one day come to for a unit: its own, and those of the units that merged into it."""
    if indicator.measure == Measure.MILESTONE:
        rows = _first_done(rows, own_unit)
    numbers: dict[str, Decimal] = {}
    for row in rows:
        for box, number in _boxes(row):
            numbers[box] = numbers.get(box, Decimal(0)) + number
    own = [row for row in rows if row.unit == own_unit]
    latest = max(own or rows, key=lambda row: row.as_of)
    merged = dict.fromkeys(row.unit_name for row in rows if row.unit != own_unit)
    done_on = min((row.done_on for row in rows if row.done_on), default=None)
    return LastValue(numbers, done_on, latest.year, latest.round_name, tuple(merged))


def _last_change(report: Report, units: UnitMap) -> date | None:
    """The last day of the latest unit that went into this one, whole or in part, before the cut-off."""
    ends = [units.ended_on(before) for before in units.predecessors(report.unit_id)]
    return max((end for end in ends if end and end < report.round.cut_off), default=None)


def told_before(report: Report, units: UnitMap, indicators: Collection[int] | None = None) -> Iterable[Told]:
    """All that was accepted of the report's reporter, and of the units that merged into it, before the cut-off.

    Also what was replaced since. `indicators`: only of these. One query.
    """
    rows = AcceptedFigure.objects.filter(
        unit__in=_covered(report, units),
        reporter=report.reporter,
        agency=report.agency_id,
        counts=True,
        counts_from__lt=report.round.cut_off,
        year__lte=report.round.year,
    ).order_by("as_of", "pk")
    if indicators is not None:
        rows = rows.filter(indicator__in=indicators)
    return map(Told._make, rows.values_list(*TOLD))


def told_before_each(reports: Collection[Report], units: UnitMap) -> dict[int, list[Told]]:
    """The same of several reports, by their keys. One query for all of them."""
    covered = {report.pk: set(_covered(report, units)) for report in reports}
    rows = AcceptedFigure.objects.filter(unit__in=set().union(*covered.values()), counts=True).order_by("as_of", "pk")
    found: dict[int, list[Told]] = {report.pk: [] for report in reports}
    for reporter, agency, *told in rows.values_list("reporter", "agency", *TOLD):
        row = Told._make(told)
        for report in reports:
            is_before = row.counts_from < report.round.cut_off and row.year <= report.round.year
            if (
                is_before
                and row.unit in covered[report.pk]
                and (report.reporter, report.agency_id) == (reporter, agency)
            ):
                found[report.pk].append(row)
    return found


def _covered(report: Report, units: UnitMap) -> list[int]:
    """The reporter's unit, and those that merged into it before the cut-off."""
    if report.reporter != Reporter.UNIT:
        return [report.unit_id]
    return [report.unit_id, *units.history(report.unit_id, report.round.cut_off)]


def _boxes(row: Told) -> Iterator[tuple[str, Decimal]]:
    value_box = part_box(row.part) if row.part else VALUE
    found = [(value_box, row.value), (NUMERATOR, row.numerator), (DENOMINATOR, row.denominator)]
    return ((box, number) for box, number in found if number is not None)


def _first_done(rows: list[Told], own_unit: int) -> list[Told]:
    """What is done stays done; the day is the first one told.

    What a unit told itself goes before what merged into it told. One that has told nothing yet comes from units which all
    have to have done it: then the last of their days.
    """
    told: dict[int, list[Told]] = {}
    for row in rows:
        told.setdefault(row.unit, []).append(row)
    standing = [told[own_unit]] if own_unit in told else list(told.values())
    done = [next((row for row in of_unit if row.done_on), None) for of_unit in standing]
    if None in done:
        return [of_unit[-1] for of_unit, row in zip(standing, done, strict=True) if row is None][:1]
    return [max(done, key=lambda row: row.done_on)] if done else []
