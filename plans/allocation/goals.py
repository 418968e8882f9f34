"""Which goals of a plan can be shared out over a span, and what the plan itself asks of the whole province then."""

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch

from plans.allocation.spans import SheetSpan
from plans.choices import Comparator, Composition, Measure, SpanKind
from plans.models import Goal, Indicator, Plan, Target
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


def allottable_goals(plan: Plan, span: SheetSpan, day: date) -> list[AllottableGoal]:
    """The plan's goals that units can have a share of, in its order, with the province's own number in force on a day.

    Four queries at most.
    """
    return allottable(read_goals(plan), span, day)


def read_goals(plan: Plan) -> list[Goal]:
    """Goals that can be shared out: counts, and ratios as percents.

    Not ranges, milestones, minimums of each unit, what is only followed, and what no unit reports.
    """
    of_plan = Target.objects.filter(unit=None).prefetch_related("versions").order_by("order", "pk")
    goals = (
        Goal.objects.filter(plan=plan, per_level="", comparator__in=SHARED_COMPARATORS)
        .exclude(indicator__measure=Measure.MILESTONE)
        .select_related("indicator", "part")
        .prefetch_related("indicator__components__component", Prefetch("targets", of_plan, to_attr="of_plan"))
        .order_by("order", "pk")
    )
    return [goal for goal in goals if _told_by_units(goal.indicator)]


def allottable(goals: Iterable[Goal], span: SheetSpan, day: date) -> list[AllottableGoal]:
    """Those of `read_goals` whose targets have to do with the span's years; asks nothing of the database.

    Goals of the same name (set on one indicator) are told apart by a number.
    """
    found = [_allottable(goal, span, day) for goal in goals if _concerns(goal.of_plan, span)]
    seen: Counter[str] = Counter()
    named = []
    for goal in found:
        seen[goal.name] += 1
        same = seen[goal.name]
        named.append(replace(goal, name=f"{goal.name} [{same}]") if same > 1 else goal)
    return named


def _concerns(targets: Collection[Target], span: SheetSpan) -> bool:
    """A goal of another phase stays out; one without any target may be given numbers of its own."""
    return not targets or any(target.first_year <= span.last and span.first <= target.last_year for target in targets)


def _told_by_units(indicator: Indicator) -> bool:
    if indicator.composition == Composition.ENTERED:
        return indicator.from_units
    return any(row.component.from_units for row in indicator.components.all())


def _allottable(goal: Goal, span: SheetSpan, day: date) -> AllottableGoal:
    indicator, part = goal.indicator, goal.part
    is_ratio = indicator.measure == Measure.RATIO
    target = _own_target(goal.of_plan, span)
    unit = counted_in(indicator.unit_of_measure, part.name) if part else indicator.unit_of_measure
    return AllottableGoal(
        pk=goal.pk,
        code=goal.code,
        name=f"{indicator.name}: {part.name}" if part else indicator.name,
        wording=goal.wording,
        measure=indicator.measure,
        comparator=goal.comparator,
        unit_of_measure=PERCENT if is_ratio else unit,
        decimals=PERCENT_DECIMALS if is_ratio else indicator.decimals,
        own=target and _value_on(target, day),
        order=target.order if target else 1,
    )


def _own_target(targets: Iterable[Target], span: SheetSpan) -> Target | None:
    """The plan's target of this very span; else one of the same years, or one that has to be met anew in just such years."""
    same_years = [target for target in targets if _same_years(target, span)]
    exact = [target for target in same_years if target.span_kind == span.kind]
    return (exact or same_years or [None])[0]


def _same_years(target: Target, span: SheetSpan) -> bool:
    if target.span_kind != SpanKind.EVERY:
        return (target.first_year, target.last_year) == (span.first, span.last)
    fits = target.every_years == span.last - span.first + 1
    in_turn = (span.first - target.first_year) % target.every_years == 0
    return fits and in_turn and target.first_year <= span.first and span.last <= target.last_year


def _value_on(target: Target, day: date) -> Decimal | None:
    """As progress judges: the version in force on the day; before any is, the first."""
    versions = sorted(target.versions.all(), key=lambda version: version.effective_from or date.min)
    in_force = [version for version in versions if (version.effective_from or date.min) <= day]
    version = (in_force[-1:] or versions[:1] or [None])[0]
    return version and version.value
