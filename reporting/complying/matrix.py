"""Who has the documents of a year: units down, documents across, with counts. A fixed number of queries."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from plans.models import OwedDocument, Plan, Unit
from plans.succession import UnitMap
from portal.dates import format_date
from reporting.complying.pilots import pilot_units
from reporting.complying.rights import ComplianceRights
from reporting.complying.turns import Turn, turns_in
from reporting.models import FiledDocument


@dataclass(frozen=True)
class Column:
    """A document of the year with how many have it, of how many that owe it: "98/129 đã có"."""

    turn: Turn
    had: int
    owing: int
    is_overdue: bool

    @property
    def missing(self) -> int:
        return self.owing - self.had


@dataclass(frozen=True)
class Cell:
    """One unit's document: filed, or not yet. `by` names the unit that filed it where it was one that went into this."""

    turn: Turn
    filed: FiledDocument | None
    is_owed: bool
    is_overdue: bool
    may_file: bool
    by: str = ""

    @property
    def is_missing(self) -> bool:
        return self.is_owed and self.filed is None


@dataclass(frozen=True)
class Row:
    """A unit with its cells. `ended` tells the last day of one that is gone, for which the file still speaks."""

    unit: Unit
    ended: str
    is_pilot: bool
    cells: tuple[Cell, ...]

    @property
    def misses(self) -> bool:
        return any(cell.is_missing for cell in self.cells)


@dataclass(frozen=True)
class Board:
    """A year's documents: the units' (rows in official order) and the province's own."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    province: tuple[Cell, ...]

    def of(self, code: str) -> "Column | None":
        return next((column for column in self.columns if column.turn.owed.code == code), None)

    def missing_rows(self, code: str = "") -> list[Row]:
        """The rows that miss a document, or the named one."""
        return [
            row for row in self.rows if any(cell.is_missing and code in ("", cell.turn.owed.code) for cell in row.cells)
        ]


def board_of(plan: Plan, year: int, rights: ComplianceRights, today: date) -> Board:
    """The year's documents of the units that a person may see; the counts are of these too."""
    owed = list(OwedDocument.objects.filter(plan=plan).order_by("order"))
    turns = turns_in(plan, owed, year, today)
    of_units = [turn for turn in turns if not turn.is_of_province]
    filed = _filed(turns)
    owing = {unit for turn in of_units for unit in turn.units if rights.may_see(unit)}
    gone = {unit for code, unit, _ in filed if unit not in owing and rights.may_see(unit) and unit != plan.scope_id}
    units = Unit.objects.filter(pk__in=owing | gone).in_official_order()
    names = dict(Unit.objects.filter(pk__in={unit for _, unit, _ in filed}).values_list("pk", "name"))
    pilots = pilot_units(plan, today)
    rows = tuple(_row(unit, of_units, filed, names, pilots, rights, today) for unit in units)
    return Board(
        columns=tuple(_column(turn, place, rows, today) for place, turn in enumerate(of_units)),
        rows=rows,
        province=tuple(_cell(turn, plan.scope_id, filed, names, rights, today) for turn in turns if turn.is_of_province)
        if rights.sees_province
        else (),
    )


def plan_counts(plans: Iterable[Plan]) -> dict[int, int]:
    """How many documents each plan asks for, by one query."""
    return Counter(OwedDocument.objects.filter(plan__in=list(plans)).values_list("plan", flat=True))


def _filed(turns: list[Turn]) -> dict[tuple[int, int, int], FiledDocument]:
    years = {turn.year for turn in turns}
    rows = FiledDocument.objects.filter(owed__in=[turn.owed for turn in turns], year__in=years)
    return {(one.owed_id, one.unit_id, one.year): one for one in rows.select_related("file", "filed_by")}


def _row(unit: Unit, turns, filed, names, pilots, rights, today) -> Row:
    ended = f"đến {format_date(unit.valid_to)}" if unit.valid_to and unit.valid_to < today else ""
    cells = tuple(_cell(turn, unit.pk, filed, names, rights, today) for turn in turns)
    return Row(unit, ended, unit.pk in pilots, cells)


def _cell(turn: Turn, unit: int, filed, names, rights: ComplianceRights, today: date) -> Cell:
    one, by = filed.get((turn.owed.pk, unit, turn.year)), ""
    if one is None:
        one = next(
            (filed[turn.owed.pk, old, turn.year] for old in _carried_on(rights.unit_map, unit, turn, filed)), None
        )
        by = names[one.unit_id] if one else ""
    return Cell(
        turn=turn,
        filed=one,
        is_owed=unit in turn.units,
        is_overdue=one is None and turn.is_overdue(today),
        may_file=rights.may_file(unit) and (unit in turn.units or one is not None) and not by,
        by=by,
    )


def _carried_on(units: UnitMap, unit: int, turn: Turn, filed) -> list[int]:
    """The units that this one carries on whole and that had filed the document: a new name needs no new document."""
    if units.begun_on(unit) is None:
        return []
    before = [old for old in units.predecessors(unit) if units.whole_successor(old) == unit]
    return [old for old in before if (turn.owed.pk, old, turn.year) in filed]


def _column(turn: Turn, place: int, rows: tuple[Row, ...], today: date) -> Column:
    owing = [row.cells[place] for row in rows if row.cells[place].is_owed]
    had = sum(cell.filed is not None for cell in owing)
    return Column(turn, had, len(owing), turn.is_overdue(today) and had < len(owing))
