"""Where an indicator is used: by goals of the plans that a person sees, and in rules beside other indicators."""

from collections import Counter
from collections.abc import Iterable

from django.db.models import Count, F, Q, QuerySet

from plans.choices import RulePlace, SideOfRatio
from plans.models import CheckRule, CheckRuleTerm, Goal, Indicator, Plan
from plans.wording import counted_in, number_words, rule_words, span_words, value_words
from portal.numbers import format_number


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


def rules_on(indicator: Indicator, plans: QuerySet[Plan]) -> list[tuple[CheckRule, str]]:
    """The rules that an indicator is in, of the shared catalogue and of the plans, each as a formula. Four queries."""
    rules = CheckRule.objects.filter(Q(plan__isnull=True) | Q(plan__in=plans), terms__indicator=indicator).distinct()
    rules = rules.select_related("plan").order_by(F("plan").asc(nulls_first=True), "order")
    return [(rule, _formula(rule)) for rule in rules.prefetch_related("terms__indicator", "terms__part")]


def _formula(rule: CheckRule) -> str:
    terms = rule.terms.all()
    left, right = ([_term_words(term) for term in terms if term.place == place] for place in RulePlace)
    constant = [format_number(rule.constant)] if rule.constant is not None else []
    return rule_words(left, rule.comparison, [*right, *constant])


def _term_words(term: CheckRuleTerm) -> str:
    indicator = term.indicator
    labels = {SideOfRatio.NUMERATOR: indicator.numerator_label, SideOfRatio.DENOMINATOR: indicator.denominator_label}
    part = term.part.name if term.part else ""
    return number_words(indicator.name, part=part, side=term.side, label=labels.get(term.side, ""))


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
