"""Three views of the same totals: as reported, on today's map, on the map of a date. Each value stands in one row.

A value that no unit of the map holds alone (its reporter was split since, or drew on several units before) keeps a row of
its own, so that the rows of every view add up to the same.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plans.choices import Reporter
from plans.models import Unit
from portal.dates import format_date, parse_date
from reporting.aggregation import Ledger, days_told

AS_REPORTED, TODAY = "bao-cao", "hom-nay"
PARTLY = "một phần"


@dataclass(frozen=True)
class View:
    """How values are laid out: as reported, or on the map of `day`; without a day that of the latest round's cut-off.

    `address` is how the address of a page names it, blank for the view that is shown unasked.
    """

    address: str = ""
    day: date | None = None

    @property
    def is_as_reported(self) -> bool:
        return self.address == AS_REPORTED

    @property
    def is_of_a_day(self) -> bool:
        """On the map of a day that somebody named."""
        return self.day is not None and self.address != TODAY

    def words(self, map_day: date) -> str:
        """As it is said on the face of a page or a document; `map_day` is the day of the map that is shown."""
        if self.is_as_reported:
            return "Như đã báo cáo: mỗi đơn vị có số liệu một dòng, kèm ngày của số liệu"
        which = {"": " (ngày chốt số liệu)", TODAY: " (hôm nay)"}.get(self.address, "")
        return f"Theo địa giới ngày {format_date(map_day)}{which}"

    @property
    def suffix(self) -> str:
        """What tells a file of this view from others: " (địa giới 2026-12-01)"."""
        if not self.address:
            return ""
        return " (như đã báo cáo)" if self.is_as_reported else f" (địa giới {self.day.isoformat()})"


AT_CUT_OFF = View()


def todays(today: date) -> View:
    return View(TODAY, today)


def of_day(day: date) -> View:
    return View(day.isoformat(), day)


def view_named(name: str, today: date) -> View:
    """The view that an address means: a name or a day as it is typed. Raises DateNotUnderstood."""
    named = {"": AT_CUT_OFF, AS_REPORTED: View(AS_REPORTED), TODAY: todays(today)}
    return named[name] if name in named else of_day(parse_date(name))


@dataclass(frozen=True)
class Offer:
    """A view to choose."""

    address: str
    label: str
    is_chosen: bool


def offers(chosen: View) -> tuple[Offer, ...]:
    """The views that have a name; a date is typed."""
    named = [("", "Địa giới ngày chốt số liệu"), (AS_REPORTED, "Như đã báo cáo"), (TODAY, "Địa giới hôm nay")]
    return tuple(Offer(address, label, address == chosen.address) for address, label in named)


class Key(NamedTuple):
    """Whose row it is: a unit, the province itself (its unit), or an agency.

    `apart`: what a unit told that no unit of the map holds alone.
    """

    reporter: str
    unit: int
    agency: int | None = None
    apart: bool = False


@dataclass(frozen=True)
class Placing:
    """Where the values of a ledger stand in a view. `day` is the day of the map."""

    ledger: Ledger
    view: View
    day: date

    @cached_property
    def territory(self) -> list[int]:
        return self.ledger.territory(self.day)

    def key(self, unit: int, as_of: date) -> Key:
        """The row in which a value stands that a unit told as of a day."""
        asked = unit, as_of
        if asked not in self._placed:
            self._placed[asked] = self._key(unit, as_of)
        return self._placed[asked]

    def _key(self, unit: int, as_of: date) -> Key:
        if self.view.is_as_reported:
            return Key(Reporter.UNIT, unit)
        here = self.ledger.unit_map.stood_at(unit, as_of, self.day)
        return Key(Reporter.UNIT, here) if here in self._here else Key(Reporter.UNIT, unit, apart=True)

    def keys(self) -> list[Key]:
        """Every unit's row: the map's units, then those that told what stands in no row of these. One query."""
        on_map = [Key(Reporter.UNIT, unit) for unit in self.territory]
        others = [unit for unit in self.ledger.names if unit in self.ledger.scope.units and self._may_be_apart(unit)]
        told = days_told(self.ledger, others)
        apart = [key for unit in others for key in {self.key(unit, day) for day in told[unit]} if key.unit == unit]
        return list(dict.fromkeys([*on_map, *apart]))

    def sources(self, wanted: Collection[Key]) -> set[int]:
        """The units whose values may stand in these rows."""
        if self._is_behind:
            return set(self.ledger.scope.units)
        return {unit for unit in self.ledger.scope.units if self.key(unit, self.ledger.on) in wanted}

    def names(self) -> dict[int, str]:
        """Of every unit that may have a row; one query more where the map is older than all that the plan knows."""
        missing = self._here - self.ledger.names.keys()
        found = dict(Unit.objects.filter(pk__in=missing).values_list("pk", "name")) if missing else {}
        return self.ledger.names | found

    def is_always_shown(self, key: Key) -> bool:
        """A unit of the map, also with nothing to show."""
        return not key.apart and key.unit in self._here

    def note(self, key: Key, last_told: date | None) -> str:
        """What is to be known of a unit's row beside its name; `last_told` is the latest day that its values speak of."""
        if self.view.is_as_reported:
            return self._dates(key.unit, last_told, self.ledger.on)
        if not key.apart:
            return PARTLY if key.unit in self._partly else ""
        kept_at = self._kept_at(key.unit, last_told) if self.view.day else ""
        dates = self._dates(key.unit, last_told, max(self.day, self.ledger.on))
        return ", ".join(filter(None, [dates, kept_at]))

    def _dates(self, unit: int, last_told: date | None, on: date) -> str:
        """Until when a unit told that has ended; since when one that began during the plan."""
        ended, begun = self.ledger.unit_map.ended_on(unit), self.ledger.unit_map.begun_on(unit)
        if ended and ended < on:
            return f"đến {format_date(last_told or ended)}"
        return f"từ {format_date(begun)}" if begun and begun > self._beginning else ""

    def _kept_at(self, unit: int, as_of: date) -> str:
        home = self.ledger.names.get(self.ledger.unit_map.stood_at(unit, as_of, self.day))
        return f"giữ tại {home}" if home else ""

    def _may_be_apart(self, unit: int) -> bool:
        if self.view.is_as_reported:
            return unit not in self._here
        return self._is_behind or self.key(unit, self.ledger.on).apart

    @cached_property
    def _placed(self) -> dict[tuple[int, date], Key]:
        return {}

    @cached_property
    def _here(self) -> frozenset[int]:
        return frozenset(self.territory)

    @cached_property
    def _partly(self) -> frozenset[int]:
        return self.ledger.unit_map.partly(self.ledger.plan.scope_id, self.day, self.ledger.plan.scope_as_of)

    @cached_property
    def _beginning(self) -> date:
        return self.ledger.calendar.year_span(self.ledger.plan.scope_id, self.ledger.plan.first_year)[0]

    @cached_property
    def _is_behind(self) -> bool:
        """Whether units have changed since the day of the map: then a place depends on the day that was told of."""
        if self.view.is_as_reported or self.day >= self.ledger.on:
            return False
        units = self.ledger.scope.units
        return any(
            self.day < change.effective_on <= self.ledger.on
            and (change.predecessor in units or change.successor in units)
            for change in self.ledger.unit_map.changes
        )
