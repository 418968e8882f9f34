"""Vietnamese text: cleaned on the way in, folded for searching, keyed for sorting."""

import unicodedata
from functools import lru_cache

# --- Cleaning ---------------------------------------------------------------------------------------------------------

# Word's soft line break arrives as a vertical tab; an Excel cell brings tabs.
LINE_ENDS = str.maketrans(dict.fromkeys("\r\v\f\x85\u2028\u2029", "\n") | {"\t": " "})
# Controls, what has no width or turns the direction (zero width, bidi, BOM, soft hyphen), halves of broken pairs.
UNSEEN = {"Cc", "Cf", "Cs"}
# Digits and signs as an East Asian keyboard writes them. Only these: NFKC would also turn "m²" into "m2", "①" into "1".
FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}


def normalise(text: str) -> str:
    """The text as it is stored: NFC, line ends as \\n, nothing that cannot be seen.

    Spaces and letters stay as typed: "hoà" and "hòa" are both right, and only `fold` takes them for the same.
    """
    lines = text.replace("\r\n", "\n").translate(LINE_ENDS)
    return unicodedata.normalize("NFC", "".join(filter(_is_seen, lines)))


def narrow(text: str) -> str:
    """Full-width letters, digits and signs in their ordinary form; everything else untouched."""
    return text.translate(FULL_WIDTH)


def _is_seen(char: str) -> bool:
    is_no_character = ord(char) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(char) <= 0xFDEF
    return char == "\n" or not (unicodedata.category(char) in UNSEEN or is_no_character)


# --- Searching --------------------------------------------------------------------------------------------------------

# The Icelandic and the African capital look the same as Vietnamese Đ and are pasted in its place.
BARRED_D = str.maketrans("đðɖ", "ddd")


def fold(text: str) -> str:
    """The form in which two texts are compared in a search: lower case, no marks, đ as d, one space between words.

    "hoa binh", "Hoà Bình" and "HÒA  BÌNH" are one. What is searched is stored folded: SQLite lowers ASCII only.
    """
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", normalise(text)).casefold())
    plain = "".join(char for char in letters if not unicodedata.combining(char))
    return " ".join(plain.translate(BARRED_D).split())


# --- Sorting ----------------------------------------------------------------------------------------------------------

# As in Unicode's table for Vietnamese (CLDR "vi"), which PostgreSQL uses too: signs, digits, letters, and the five
# tones first among the marks.
SIGNS = "\t\n\r _-–—,;:!?.·'‘’‚‹›\"“”„«»()[]{}§¶@*/\\&#%‰†‡•′`^°©®+±÷×<=>¬|¦~−⁄≤≥▲●✓¤¢$£¥₫€"
DIGITS = "0123456789"
LETTERS = "aăâbcdđɖeêfghijklmnoôơpqrstuưvwxyz"
MARKS = "\u0300\u0309\u0303\u0301\u0323\u0306\u0302\u030c\u030a\u0308\u030b\u0307\u0327\u0328\u0304"

ICELANDIC = str.maketrans({"ð": "d\u0335", "Ð": "D\u0335"})  # a barred d, not Vietnamese đ

FIRST_DIGIT = len(SIGNS) + 0x110000  # below it there is a place for every sign that is not listed
RANKS = {sign: rank for rank, sign in enumerate(SIGNS)} | {
    char: rank for rank, char in enumerate(DIGITS + LETTERS, FIRST_DIGIT)
}
AFTER_Z = FIRST_DIGIT + len(DIGITS + LETTERS)
MARK_RANKS = {mark: rank for rank, mark in enumerate(MARKS, 1)}


@lru_cache(maxsize=8192)
def sort_key(text: str) -> tuple:
    """What to sort by for Vietnamese order: by letters, then by tones, then small before capital.

    Digits go one by one ("Xã 10" before "Xã 2"); other scripts come after z. The text itself closes the key: two texts
    are equal only when they are the same, as PostgreSQL has it.
    """
    weights = [weight for char in unicodedata.normalize("NFKC", text).translate(ICELANDIC) for weight in _weights(char)]
    letters = tuple(letter for letter, _, _ in weights if letter is not None)
    marks = tuple(mark for _, mark, _ in weights)
    capitals = tuple(capital for letter, _, capital in weights if letter is not None)
    return letters, marks, capitals, text


@lru_cache(maxsize=4096)
def _weights(char: str) -> list[tuple[int | None, int, bool]]:
    """(letter, mark, capital) of a character, followed by one such triple without a letter for each of its marks."""
    if char not in RANKS and unicodedata.category(char) in UNSEEN:
        return []
    letter, marks = "", []
    for part in unicodedata.normalize("NFD", char):
        whole = unicodedata.normalize("NFC", letter + part)
        if (not letter and not unicodedata.combining(part)) or whole.lower() in RANKS:
            letter = whole  # "ă" is a letter of its own, not an "a" with a mark
        else:
            marks.append((None, MARK_RANKS.get(part, len(MARKS) + ord(part)), False))
    return [(_rank(letter.lower()), 0, letter != letter.lower()), *marks] if letter else marks


def _rank(letter: str) -> int:
    if letter in RANKS:
        return RANKS[letter]
    is_sign = unicodedata.category(letter[0])[0] in "PSZ"
    return (len(SIGNS) if is_sign else AFTER_Z) + ord(letter[0])
