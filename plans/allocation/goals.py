"""Which goals of a plan can be shared out over a span, and what the plan itself asks of the whole province then."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.allocation.spans import SheetSpan
from plans.choices import Comparator, Composition, Measure, SpanKind
from plans.models import Goal, IndicatorComponent, Plan, Target
from plans.wording import PERCENT, counted_in

SHARED_COMPARATORS = {
    Comparator.AT_LEAST,
    Comparator.MORE_THAN,
    Comparator.REACH,
    Comparator.AT_MOST,
    Comparator.ABOUT,
}
PERCENT_DECIMALS = 2


@dataclass(frozen=True)
class AllottableGoal:
    """A goal of a sheet. `own` is what the plan asks of the province over the span, None where it names nothing.

    Numbers have `decimals`; a ratio's are percents, 0-100, which are given to each unit and never added.
    """

    pk: int
    code: str
    name: str
    wording: str
    measure: str
    comparator: str
    unit_of_measure: str
    decimals: int
    own: Decimal | None
    order: int = 1

    @property
    def adds_up(self) -> bool:
        return self.measure == Measure.COUNT

    @property
    def is_ceiling(self) -> bool:
        """ "Không quá": less is better."""
        return self.comparator == Comparator.AT_MOST


class OwnTarget(NamedTuple):
    """A target of the plan as a whole: its span, and its versions as (from when, value), the earliest first."""

    kind: str
    first: int
    last: int
    every: int
    order: int
    versions: tuple[tuple[date, Decimal | None], ...]


class GoalRow(NamedTuple):
    """A goal that can be shared out, whatever the span, with all its targets."""

    goal: AllottableGoal
    targets: tuple[OwnTarget, ...]


def allottable_goals(plan: Plan, span: SheetSpan, day: date) -> list[AllottableGoal]:
    """The plan's goals that units can have a share of, in its order, with the province's own number in force on a day.

    Three queries at most.
    """
    return allottable(read_goals(plan), span, day)


def read_goals(plan: Plan) -> list[GoalRow]:
    """Goals that can be shared out: counts, and ratios as percents.

    Not ranges, milestones, minimums of each unit, what is only followed, and what no unit reports.
    """
    rows = list(
        Goal.objects.filter(plan=plan, per_level="", comparator__in=SHARED_COMPARATORS)
        .exclude(indicator__measure=Measure.MILESTONE)
        .order_by("order", "pk")
        .values_list("indicator", "indicator__composition", "indicator__from_units", *GOAL_COLUMNS)
    )
    composed = [indicator for indicator, composition, *_ in rows if composition != Composition.ENTERED]
    told = _told_by_units(composed) if composed else set()
    targets = _targets_of(plan)
    return [
        GoalRow(_goal(*columns), tuple(targets.get(columns[0], ())))
        for indicator, composition, from_units, *columns in rows
        if (from_units if composition == Composition.ENTERED else indicator in told)
    ]


def allottable(rows: Iterable[GoalRow], span: SheetSpan, day: date) -> list[AllottableGoal]:
    """Those goals whose targets have to do with the span's years, each with the province's number of it.

    Goals of the same name (set on one indicator) are told apart by a number. Asks nothing of the database.
    """
    seen: Counter[str] = Counter()
    found = []
    for goal, targets in rows:
        if targets and not any(target.first <= span.last and span.first <= target.last for target in targets):
            continue  # of another phase
        seen[goal.name] += 1
        name = f"{goal.name} [{seen[goal.name]}]" if seen[goal.name] > 1 else goal.name
        own = _own_target(targets, span)
        found.append(replace(goal, name=name, own=own and _value_on(own, day), order=own.order if own else 1))
    return found


GOAL_COLUMNS = (
    "pk",
    "code",
    "wording",
    "comparator",
    "indicator__name",
    "indicator__measure",
    "indicator__unit_of_measure",
    "indicator__decimals",
    "part__name",
)


def _goal(pk, code, wording, comparator, name, measure, unit_of_measure, decimals, part) -> AllottableGoal:
    is_ratio = measure == Measure.RATIO
    unit = counted_in(unit_of_measure, part) if part else unit_of_measure
    return AllottableGoal(
        pk=pk,
        code=code,
        name=f"{name}: {part}" if part else name,
        wording=wording,
        measure=measure,
        comparator=comparator,
        unit_of_measure=PERCENT if is_ratio else unit,
        decimals=PERCENT_DECIMALS if is_ratio else decimals,
        own=None,
    )


def _told_by_units(composed: Iterable[int]) -> set[int]:
    """Which of these indicators, sums or ratios of others, have a component that units report."""
    rows = IndicatorComponent.objects.filter(whole__in=composed, component__from_units=True)
    return set(rows.values_list("whole", flat=True))


def _targets_of(plan: Plan) -> dict[int, list[OwnTarget]]:
    """By goal, the targets of the plan as a whole."""
    rows = Target.objects.filter(goal__plan=plan, unit=None).order_by("order", "pk")
    columns = ("goal", "pk", "span_kind", "first_year", "last_year", "every_years", "order")
    versions, facts = defaultdict(list), {}
    for goal, pk, *span, begins, value in rows.values_list(*columns, "versions__effective_from", "versions__value"):
        facts[pk] = goal, span
        versions[pk].append((begins or date.min, value))
    found = defaultdict(list)
    for pk, (goal, span) in facts.items():
        in_order = sorted(versions[pk], key=lambda version: version[0])
        found[goal].append(OwnTarget(*span, tuple(in_order)))
    return found


def _own_target(targets: Iterable[OwnTarget], span: SheetSpan) -> OwnTarget | None:
    """The plan's target of this very span; else one of the same years, or one that has to be met anew in just such years."""
    same_years = [target for target in targets if _same_years(target, span)]
    exact = [target for target in same_years if target.kind == span.kind]
    return (exact or same_years or [None])[0]


def _same_years(target: OwnTarget, span: SheetSpan) -> bool:
    if target.kind != SpanKind.EVERY:
        return (target.first, target.last) == (span.first, span.last)
    fits = target.every == span.last - span.first + 1
    in_turn = (span.first - target.first) % target.every == 0
    return fits and in_turn and target.first <= span.first and span.last <= target.last


def _value_on(target: OwnTarget, day: date) -> Decimal | None:
    """As progress judges: the version in force on the day; before any is, the first."""
    in_force = [value for begins, value in target.versions if begins <= day]
    return in_force[-1] if in_force else target.versions[0][1]
