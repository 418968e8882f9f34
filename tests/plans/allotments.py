"""What tests of allotments say of sheets: beginning one, typing into it, publishing it."""

from datetime import date, datetime
from decimal import Decimal

from plans.allocation.publishing import publish_sheet
from plans.allocation.sheets import begin_sheet, save_cells
from plans.allocation.spans import SheetSpan
from plans.choices import SpanKind
from plans.models import TargetVersion
from portal.dates import VIET_NAM

YEAR_2024 = SheetSpan(SpanKind.YEAR, 2024, 2024)
FIRST_DAY = date(2023, 12, 15)
NOW = datetime(2024, 3, 1, 9, 0, tzinfo=VIET_NAM)
DECISION, REASON = "QĐ 12/QĐ-BTV ngày 01/3/2024", "Giao chỉ tiêu năm 2024"


def begun(plan, by, *, span=YEAR_2024, day=FIRST_DAY):
    return begin_sheet(plan, span, effective_from=day, by=by, now=NOW)


def typed(sheet, cells, by):
    """The sheet with numbers typed in: {goal: {unit: "5"}}, None empties a cell."""
    changes = {
        goal.code: {
            getattr(unit, "pk", unit): None if number is None else Decimal(number) for unit, number in row.items()
        }
        for goal, row in cells.items()
    }
    return save_cells(sheet, changes, version=sheet.version, by=by, now=NOW)


def published(sheet, by, **changed):
    said = {"version": sheet.version, "decision": DECISION, "reason": REASON, "acknowledged": {}, **changed}
    return publish_sheet(sheet, by=by, now=NOW, **said)


def versions_of(goal, unit):
    """What a unit was given, in order: (from when, number)."""
    rows = TargetVersion.objects.filter(target__goal=goal, target__unit=unit)  # in the order of their days
    return [(row.effective_from, row.value) for row in rows]
