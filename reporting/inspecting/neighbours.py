"""Between which numbers the other units of a round lie, on each row that a report is asked."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.db.models import Sum

from plans.choices import Measure, Reporter
from portal.numbers import format_number, format_percent
from reporting.answers import RowKey
from reporting.choices import Answer, ReportState
from reporting.models import Figure, Report

# What is still being typed says nothing yet.
HANDED_IN = (ReportState.SUBMITTED, ReportState.ACCEPTED)


@dataclass(frozen=True)
class Neighbours:
    """Of so many other units the lowest, the middle and the highest number: a total, or a percent of a ratio."""

    units: int
    lowest: Decimal
    middle: Decimal
    highest: Decimal
    is_percent: bool = False

    @property
    def words(self) -> str:
        """As in "từ 2 đến 12, giữa 5 (8 đơn vị)"; of a single one its number."""
        if self.units == 1:
            return f"{self._said(self.middle)} (1 đơn vị)"
        middle = self._said(self.middle)
        return f"từ {self._said(self.lowest)} đến {self._said(self.highest)}, giữa {middle} ({self.units} đơn vị)"

    def _said(self, number: Decimal) -> str:
        return format_percent(number) if self.is_percent else format_number(round(number, 1).normalize())


class _Told(NamedTuple):
    """A row of another report, its parts added up."""

    indicator: int
    kind: str
    measure: str
    fixed_denominator: Decimal | None
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None


def neighbours_of(report: Report) -> dict[RowKey, Neighbours]:
    """By row, what the other units' reports of the same round say that are handed in or accepted. One query.

    Only values take part; milestones are left out, and so is everything of who is no unit.
    """
    if report.reporter != Reporter.UNIT:
        return {}
    numbers: dict[RowKey, list[Decimal]] = defaultdict(list)
    percents = set()
    for told in _told_beside(report):
        key = (told.indicator, told.kind)
        number = _number(told)
        if number is not None:
            numbers[key].append(number)
        if told.measure == Measure.RATIO:
            percents.add(key)
    return {
        key: Neighbours(len(found), min(found), median(found), max(found), is_percent=key in percents)
        for key, found in numbers.items()
    }


def _told_beside(report: Report) -> Iterator[_Told]:
    rows = (
        Figure.objects.filter(
            report__round=report.round_id,
            report__reporter=Reporter.UNIT,
            report__state__in=HANDED_IN,
            answer=Answer.VALUE,
        )
        .exclude(report=report.pk)
        .exclude(indicator__measure=Measure.MILESTONE)
        .order_by()
        .values_list("report", "indicator", "kind", "indicator__measure", "indicator__denominator_fixed")
        .annotate(Sum("value"), Sum("numerator"), Sum("denominator"))
    )
    return (_Told._make(row[1:]) for row in rows)


def _number(told: _Told) -> Decimal | None:
    if told.measure != Measure.RATIO:
        return told.value
    below = told.denominator if told.fixed_denominator is None else told.fixed_denominator
    return None if told.numerator is None or not below else told.numerator * 100 / below
