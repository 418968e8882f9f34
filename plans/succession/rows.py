"""What a map of the units is made of: plain rows, as they stand in the tables."""

from datetime import date
from typing import NamedTuple


class UnitRow(NamedTuple):
    """A unit as the map needs it. Both days are inclusive, None is open; only the root has no parent."""

    pk: int
    code: str
    level: str
    parent: int | None
    valid_from: date | None
    valid_to: date | None


class ChangeRow(NamedTuple):
    """`predecessor` ended the day before `effective_on` and became part of `successor`: one row for each successor."""

    predecessor: int
    successor: int
    effective_on: date


class LevelRow(NamedTuple):
    """Below `unit` the units of `level` report, from a day on (None: from the beginning)."""

    unit: int
    level: str
    valid_from: date | None
