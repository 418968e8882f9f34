"""Random countries and what happens to them, with the truth beside the map.

A country is made of cells, the smallest pieces of land. A leaf (district, later commune) owns cells, a province owns its
leaves. A reorganisation hands the cells of ended leaves to others. The map is told only who became what; the cells say
what every unit really covered, so that the map's answers can be judged without repeating its rules.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta

from hypothesis import strategies as st

from plans.choices import UnitLevel
from plans.succession import ChangeRow, LevelRow, UnitMap, UnitRow

ROOT = 1
BEGINNING = date(2023, 1, 1)
ONE_DAY = timedelta(days=1)
BETWEEN = timedelta(days=100)


@dataclass
class Country:
    """The state of the day, and the rows written so far. `past` has a state for each stretch between reorganisations."""

    rows: dict[int, UnitRow] = field(default_factory=dict)
    changes: list[ChangeRow] = field(default_factory=list)
    levels: list[LevelRow] = field(default_factory=list)
    cells: dict[int, frozenset[int]] = field(default_factory=dict)
    province_of: dict[int, int] = field(default_factory=dict)
    provinces: list[int] = field(default_factory=list)
    leaf_level: str = UnitLevel.DISTRICT
    past: list["State"] = field(default_factory=list)

    def found(self, level, parent, day=None):
        """A new unit; codes are not in the order of keys."""
        pk = len(self.rows) + 1
        self.rows[pk] = UnitRow(pk, f"{pk * 37 % 1000:03}", level, parent, day, None)
        return pk

    def end(self, pk, successors, day):
        self.rows[pk] = self.rows[pk]._replace(valid_to=day - ONE_DAY)
        self.changes += [ChangeRow(pk, successor, day) for successor in sorted(successors)]

    def remember(self, day):
        self.past.append(State(day, dict(self.cells), dict(self.province_of), tuple(self.provinces)))

    def map(self):
        return UnitMap(tuple(self.rows.values()), tuple(self.changes), tuple(self.levels))


@dataclass(frozen=True)
class State:
    """What every living unit covers from a day on."""

    day: date
    cells: dict[int, frozenset[int]]
    province_of: dict[int, int]
    provinces: tuple[int, ...]

    def area(self, pk):
        """The cells of a unit that lives in this state."""
        if pk == ROOT:
            return frozenset().union(*self.cells.values())
        if pk in self.cells:
            return self.cells[pk]
        return frozenset().union(*(self.cells[leaf] for leaf, above in self.province_of.items() if above == pk))

    def units(self):
        return {ROOT, *self.provinces, *self.cells}


@st.composite
def countries(draw):
    """A country with one to three provinces and up to four reorganisations, one day each."""
    country = Country()
    country.found(UnitLevel.COUNTRY, None)
    country.levels.append(LevelRow(ROOT, UnitLevel.DISTRICT, None))
    cell = 0
    for _ in range(draw(st.integers(1, 3))):
        province = country.found(UnitLevel.PROVINCE, ROOT)
        country.provinces.append(province)
        for size in draw(st.lists(st.integers(1, 3), min_size=1, max_size=3)):
            leaf = country.found(UnitLevel.DISTRICT, province)
            country.cells[leaf] = frozenset(range(cell, cell + size))
            country.province_of[leaf] = province
            cell += size
    country.remember(BEGINNING)
    for number in range(1, draw(st.integers(0, 4)) + 1):
        reorganise(draw, country, BEGINNING + number * BETWEEN)
    return country


def reorganise(draw, country, day):
    """One day on which provinces go into others, leaves end, and their cells go to new leaves and to ones that stay."""
    dissolves = country.leaf_level == UnitLevel.DISTRICT and draw(st.integers(0, 3)) == 0
    if dissolves:
        country.leaf_level = UnitLevel.COMMUNE
        country.levels.append(LevelRow(ROOT, UnitLevel.COMMUNE, day))
    must_end = _reorganise_provinces(draw, country, day)
    leaves = sorted(country.cells)
    ending = leaves if dissolves else sorted({*must_end, *draw(st.sets(st.sampled_from(leaves), max_size=3))})
    _hand_over(draw, country, ending, day)
    country.remember(day)


def _reorganise_provinces(draw, country, day):
    """Merge provinces, and split one at times: whoever then changes the parent is a new unit, so those leaves must end."""
    provinces = country.provinces
    ending = draw(st.sets(st.sampled_from(provinces), max_size=len(provinces) - 1))
    country.provinces = staying = [province for province in provinces if province not in ending]
    must_end = set()
    for province in sorted(ending):
        several = len(staying) > 1 and draw(st.booleans())
        successors = draw(st.sets(st.sampled_from(staying), min_size=2 if several else 1, max_size=2 if several else 1))
        country.end(province, successors, day)
        below = [leaf for leaf, above in country.province_of.items() if above == province]
        if several:
            must_end.update(below)
        country.province_of.update(dict.fromkeys(below, min(successors)))
    return must_end


def _hand_over(draw, country, ending, day):
    """Give each cell of the ended leaves to a leaf that stays or to a new one; new is who receives a cell."""
    ended_cells = {leaf: country.cells.pop(leaf) for leaf in ending}
    for leaf in ending:
        del country.province_of[leaf]
    staying = sorted(country.cells)
    parents = draw(st.lists(st.sampled_from(country.provinces), min_size=0 if staying else 1, max_size=4))
    takers = [*staying, *(f"new {number}" for number in range(len(parents)))]
    given = {}
    for leaf, cells in ended_cells.items():
        among = draw(st.lists(st.sampled_from(takers), min_size=1, max_size=3, unique=True))
        given.update({(leaf, cell): draw(st.sampled_from(among)) for cell in sorted(cells)})
    founded = {}
    for number, parent in enumerate(parents):
        if f"new {number}" in given.values():
            leaf = founded[f"new {number}"] = country.found(country.leaf_level, parent, day)
            country.province_of[leaf] = parent
    for leaf in ending:
        country.end(leaf, {founded.get(to, to) for (of, _), to in given.items() if of == leaf}, day)
    for (_, cell), to in given.items():
        leaf = founded.get(to, to)
        country.cells[leaf] = country.cells.get(leaf, frozenset()) | {cell}


def known_on(unit_map, day):
    """The map as it was known on a day: nothing of what came later."""
    units = tuple(
        row._replace(valid_to=None) if row.valid_to and row.valid_to >= day else row
        for row in unit_map.units
        if row.valid_from is None or row.valid_from <= day
    )
    changes = tuple(row for row in unit_map.changes if row.effective_on <= day)
    levels = tuple(row for row in unit_map.levels if row.valid_from is None or row.valid_from <= day)
    return UnitMap(units, changes, levels)


def undone(unit_map, day):
    """The map without what happened on a day: who began then was never there, who had ended the day before goes on."""
    eve = day - ONE_DAY
    units = tuple(
        row._replace(valid_to=None) if row.valid_to == eve else row for row in unit_map.units if row.valid_from != day
    )
    changes = tuple(row for row in unit_map.changes if row.effective_on != day)
    return UnitMap(units, changes, tuple(row for row in unit_map.levels if row.valid_from != day))
