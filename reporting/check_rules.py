"""Rules between the indicators of one report, as plain values: read once, then asked without a query."""

import operator
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from django.db.models import F, Q

from plans.choices import RuleComparison, RulePlace, RuleWeight
from plans.models import CheckRuleTerm, Indicator, Plan
from portal.numbers import format_number
from reporting.answers import DENOMINATOR, NUMERATOR, VALUE, part_box

HOLDS = {
    RuleComparison.NOT_ABOVE: operator.le,
    RuleComparison.BELOW: operator.lt,
    RuleComparison.EQUAL: operator.eq,
    RuleComparison.NOT_BELOW: operator.ge,
    RuleComparison.ABOVE: operator.gt,
}
OTHERWISE = {
    RuleComparison.NOT_ABOVE: "lớn hơn",
    RuleComparison.BELOW: "không nhỏ hơn",
    RuleComparison.EQUAL: "khác",
    RuleComparison.NOT_BELOW: "nhỏ hơn",
    RuleComparison.ABOVE: "không lớn hơn",
}
LOOK_AGAIN = "Xem lại các số."
LIES_WITHIN = "Chỉ số này nằm trong số đó."
SIDES = {NUMERATOR: "tử số ", DENOMINATOR: "mẫu số "}


@dataclass(frozen=True)
class Term:
    """One number in a rule: a box of an indicator's row; VALUE is a count's total, also where it has parts."""

    indicator_id: int
    box: str = VALUE


@dataclass(frozen=True)
class Rule:
    """How the sum of the left terms has to stand to the sum of the right ones and the constant; `weight` a RuleWeight."""

    left: tuple[Term, ...]
    comparison: str
    right: tuple[Term, ...] = ()
    constant: Decimal = Decimal(0)
    weight: str = RuleWeight.REFUSE
    words: str = ""

    @property
    def leader(self) -> int:
        """The indicator beside which a breach is told."""
        return self.left[0].indicator_id

    @property
    def indicators(self) -> set[int]:
        return {term.indicator_id for term in (*self.left, *self.right)}


@dataclass(frozen=True)
class Breach:
    """A rule that does not hold, with its two sums and the number of each term."""

    rule: Rule
    left: Decimal
    right: Decimal
    numbers: Mapping[Term, Decimal]


def stored_rules(plans: Iterable[Plan]) -> list[Rule]:
    """The rules of the shared catalogue, then those of some plans. One query."""
    of_plans = Q(rule__plan__isnull=True) | Q(rule__plan__in=plans)
    terms = CheckRuleTerm.objects.filter(of_plans).select_related("rule")
    ordered = terms.order_by(F("rule__plan").asc(nulls_first=True), "rule__order", "rule", "place", "order")
    return [_rule(list(of_rule)) for _, of_rule in groupby(ordered, lambda term: term.rule_id)]


def rules_among(stored: Iterable[Rule], indicators: Iterable[Indicator]) -> list[Rule]:
    """The rules that a report of these indicators is held to: that what is "trong đó" is not above its whole is one too."""
    asked = {indicator.pk: indicator for indicator in indicators}
    return [rule for rule in (*_wholes(asked), *stored) if rule.indicators <= asked.keys()]


def breach_of(rule: Rule, number_of: Callable[[Term], Decimal | None]) -> Breach | None:
    """The breach of a rule by the numbers of a report, exact; None where it holds or one of its numbers is not there."""
    numbers = {}
    for term in (*rule.left, *rule.right):
        number = number_of(term)
        if number is None:
            return None
        numbers[term] = number
    left = sum((numbers[term] for term in rule.left), Decimal(0))
    right = sum((numbers[term] for term in rule.right), rule.constant)
    return None if HOLDS[rule.comparison](left, right) else Breach(rule, left, right, numbers)


def breach_words(breach: Breach, name_of: Callable[[Term], str]) -> str:
    """ "13 lớn hơn 12 của “Việc làm mới”. Chỉ số này nằm trong số đó.": what is wrong, beside the first left term."""
    rule = breach.rule
    left = _sum_words(breach, rule.left, breach.left, name_of) if len(rule.left) > 1 else _first_words(breach)
    right = _sum_words(breach, rule.right, breach.right, name_of)
    words = f" {rule.words.rstrip('.')}." if rule.words else ""
    return f"{left} {OTHERWISE[rule.comparison]} {right}.{words}"


def _first_words(breach: Breach) -> str:
    [term] = breach.rule.left
    return f"{SIDES.get(term.box, '')}{format_number(breach.left)}"


def _sum_words(breach: Breach, terms: tuple[Term, ...], total: Decimal, name_of: Callable[[Term], str]) -> str:
    """ "12 của “A”"; "tổng 17 (12 của “A”; 5 của “B”)"; the bare number where there is nothing but it."""
    told = [f"{SIDES.get(term.box, '')}{format_number(breach.numbers[term])} của “{name_of(term)}”" for term in terms]
    if terms is breach.rule.right and breach.rule.constant and terms:
        told.append(f"cộng {format_number(breach.rule.constant)}")
    if len(told) == 1:
        return told[0]
    return f"tổng {format_number(total)} ({'; '.join(told)})" if told else format_number(total)


def _wholes(asked: Mapping[int, Indicator]) -> list[Rule]:
    return [
        Rule((Term(pk),), RuleComparison.NOT_ABOVE, (Term(indicator.not_above_id),), words=LIES_WITHIN)
        for pk, indicator in asked.items()
        if indicator.not_above_id in asked
    ]


def _rule(terms: list[CheckRuleTerm]) -> Rule:
    rule = terms[0].rule
    sides = {place: tuple(_term(term) for term in terms if term.place == place) for place in RulePlace}
    return Rule(
        sides[RulePlace.LEFT],
        rule.comparison,
        sides[RulePlace.RIGHT],
        rule.constant or Decimal(0),
        rule.weight,
        rule.words,
    )


def _term(term: CheckRuleTerm) -> Term:
    return Term(term.indicator_id, part_box(term.part_id) if term.part_id else term.side or VALUE)
