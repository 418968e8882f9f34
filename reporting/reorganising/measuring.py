"""What a plan's totals, and the units of a reorganisation, come to: measured once before it and once after it."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from plans.choices import Measure, Reporter
from plans.models import Plan
from plans.succession import UnitMap
from reporting import phrases
from reporting.aggregation import Added, Slice, Span, added, read_by_unit
from reporting.phrases import in_tables
from reporting.progress import GoalProgress, Row, judged, opened

ONE_DAY = timedelta(days=1)
NOT_ENOUGH = "chưa đủ số liệu"


class _Places(dict):
    """Where an answer of a unit as of a day stands on the eve, and where on the day."""

    def __init__(self, unit_map: UnitMap, eve: date, day: date):
        super().__init__()
        self._unit_map, self._days = unit_map, (eve, day)

    def __missing__(self, told: tuple[int, date]) -> tuple[int, int]:
        self[told] = tuple(self._unit_map.stood_at(*told, day) for day in self._days)
        return self[told]


@dataclass(frozen=True)
class RowMeasured:
    """A goal over one span: its total in the plan, and what single units hold of it, by where it stands.

    `by_eve`: by the unit on the eve, in it by the unit on the day; `by_day`: by the unit on the day.
    """

    row: Row
    goal: GoalProgress
    by_eve: dict[int, dict[int, list[Slice]]]
    by_day: dict[int, list[Slice]]

    @property
    def span(self) -> Span:
        return self.row.span

    def on_the_eve(self, unit: int) -> Added:
        """What stands in a unit on the map of the eve, what merged into it long ago included."""
        return self._added(self.by_eve.get(unit, {}).values())

    def on_the_day(self, unit: int) -> Added:
        return self._added([self.by_day.get(unit, ())])

    def kept_of(self, unit: int) -> Added:
        """What stood in a unit on the eve and goes into none of its successors."""
        return self._added(slices for day, slices in self.by_eve.get(unit, {}).items() if day != unit)

    def of(self, units: Collection[int]) -> Added:
        """What stood in any of these units on the eve, wherever it stands on the day."""
        return self._added(slices for unit in units for slices in self.by_eve.get(unit, {}).values())

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
    places = _Places(ledger.unit_map, eve, day)
    found = []
    for row, goal in zip(rows, progress, strict=True):
        if not row.span.has_begun(on):
            continue
        by_eve, by_day = defaultdict(lambda: defaultdict(list)), defaultdict(list)
        for one in ledger.standing(row.subject, row.span, on, kept):
            if one.reporter == Reporter.UNIT and one.unit in units:
                on_the_eve, on_the_day = places[one.unit, one.as_of]
                by_eve[on_the_eve][on_the_day].append(one)
                by_day[on_the_day].append(one)
        found.append(RowMeasured(row, goal, by_eve, by_day))
    return found
