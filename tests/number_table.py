"""The numbers that people type and what each is read as, or refused with: the same for form, workbook and JSON.

Rows are (what was typed, the decimals that the box takes, the number or the sentence).
"""

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


READ = [
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
]

REFUSED = [
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
]


def rows_of_a_figures_box():
    """(typed, decimals, value, message) as a box for a figure takes them: nothing below 0, and blank is not answered.

    The value is "" where nothing is stored, the message "" where nothing is wrong.
    """
    for typed, decimals, value in READ:
        if value.startswith("-"):
            yield typed, decimals, "", "Số liệu không được âm."
        elif len(value.replace(".", "")) > 15:
            yield typed, decimals, "", "Số quá dài: cổng giữ đúng nhiều nhất 15 chữ số, kể cả phần thập phân."
        else:
            yield typed, decimals, value, ""
    for typed, decimals, message in REFUSED:
        yield typed, decimals, "", message if typed.strip() else ""
