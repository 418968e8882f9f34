"""The usual range, by the table of its own docstring and over anything."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporting.usual import Earlier, usual_of

NUMBERS = st.lists(st.decimals(0, 10**9, places=4), min_size=3, max_size=12)


def usual(*numbers):
    return usual_of(Earlier(Decimal(number), f"kỳ {place}") for place, number in enumerate(numbers, 1))


def examples():
    rows = [
        re.split(r"\s{2,}", line.strip()) for line in usual_of.__doc__.splitlines() if " to " in line or "none" in line
    ]
    return [(row[0].split(", "), row[2], row[3]) for row in rows if len(row) == 4]


@pytest.mark.parametrize(("earlier", "range_", "asked"), examples(), ids=lambda text: str(text))
def test_the_examples_of_the_rule_hold(earlier, range_, asked):
    found = usual(*earlier)

    if range_ == "none yet":
        assert (found.low, found.high) == (None, None)
        return
    low, high = map(Decimal, range_.split(" to "))
    assert (found.low, found.high) == (low, high)
    assert [found.holds(low), found.holds(high)] == [True, True]
    assert [found.holds(Decimal(number)) for number in asked.split(", ")] == [False] * len(asked.split(", "))


def test_there_are_as_many_examples_as_the_rule_gives():
    assert len(examples()) == 6


def test_what_was_negative_once_may_be_so_again():
    assert usual(-3, 2, 4).low == -10


@given(NUMBERS)
def test_what_was_accepted_before_is_always_usual(numbers):
    found = usual(*numbers)

    assert all(found.holds(number) for number in numbers)
    assert found.low >= 0


@given(NUMBERS, st.randoms())
def test_the_order_of_the_years_plays_no_part(numbers, random):
    shuffled = random.sample(numbers, len(numbers))

    assert (usual(*numbers).low, usual(*numbers).high) == (usual(*shuffled).low, usual(*shuffled).high)
