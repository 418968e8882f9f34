"""The catalogue of indicators as people read it: who sees which, searching, how one adds up, who may keep what in it."""

from plans.cataloguing.adding_up import adding_up
from plans.cataloguing.cards import IndicatorCard, IndicatorKind, by_code, cards_in, cards_of
from plans.cataloguing.searching import found_by, similar_to
from plans.cataloguing.seeing import Origin, SeenCatalogue, catalogue_of
from plans.cataloguing.usage import goals_on, use_counts

__all__ = [
    "IndicatorCard",
    "IndicatorKind",
    "Origin",
    "SeenCatalogue",
    "adding_up",
    "by_code",
    "cards_in",
    "cards_of",
    "catalogue_of",
    "found_by",
    "goals_on",
    "similar_to",
    "use_counts",
]
