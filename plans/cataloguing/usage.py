"""Where an indicator is used: by goals of the plans that a person sees, and by other indicators."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, QuerySet

from plans.models import Goal, Indicator, Plan
from plans.wording import counted_in, span_words, value_words


def use_counts(codes: Iterable[str], plans: QuerySet[Plan]) -> Counter:
    """By an indicator's code, how many of the plans have a goal on it. One query."""
    goals = Goal.objects.filter(indicator__code__in=list(codes), plan__in=plans)
    rows = goals.order_by().values("indicator__code").annotate(count=Count("plan", distinct=True))
    return Counter({row["indicator__code"]: row["count"] for row in rows})


def goals_on(indicator: Indicator, plans: QuerySet[Plan]) -> list[tuple[Goal, str]]:
    """Every goal that the plans set on an indicator, with what it commits to, the newest plan first. Three queries."""
    goals = indicator.goals.filter(plan__in=plans).select_related("plan", "part")
    goals = goals.order_by("-plan__signed_on", "plan__code", "order").prefetch_related("targets__versions")
    return [(goal, _committed(goal, indicator)) for goal in goals]


def _committed(goal: Goal, indicator: Indicator) -> str:
    """ "ít nhất 03 HTX, năm 2024; …": of each target of the plan as a whole, what was set last."""
    unit = counted_in(indicator.unit_of_measure, goal.part.name if goal.part else "")
    told = []
    for target in goal.targets.all():
        versions = list(target.versions.all())
        if target.unit_id or not versions:
            continue
        last = versions[-1]
        value = value_words(goal.comparator, indicator.measure, last.value, last.value_to, unit)
        span = span_words(target.span_kind, target.first_year, target.last_year, target.every_years)
        told.append(f"{value}, {span}")
    return "; ".join(told)
