"""Publishing a sheet: its numbers become targets of units, from its day on. Earlier versions are never touched.

A published sheet restates each of its goals for its span: whoever had a number of it gets one again, be it 0. What units
that merged or were split had before gives way to it by itself (`standing.superseded`). A day that already has another
number is refused: corrections take a later day.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction

from plans.allocation.reading import Grid, read_grid, strangers_of
from plans.allocation.sheets import check_number, locked_draft
from plans.allocation.standing import standing_allotments
from plans.auditing import record_sheet_published
from plans.choices import SheetState
from plans.loading.load import one_at_a_time
from plans.models import AllotmentSheet, Target, TargetVersion, Unit
from portal.dates import format_date
from portal.errors import RuleBroken
from portal.models import User

SHOWN = 3  # so many names in a refusal are enough
LONGEST_DECISION = 200


@dataclass(frozen=True)
class Published:
    """What a publication gave: how many goals, to how many units, and how many numbers in all."""

    goals: int
    units: int
    numbers: int


Place = tuple[int, int]  # a goal and a unit, by primary key


@transaction.atomic
def publish_sheet(
    sheet: AllotmentSheet,
    *,
    version: int,
    decision: str,
    reason: str,
    acknowledged: Mapping[str, str],
    by: User,
    now: datetime,
) -> Published:
    """Give the units their targets. `acknowledged`: by goal, why its sum may differ from the province's own target.

    Raises SheetChanged or RuleBroken, and then nothing is written. The number of queries does not depend on units. Waits
    for whoever publishes the plan itself or reorganises its units.
    """
    one_at_a_time()
    draft = locked_draft(sheet, version)
    grid = read_grid(draft)
    _check_words(decision, reason)
    _check_numbers(grid)
    _check_gaps(grid, acknowledged)
    published = _write(grid, decision, reason)
    draft.state, draft.decision, draft.reason = SheetState.PUBLISHED, decision, reason
    used = {balance.goal.code for balance in grid.balances if balance.needs_word}
    draft.acknowledged = {goal: words for goal, words in acknowledged.items() if goal in used}
    draft.published_by, draft.published_at = by, now
    draft.version += 1
    draft.save()
    record_sheet_published(draft, published.numbers, by=by, now=now)
    return published


def _check_words(decision: str, reason: str) -> None:
    if not decision.strip():
        raise RuleBroken("Ghi số, ngày của văn bản giao chỉ tiêu.")
    if len(decision) > LONGEST_DECISION:
        raise RuleBroken(f"Tên văn bản dài quá {LONGEST_DECISION} ký tự.")
    if not reason.strip():
        raise RuleBroken("Ghi lý do, căn cứ của lần giao này.")


def _check_numbers(grid: Grid) -> None:
    if not any(balance.is_used for balance in grid.balances):
        raise RuleBroken("Bảng chưa có số nào để giao.")
    if strangers := strangers_of(grid):
        names = list(dict.fromkeys(f"{one.unit_name} ({one.goal_name})" for one in strangers))
        raise RuleBroken(
            f"Có số giao cho đơn vị hoặc chỉ tiêu không thuộc kế hoạch vào ngày {format_date(grid.day)}: {_some(names)}. "
            "Bỏ các số này trước khi giao."
        )
    for goal in grid.goals:
        for number in grid.cells.get(goal.code, {}).values():
            check_number(goal, number)
    _check_nobody_forgotten(grid)


def _check_nobody_forgotten(grid: Grid) -> None:
    """A unit that has a number keeps it until it is given another one: an empty cell would not say which."""
    standing = standing_allotments(grid.sheet.plan, grid.span, grid.day).values
    names = {unit.pk: unit.name for unit in grid.units}
    forgotten = [
        f"{names[unit]} ({goal.name})"
        for goal in grid.goals
        if grid.cells.get(goal.code)
        for unit in standing.get(goal.code, {})
        if unit not in grid.cells[goal.code]
    ]
    if forgotten:
        raise RuleBroken(f"Đơn vị đang được giao mà ô để trống: {_some(forgotten)}. Ghi 0 nếu thôi giao.")


def _check_gaps(grid: Grid, acknowledged: Mapping[str, str]) -> None:
    unspoken = [
        f"{balance.goal.name} ({balance.gap_words})"
        for balance in grid.balances
        if balance.needs_word and not acknowledged.get(balance.goal.code, "").strip()
    ]
    if unspoken:
        raise RuleBroken(f"Còn chênh lệch chưa ghi lý do: {_some(unspoken)}.")


def _write(grid: Grid, decision: str, reason: str) -> Published:
    """Targets where there are none yet, and a version of each: five statements, whatever the number of units."""
    used = {goal.pk: goal for goal in grid.goals if grid.cells.get(goal.code)}
    wanted = {(pk, unit): number for pk, goal in used.items() for unit, number in grid.cells[goal.code].items()}
    targets = _targets(grid, wanted)
    same_day = _versions_of_the_day(grid, targets)
    _refuse_second_numbers(grid, wanted, same_day)
    new = {place: number for place, number in wanted.items() if place not in same_day}
    TargetVersion.objects.bulk_create(
        TargetVersion(target=targets[place], value=number, effective_from=grid.day, decision=decision, reason=reason)
        for place, number in new.items()
    )
    return Published(len(used), len({unit for _, unit in wanted}), len(wanted))


def _targets(grid: Grid, places: Mapping[Place, object]) -> dict[Place, Target]:
    """The target of each goal and unit over the span, made where it is missing."""
    span, orders = grid.span, {goal.pk: goal.order for goal in grid.goals}
    of_span = {"span_kind": span.kind, "first_year": span.first, "last_year": span.last}
    there = Target.objects.filter(goal__in={goal for goal, _ in places}, unit__isnull=False, **of_span)
    found = {(target.goal_id, target.unit_id): target for target in there}
    missing = [
        Target(goal_id=goal, unit_id=unit, order=orders[goal], **of_span)
        for goal, unit in places
        if (goal, unit) not in found
    ]
    made = Target.objects.bulk_create(missing)
    return found | {(target.goal_id, target.unit_id): target for target in made}


def _versions_of_the_day(grid: Grid, targets: Mapping[Place, Target]) -> dict[Place, Decimal | None]:
    rows = TargetVersion.objects.filter(
        target__goal__plan=grid.sheet.plan, target__unit__isnull=False, effective_from=grid.day
    )
    by_target = dict(rows.values_list("target", "value"))
    return {place: by_target[target.pk] for place, target in targets.items() if target.pk in by_target}


def _refuse_second_numbers(
    grid: Grid, wanted: Mapping[Place, Decimal], same_day: Mapping[Place, Decimal | None]
) -> None:
    """A number of the same day stays what it is; giving it again unchanged writes nothing."""
    changed = [place for place, number in same_day.items() if wanted[place] != number]
    if not changed:
        return
    names = {goal.pk: goal.name for goal in grid.goals}
    units = dict(Unit.objects.filter(pk__in={unit for _, unit in changed}).values_list("pk", "name"))
    listed = [f"{units[unit]} ({names[goal]})" for goal, unit in changed]
    raise RuleBroken(
        f"Ngày {format_date(grid.day)} đã có lần giao khác cho cùng thời gian: {_some(listed)}. "
        "Chọn ngày áp dụng sau ngày đó."
    )


def _some(names: list[str]) -> str:
    more = f" và {len(names) - SHOWN} chỗ khác" if len(names) > SHOWN else ""
    return f"{'; '.join(names[:SHOWN])}{more}"
