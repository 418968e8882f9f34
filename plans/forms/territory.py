"""The units that a draft may name: those that report in its plan's territory, at its beginning and at its end."""

from contextlib import suppress
from datetime import date

from plans.forms.target_rows import plan_years
from plans.loading.scalars import UNIT_LEVELS
from plans.models import Unit
from plans.succession import current_map
from portal.dates import format_date


def units_of_territory(content: dict) -> list[tuple[str, str]]:
    """(code, name) of each, in official order; none while the frame does not say the scope, its day and the years."""
    frame = content.get("plan") or {}
    scope, as_of, years = _scope(frame), _day(frame), plan_years(content)
    if scope is None or as_of is None or years is None:
        return []
    units = current_map()
    found: dict[str, Unit] = {}
    for day in (as_of, date(years.last, 12, 31)):
        for unit in _in_order(units.territory(scope, day, as_of)):
            found.setdefault(unit.code, unit)
    return [(code, _name(unit)) for code, unit in found.items()]


def _in_order(pks: list[int]) -> list[Unit]:
    rows = Unit.objects.in_bulk(pks)
    return [rows[pk] for pk in pks]


def _scope(frame: dict) -> int | None:
    level, _, code = str(frame.get("scope", "")).partition(" ")
    day = _day(frame)
    if level not in UNIT_LEVELS or day is None:
        return None
    return Unit.objects.alive_on(day).filter(level=level, code=code).values_list("pk", flat=True).first()


def _day(frame: dict) -> date | None:
    for key in ("scope_as_of", "signed_on"):
        with suppress(ValueError):
            return date.fromisoformat(str(frame.get(key, "")))
    return None


def _name(unit: Unit) -> str:
    return f"{unit.name} (đến {format_date(unit.valid_to)})" if unit.valid_to else unit.name
