"""What a plan's totals, and the units of a reorganisation, come to: measured once before it and once after it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from plans.choices import Measure, Reporter
from plans.models import Plan
from reporting import phrases
from reporting.aggregation import Added, Slice, Span, added, read_by_unit
from reporting.phrases import in_tables
from reporting.progress import GoalProgress, Row, judged, opened

ONE_DAY = timedelta(days=1)
NOT_ENOUGH = "chưa đủ số liệu"
Places = tuple[int, int]  # where an answer stands on the eve, and on the day


@dataclass(frozen=True)
class RowMeasured:
    """A goal over one span: its total in the plan, and what single units hold of it, by where it stands."""

    row: Row
    goal: GoalProgress
    slices: dict[Places, list[Slice]]

    @property
    def span(self) -> Span:
        return self.row.span

    def on_the_eve(self, unit: int) -> Added:
        """What stands in a unit on the map of the eve, what merged into it long ago included."""
        return self._added(slices for (eve, _), slices in self.slices.items() if eve == unit)

    def on_the_day(self, unit: int) -> Added:
        return self._added(slices for (_, day), slices in self.slices.items() if day == unit)

    def kept_of(self, unit: int) -> Added:
        """What stood in a unit on the eve and goes into none of its successors."""
        return self._added(slices for (eve, day), slices in self.slices.items() if eve == unit and day != unit)

    def of(self, units: Collection[int]) -> Added:
        """What stood in any of these units on the eve, wherever it stands on the day."""
        return self._added(slices for (eve, _), slices in self.slices.items() if eve in units)

    def words(self, sum_: Added) -> str:
        """A sum as a table shows it; nothing where nothing was told."""
        if not sum_.count:
            return ""
        if self.goal.measure == Measure.MILESTONE:
            return phrases.milestone_words(sum_)
        if sum_.value is None:
            return NOT_ENOUGH
        if self.goal.measure == Measure.RATIO:
            percent = phrases.percent_beside(sum_.value, self.goal.target)
            return f"{in_tables(sum_.numerator)}/{in_tables(sum_.denominator)} ({percent})"
        return in_tables(sum_.value)

    def _added(self, slices: Iterable[list[Slice]]) -> Added:
        return added(self.row.subject.indicator, [one for several in slices for one in several])


def measured(plan: Plan, on: date, day: date, units: Collection[int]) -> list[RowMeasured]:
    """Every goal and span of a plan that has begun, as accepted now and seen on `on`; `units` are looked at singly.

    `day` is the first day of the reorganisation. As many queries as a dashboard, and one.
    """
    rows, ledger = opened(plan, on)
    progress = judged(rows, ledger)
    units, eve = set(units), day - ONE_DAY
    kept = read_by_unit(ledger, [row.subject for row in rows], [row.span for row in rows], units)
    found = []
    for row, goal in zip(rows, progress, strict=True):
        if not row.span.has_begun(on):
            continue
        slices: dict[Places, list[Slice]] = defaultdict(list)
        for one in ledger.standing(row.subject, row.span, on, kept):
            if one.reporter == Reporter.UNIT and one.unit in units:
                places = (
                    ledger.unit_map.stood_at(one.unit, one.as_of, eve),
                    ledger.unit_map.stood_at(one.unit, one.as_of, day),
                )
                slices[places].append(one)
        found.append(RowMeasured(row, goal, slices))
    return found
