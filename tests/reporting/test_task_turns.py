"""Once, every year, every two years: which turn is current, what is due next, and until which day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plans.models import Plan, Task
from reporting.tasking.turns import Turn, next_turn, rhythm_words, turn_of_year, turn_on, turns_begun, turns_of

END_OF = {year: date(year, 12, 31) for year in range(2022, 2031)}


def turns(every, *, first=2023, last=2030, due=None):
    return turns_of(Task(plan=Plan(first_year=first, last_year=last), every_years=every, due_on=due))


def test_what_is_done_once_is_due_at_the_plans_end_or_on_its_day():
    assert turns(0) == (Turn(2023, 2030, END_OF[2030]),)
    assert turns(0, due=date(2024, 11, 29)) == (Turn(2023, 2030, date(2024, 11, 29)),)


def test_every_year_is_due_at_each_years_end_or_on_its_day():
    assert turns(1, last=2025) == (
        Turn(2023, 2023, END_OF[2023]),
        Turn(2024, 2024, END_OF[2024]),
        Turn(2025, 2025, END_OF[2025]),
    )
    assert [turn.last_day for turn in turns(1, last=2024, due=date(2023, 6, 15))] == [
        date(2023, 6, 15),
        date(2024, 6, 15),
    ]


@given(st.integers(1990, 2090), st.integers(0, 40), st.integers(1, 20))
def test_every_year_of_a_plan_lies_in_one_turn_and_none_outside_it(first, length, every):
    found = turns(every, first=first, last=first + length)

    years = [year for turn in found for year in range(turn.first_year, turn.last_year + 1)]
    assert years == list(range(first, first + length + 1))
    assert all(turn_of_year(found, year).holds(year) for year in years)
    assert [turn.last_day.year for turn in found] == [turn.last_year for turn in found]


def test_a_leap_day_falls_on_the_28th_in_other_years():
    assert [turn.last_day for turn in turns(1, last=2024, due=date(2024, 2, 29))] == [
        date(2023, 2, 28),
        date(2024, 2, 29),
    ]


def test_every_two_years_counts_from_the_plans_first_year_and_ends_with_the_plan():
    every_two = turns(2, last=2027)

    assert every_two == (Turn(2023, 2024, END_OF[2024]), Turn(2025, 2026, END_OF[2026]), Turn(2027, 2027, END_OF[2027]))
    assert [turn.words for turn in every_two] == ["2023-2024", "2025-2026", "năm 2027"]


@pytest.mark.parametrize(
    ("day", "current", "following", "begun"),
    [
        (date(2022, 5, 1), 2023, 2025, [2023]),
        (date(2023, 1, 1), 2023, 2025, [2023]),
        (date(2024, 12, 31), 2023, 2025, [2023]),
        (date(2025, 1, 1), 2025, 2027, [2023, 2025]),
        (date(2027, 6, 1), 2027, None, [2023, 2025, 2027]),
        (date(2030, 6, 1), 2027, None, [2023, 2025, 2027]),
    ],
)
def test_which_turn_a_day_lies_in(day, current, following, begun):
    every_two = turns(2, last=2027)

    following_turn = next_turn(every_two, day)

    assert turn_on(every_two, day).first_year == current
    assert (following_turn and following_turn.first_year) == following
    assert [turn.first_year for turn in turns_begun(every_two, day)] == begun


@pytest.mark.parametrize(
    ("every", "frequency", "words"),
    [
        (0, "", ""),
        (1, "", "hàng năm"),
        (2, "", "02 năm một lần"),
        (1, "hàng năm (kế hoạch chi tiết)", "hàng năm (kế hoạch chi tiết)"),
        (2, "định kỳ 02 năm/lần", "định kỳ 02 năm/lần (02 năm một lần)"),
        (1, "6 tháng, năm", "6 tháng, năm (hàng năm)"),
        (0, "theo từng giai đoạn", "theo từng giai đoạn (theo dõi một lần)"),
    ],
)
def test_how_often_is_said_as_the_paper_does_and_as_it_is_counted(every, frequency, words):
    assert rhythm_words(Task(every_years=every, frequency=frequency)) == words


def test_a_year_outside_the_plan_has_no_turn():
    assert turn_of_year(turns(2, last=2027), 2028) is None
    assert turn_of_year(turns(2, last=2027), 2026).first_year == 2025
