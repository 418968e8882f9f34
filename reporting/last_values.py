"""What was last accepted of a reporter before a round, as its form shows it beside each box."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from plans.choices import Accumulation, Measure, Reporter
from plans.succession import UnitMap
from reporting.answers import DENOMINATOR, NUMERATOR, VALUE, part_box
from reporting.choices import FigureKind
from reporting.models import AcceptedFigure, Report


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


class LastValues:
    """The last accepted values of one report's reporter: one query when made, none when asked."""

    def __init__(self, report: Report, units: UnitMap):
        self._round_year = report.round.year
        self._own_unit = report.unit_id
        self._rows: dict[int, list[AcceptedFigure]] = {}
        for row in _rows_before(report, units):
            self._rows.setdefault(row.indicator_id, []).append(row)

    def of(self, indicator, kind: str) -> LastValue | None:
        """The value to compare a row with; None where nothing was accepted, and for an estimate.

        A flow: the latest year up to the round's; of "chính thức năm trước" the year before. Else all that counts.
        """
        rows = self._rows.get(indicator.pk, [])
        if kind == FigureKind.ESTIMATE:
            return None
        if kind == FigureKind.FINAL:
            rows = [row for row in rows if row.year == self._round_year - 1]
        elif indicator.accumulation == Accumulation.FLOW:
            latest = max((row.year for row in rows), default=None)
            rows = [row for row in rows if row.year == latest]
        if indicator.measure == Measure.MILESTONE:
            rows = _first_done(rows, self._own_unit)
        return self._together(rows) if rows else None

    def _together(self, rows: list[AcceptedFigure]) -> LastValue:
        numbers: dict[str, Decimal] = {}
        for row in rows:
            for box, number in _boxes(row):
                numbers[box] = numbers.get(box, Decimal(0)) + number
        own = [row for row in rows if row.unit_id == self._own_unit]
        latest = max(own or rows, key=lambda row: row.as_of)
        merged = dict.fromkeys(row.unit.name for row in rows if row.unit_id != self._own_unit)
        done_on = min((row.done_on for row in rows if row.done_on), default=None)
        return LastValue(numbers, done_on, latest.year, latest.report.round.name, tuple(merged))


def _rows_before(report: Report, units: UnitMap):
    """What counted on the day before the cut-off: a value that this very report replaced is still seen."""
    covered = [report.unit_id]
    if report.reporter == Reporter.UNIT:
        covered += units.history(report.unit_id, report.round.cut_off)
    return (
        AcceptedFigure.objects.counting_on(report.round.cut_off - timedelta(days=1))
        .filter(unit__in=covered, reporter=report.reporter, agency=report.agency_id, year__lte=report.round.year)
        .select_related("unit", "report__round")
        .order_by("as_of", "pk")
    )


def _boxes(row: AcceptedFigure) -> list[tuple[str, Decimal]]:
    value_box = part_box(row.part_id) if row.part_id else VALUE
    found = [(value_box, row.value), (NUMERATOR, row.numerator), (DENOMINATOR, row.denominator)]
    return [(box, number) for box, number in found if number is not None]


def _first_done(rows: list[AcceptedFigure], own_unit: int) -> list[AcceptedFigure]:
    """What is done stays done; the day is the first one told.

    What a unit told itself goes before what merged into it told. One that has told nothing yet comes from units which all
    have to have done it: then the last of their days.
    """
    told: dict[int, list[AcceptedFigure]] = {}
    for row in rows:
        told.setdefault(row.unit_id, []).append(row)
    standing = [told[own_unit]] if own_unit in told else list(told.values())
    done = [next((row for row in of_unit if row.done_on), None) for of_unit in standing]
    if None in done:
        return [of_unit[-1] for of_unit, row in zip(standing, done, strict=True) if row is None][:1]
    return [max(done, key=lambda row: row.done_on)] if done else []
