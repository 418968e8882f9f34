"""A sheet as the grid that people see: its goals, the units of its day, the numbers, and how they add up."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.allocation.balance import Balance, balance_of
from plans.allocation.goals import AllottableGoal, allottable_goals
from plans.allocation.spans import SheetSpan, span_of
from plans.models import AllotmentSheet, Unit
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
    """A sheet read whole. `cells` by goal and unit, `own` the province's number by goal where there is one."""

    sheet: AllotmentSheet
    span: SheetSpan
    day: date
    goals: tuple[AllottableGoal, ...]
    units: tuple[GridUnit, ...]
    cells: Mapping[str, Mapping[int, Decimal]]
    own: Mapping[str, Decimal]
    strangers: tuple[Stranger, ...]

    def goal(self, code: str) -> AllottableGoal:
        """Raises LookupError where the sheet has no such goal."""
        for goal in self.goals:
            if goal.code == code:
                return goal
        raise LookupError(code)

    def balance(self, goal: AllottableGoal) -> Balance:
        return balance_of(
            goal, self.cells.get(goal.code, {}), [unit.pk for unit in self.units], self.own.get(goal.code)
        )

    @property
    def balances(self) -> list[Balance]:
        return [self.balance(goal) for goal in self.goals]


def read_grid(sheet: AllotmentSheet) -> Grid:
    """The sheet with its plan's goals and the territory of its day. Seven queries at most, however many cells."""
    plan, span, day = sheet.plan, span_of(sheet), sheet.effective_from
    goals = allottable_goals(plan, span, day)
    units = units_of(sheet)
    cells = {goal: {int(unit): Decimal(text) for unit, text in row.items()} for goal, row in sheet.cells.items()}
    typed = {goal: Decimal(text) for goal, text in sheet.own.items()}
    own = {goal.code: goal.own if goal.own is not None else typed.get(goal.code) for goal in goals}
    return Grid(
        sheet=sheet,
        span=span,
        day=day,
        goals=tuple(goals),
        units=tuple(units),
        cells=cells,
        own={code: number for code, number in own.items() if number is not None},
        strangers=tuple(_strangers(sheet, goals, units)),
    )


def units_of(sheet: AllotmentSheet) -> list[GridUnit]:
    """The units that the plan asks on the sheet's day, in official order. Two queries."""
    plan, day, units = sheet.plan, sheet.effective_from, current_map()
    territory = units.territory(plan.scope_id, day, plan.scope_as_of)
    partly = units.partly(plan.scope_id, day, plan.scope_as_of)
    named = {
        pk: (code, name) for pk, code, name in Unit.objects.filter(pk__in=territory).values_list("pk", "code", "name")
    }
    return [GridUnit(pk, *named[pk], PARTLY if pk in partly else "") for pk in territory]


def _strangers(sheet: AllotmentSheet, goals: list[AllottableGoal], units: list[GridUnit]) -> list[Stranger]:
    """One query, and only where there are any."""
    names, here = {goal.code: goal.name for goal in goals}, {str(unit.pk) for unit in units}
    found = [
        (goal, unit, value)
        for goal, row in sheet.cells.items()
        for unit, value in row.items()
        if goal not in names or unit not in here
    ]
    if not found:
        return []
    unit_names = dict(Unit.objects.filter(pk__in={int(unit) for _, unit, _ in found}).values_list("pk", "name"))
    return [
        Stranger(goal, int(unit), names.get(goal, goal), unit_names.get(int(unit), unit), value)
        for goal, unit, value in found
    ]
