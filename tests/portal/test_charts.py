"""Small charts: where a few values stand in the drawing."""

from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.charts import BASE, RIGHT, TOP, Line, Reading, Words, draw_chart
from portal.numbers import format_number, format_percent


def reading(value, group="2024", **fields):
    number = None if value is None else Decimal(value)
    return Reading(number, format_number(number), f"Năm {group}: {value}", group, **fields)


def drawn(*readings, is_bars=True, **options):
    return draw_chart(readings, is_bars=is_bars, **options)


def words_of(several):
    return [one.text for one in several]


def test_bars_stand_on_the_base_as_high_as_their_values():
    chart = drawn(reading(5), reading(10), reading(0))

    assert [(float(mark.y), float(mark.height)) for mark in chart.marks] == [
        ((BASE + TOP) / 2, (BASE - TOP) / 2),
        (TOP, BASE - TOP),
        (BASE, 0),
    ]
    assert chart.lines == ()


def test_a_value_above_nothing_is_seen():
    [mark, _] = drawn(reading(1), reading(1_000_000)).marks

    assert mark.height == "1.0"


@pytest.mark.parametrize(
    ("highest", "top"),
    [
        (0, "1"),
        ("0.3", "0,3"),
        (1, "1"),
        (7, "8"),
        (9, "10"),
        (10, "10"),
        (11, "20"),
        (87, "100"),
        (1234, "2.000"),
        ("1234567.89", "2.000.000"),
    ],
)
def test_the_scale_ends_at_a_round_number(highest, top):
    chart = drawn(reading(highest))

    assert words_of(chart.scale_words) == [top, "0"]


def test_the_scale_is_written_as_the_values_are():
    chart = drawn(reading(40), say=format_percent)

    assert words_of(chart.scale_words) == ["40 %", "0 %"]


def test_a_line_leads_from_dot_to_dot_and_breaks_at_a_gap():
    chart = drawn(reading(1), reading(2), reading(None), reading(3), reading(4, is_open=True), is_bars=False)

    first, second, third, open_one = chart.marks
    assert chart.lines == (
        Line(first.x, first.y, second.x, second.y),
        Line(third.x, third.y, open_one.x, open_one.y, is_open=True),
    )
    assert [mark.is_open for mark in chart.marks] == [False, False, False, True]


def test_a_years_values_stand_together_over_its_number():
    chart = drawn(reading(1, "2023"), reading(2, "2024"), reading(3, "2024"))

    first, second, third = (float(mark.x) for mark in chart.marks)
    assert [(float(group.x), group.text) for group in chart.groups] == [
        (first, "2023"),
        (pytest.approx((second + third) / 2, abs=0.2), "2024"),
    ]
    [border] = chart.borders
    assert first < float(border.x1) < second


def test_numbers_are_written_above_where_all_have_room():
    narrow = [reading(number) for number in range(12)]
    wide = [*narrow, reading(123456)]

    assert [mark.words for mark in drawn(*narrow).marks] == [str(number) for number in range(12)]
    assert {mark.words for mark in drawn(*wide).marks} == {""}


def test_words_of_groups_never_run_into_each_other():
    chart = drawn(*[reading(10**14, str(2000 + year)) for year in range(13)])

    places = [float(group.x) for group in chart.groups]
    assert 1 < len(places) < 13
    assert min(after - before for before, after in pairwise(places)) > 21


def test_nothing_to_draw_is_an_empty_field():
    chart = drawn()

    assert (chart.marks, chart.groups, chart.borders) == ((), (), ())
    assert chart.scale_words == (Words("10.0", "21.0", "1"), Words("10.0", "107.0", "0"))


@given(
    st.lists(st.decimals(min_value=0, max_value=10**15, places=4, allow_nan=False), min_size=1, max_size=13),
    st.booleans(),
)
def test_every_value_stands_inside_the_drawing(values, is_bars):
    chart = drawn(*map(reading, values), is_bars=is_bars)

    assert len(chart.marks) == len(values)
    for mark in chart.marks:
        assert TOP <= float(mark.y) <= BASE
        assert 0 <= float(mark.left) < float(mark.x) <= RIGHT
