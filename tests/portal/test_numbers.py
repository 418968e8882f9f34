import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.numbers import NumberNotUnderstood, format_number, format_percent, padded, parse_number
from tests.number_table import READ, REFUSED


@pytest.mark.parametrize(("typed", "decimals", "value"), READ)
def test_a_number_is_read_exactly(typed, decimals, value):
    assert parse_number(typed, decimals) == Decimal(value)


@pytest.mark.parametrize(("typed", "decimals", "message"), REFUSED)
def test_a_doubtful_number_is_refused_with_what_to_type_instead(typed, decimals, message):
    with pytest.raises(NumberNotUnderstood) as refusal:
        parse_number(typed, decimals)

    assert str(refusal.value) == message


@given(st.integers(-(10**15) + 1, 10**15 - 1), st.integers(0, 6))
def test_what_is_written_is_read_back_the_same(units, decimals):
    number = Decimal(units).scaleb(-decimals)

    assert parse_number(format_number(number, decimals), decimals) == number
    assert parse_number(format_number(number), decimals) == number


@given(st.text(alphabet="0123456789., -+%e\u00a0\u2212１", max_size=12), st.integers(0, 4))
def test_a_number_that_is_accepted_has_the_digits_that_were_typed_and_no_others(typed, decimals):
    try:
        number = parse_number(typed, decimals)
    except NumberNotUnderstood:
        return

    digits = re.sub("[^0-9]", "", typed.replace("１", "1"))
    assert re.sub("[^0-9]", "", f"{number:f}").lstrip("0") == digits.lstrip("0")


@given(st.text(alphabet="0123456789.,+- ", max_size=12), st.integers(0, 4))
def test_what_is_suggested_is_understood_when_it_is_typed(typed, decimals):
    try:
        parse_number(typed, decimals)
    except NumberNotUnderstood as refusal:
        suggested = re.search(r"Có phải bạn muốn gõ (.+)\?", str(refusal))
        if suggested:
            assert format_number(parse_number(suggested[1], decimals)) == suggested[1]


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (None, None, ""),
        (None, 2, ""),
        (0, None, "0"),
        (999, None, "999"),
        (1234567, None, "1.234.567"),
        (Decimal("1234567.89"), None, "1.234.567,89"),
        (Decimal("12.50"), None, "12,5"),
        (Decimal("100.00"), None, "100"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("12.5"), 2, "12,50"),
        (Decimal("12"), 1, "12,0"),
        (Decimal("0.125"), 2, "0,13"),
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("-0.4"), 0, "0"),
        (Decimal("-0"), None, "0"),
        (Decimal("-1234.5"), None, "-1.234,5"),
        (Decimal("999999999999999.999999"), None, "999.999.999.999.999,999999"),
    ],
)
def test_a_number_is_written_with_dots_between_thousands_and_a_decimal_comma(value, decimals, written):
    assert format_number(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (None, 1, ""),
        (Decimal("0"), 1, "0 %"),
        (Decimal("80.5"), 1, "80,5 %"),
        (Decimal("40"), 1, "40 %"),
        (Decimal("133.33"), 1, "133,3 %"),
        (Decimal("33.35"), 1, "33,4 %"),
        (Decimal("66.666"), 0, "67 %"),
        (Decimal("99.95"), 1, "99,9 %"),
        (Decimal("99.9999"), 2, "99,99 %"),
        (Decimal("99.5"), 0, "99 %"),
        (Decimal("99.94"), 1, "99,9 %"),
        (Decimal("100"), 1, "100 %"),
        (Decimal("100.04"), 1, "100 %"),
        (Decimal("280"), 1, "280 %"),
        (Decimal("1250.55"), 1, "1.250,6 %"),
    ],
)
def test_a_percent_is_never_rounded_up_to_a_hundred(value, decimals, written):
    assert format_percent(value, decimals) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (None, ""),
        (0, "0"),
        (3, "03"),
        (Decimal("9.0"), "09"),
        (10, "10"),
        (1234, "1.234"),
        (Decimal("3.5"), "3,5"),
        (-3, "-3"),
    ],
)
def test_a_small_count_takes_a_zero_in_prose(value, written):
    assert padded(value) == written
