"""A total and what is to be said beside it. Pure: slices in, numbers out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Measure
from plans.models import Indicator
from reporting.aggregation.slices import Slice


@dataclass(frozen=True)
class Remnant:
    """What a unit that ended had told last, as it still stands in a total: "Huyện Ý Yên (đến 14/6/2025)"."""

    name: str
    last_day: date
    value: Decimal | None


@dataclass(frozen=True)
class Added:
    """Slices of one indicator added up.

    `value` of a count is the sum, of a ratio the exact percent (0-100 and above); None without any value, and of a
    ratio over nothing. A milestone has no value: `done_on` is the day on which the last of its reporters was done, None
    while one is not.
    """

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    done_on: date | None = None
    count: int = 0
    last_day: date | None = None


@dataclass(frozen=True)
class Total(Added):
    """The value of an indicator, or of one part of it, over a plan's scope and a span, and how much of it is there.

    `reported` of `expected` reporters gave a value in the latest round up to the day (units; where only the province or
    agencies are asked, those); `expected` leaves out "không áp dụng". `carried` counts values of a stock from earlier
    rounds. `cut_off` is the latest day that the value speaks of.
    """

    reported: int = 0
    expected: int = 0
    carried: int = 0
    missing_parts: tuple[str, ...] = ()
    remnants: tuple[Remnant, ...] = ()

    @property
    def incomplete(self) -> bool:
        """Some part of a breakdown is not answered: the value is "thiếu …"."""
        return bool(self.missing_parts)

    @property
    def cut_off(self) -> date | None:
        return self.last_day


def added(indicator: Indicator, slices: Iterable[Slice]) -> Added:
    """Add slices that all count at the same time."""
    slices = [one for one in slices if one.count]
    if not slices:
        return Added()
    if len(slices) == 1 and indicator.measure == Measure.COUNT:
        [one] = slices
        return Added(value=one.value, count=one.count, last_day=one.as_of)
    facts = {"count": sum(one.count for one in slices), "last_day": max(one.as_of for one in slices)}
    if indicator.measure == Measure.MILESTONE:
        return Added(done_on=_last_done(slices), **facts)
    if indicator.measure == Measure.COUNT:
        return Added(value=sum(one.value for one in slices), **facts)
    numerator = _sum(one.numerator for one in slices)
    denominator = indicator.denominator_fixed
    if denominator is None:
        denominator = _sum(one.denominator for one in slices)
    return Added(percent(numerator, denominator), numerator, denominator, **facts)


def percent(numerator: Decimal | None, denominator: Decimal | None) -> Decimal | None:
    """Exact, 0-100 and above; None over nothing, and while a side is not known ("chưa đủ số liệu")."""
    return numerator * 100 / denominator if denominator and numerator is not None else None


def _sum(numbers: Iterable[Decimal | None]) -> Decimal | None:
    """None where nothing is known."""
    known = [number for number in numbers if number is not None]
    return sum(known) if known else None


def _last_done(slices: list[Slice]) -> date | None:
    if not all(one.value for one in slices):
        return None
    return max(one.done_on or one.as_of for one in slices)
