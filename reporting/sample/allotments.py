"""What the sample's provinces give their units: a year of Nam Định, a phase of Bến Tre, and a coming year being shared out."""

from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal

from plans.allocation.publishing import publish_sheet
from plans.allocation.reading import Grid, read_grid
from plans.allocation.sheets import OWN, begin_sheet, save_cells
from plans.allocation.spans import SheetSpan
from plans.choices import Role, SpanKind
from plans.models import AllotmentSheet, Plan, Seat
from plans.succession import current_map
from portal.dates import VIET_NAM
from portal.models import User
from reporting.allotting.ways import Way, shares_of
from reporting.sample.story import BEN_TRE, NAM_DINH

PUBLISHED = {
    NAM_DINH: (
        SheetSpan(SpanKind.YEAR, 2024, 2024),
        date(2024, 3, 1),
        "QĐ 21/QĐ-BTV ngày 01/3/2024",
        "Giao chỉ tiêu năm 2024 cho các huyện, thành phố theo Kế hoạch 108/KH-BTV",
    ),
    BEN_TRE: (
        SheetSpan(SpanKind.PHASE, 2026, 2030),
        date(2026, 1, 15),
        "QĐ 07/QĐ-BTV ngày 15/01/2026",
        "Giao lại chỉ tiêu giai đoạn 2026-2030 cho các xã, phường sau sắp xếp",
    ),
}
SHARED_GOALS = 4  # so many show what sharing is
KEPT_BY_PROVINCE = "Tỉnh trực tiếp hỗ trợ 01 đơn vị, không giao cho địa phương."
COMING = SheetSpan(SpanKind.YEAR, 2027, 2027)
OF_THE_COMING_YEAR = (48, 96, 24)


def tell_of_allotments(plans: Iterable[Plan], today: date) -> None:
    """Once: what stands in a database already stays as it is."""
    for plan in plans:
        span, day, decision, reason = PUBLISHED[plan.code]
        if AllotmentSheet.objects.filter(plan=plan).exists() or today < day:
            continue
        _publish(plan, span, day, decision, reason, by=_administrator(plan, day))
        if COMING.first <= plan.last_year and today >= date(2026, 9, 1):
            _begin_coming_year(plan, by=_administrator(plan, today), today=today)


def _publish(plan: Plan, span: SheetSpan, day: date, decision: str, reason: str, *, by: User) -> None:
    now = _moment(day)
    sheet = begin_sheet(plan, span, effective_from=day, by=by, now=now)
    grid = read_grid(sheet)
    cells = _shared(grid)
    sheet = save_cells(sheet, cells, version=sheet.version, by=by, now=now)
    gaps = [balance.goal.code for balance in read_grid(sheet).balances if balance.needs_word]
    said = {"decision": decision, "reason": reason, "acknowledged": dict.fromkeys(gaps, KEPT_BY_PROVINCE)}
    publish_sheet(sheet, version=sheet.version, by=by, now=now, **said)


def _shared(grid: Grid) -> dict[str, dict]:
    """The first goals that have a number, evenly; of the last one the first unit's share stays with the province."""
    goals = [goal for goal in grid.goals if grid.own.get(goal.code)][:SHARED_GOALS]
    cells = {goal.code: shares_of(grid, goal.code, Way.EVENLY, own=grid.own[goal.code], weights={}) for goal in goals}
    counted = [goal.code for goal in goals if goal.adds_up]
    if counted:
        kept = cells[counted[-1]]
        first = next(iter(kept))
        kept[first] = max(kept[first] - 1, Decimal(0))
    return cells


def _begin_coming_year(plan: Plan, *, by: User, today: date) -> None:
    """A draft: three goals have a number of the province, one of them is shared."""
    sheet = begin_sheet(plan, COMING, effective_from=date(2026, 12, 15), by=by, now=_moment(today))
    grid = read_grid(sheet)
    free = [goal for goal in grid.goals if goal.adds_up and goal.own is None]
    cells = {goal.code: {OWN: number} for goal, number in zip(free, map(Decimal, OF_THE_COMING_YEAR), strict=False)}
    if free:
        code = free[0].code
        cells[code] |= shares_of(grid, code, Way.EVENLY, own=cells[code][OWN], weights={})
    save_cells(sheet, cells, version=sheet.version, by=by, now=_moment(today))


def _administrator(plan: Plan, day: date) -> User:
    """Who administers the province of a plan on a day."""
    home = current_map().home(plan.scope_id, day)
    seats = Seat.objects.held_on(day).filter(unit=home, role=Role.ADMINISTRATOR).select_related("user")
    return seats.earliest("pk").user


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(9, 30), VIET_NAM)
