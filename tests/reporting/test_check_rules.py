"""The arithmetic of rules: exact, in whatever order the numbers stand."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from plans.choices import RuleComparison as Is
from plans.models import CheckRule
from reporting.check_rules import Rule, Term, breach_of, breach_words, rules_among, stored_rules
from tests.builders import make_breakdown, make_indicator, make_plan, make_rule

NUMBERS = st.lists(st.decimals(0, Decimal("9999999999999.9999"), places=4), min_size=1, max_size=10)
STEP = Decimal("0.0001")


def compared(comparison, left, right, constant=Decimal(0)):
    numbers = {Term(place): number for place, number in enumerate([*left, *right])}
    terms = tuple(numbers)
    rule = Rule(terms[: len(left)], comparison, terms[len(left) :], constant)
    return breach_of(rule, numbers.get)


@given(NUMBERS)
def test_a_sum_equals_itself_to_the_last_decimal(numbers):
    whole = sum(numbers, Decimal(0))

    assert compared(Is.EQUAL, numbers, [whole]) is None
    assert compared(Is.EQUAL, numbers, [], whole) is None
    assert compared(Is.EQUAL, numbers, [whole], STEP).right - whole == STEP
    assert compared(Is.BELOW, numbers, [whole]) is not None
    assert compared(Is.BELOW, numbers, [whole], STEP) is None


@given(NUMBERS, NUMBERS, st.sampled_from(Is.values), st.randoms())
def test_the_order_of_the_numbers_plays_no_part(left, right, comparison, random):
    one = compared(comparison, left, right)
    other = compared(comparison, random.sample(left, len(left)), random.sample(right, len(right)))

    assert (one is None) == (other is None)
    assert one is None or (one.left, one.right) == (other.left, other.right)


@given(NUMBERS, NUMBERS)
def test_exactly_one_of_below_equal_and_above_holds(left, right):
    holding = [comparison for comparison in (Is.BELOW, Is.EQUAL, Is.ABOVE) if compared(comparison, left, right) is None]

    assert len(holding) == 1
    assert (compared(Is.NOT_ABOVE, left, right) is None) == (holding != [Is.ABOVE])
    assert (compared(Is.NOT_BELOW, left, right) is None) == (holding != [Is.BELOW])


@pytest.mark.parametrize(("left", "right"), [([None], [Decimal(1)]), ([Decimal(1)], [None]), ([Decimal(5), None], [])])
def test_without_one_of_its_numbers_a_rule_says_nothing(left, right):
    assert compared(Is.EQUAL, left, right) is None


def test_a_breach_is_told_with_the_rules_own_words():
    rule = Rule((Term(1),), Is.NOT_BELOW, (Term(2), Term(3)), Decimal("0.5"), words="Ghi đủ các phần")

    breach = breach_of(rule, {Term(1): Decimal(3), Term(2): Decimal(2), Term(3): Decimal("1.25")}.get)

    assert breach_words(breach, lambda term: f"Chỉ số {term.indicator_id}") == (
        "3 nhỏ hơn tổng 3,75 (2 của “Chỉ số 2”; 1,25 của “Chỉ số 3”; cộng 0,5). Ghi đủ các phần."
    )


# --- From the tables --------------------------------------------------------------------------------------------------


def test_the_rules_of_some_plans_are_read_at_once(world, django_assert_num_queries):
    one, other = make_plan(scope=world.nam_dinh), make_plan(scope=world.nam_dinh)
    women, all_of_them, men = (make_indicator(name) for name in ("Nữ", "Tổng", "Nam"))
    make_rule([women, men], Is.EQUAL, [all_of_them], plan=one, weight="explain", words="Cộng lại")
    make_rule([women], Is.NOT_ABOVE, constant=300, plan=other)
    make_rule([women], Is.NOT_ABOVE, [all_of_them])

    with django_assert_num_queries(1):
        rules = stored_rules([one])

    whole = Rule((Term(women.pk),), Is.NOT_ABOVE, (Term(all_of_them.pk),))
    parts = Rule((Term(women.pk), Term(men.pk)), Is.EQUAL, (Term(all_of_them.pk),), weight="explain", words="Cộng lại")
    assert rules == [whole, parts]
    assert rules_among(rules, [women, all_of_them]) == [whole]


def test_what_lies_in_a_whole_is_a_rule_too(world):
    whole = make_indicator("Tổng")
    women = make_indicator("Trong đó: nữ", not_above=whole)

    [rule] = rules_among([], [whole, women])

    assert (rule.left, rule.comparison, rule.right, rule.leader) == (
        (Term(women.pk),),
        Is.NOT_ABOVE,
        (Term(whole.pk),),
        women.pk,
    )
    assert rules_among([], [women]) == []


WRONG = {
    "check_rule_code_once_a_plan": lambda rule, other: CheckRule.objects.update(code="mot", plan=rule.plan),
    "check_rule_code_once_in_the_catalogue": lambda rule, other: CheckRule.objects.update(code="mot", plan=None),
    "rule_term_order_once": lambda rule, other: rule.terms.update(place="left", order=1),
    "rule_term_of_a_part_or_of_a_side": lambda rule, other: rule.terms.update(side="numerator"),
}


@pytest.mark.parametrize("constraint", WRONG)
def test_what_must_not_be_is_refused_by_the_tables(world, constraint):
    indicator = make_indicator(breakdown=make_breakdown())
    htx, tht, _ = indicator.breakdown.parts.all()
    plans = [make_plan(scope=world.nam_dinh) for _ in range(2)]
    rule, other = (make_rule([(indicator, htx)], Is.NOT_ABOVE, [(indicator, tht)], plan=plan) for plan in plans)

    with pytest.raises(IntegrityError), transaction.atomic():
        WRONG[constraint](rule, other)
