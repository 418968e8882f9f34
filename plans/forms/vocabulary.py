"""The words of the plan form in the words of the desk: what a mistake calls by key is shown by the name of its box."""

import re
from datetime import date

from plans.choices import UnitLevel
from plans.drafting.vocabulary import CHOICES, KEYS
from portal.dates import format_date

# Keys before choices: "plan" and "year" are both. Inside quotes a mistake names a value, so there choices come first.
WORDS = CHOICES | KEYS
QUOTED_WORDS = KEYS | CHOICES

QUOTED = re.compile("“([^”]*)”")
KEY = re.compile(r"(?<![\w./-])(?:khóa )?([a-z]+(?:_[a-z]+)*)(?![\w/-])")
# 1.5 of the plan form is 1,5 to who reads; a text in quotes stays as it was typed.
DECIMAL = re.compile(r"(?<![\w.])([0-9]+)\.([0-9]{1,4})(?![\w.])")
ISO_DAY = re.compile(r"\b([0-9]{4}-[0-9]{2}-[0-9]{2})\b")
ASIDE = re.compile(r" \(([a-z]+(?:_[a-z]+)*)\)")
PATH = re.compile(r"[a-z_]+\[[^\]]*\][^ ]*")

# Sentences that speak of files, and what they mean at the desk.
RETOLD = [
    (re.compile(r"thiếu khóa “(\w+)”.*"), r"chưa có “\1”"),
    (re.compile(r"; có phải “[^”]*”\?"), ""),
    (re.compile(r"; cần mã của (.+?) đã khai trong tệp hoặc đã nạp"), r"; chọn \1 trong danh sách"),
    (re.compile(r"; cần một trong: .*"), "; chọn trong danh sách"),
    (re.compile(r"; cần cấp và mã đã nạp bằng load_units"), "; chọn đơn vị có vào ngày đó"),
    (
        re.compile(r"cùng thời gian với lần giao ở .*; cần effective_from khác nhau"),
        "cùng thời gian với một lần giao khác; ghi “áp dụng từ ngày” (hoặc ghi ở phần Văn bản điều chỉnh), "
        "hay chọn thời gian khác",
    ),
    (re.compile(r"; cần (?:số viết liền|ngày dạng|cấp và mã|mã gồm|một năm hoặc|“trước ngày).*"), "; gõ lại"),
    (re.compile(r"đã được tệp “[^”]*” khai khác"), "đã được kế hoạch khác khai khác"),
    (
        re.compile(r"; cần khai giống nhau, hoặc sửa cả hai tệp rồi nạp cùng lúc"),
        "; cần ghi giống như đang có trên cổng",
    ),
    (re.compile(r"tệp trống; cần .*"), "chưa có nội dung"),
]


def retold(message: str, names: dict[str, str]) -> str:
    """A mistake as the desk says it. `names`: how the entries of the draft are called, by code."""
    for pattern, words in RETOLD:
        message = pattern.sub(words, message)
    message = ASIDE.sub(lambda found: "" if found[1] in WORDS else found[0], message)
    message = ISO_DAY.sub(lambda found: _day(found[1]), message)
    pieces = QUOTED.split(message)
    for place, piece in enumerate(pieces):
        pieces[place] = f"“{_quoted(piece, names)}”" if place % 2 else _unquoted(piece)
    return _sentence("".join(pieces))


def _quoted(words: str, names: dict[str, str]) -> str:
    if PATH.fullmatch(words):
        return "chỗ khác của bản soạn"
    return names.get(words) or QUOTED_WORDS.get(words) or _unit(words)


def _unit(words: str) -> str:
    """ "province 36" as "cấp tỉnh 36"."""
    level, _, number = words.partition(" ")
    return f"{UnitLevel(level).label} {number}" if number and level in UnitLevel.values else words


def _unquoted(text: str) -> str:
    text = DECIMAL.sub(r"\1,\2", text)
    return KEY.sub(lambda found: f"“{WORDS[found[1]]}”" if found[1] in WORDS else found[0], text)


def _day(text: str) -> str:
    try:
        return format_date(date.fromisoformat(text))
    except ValueError:
        return text


def _sentence(text: str) -> str:
    text = text.strip()
    return f"{text[:1].upper()}{text[1:]}{'' if text.endswith(('.', '!', '?')) else '.'}"
