"""Finding an indicator by words, and finding out whether one like it is there already."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher

from plans.cataloguing.cards import IndicatorCard
from portal.text import fold

# Two names are alike from here on: measured on what the program finds in real catalogues, where "HTX mới thành lập" and
# "số HTX thành lập mới" are one thing, and "HTX được củng cố" is another.
ALIKE = 0.7
# What every other name has, so that it tells nothing.
# What people write in short and in full, folded.
IN_FULL = {
    "htx": "hop tac xa",
    "tht": "to hop tac",
    "lhpn": "lien hiep phu nu",
    "ubnd": "uy ban nhan dan",
    "ubmttq": "uy ban mat tran to quoc",
    "ntm": "nong thon moi",
    "dn": "doanh nghiep",
}
COMMON_WORDS = frozenset(fold("số tỷ lệ của các được do có là và ở trên trong cho đến với về tỉnh").split())


def found_by(words: str, cards: Iterable[IndicatorCard]) -> list[IndicatorCard]:
    """Those that hold every word, with or without tone marks: in their name first, then in their definition or unit."""
    asked = _in_full(words).split()
    by_name, by_rest = [], []
    for card in cards:
        name = _in_full(card.name)
        if all(word in name for word in asked):
            by_name.append(card)
        elif all(word in _everything(card) for word in asked):
            by_rest.append(card)
    return by_name + by_rest


def similar_to(name: str, cards: Iterable[IndicatorCard], leaving_out: str = "") -> list[IndicatorCard]:
    """Those whose names say nearly the same, the likest first. `leaving_out`: the code of the one that asks."""
    wanted = _in_full(name)
    rated = [(_likeness(wanted, _in_full(card.name)), card) for card in cards if wanted and card.code != leaving_out]
    alike = [(rate, card) for rate, card in rated if rate >= ALIKE]
    return [card for _, card in sorted(alike, key=lambda pair: (-pair[0], pair[1].code))]


def _in_full(text: str) -> str:
    """A text folded, with what is written in short written out: "HTX" is found by "hợp tác xã", and the other way round."""
    return " ".join(IN_FULL.get(word, word) for word in re.findall(r"\w+", fold(text)))


def _everything(card: IndicatorCard) -> str:
    texts = (card.name, card.definition, card.unit_of_measure, card.numerator, card.denominator)
    return _in_full(" ".join(texts))


def _likeness(one: str, other: str) -> float:
    """0-1: how many telling words two folded names share, or how alike they are letter by letter."""
    mine, theirs = set(one.split()) - COMMON_WORDS, set(other.split()) - COMMON_WORDS
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    return max(shared, SequenceMatcher(None, one, other, autojunk=False).ratio() - 0.2)
