"""The life of a sheet before it is published: begun, typed into, moved to another day, thrown away."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from plans.allocation.goals import AllottableGoal, allottable_goals
from plans.allocation.reading import Grid, read_grid, units_of
from plans.allocation.spans import SheetSpan, days_of, span_of, spans_of
from plans.allocation.standing import standing_allotments
from plans.auditing import record_sheet_discarded
from plans.choices import SheetState
from plans.models import AllotmentSheet, Plan
from portal.dates import format_date, format_moment
from portal.errors import RuleBroken
from portal.models import User
from portal.numbers import format_number

OWN = "own"  # in place of a unit: the province's own number of a goal

# By goal, then by unit's primary key or OWN: a number, or None to empty the cell.
Changes = Mapping[str, Mapping[int | str, Decimal | None]]


class SheetChanged(RuleBroken):
    """Somebody else saved the sheet meanwhile."""


def begin_sheet(plan: Plan, span: SheetSpan, *, effective_from: date, by: User, now: datetime) -> AllotmentSheet:
    """A new draft for a span of the plan, filled with what is allotted for that span already."""
    if span not in spans_of(plan):
        raise RuleBroken("Kế hoạch không có thời gian này. Chọn một thời gian trong danh sách.")
    _check_day(plan, span, effective_from)
    standing = standing_allotments(plan, span, effective_from)
    cells = {goal: {str(unit): plain(value) for unit, value in row.items()} for goal, row in standing.values.items()}
    try:
        with transaction.atomic():
            return AllotmentSheet.objects.create(
                plan=plan,
                span_kind=span.kind,
                first_year=span.first,
                last_year=span.last,
                cells=cells,
                effective_from=effective_from,
                saved_by=by,
                saved_at=now,
            )
    except IntegrityError as twice:
        raise RuleBroken(f"Đã có một bảng đang chia cho {span.words}. Mở bảng đó để làm tiếp.") from twice


@transaction.atomic
def save_cells(
    sheet: AllotmentSheet, changes: Changes, *, version: int, by: User, now: datetime, grid: Grid | None = None
) -> AllotmentSheet:
    """Put numbers into a draft, or take them out; cells that are not named stay. Gives the sheet as it is then.

    `grid`: the sheet as it was read in this very version, so that it is not read again. Raises SheetChanged where the
    sheet is no longer the version that was looked at, RuleBroken where a number cannot stand there. Nothing is saved
    unless everything can be.
    """
    draft = locked_draft(sheet, version)
    if grid is None or grid.sheet.version != version:
        grid = read_grid(draft)
    goals, units = {goal.code: goal for goal in grid.goals}, {unit.pk for unit in grid.units}
    for code, row in changes.items():
        _check_row(goals.get(code), row, units)
        kept = draft.cells.setdefault(code, {})
        texts = {number: plain(number) for number in set(row.values()) if number is not None}  # few, and dear to write
        for unit, number in row.items():
            place, key = (draft.own, code) if unit == OWN else (kept, str(unit))
            if number is None:
                place.pop(key, None)
            else:
                place[key] = texts[number]
    draft.cells = {code: row for code, row in draft.cells.items() if row}
    return _saved(draft, by, now, "cells", "own")


@transaction.atomic
def move_sheet(sheet: AllotmentSheet, effective_from: date, *, version: int, by: User, now: datetime) -> AllotmentSheet:
    """Let a draft apply from another day. Its units are those of that day; numbers of others have to be cleared."""
    draft = locked_draft(sheet, version)
    _check_day(draft.plan, span_of(draft), effective_from)
    draft.effective_from = effective_from
    return _saved(draft, by, now, "effective_from")


@transaction.atomic
def clear_strangers(sheet: AllotmentSheet, *, version: int, by: User, now: datetime) -> AllotmentSheet:
    """Take out the numbers whose unit or goal has no place in the sheet."""
    draft = locked_draft(sheet, version)
    goals = {goal.code for goal in allottable_goals(draft.plan, span_of(draft), draft.effective_from)}
    units = {str(unit.pk) for unit in units_of(draft)}
    kept = {
        code: {unit: value for unit, value in row.items() if unit in units}
        for code, row in draft.cells.items()
        if code in goals
    }
    draft.cells = {code: row for code, row in kept.items() if row}
    return _saved(draft, by, now, "cells")


@transaction.atomic
def discard_sheet(sheet: AllotmentSheet, *, version: int, by: User, now: datetime) -> None:
    """Throw a draft away. What was published before stays."""
    locked_draft(sheet, version).delete()
    record_sheet_discarded(sheet, by=by, now=now)


def locked_draft(sheet: AllotmentSheet, version: int) -> AllotmentSheet:
    """The draft as it stands now, held until the transaction ends; refuses where it is another one than was looked at."""
    draft = AllotmentSheet.objects.select_for_update().filter(pk=sheet.pk).first()
    if draft is None:
        raise SheetChanged("Bảng này đã bị bỏ. Lập bảng mới để chia tiếp.")
    if draft.state != SheetState.DRAFT:
        who, when = draft.published_by, format_moment(draft.published_at)
        raise SheetChanged(f"Bảng này đã được {who} giao lúc {when}, không sửa được nữa. Lập bảng mới để điều chỉnh.")
    if draft.version != version:
        raise SheetChanged(f"{draft.saved_by} vừa ghi bảng này lúc {format_moment(draft.saved_at)}.")
    draft.plan = sheet.plan
    return draft


def plain(number: Decimal) -> str:
    """A number as sheets keep it: "12.5", without idle zeros."""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _saved(draft: AllotmentSheet, by: User, now: datetime, *fields: str) -> AllotmentSheet:
    draft.version += 1
    draft.saved_by, draft.saved_at = by, now
    draft.save(update_fields=[*fields, "version", "saved_by", "saved_at"])
    return draft


def _check_day(plan: Plan, span: SheetSpan, day: date) -> None:
    last = days_of(plan, span)[1]
    if day > last:
        raise RuleBroken(
            f"Ngày áp dụng {format_date(day)} sau ngày cuối của {span.words} ({format_date(last)}). Chọn ngày sớm hơn."
        )


def _check_row(goal: AllottableGoal | None, row: Mapping[int | str, Decimal | None], units: set[int]) -> None:
    """Whether these numbers can stand in a goal's cells. Taking numbers out needs no such place."""
    numbers = {unit: number for unit, number in row.items() if number is not None}
    if not numbers:
        return
    if goal is None:
        raise RuleBroken("Có chỉ tiêu không giao được cho đơn vị trong bảng này. Tải lại trang rồi làm lại.")
    if OWN in numbers and goal.own is not None:
        raise RuleBroken(f"{goal.name}: kế hoạch đã có chỉ tiêu của tỉnh là {format_number(goal.own)}, không ghi lại.")
    if not numbers.keys() <= units | {OWN}:
        raise RuleBroken(f"{goal.name}: có đơn vị không thuộc phạm vi kế hoạch vào ngày áp dụng.")
    for number in set(numbers.values()):
        check_number(goal, number)


def check_number(goal: AllottableGoal, number: Decimal) -> None:
    """A number that units can be given: not below 0, with no more decimals than the indicator has."""
    if number < 0:
        raise RuleBroken(f"{goal.name}: số giao không được âm.")
    if -number.normalize().as_tuple().exponent > goal.decimals:
        raise RuleBroken(f"{goal.name}: {format_number(number)} có quá {goal.decimals} chữ số sau dấu phẩy.")
