"""The map of the units as the tables have it now, read once for each process and change."""

from typing import NamedTuple

from django.db import connection

from plans.models import ReportingCalendar, ReportingLevel, Unit, UnitChange
from plans.succession.rows import ChangeRow, LevelRow, UnitRow
from plans.succession.unit_map import UnitMap

TABLES = [model._meta.db_table for model in (Unit, UnitChange, ReportingLevel, ReportingCalendar)]
# By hand, since every page asks it: the ORM's own way takes milliseconds.
STAMP = f"SELECT {', '.join(f'(SELECT COUNT(*) FROM {t}), (SELECT MAX(changed_at) FROM {t})' for t in TABLES)}"  # noqa: S608


class _Kept(NamedTuple):
    stamp: tuple | None
    unit_map: UnitMap


_kept = _Kept(None, UnitMap(()))


def current_map() -> UnitMap:
    """The map of all units: one query where nothing has changed since the last call in this process, else five.

    It does not change while a caller holds it: take it once for a piece of work.
    """
    global _kept
    kept, stamp = _kept, _stamp()
    while kept.stamp != stamp:
        unit_map = _read()
        # Somebody may have written between our queries: only what the same stamp encloses belongs together.
        before, stamp = stamp, _stamp()
        if stamp == before:
            kept = _kept = _Kept(stamp, unit_map)
    return kept.unit_map


def forget_map() -> None:
    """For whoever read the map within a transaction that is about to be rolled back: its stamp may come again."""
    global _kept
    _kept = _Kept(None, UnitMap(()))


def _stamp() -> tuple:
    """How many rows each table about units holds and when one was last written, in one query.

    Whoever writes to them sets `changed_at` to a later moment than any before.
    """
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return cursor.fetchone()


def _read() -> UnitMap:
    units = Unit.objects.order_by("pk").values_list("pk", "code", "level", "parent_id", "valid_from", "valid_to")
    changes = UnitChange.objects.order_by("pk").values_list("predecessor_id", "successor_id", "effective_on")
    levels = ReportingLevel.objects.order_by("pk").values_list("unit_id", "level", "valid_from")
    return UnitMap(
        tuple(map(UnitRow._make, units)), tuple(map(ChangeRow._make, changes)), tuple(map(LevelRow._make, levels))
    )
