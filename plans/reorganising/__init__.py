"""Mergers and splits as a province enters them: written down, checked, carried out on units and seats, taken back.

What follows for rounds, reports and figures is reporting's `reorganising`, which alone calls `shape` and `unshape`.
"""

from plans.reorganising.checking import LineMistake, mistakes_of
from plans.reorganising.reading import HEADINGS, Misread, TypedLine, UnitsHere, read_file, read_pasted, understood
from plans.reorganising.seating import give_seat, people_left, places_offered
from plans.reorganising.shaping import Shaped, shape, unshape
from plans.reorganising.sight import (
    changes_units,
    may_change_units,
    province_of,
    reorganisations_visible_to,
    sees_reorganisations,
)
from plans.reorganising.writing import discard, fingerprint_of, write_reorganisation

__all__ = [
    "HEADINGS",
    "LineMistake",
    "Misread",
    "Shaped",
    "TypedLine",
    "UnitsHere",
    "changes_units",
    "discard",
    "fingerprint_of",
    "give_seat",
    "may_change_units",
    "mistakes_of",
    "people_left",
    "places_offered",
    "province_of",
    "read_file",
    "read_pasted",
    "reorganisations_visible_to",
    "sees_reorganisations",
    "shape",
    "understood",
    "unshape",
    "write_reorganisation",
]
