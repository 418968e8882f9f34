"""A sheet as the grid that people see: its goals, the units of its day, the numbers, and how they add up."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from plans.allocation.balance import Balance, balance_of
from plans.allocation.goals import AllottableGoal, allottable, allottable_goals, read_goals
from plans.allocation.spans import SheetSpan, span_of
from plans.models import AllotmentSheet, Plan, Unit
from plans.succession import current_map

PARTLY = "một phần"


@dataclass(frozen=True)
class GridUnit:
    """A unit of the territory; `note` says where it belongs to the plan only in part."""

    pk: int
    code: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class Stranger:
    """A number that has no place in the grid: its unit or its goal is not part of the plan on the sheet's day."""

    goal: str
    unit: int
    goal_name: str
    unit_name: str
    value: str


@dataclass(frozen=True)
class Grid:
    """A sheet with its goals and units. `own` is the province's number by goal, where there is one."""

    sheet: AllotmentSheet
    span: SheetSpan
    day: date
    goals: tuple[AllottableGoal, ...]
    units: tuple[GridUnit, ...]
    own: Mapping[str, Decimal]

    def goal(self, code: str) -> AllottableGoal:
        """Raises LookupError where the sheet has no such goal."""
        for goal in self.goals:
            if goal.code == code:
                return goal
        raise LookupError(code)

    def balance(self, goal: AllottableGoal) -> Balance:
        return balance_of(goal, self.cells.get(goal.code, {}), self._unit_keys, self.own.get(goal.code))

    @cached_property
    def cells(self) -> Mapping[str, Mapping[int, Decimal]]:
        """The numbers by goal and unit."""
        return _cells(self.sheet)

    @cached_property
    def balances(self) -> list[Balance]:
        return [self.balance(goal) for goal in self.goals]

    @cached_property
    def _unit_keys(self) -> list[int]:
        return [unit.pk for unit in self.units]


def read_grid(sheet: AllotmentSheet) -> Grid:
    """The sheet with its plan's goals and the territory of its day. Five queries at most, however many cells."""
    plan, span, day = sheet.plan, span_of(sheet), sheet.effective_from
    goals = allottable_goals(plan, span, day)
    units = units_of(sheet)
    return Grid(
        sheet=sheet,
        span=span,
        day=day,
        goals=tuple(goals),
        units=tuple(units),
        own=_own(sheet, goals),
    )


def with_numbers(grid: Grid) -> Grid:
    """The grid without the goals that it gives nobody."""
    return replace(grid, goals=tuple(balance.goal for balance in grid.balances if balance.is_used))


@dataclass(frozen=True)
class SheetLine:
    """A sheet in a list: `used` goals have numbers, `gaps` are those of them whose sum is not the province's number."""

    sheet: AllotmentSheet
    span: SheetSpan
    used: int
    gaps: tuple[Balance, ...]


def lines_of(plan: Plan, sheets: Iterable[AllotmentSheet]) -> list[SheetLine]:
    """Sheets of one plan, each with how it adds up. The number of queries does not depend on sheets or units."""
    goals, units = read_goals(plan), current_map()
    return [
        _line(sheet, allottable(goals, span_of(sheet), sheet.effective_from),
              units.territory(plan.scope_id, sheet.effective_from, plan.scope_as_of))
        for sheet in sheets
    ]  # fmt: skip


def _line(sheet: AllotmentSheet, goals: list[AllottableGoal], territory: list[int]) -> SheetLine:
    cells, own = _cells(sheet), _own(sheet, goals)
    balances = [balance_of(goal, cells.get(goal.code, {}), territory, own.get(goal.code)) for goal in goals]
    used = [balance for balance in balances if balance.is_used]
    return SheetLine(sheet, span_of(sheet), len(used), tuple(balance for balance in used if balance.needs_word))


def _cells(sheet: AllotmentSheet) -> dict[str, dict[int, Decimal]]:
    return {goal: {int(unit): Decimal(text) for unit, text in row.items()} for goal, row in sheet.cells.items()}


def _own(sheet: AllotmentSheet, goals: Iterable[AllottableGoal]) -> dict[str, Decimal]:
    """The plan's number where it names one, else what was typed."""
    typed = {goal: Decimal(text) for goal, text in sheet.own.items()}
    found = {goal.code: typed.get(goal.code) if goal.own is None else goal.own for goal in goals}
    return {code: number for code, number in found.items() if number is not None}


def units_of(sheet: AllotmentSheet) -> list[GridUnit]:
    """The units that the plan asks on the sheet's day, in official order. Two queries."""
    plan, day, units = sheet.plan, sheet.effective_from, current_map()
    territory = units.territory(plan.scope_id, day, plan.scope_as_of)
    partly = units.partly(plan.scope_id, day, plan.scope_as_of)
    named = {
        pk: (code, name) for pk, code, name in Unit.objects.filter(pk__in=territory).values_list("pk", "code", "name")
    }
    return [GridUnit(pk, *named[pk], PARTLY if pk in partly else "") for pk in territory]


def strangers_of(grid: Grid) -> list[Stranger]:
    """The sheet's numbers that have no place in its grid. One query, and only where there are any."""
    names, here = {goal.code: goal.name for goal in grid.goals}, {str(unit.pk) for unit in grid.units}
    cells = grid.sheet.cells
    found = [(goal, unit) for goal, row in cells.items() for unit in (row.keys() - here if goal in names else row)]
    if not found:
        return []
    unit_names = dict(Unit.objects.filter(pk__in={int(unit) for _, unit in found}).values_list("pk", "name"))
    return [
        Stranger(goal, int(unit), names.get(goal, goal), unit_names.get(int(unit), unit), cells[goal][unit])
        for goal, unit in sorted(found)
    ]
