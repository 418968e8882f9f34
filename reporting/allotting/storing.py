"""What was typed into a sheet, stored; or everything that stands against it, with what was typed still in hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from http import HTTPStatus

from plans.allocation.reading import Grid, read_grid
from plans.allocation.sheets import OWN, SheetChanged, save_cells
from plans.models import AllotmentSheet
from portal.errors import RuleBroken
from portal.models import User
from reporting.allotting.last_year import last_year_of
from reporting.allotting.typed import Mistake, Texts, read_texts
from reporting.allotting.ways import Way, shares_of


@dataclass(frozen=True)
class Share:
    """One goal to be shared, in which way; `weights` were typed beside its units."""

    goal: str
    way: Way
    weights: Mapping[int, Decimal]


@dataclass(frozen=True)
class Refused:
    """Nothing was saved: the sheet as it stands now, what was typed, and why not (an HTTP status goes with it)."""

    grid: Grid
    texts: Texts
    mistakes: list[Mistake]
    refusal: str
    status: int


def store(
    sheet: AllotmentSheet,
    texts: Texts,
    *,
    version: int,
    by: User,
    now: datetime,
    today: date,
    share: Share | None = None,
) -> Refused | None:
    """Save what was typed, and one goal's shares with it. None when it is done: all of it or nothing."""
    grid = read_grid(sheet)
    typed = read_texts(grid, _without_shared(texts, share))
    if typed.mistakes:
        return Refused(grid, texts, typed.mistakes, "", HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        changes = {**typed.changes, **_shares(grid, typed.changes, share, today)}
        save_cells(sheet, changes, version=version, by=by, now=now, grid=grid)
    except SheetChanged as changed:
        sheet.refresh_from_db()
        words = f"{changed} Chưa lưu gì; những gì bạn gõ vẫn còn đây. Xem lại rồi ghi lần nữa."
        return Refused(read_grid(sheet), texts, [], words, HTTPStatus.CONFLICT)
    except RuleBroken as refusal:
        return Refused(grid, texts, [], str(refusal), HTTPStatus.UNPROCESSABLE_ENTITY)
    return None


def _without_shared(texts: Texts, share: Share | None) -> Texts:
    """The cells of a goal that is shared anew need not be sound; its province's number does."""
    if share is None or share.goal not in texts:
        return texts
    own = {unit: text for unit, text in texts[share.goal].items() if unit == OWN}
    return {**texts, share.goal: own}


def _shares(grid: Grid, changes: Mapping, share: Share | None, today: date) -> dict[str, dict]:
    if share is None:
        return {}
    typed = changes.get(share.goal, {})
    weights = share.weights
    if share.way == Way.LAST_YEAR:
        weights = last_year_of(grid, share.goal, today).values
    own = typed.get(OWN, grid.own.get(share.goal))
    shares = shares_of(grid, share.goal, share.way, own=own, weights=weights)
    free = {OWN: typed[OWN]} if OWN in typed and grid.goal(share.goal).own is None else {}
    return {share.goal: {**shares, **free}}
