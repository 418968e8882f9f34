"""Units through time: what became of a unit, what stands above it, and whom a plan's scope asks on a day.

Pure: a `UnitMap` is built from plain rows and asks nothing of the database. The rule: one successor means that the unit
goes on whole, several that it is split, and no figure is ever apportioned among successors.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from plans.succession.keeping import listed, remembered
from plans.succession.rows import ChangeRow, LevelRow, UnitRow

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class UnitMap:
    """All units, what became of them, and which level reports. Units are given and returned by primary key.

    Every answer holds for a unit that has ended or not yet begun, too: on that day its `home` stands for it.
    """

    units: tuple[UnitRow, ...]
    changes: tuple[ChangeRow, ...] = ()
    levels: tuple[LevelRow, ...] = ()

    # --- A single unit ------------------------------------------------------------------------------------------------

    def alive(self, pk: int, day: date) -> bool:
        """Whether the unit exists on the day; the first and the last day of its life count."""
        return not self._begins_after(pk, day) and not self._ended_before(pk, day)

    def level(self, pk: int) -> str:
        return self._rows[pk].level

    def begun_on(self, pk: int) -> date | None:
        """The unit's first day, or None where it was always there."""
        return self._rows[pk].valid_from

    def ended_on(self, pk: int) -> date | None:
        """The unit's last day, or None while it has none."""
        return self._rows[pk].valid_to

    def successors(self, pk: int) -> tuple[int, ...]:
        """What the unit became at its end, in official order; empty while it goes on."""
        return self._in_official_order(change.successor for change in self._changes_out.get(pk, ()))

    def predecessors(self, pk: int) -> tuple[int, ...]:
        """The units that became this one or a part of it, in official order."""
        return self._in_official_order(change.predecessor for change in self._changes_in.get(pk, ()))

    def whole_successor(self, pk: int) -> int | None:
        """The one unit that the whole of this one became (a merge, whatever the decision calls it); None after a split."""
        after = self.successors(pk)
        return after[0] if len(after) == 1 else None

    @remembered
    def heir(self, pk: int, day: date) -> int | None:
        """The unit that carries this one on whole on a day: itself until it ends, then its only successor; None after a split."""
        while pk is not None and self._ended_before(pk, day):
            pk = self.whole_successor(pk)
        return pk

    @remembered
    def heirs(self, pk: int, whole: bool) -> tuple[tuple[int, date], ...]:
        """What the unit became, each with the day since which it answers for it; `whole`: only until a split."""
        after = self.successors(pk)
        if not after or (whole and len(after) > 1):
            return ()
        since = self.ended_on(pk) + ONE_DAY
        later = [found for successor in after for found in self.heirs(successor, whole)]
        return tuple(dict.fromkeys([(successor, since) for successor in after] + later))

    @remembered
    def line(self, pk: int) -> frozenset[int]:
        """The unit and all that it came from, whole or in part."""
        return frozenset([pk]).union(*(self.line(before) for before in self.predecessors(pk)))

    # --- Where a unit stands ------------------------------------------------------------------------------------------

    @remembered
    def home(self, pk: int, day: date) -> int:
        """The unit of that day to which this one belongs; the unit itself while it exists.

        After its end: its successor's home, of several successors the lowest unit that contains all their homes.
        Before its beginning: the lowest unit that contains all that it came from.
        """
        if self._begins_after(pk, day):
            return self.stood_at(pk, self._rows[pk].valid_from, day)
        if not self._ended_before(pk, day):
            return pk
        after = self.successors(pk)
        if not after:
            return self.home(self._rows[pk].parent, day)
        return self.lowest_above({self.home(successor, day) for successor in after}, day)

    @remembered
    def stood_at(self, pk: int, cut_off: date, day: date) -> int:
        """Where a figure that the unit reported as of `cut_off` stands on the map of a day, later or earlier.

        On an earlier map: the lowest unit of that day that contains all that the reporter covered at the cut-off. A
        reporter that had ended by then still answers for what it covered at its end.
        """
        begins = self._rows[pk].valid_from
        cut_off = max(cut_off, begins) if begins else cut_off
        if day >= cut_off:
            return self.home(pk, day)
        return self.lowest_above(self._origins(pk, cut_off, day), day)

    @remembered
    def parent(self, pk: int, day: date) -> int | None:
        """The unit directly above on the day: the home of the recorded parent. None for the root."""
        above = self._rows[pk].parent
        return None if above is None else self.home(above, day)

    @remembered
    def ancestors(self, pk: int, day: date) -> tuple[int, ...]:
        """From the unit itself (its home, where it does not exist on the day) up to the root."""
        here = self.home(pk, day)
        above = self.parent(here, day)
        return (here,) if above is None else (here, *self.ancestors(above, day))

    def contains(self, upper: int, lower: int, day: date) -> bool:
        """Whether `lower`, or its home, lies in `upper` on the day. A unit contains itself; an ended one nothing."""
        return upper in self.ancestors(lower, day)

    def children(self, pk: int, day: date) -> list[int]:
        """The units directly below on the day, in official order."""
        return list(self._children(day).get(pk, ()))

    def history(self, pk: int, day: date) -> list[int]:
        """The ended units whose home on the day is this very unit: their figures are kept here and in none of its children."""
        return list(self._history(day).get(pk, ()))

    # --- Whom a scope asks --------------------------------------------------------------------------------------------

    @remembered
    def reporting_level(self, pk: int, day: date) -> str | None:
        """The level whose units report in this part of the country on the day, as said at the nearest unit above."""
        for above in self.ancestors(pk, day):
            said = [row for row in self._levels.get(above, ()) if row.valid_from is None or row.valid_from <= day]
            if said:
                return max(said, key=lambda row: row.valid_from or date.min).level
        return None

    def territory(self, pk: int, day: date, as_of: date, level: str | None = None) -> list[int]:
        """The units of `day` that cover what the scope `pk` covered on `as_of`, in official order, each once.

        Starts from the scope's reporting units on `as_of` and follows succession to the day, later or earlier. A unit
        drawn partly from outside counts whole (`partly`). With `level`: the units of that level that lie above or
        below these, or are these. `as_of` outside the scope's life means the nearest day within.
        """
        covered = self._territory(pk, day, as_of)
        return list(covered if level is None else self._at_level(covered, level, day))

    @remembered
    def partly(self, pk: int, day: date, as_of: date) -> frozenset[int]:
        """The units of the territory that are drawn partly from outside the scope ("một phần")."""
        as_of = self._within_life(pk, as_of)
        return frozenset(
            unit
            for unit in self._territory(pk, day, as_of)
            if not all(self.contains(pk, origin, as_of) for origin in self._covering(unit, day, as_of))
        )

    @remembered
    def lineage(self, pk: int, as_of: date) -> frozenset[int]:
        """Every unit that may ever hold figures of the scope: its reporting units on `as_of` and all they became.

        Also what had ended in it by then: a plan's first year is a whole one, whatever day it was signed.
        """
        as_of = self._within_life(pk, as_of)
        ended = (row.pk for row in self.units if self._ended_before(row.pk, as_of) and self.contains(pk, row.pk, as_of))
        found: set[int] = set()
        waiting = [*self._reporting_units(pk, as_of), *ended]
        while waiting:
            unit = waiting.pop()
            if unit not in found:
                found.add(unit)
                waiting.extend(self.successors(unit))
        return frozenset(found)

    # --- How it is found ----------------------------------------------------------------------------------------------

    def _begins_after(self, pk: int, day: date) -> bool:
        begins = self._rows[pk].valid_from
        return begins is not None and begins > day

    def _ended_before(self, pk: int, day: date) -> bool:
        ends = self._rows[pk].valid_to
        return ends is not None and ends < day

    def _within_life(self, pk: int, day: date) -> date:
        row = self._rows[pk]
        if self._ended_before(pk, day):
            return row.valid_to
        return row.valid_from if self._begins_after(pk, day) else day

    def lowest_above(self, pks: set[int], day: date) -> int:
        paths = [self.ancestors(pk, day) for pk in pks]
        shared = set(paths[0]).intersection(*paths[1:])
        return next(pk for pk in paths[0] if pk in shared)

    @remembered
    def _heirs(self, pk: int, day: date) -> frozenset[int]:
        """The units of a later day that this one, or a part of it, went into."""
        if not self._ended_before(pk, day):
            return frozenset([pk])
        return frozenset().union(*(self._heirs(successor, day) for successor in self.successors(pk)))

    @remembered
    def _origins(self, pk: int, cut_off: date, day: date) -> frozenset[int]:
        """The units of an earlier day that gave, whole or in part, what this one covered at the cut-off."""
        if self._ended_before(pk, day):
            return frozenset([self.home(pk, day)])
        received = [
            self._origins(change.predecessor, cut_off, day)
            for change in self._changes_in.get(pk, ())
            if day < change.effective_on <= cut_off
        ]
        if self.alive(pk, day):
            return frozenset([pk]).union(*received)
        return frozenset().union(*received) or frozenset([self.home(self._rows[pk].parent, day)])

    def _covering(self, pk: int, at: date, day: date) -> frozenset[int]:
        """The units of `day`, later or earlier, that cover what this one covered at a day of its life."""
        return self._heirs(pk, day) if day >= at else self._origins(pk, at, day)

    @remembered
    def _reporting_units(self, pk: int, day: date) -> tuple[int, ...]:
        below = [unit for child in self.children(pk, day) for unit in self._reporting_units(child, day)]
        return (pk, *below) if self.level(pk) == self.reporting_level(pk, day) else tuple(below)

    @remembered
    def _territory(self, pk: int, day: date, as_of: date) -> tuple[int, ...]:
        as_of = self._within_life(pk, as_of)
        reporting = self._reporting_units(pk, as_of)
        return self._in_official_order(frozenset().union(*(self._covering(unit, as_of, day) for unit in reporting)))

    def _at_level(self, covered: tuple[int, ...], level: str, day: date) -> tuple[int, ...]:
        near = {above for unit in covered for above in self.ancestors(unit, day)}
        waiting = list(covered)
        while waiting:
            below = self.children(waiting.pop(), day)
            near.update(below)
            waiting.extend(below)
        return self._in_official_order(unit for unit in near if self.level(unit) == level)

    @remembered
    def _children(self, day: date) -> dict[int, tuple[int, ...]]:
        living = (row.pk for row in self.units if row.parent is not None and self.alive(row.pk, day))
        return self._grouped(living, lambda pk: self.parent(pk, day))

    @remembered
    def _history(self, day: date) -> dict[int, tuple[int, ...]]:
        ended = (row.pk for row in self.units if self._ended_before(row.pk, day))
        return self._grouped(ended, lambda pk: self.home(pk, day))

    def _grouped(self, pks: Iterable[int], by: Callable[[int], int]) -> dict[int, tuple[int, ...]]:
        groups: dict[int, list[int]] = {}
        for pk in pks:
            groups.setdefault(by(pk), []).append(pk)
        return {above: self._in_official_order(group) for above, group in groups.items()}

    def _in_official_order(self, pks: Iterable[int]) -> tuple[int, ...]:
        return tuple(sorted(pks, key=lambda pk: (self._rows[pk].code, pk)))

    def _era(self, day: date) -> date:
        return self._eras[bisect_right(self._eras, day) - 1]

    @cached_property
    def _eras(self) -> list[date]:
        """The first days of the stretches within which nothing changes."""
        begun = {row.valid_from for row in (*self.units, *self.levels)} | {row.effective_on for row in self.changes}
        after_an_end = {row.valid_to + ONE_DAY for row in self.units if row.valid_to}
        return sorted((begun | after_an_end | {date.min}) - {None})

    @cached_property
    def _answers(self) -> dict:
        return {}

    @cached_property
    def _rows(self) -> dict[int, UnitRow]:
        return {row.pk: row for row in self.units}

    @cached_property
    def _changes_out(self) -> dict[int, list[ChangeRow]]:
        return listed(self.changes, "predecessor")

    @cached_property
    def _changes_in(self) -> dict[int, list[ChangeRow]]:
        return listed(self.changes, "successor")

    @cached_property
    def _levels(self) -> dict[int, list[LevelRow]]:
        return listed(self.levels, "unit")
