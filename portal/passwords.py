"""What may not be a password here: what anybody in a Vietnamese office would try first.

Django's own list is of English and Chinese leaks, and hardly any of its entries has twelve signs.
"""

import re
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

from portal.text import fold

WORDS = Path(__file__).with_name("common_password_words.txt")
# What stands in for a letter does not make a word another one: "m@tkh4u".
STAND_INS = str.maketrans({"@": "a", "4": "a", "3": "e", "1": "i", "!": "i", "0": "o", "$": "s", "5": "s"})
KEYBOARD = ("0123456789", "9876543210", "qwertyuiop", "asdfghjkl", "zxcvbnm", "abcdefghijklmnopqrstuvwxyz")
# So many keys in a row are one thing to guess, not several.
SHORTEST_RUN = 3
# What comes after so many signs does not make a guess likelier, and takes time to look at.
LOOKED_AT = 256


class NotEasilyGuessed:
    """Refuses a password that is nothing but common words, the person's own name, numbers and rows of keys."""

    def validate(self, password, user=None):
        if is_easily_guessed(password, _names_of(user)):
            raise ValidationError(
                "Mật khẩu này dễ đoán: chỉ gồm từ thông dụng, tên của bạn, năm hoặc dãy phím liền nhau. "
                "Hãy dùng một câu riêng của bạn, ví dụ bốn năm từ không liên quan đến nhau.",
                code="password_easily_guessed",
            )

    def get_help_text(self):
        return (
            "Mật khẩu không được chỉ gồm từ thông dụng (như “mật khẩu”, “hội phụ nữ”), tên của bạn, năm hoặc dãy phím."
        )


def is_easily_guessed(password: str, names: frozenset[str] = frozenset()) -> bool:
    """Whether nothing is left of a password once common words, these names, digits and rows of keys are taken away.

    With or without tone marks, capitals, signs between the words, and digits that stand for letters.
    """
    text = fold(password[:LOOKED_AT])
    letters, known = text.translate(STAND_INS), _words() | names
    # Which places can be reached from the front by whole pieces.
    reached = [True] + [False] * len(text)
    for start in range(len(text)):
        if reached[start]:
            for end in _ends_of_pieces(text, letters, start, known):
                reached[end] = True
    return reached[-1]


def _ends_of_pieces(text, letters, start, known):
    if not text[start].isalpha():
        yield start + 1
    yield from (start + len(word) for word in known if letters.startswith(word, start))
    yield from range(start + SHORTEST_RUN, start + _run_length(text, start) + 1)


def _run_length(text, start):
    """How far the same key, or keys side by side, go on from here."""
    same = len(text[start:]) - len(text[start:].lstrip(text[start]))
    return max([same, *(_along(text, start, row) for row in KEYBOARD)])


def _along(text, start, row):
    place, length = row.find(text[start]), 0
    while 0 <= place < len(row) and text[start + length : start + length + 1] == row[place]:
        place, length = place + 1, length + 1
    return length


def _names_of(user):
    if user is None:
        return frozenset()
    told = f"{user.full_name} {user.username} {user.email.partition('@')[0]}"
    return frozenset(word for word in re.findall(r"[a-z]+", fold(told)) if len(word) > 1)


@cache
def _words() -> frozenset[str]:
    lines = WORDS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
