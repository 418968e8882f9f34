"""A minimum that each unit of a level owes ("mỗi huyện ít nhất 01 HTX"): never added, only counted who meets it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from plans.choices import Comparator, Measure
from reporting.aggregation import Added, Ledger, Span, Subject, Total
from reporting.judging import Aim


@dataclass(frozen=True)
class Minimum:
    """Which units owed it at a cut-off (in official order) and which of them met it; no cut-off while nothing is told."""

    owing: tuple[int, ...] = ()
    met: tuple[int, ...] = ()
    done_on: date | None = None
    cut_off: date | None = None

    @property
    def unmet(self) -> list[int]:
        return [unit for unit in self.owing if unit not in set(self.met)]

    def or_else(self, other: "Minimum") -> "Minimum":
        """The same units, each of which has met it with one or the other."""
        met = {*self.met, *other.met}
        return Minimum(
            owing=self.owing,
            met=tuple(unit for unit in self.owing if unit in met),
            done_on=max(filter(None, (self.done_on, other.done_on)), default=None),
            cut_off=self.cut_off or other.cut_off,
        )

    def as_total(self, total: Total) -> Total:
        """The same total with the units that meet it as its value; without one while nobody has told anything."""
        return replace(
            total,
            value=Decimal(len(self.met)) if self.cut_off else None,
            numerator=None,
            denominator=None,
            done_on=self.done_on if self.owing and not self.unmet else None,
            last_day=self.cut_off,
        )

    def as_aim(self, aim: Aim) -> Aim:
        """To be reached are all units; a milestone of each stays one."""
        measure = Measure.MILESTONE if aim.measure == Measure.MILESTONE else Measure.COUNT
        return Aim(Comparator.AT_LEAST, measure, aim.accumulation, Decimal(len(self.owing)))


def minimum_of(level: str, subject: Subject, aim: Aim, span: Span, ledger: Ledger) -> Minimum:
    """Each unit of the level that existed at the cut-off of the latest round in the span owes it once.

    When the level has ended, the last round while it existed stays the one that counts. Before the first round nobody
    owes anything yet. `aim` is one that can be judged.
    """
    cut_off, owing = _owing(level, span, ledger)
    if not owing:
        return Minimum()
    sums = ledger.by_unit(subject, span, owing, cut_off, _last_day_of(owing, ledger))
    met = tuple(unit for unit in owing if unit in sums and _is_met(aim, sums[unit]))
    days = [sum_.done_on for sum_ in sums.values() if sum_.done_on]
    return Minimum(tuple(owing), met, max(days, default=None), cut_off if sums else None)


def _owing(level: str, span: Span, ledger: Ledger) -> tuple[date | None, list[int]]:
    for day in reversed(ledger.coverage.cut_offs):
        if span.first_day <= day <= span.last_day:
            units = ledger.unit_map.territory(ledger.plan.scope_id, day, ledger.plan.scope_as_of, level)
            if units:
                return day, units
    return None, []


def _last_day_of(units: Collection[int], ledger: Ledger) -> date:
    """Today, or the last day on which one of the units existed."""
    ends = [ledger.unit_map.ended_on(unit) for unit in units]
    return ledger.on if None in ends else min(ledger.on, max(ends))


def _is_met(aim: Aim, sum_: Added) -> bool:
    if aim.measure == Measure.MILESTONE:
        return sum_.done_on is not None
    return sum_.value is not None and aim.is_met_by(sum_.value)
