from decimal import Decimal

import pytest

from plans.choices import Comparator, Measure, SpanKind
from plans.wording import counted_in, per_words, span_words, value_words
from portal.numbers import format_number


@pytest.mark.parametrize(
    ("comparator", "measure", "value", "value_to", "said"),
    [
        (Comparator.AT_LEAST, Measure.COUNT, 3, None, "ít nhất 03 HTX"),
        (Comparator.MORE_THAN, Measure.COUNT, 1500, None, "trên 1.500 HTX"),
        (Comparator.REACH, Measure.COUNT, 70, None, "70 HTX"),
        (Comparator.AT_MOST, Measure.COUNT, 5, None, "không quá 05 HTX"),
        (Comparator.ABOUT, Measure.COUNT, Decimal("12.50"), None, "khoảng 12,5 HTX"),
        (Comparator.RANGE, Measure.COUNT, 1, 2, "01-02 HTX"),
        (Comparator.MORE_THAN, Measure.RATIO, Decimal("60.0000"), None, "trên 60 %"),
        (Comparator.RANGE, Measure.RATIO, 90, 100, "90-100 %"),
        (Comparator.AT_LEAST, Measure.RATIO, 5, None, "ít nhất 5 %"),
        (Comparator.REACH, Measure.MILESTONE, None, None, "hoàn thành"),
        (Comparator.FOLLOWED, Measure.MILESTONE, None, None, "theo dõi, không giao số"),
        (Comparator.FOLLOWED, Measure.COUNT, None, None, "theo dõi, không giao số"),
    ],
)
def test_a_value_is_said_with_its_comparator(comparator, measure, value, value_to, said):
    assert value_words(comparator, measure, value, value_to, "HTX") == said


def test_tables_say_counts_without_a_leading_zero():
    assert value_words(Comparator.AT_LEAST, Measure.COUNT, 3, say=format_number) == "ít nhất 3"


@pytest.mark.parametrize(
    ("unit_of_measure", "part", "said"),
    [("HTX, THT", "HTX", "HTX"), ("HTX, THT", "tht", "THT"), ("HTX, THT", "", "HTX, THT"), ("người", "Nữ", "người")],
)
def test_a_goal_on_one_part_counts_that_part(unit_of_measure, part, said):
    assert counted_in(unit_of_measure, part) == said


@pytest.mark.parametrize(
    ("kind", "first", "last", "every", "said"),
    [
        (SpanKind.YEAR, 2024, 2024, 0, "năm 2024"),
        (SpanKind.PHASE, 2023, 2025, 0, "giai đoạn 2023-2025"),
        (SpanKind.PHASE, 2024, 2024, 0, "năm 2024"),
        (SpanKind.CUMULATIVE, 2023, 2030, 0, "cộng dồn 2023-2030"),
        (SpanKind.TERM, 2023, 2030, 0, "đến hết năm 2030"),
        (SpanKind.EVERY, 2023, 2030, 1, "mỗi năm, 2023-2030"),
        (SpanKind.EVERY, 2023, 2030, 2, "02 năm một lần, 2023-2030"),
    ],
)
def test_a_span_is_said_as_people_say_it(kind, first, last, every, said):
    assert span_words(kind, first, last, every) == said


def test_a_minimum_is_said_of_each_unit_of_its_level():
    assert per_words("district") == "mỗi đơn vị cấp huyện"
    assert per_words("") == ""
