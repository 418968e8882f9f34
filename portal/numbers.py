"""Numbers as Viet Nam writes them: 1.234.567,89. One reader and one writer for forms, spreadsheets and documents."""

import re
from collections.abc import Iterator
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Context, Decimal

from portal.text import narrow

LONGEST_WHOLE = 15  # digits before the comma
EXACT = Context(prec=60)

NUMBER = re.compile(
    r"""(?P<sign>-?)
        (?P<whole> [0-9]+ | [1-9][0-9]{0,2} (?:\.[0-9]{3})+ | [1-9][0-9]{0,2} (?:\ [0-9]{3})+)
        (?:,(?P<fraction>[0-9]+))?""",
    re.VERBOSE,
)
# The minus of a typeset text, and the spaces that keep a number on one line.
FOLDED = str.maketrans({"\u2212": "-", "\u00a0": " ", "\u202f": " "})
# What a paste from a page or a sheet drags along around the number, unseen.
EDGES = " \t\r\n\u200b\u200e\ufeff"
DASHES = {"-", "–", "—"}
OTHER_WAY_ROUND = str.maketrans(",.", ".,")

NOTHING = "Chưa có số nào được gõ."
ONLY_DIGITS = "Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức."
LONE_DASH = "Dấu gạch ngang không phải là số; nếu không phát sinh, hãy gõ 0."
NO_PLUS = "Không gõ dấu cộng trước số."
TOO_LONG = f"Số quá lớn: phần nguyên có nhiều nhất {LONGEST_WHOLE} chữ số."
WHOLE_ONLY = "Ô này chỉ nhận số nguyên, không có phần sau dấu phẩy."
TOO_FINE = "Ô này nhận nhiều nhất {decimals} chữ số sau dấu phẩy; hệ thống không tự làm tròn."
COMMA = "Dấu phẩy chỉ dùng một lần, để tách phần thập phân; hàng nghìn tách bằng dấu chấm."
GROUPS = "Dấu chấm hoặc dấu cách chỉ dùng để tách từng nhóm ba chữ số, như 1.234.567."


class NumberNotUnderstood(ValueError):
    """What was typed has no single sure meaning: its text is a Vietnamese sentence that says what to type instead."""


def parse_number(text: str, decimals: int) -> Decimal:
    """The number that was typed, exactly; at most `decimals` digits after the comma, never rounded.

    A comma before the decimals; dots, or spaces, between whole groups of three, so that "1.500" is 1500 and never 1,5.
    Full-width digits and the typeset minus are read as their plain forms. Everything else is refused with
    NumberNotUnderstood, a leading plus too: what is kept must be what any reader would have taken it for. Whether a
    number may be negative is the form's question, and so is what an empty box means.
    """
    typed = narrow(text).translate(FOLDED).strip(EDGES)
    number = _read(typed, decimals)
    if number is None:
        raise NumberNotUnderstood(_what_is_wrong(typed, decimals))
    return number


def format_number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """1234567.89 as "1.234.567,89"; with `decimals` rounded half up to just so many, without them all but idle zeros.

    None is the empty text.
    """
    if value is None:
        return ""
    number = Decimal(value)
    if decimals is not None:
        number = _rounded(number, decimals, ROUND_HALF_UP)
    written = f"{number or abs(number):,f}"
    if decimals is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    return written.translate(OTHER_WAY_ROUND)


def format_percent(value: Decimal | None, decimals: int = 1) -> str:
    """A percent of 0-100 as "80,5 %", half up, without idle zeros; what is below 100 is never shown as 100.

    99.96 is "99,9 %": a goal that is not met must not look met (domain: a share is never rounded up to 100 %).
    """
    if value is None:
        return ""
    number = _rounded(value, decimals, ROUND_HALF_UP)
    if value < 100 <= number:
        number = _rounded(value, decimals, ROUND_FLOOR)
    return f"{format_number(number)} %"


def unbroken(text: str) -> str:
    """A text of the screen whose percent signs stay on the line of their numbers."""
    return text.replace(" %", "\u00a0%")


def padded(value: Decimal | int | None) -> str:
    """A count in a sentence, where 1 to 9 take a leading zero: "03 HTX". Tables use `format_number`."""
    written = format_number(value)
    return f"0{written}" if written in set("123456789") else written


def _rounded(value: Decimal | int, decimals: int, rounding: str) -> Decimal:
    return Decimal(value).quantize(Decimal(1).scaleb(-decimals), rounding, EXACT)


def _read(typed: str, decimals: int) -> Decimal | None:
    """The number, or None where the shape, the decimals or the length is not allowed."""
    match = NUMBER.fullmatch(typed)
    if match is None:
        return None
    whole, fraction = _digits(match["whole"]).lstrip("0"), match["fraction"] or ""
    if len(whole) > LONGEST_WHOLE or len(fraction) > decimals:
        return None
    number = Decimal(f"{match['sign']}{whole or 0}.{fraction}")
    return number or abs(number)  # no "-0"


def _digits(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _what_is_wrong(typed: str, decimals: int) -> str:
    """A Vietnamese sentence on what was typed and, where it can be guessed, a second one with what was meant."""
    reason = _reason(typed, decimals)
    if reason in {NOTHING, ONLY_DIGITS, LONE_DASH, TOO_LONG}:
        return reason
    for guess in _guesses(typed):
        number = _read(guess, decimals)
        if number is not None:
            return f"{reason} Có phải bạn muốn gõ {format_number(number)}?"
    return reason


def _reason(typed: str, decimals: int) -> str:
    if not typed:
        return NOTHING
    if typed in DASHES:
        return LONE_DASH
    if not _is_digits_and_separators(typed[1:] if typed[0] in "+-" else typed):
        return ONLY_DIGITS
    if typed[0] == "+":
        return NO_PLUS
    match = NUMBER.fullmatch(typed)
    if match is None:
        return _misplaced(typed, decimals)
    if len(match["fraction"] or "") > decimals:
        return TOO_FINE.format(decimals=decimals) if decimals else WHOLE_ONLY
    return TOO_LONG


def _is_digits_and_separators(text: str) -> bool:
    return set(text) <= set("0123456789., ") and _digits(text) != ""


def _misplaced(typed: str, decimals: int) -> str:
    """What is wrong with the commas, dots and spaces of a text that is no number."""
    if decimals == 0 and re.search(r"\.[0-9]{1,2}\Z", typed):
        return f"{WHOLE_ONLY} {GROUPS}"
    whole, comma, fraction = typed.partition(",")
    if comma and not (_digits(whole) and fraction and fraction == _digits(fraction)):
        return COMMA
    return GROUPS


def _guesses(typed: str) -> Iterator[str]:
    """What may have been meant, likeliest first; a guess need not be a number itself."""
    unsigned = typed.lstrip("+")
    yield unsigned
    yield unsigned.translate(OTHER_WAY_ROUND)  # the English way: 1,234.5
    yield re.sub(r"\.([0-9]+)\Z", r",\1", unsigned)  # one dot too many: 1.234.5
    yield re.sub(r"\A(-?)[.,]", r"\g<1>0,", unsigned)  # ,5
    yield unsigned.rstrip("., ")  # 12,
    if re.match("-?[1-9]", unsigned) and re.search(r"[. ][0-9]{3,}(,[0-9]+)?\Z", unsigned):
        yield re.sub("[. ]", "", unsigned)  # groups that slipped: 1.2345
