"""Finding an indicator by words, and finding out whether one like it is there already."""

from collections.abc import Iterable
from difflib import SequenceMatcher

from plans.cataloguing.cards import IndicatorCard
from portal.text import fold

# Two names are alike from here on: measured on what the program finds in real catalogues, where "HTX mới thành lập" and
# "số HTX thành lập mới" are one thing, and "HTX được củng cố" is another.
ALIKE = 0.6
# What every other name has, so that it tells nothing.
COMMON_WORDS = frozenset(fold("số tỷ lệ của các được do có là và ở trên trong cho đến với về tỉnh").split())


def found_by(words: str, cards: Iterable[IndicatorCard]) -> list[IndicatorCard]:
    """Those that hold every word, with or without tone marks: in their name first, then in their definition or unit."""
    asked = fold(words).split()
    by_name, by_rest = [], []
    for card in cards:
        name = fold(card.name)
        if all(word in name for word in asked):
            by_name.append(card)
        elif all(word in _everything(card) for word in asked):
            by_rest.append(card)
    return by_name + by_rest


def similar_to(name: str, cards: Iterable[IndicatorCard], leaving_out: str = "") -> list[IndicatorCard]:
    """Those whose names say nearly the same, the likest first. `leaving_out`: the code of the one that asks."""
    wanted = fold(name)
    rated = [(_likeness(wanted, fold(card.name)), card) for card in cards if wanted and card.code != leaving_out]
    alike = [(rate, card) for rate, card in rated if rate >= ALIKE]
    return [card for _, card in sorted(alike, key=lambda pair: (-pair[0], pair[1].code))]


def _everything(card: IndicatorCard) -> str:
    texts = (card.name, card.definition, card.unit_of_measure, card.numerator, card.denominator)
    return fold(" ".join(texts))


def _likeness(one: str, other: str) -> float:
    """0-1: how many telling words two folded names share, or how alike they are letter by letter."""
    mine, theirs = set(one.split()) - COMMON_WORDS, set(other.split()) - COMMON_WORDS
    shared = len(mine & theirs) / len(mine | theirs) if mine | theirs else 0.0
    return max(shared, SequenceMatcher(None, one, other, autojunk=False).ratio() - 0.2)
