"""What the pages of a sheet show beside its grid: what stands from before, one's own numbers, one goal's rows."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.allocation.balance import Balance
from plans.allocation.goals import AllottableGoal
from plans.allocation.reading import Grid
from plans.allocation.standing import standing_allotments
from plans.choices import SheetState
from plans.models import Unit
from portal.numbers import format_number
from reporting.allotting.last_year import LastYear
from reporting.allotting.typed import Mistake, anchor_of
from reporting.tags import Tag

TAGS = {
    SheetState.DRAFT: Tag("Đang chia", "pencil", "blue"),
    SheetState.PUBLISHED: Tag("Đã giao", "check-circle", "green"),
}


@dataclass(frozen=True)
class OwnRow:
    """What one of the person's units is given: (goal, number as written)."""

    unit: str
    numbers: tuple[tuple[AllottableGoal, str], ...]


@dataclass(frozen=True)
class GoalRow:
    """A unit on the page of one goal. `saved` is said where it is not what the box holds."""

    pk: int
    name: str
    note: str
    text: str
    saved: str
    last_year: str
    weight: str
    anchor: str
    error: str
    weight_error: str


def own_rows(grid: Grid, units: Collection[int]) -> list[OwnRow]:
    """The person's units of the sheet, each with the goals that it is given."""
    return [
        OwnRow(
            unit.name,
            tuple(
                (goal, format_number(grid.cells[goal.code][unit.pk]))
                for goal in grid.goals
                if unit.pk in grid.cells.get(goal.code, {})
            ),
        )
        for unit in grid.units
        if unit.pk in units
    ]


def goal_lines(grid: Grid) -> list[tuple[Balance, str]]:
    """Each goal's balance, and the reason for which its gap was published."""
    return [(balance, grid.sheet.acknowledged.get(balance.goal.code, "")) for balance in grid.balances]


def notes_from_before(grid: Grid, today: date) -> list[str]:
    """Sentences on allotments that a reorganisation left behind: kept above after a split, lapsed after a merger."""
    day = today if grid.sheet.state == SheetState.PUBLISHED else grid.day
    standing = standing_allotments(grid.sheet.plan, grid.span, day)
    goals = {goal.code: goal for goal in grid.goals}
    kept = [one for one in standing.kept_above if one.goal in goals]
    lapsed = [one for one in standing.lapsed if one.goal in goals]
    if not kept and not lapsed:
        return []
    mentioned = {pk for one in kept for pk in (one.unit, one.home)} | {one.unit for one in lapsed}
    names = dict(Unit.objects.filter(pk__in=mentioned).values_list("pk", "name"))
    return [
        f"{goals[one.goal].name}: {_amount(goals[one.goal], one.value)} đã giao cho {names[one.unit]} vẫn giữ ở "
        f"{names[one.home]} sau khi chia tách, cho đến khi giao lại."
        for one in kept
    ] + [
        f"{goals[one.goal].name}: các đơn vị nhập vào {names[one.unit]} được giao khác nhau "
        f"({'; '.join(_amount(goals[one.goal], value) for value in one.values)}), nên không còn hiệu lực cho đến khi giao lại."
        for one in lapsed
    ]


def goal_rows(
    grid: Grid,
    code: str,
    results: LastYear,
    *,
    texts: Mapping[int, str],
    weights: Mapping[int, str],
    mistakes: Iterable[Mistake],
) -> list[GoalRow]:
    """A row for each unit: what is saved or was typed, last year's result, the weight."""
    goal, saved = grid.goal(code), grid.cells.get(code, {})
    wrong = {mistake.anchor: mistake.text for mistake in mistakes}
    rows = []
    for unit in grid.units:
        anchor, number = anchor_of(code, unit.pk), _written(saved.get(unit.pk))
        text = texts.get(unit.pk, number)
        rows.append(
            GoalRow(
                pk=unit.pk,
                name=unit.name,
                note=unit.note,
                text=text,
                saved="" if text.strip() == number else number or "trống",
                last_year=_result(goal, results.values.get(unit.pk)),
                weight=weights.get(unit.pk, ""),
                anchor=anchor,
                error=wrong.get(anchor, ""),
                weight_error=wrong.get(f"{anchor}-trong-so", ""),
            )
        )
    return rows


def _written(number: Decimal | None) -> str:
    return format_number(number)


def _result(goal: AllottableGoal, value: Decimal | None) -> str:
    return "–" if value is None else format_number(value, None if goal.adds_up else 1)


def _amount(goal: AllottableGoal, value: Decimal) -> str:
    return f"{format_number(value)} {goal.unit_of_measure}".strip()
