"""The catalogue of indicators as people read it: who sees which, searching, how one adds up, who may keep what in it."""

from plans.cataloguing.adding_up import adding_up
from plans.cataloguing.cards import IndicatorCard, IndicatorKind, breakdowns_in, by_code, cards_in, cards_of
from plans.cataloguing.keeping import keep_own_catalogue, own_catalogue, provinces_kept_by
from plans.cataloguing.searching import found_by, similar_to
from plans.cataloguing.seeing import Origin, SeenCatalogue, catalogue_of, catalogue_of_province
from plans.cataloguing.usage import goals_on, rules_on, use_counts

__all__ = [
    "IndicatorCard",
    "IndicatorKind",
    "Origin",
    "SeenCatalogue",
    "adding_up",
    "breakdowns_in",
    "by_code",
    "cards_in",
    "cards_of",
    "catalogue_of",
    "catalogue_of_province",
    "found_by",
    "goals_on",
    "keep_own_catalogue",
    "own_catalogue",
    "provinces_kept_by",
    "rules_on",
    "similar_to",
    "use_counts",
]
