"""Sharing a number out: the shares add up to it, whatever the weights."""

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.allocation.balance import balance_of
from plans.allocation.goals import AllottableGoal
from plans.allocation.sharing import shared_by_weight, shared_evenly
from plans.choices import Comparator, Measure
from portal.errors import RuleBroken

D = Decimal


def numbers(**written):
    return {int(unit.lstrip("u")): D(number) for unit, number in written.items()}


@pytest.mark.parametrize(
    ("total", "units", "decimals", "shares"),
    [
        ("10", [1, 2, 3], 0, numbers(u1="4", u2="3", u3="3")),
        ("9", [1, 2, 3], 0, numbers(u1="3", u2="3", u3="3")),
        ("2", [1, 2, 3], 0, numbers(u1="1", u2="1", u3="0")),
        ("0", [1, 2], 0, numbers(u1="0", u2="0")),
        ("10", [1, 2, 3], 2, numbers(u1="3.34", u2="3.33", u3="3.33")),
        ("100.5", [7], 1, numbers(u7="100.5")),
    ],
)
def test_equal_shares(total, units, decimals, shares):
    assert shared_evenly(D(total), units, decimals) == shares


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        ("100", numbers(u1="1", u2="1", u3="2"), numbers(u1="25", u2="25", u3="50")),
        ("7", numbers(u1="3", u2="0", u3="4"), numbers(u1="3", u2="0", u3="4")),
        ("5", numbers(u1="2", u2="2", u3="2"), numbers(u1="2", u2="2", u3="1")),
        # Equal remainders of 1/2: the heavier unit first.
        ("4", numbers(u1="1", u2="3", u3="4"), numbers(u1="0", u2="2", u3="2")),
    ],
)
def test_shares_by_weight(total, weights, shares):
    assert shared_by_weight(D(total), weights, 0) == shares


@pytest.mark.parametrize(
    ("total", "weights", "said"),
    [
        ("5", {}, "Không đơn vị nào có trọng số"),
        ("5", {1: D(0), 2: D(0)}, "Không đơn vị nào có trọng số"),
        ("5", {1: D(3), 2: D(-1)}, "Trọng số không được âm"),
        ("5.5", {1: D(1)}, "Không chia được 5,5"),
        ("-5", {1: D(1)}, "Không chia được -5"),
    ],
)
def test_what_cannot_be_shared_is_refused(total, weights, said):
    with pytest.raises(RuleBroken, match=said):
        shared_by_weight(D(total), weights, 0)


some_weights = st.dictionaries(st.integers(1, 500), st.decimals(0, 10**6, places=3), min_size=1, max_size=40).filter(
    lambda weights: any(weights.values())
)
places = st.integers(0, 4)
wholes = st.integers(0, 10**9)


@given(wholes, places, some_weights)
def test_shares_add_up_exactly_and_are_never_negative(whole, decimals, weights):
    total = D(whole).scaleb(-decimals)

    shares = shared_by_weight(total, weights, decimals)

    assert (sum(shares.values()), set(shares)) == (total, set(weights))
    assert all(share >= 0 for share in shares.values())
    assert all(share == 0 for unit, share in shares.items() if not weights[unit])


@given(wholes, places, some_weights)
def test_shares_are_off_by_less_than_one_piece(whole, decimals, weights):
    total, together = D(whole).scaleb(-decimals), sum(weights.values())

    shares = shared_by_weight(total, weights, decimals)

    piece = D(1).scaleb(-decimals)
    assert all(abs(shares[unit] - total * weights[unit] / together) <= piece for unit in weights)


@given(wholes, places, some_weights, st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(whole, decimals, weights, random: Random):
    shuffled = list(weights.items())
    random.shuffle(shuffled)
    total = D(whole).scaleb(-decimals)

    assert shared_by_weight(total, dict(shuffled), decimals) == shared_by_weight(total, weights, decimals)


@given(wholes, places, st.sets(st.integers(1, 500), min_size=1))
def test_equal_shares_differ_by_one_piece_at_most(whole, decimals, units):
    shares = shared_evenly(D(whole).scaleb(-decimals), units, decimals).values()

    assert max(shares) - min(shares) <= D(1).scaleb(-decimals)


# --- Balance ----------------------------------------------------------------------------------------------------------


def goal(measure=Measure.COUNT, comparator=Comparator.AT_LEAST):
    return AllottableGoal(1, "htx", "HTX mới", "", measure, comparator, "HTX", 0, None)


RATIO = Measure.RATIO
AT_MOST = Comparator.AT_MOST


@pytest.mark.parametrize(
    ("goal", "given", "own", "told"),
    [
        (goal(), {}, "5", (None, None, False, "chưa giao")),
        (goal(), numbers(u1="2", u2="3"), "5", (D(5), D(0), False, "đủ")),
        (goal(), numbers(u1="2"), "5", (D(2), D(-3), True, "thiếu 3 HTX")),
        (goal(), numbers(u1="2", u2="3.5"), "5", (D("5.5"), D("0.5"), True, "thừa 0,5 HTX")),
        (goal(), numbers(u1="2"), None, (D(2), None, True, "chưa có chỉ tiêu của tỉnh")),
        (goal(), numbers(u1="2", u9="100"), "2", (D(2), D(0), False, "đủ")),
        (goal(RATIO), numbers(u1="60", u2="70"), "60", (D(60), D(0), False, "đủ")),
        (goal(RATIO), numbers(u1="55", u2="70"), "60", (D(55), D(-5), True, "có đơn vị dưới 60 %")),
        (goal(RATIO), numbers(u1="60"), "60", (D(60), D(0), True, "còn 1 đơn vị chưa giao")),
        (goal(RATIO, AT_MOST), numbers(u1="5", u2="8"), "7", (D(8), D(1), True, "có đơn vị trên 7 %")),
        (goal(RATIO, AT_MOST), numbers(u1="5", u2="7"), "7", (D(7), D(0), False, "đủ")),
    ],
)
def test_what_is_given_stands_beside_what_is_asked(goal, given, own, told):
    balance = balance_of(goal, given, [1, 2], own and D(own))

    assert (balance.given, balance.gap, balance.needs_word, balance.gap_words) == told
