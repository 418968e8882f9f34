import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.numbers import NumberNotUnderstood, format_number, format_percent, padded, parse_number

NO_BREAK_SPACE, NARROW_SPACE, MINUS = "\u00a0", "\u202f", "\u2212"

ONLY_DIGITS = "Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức."
GROUPS = "Dấu chấm hoặc dấu cách chỉ dùng để tách từng nhóm ba chữ số, như 1.234.567."
COMMA = "Dấu phẩy chỉ dùng một lần, để tách phần thập phân; hàng nghìn tách bằng dấu chấm."
WHOLE_ONLY = "Ô này chỉ nhận số nguyên, không có phần sau dấu phẩy."
LONE_DASH = "Dấu gạch ngang không phải là số; nếu không phát sinh, hãy gõ 0."
TOO_LONG = "Số quá lớn: phần nguyên có nhiều nhất 15 chữ số."


def too_fine(decimals):
    return f"Ô này nhận nhiều nhất {decimals} chữ số sau dấu phẩy; hệ thống không tự làm tròn."


def did_you_mean(number):
    return f" Có phải bạn muốn gõ {number}?"


@pytest.mark.parametrize(
    ("typed", "decimals", "value"),
    [
        ("0", 0, "0"),
        ("5", 0, "5"),
        ("05", 0, "5"),
        ("1234", 0, "1234"),
        ("1.234", 0, "1234"),
        ("1.500", 0, "1500"),
        ("1.500", 2, "1500"),
        ("1.500", 3, "1500"),
        ("1.234.567", 0, "1234567"),
        ("12,5", 1, "12.5"),
        ("12,5", 2, "12.5"),
        ("0,5", 1, "0.5"),
        ("12,50", 2, "12.5"),
        ("1,234", 3, "1.234"),
        ("1.234,5", 1, "1234.5"),
        ("1234567,89", 2, "1234567.89"),
        ("1 234", 0, "1234"),
        (f"1{NO_BREAK_SPACE}234{NO_BREAK_SPACE}567", 0, "1234567"),
        (f"1{NARROW_SPACE}234,5", 1, "1234.5"),
        ("-5", 0, "-5"),
        (f"{MINUS}5", 0, "-5"),
        (f"{MINUS}1.234,5", 1, "-1234.5"),
        ("-0", 0, "0"),
        ("１２３", 0, "123"),
        ("１．２３４，５", 1, "1234.5"),
        ("  7\t", 0, "7"),
        ("\ufeff\u200b7\u200e", 0, "7"),
        ("999999999999999", 0, "999999999999999"),
        ("999.999.999.999.999,99", 2, "999999999999999.99"),
        ("0000000000000000000007", 0, "7"),
    ],
)
def test_a_number_is_read_exactly(typed, decimals, value):
    assert parse_number(typed, decimals) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "decimals", "message"),
    [
        # A dot is never a comma: 1.5 in a hurry is told apart from 1.500, not guessed.
        ("1.5", 1, GROUPS + did_you_mean("1,5")),
        ("1.5", 0, f"{WHOLE_ONLY} {GROUPS}"),
        ("0.5", 2, GROUPS + did_you_mean("0,5")),
        ("-1.5", 1, GROUPS + did_you_mean("-1,5")),
        (".5", 1, GROUPS + did_you_mean("0,5")),
        ("0.500", 0, GROUPS),
        ("1.2345", 4, GROUPS + did_you_mean("1,2345")),
        ("1.2345", 0, GROUPS + did_you_mean("12.345")),
        ("12.34", 1, GROUPS),
        ("1234.567", 0, GROUPS + did_you_mean("1.234.567")),
        ("1.234.5", 1, GROUPS + did_you_mean("1.234,5")),
        ("1.23.456", 0, GROUPS + did_you_mean("123.456")),
        ("1..234", 0, GROUPS + did_you_mean("1.234")),
        ("12.", 0, GROUPS + did_you_mean("12")),
        ("1.234 567", 0, GROUPS + did_you_mean("1.234.567")),
        ("12 34", 0, GROUPS),
        ("1  234", 0, GROUPS + did_you_mean("1.234")),
        # The English way.
        ("1,234.5", 1, COMMA + did_you_mean("1.234,5")),
        ("1,234.5", 0, f"{WHOLE_ONLY} {GROUPS}"),
        ("1,234,567", 0, COMMA + did_you_mean("1.234.567")),
        ("1,234", 0, WHOLE_ONLY + did_you_mean("1.234")),
        ("1,234", 2, too_fine(2) + did_you_mean("1.234")),
        # More digits after the comma than the box has: refused, never rounded.
        ("12,5", 0, WHOLE_ONLY),
        ("1,0", 0, WHOLE_ONLY),
        ("1.234,5", 0, WHOLE_ONLY),
        ("0,99", 1, too_fine(1)),
        ("1,2345", 2, too_fine(2)),
        ("12,", 1, COMMA + did_you_mean("12")),
        (",5", 1, COMMA + did_you_mean("0,5")),
        ("1,2,3", 1, COMMA),
        # Signs.
        ("+5", 0, "Không gõ dấu cộng trước số. Có phải bạn muốn gõ 5?"),
        ("-", 0, LONE_DASH),
        ("–", 0, LONE_DASH),
        ("--5", 0, ONLY_DIGITS),
        ("5-", 0, ONLY_DIGITS),
        ("5-7", 0, ONLY_DIGITS),
        ("(5)", 0, ONLY_DIGITS),
        # What Python or a spreadsheet would take for a number.
        ("1_000", 0, ONLY_DIGITS),
        ("1e5", 0, ONLY_DIGITS),
        ("1e400", 0, ONLY_DIGITS),
        ("NaN", 0, ONLY_DIGITS),
        ("Infinity", 0, ONLY_DIGITS),
        ("-inf", 0, ONLY_DIGITS),
        ("0x10", 0, ONLY_DIGITS),
        ("=1+1", 0, ONLY_DIGITS),
        ("#REF!", 0, ONLY_DIGITS),
        ("١٢٣", 0, ONLY_DIGITS),
        ("५", 0, ONLY_DIGITS),
        ("5²", 0, ONLY_DIGITS),
        ("½", 1, ONLY_DIGITS),
        ("80,5 %", 1, ONLY_DIGITS),
        ("03 HTX", 0, ONLY_DIGITS),
        ("1\n2", 0, ONLY_DIGITS),
        ("1\u200b2", 0, ONLY_DIGITS),
        ("\u202e12", 0, ONLY_DIGITS),
        (",", 0, ONLY_DIGITS),
        ("+", 0, ONLY_DIGITS),
        ("9" * 16, 0, TOO_LONG),
        ("9" * 40, 0, TOO_LONG),
        ("1.234.567.890.123.456", 0, TOO_LONG),
        ("", 0, "Chưa có số nào được gõ."),
        (NO_BREAK_SPACE, 0, "Chưa có số nào được gõ."),
    ],
)
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
