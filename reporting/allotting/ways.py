"""The ways of sharing one goal's number among the units of a sheet."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum

from plans.allocation.reading import Grid
from plans.allocation.sharing import shared_by_weight, shared_evenly
from portal.errors import RuleBroken


class Way(StrEnum):
    """As they stand in addresses."""

    EVENLY = "deu"
    LAST_YEAR = "nam-truoc"
    WEIGHT = "trong-so"
    CLEAR = "xoa"


TOLD = {
    Way.EVENLY: "Đã chia đều: {name}.",
    Way.LAST_YEAR: "Đã chia theo kết quả năm trước: {name}.",
    Way.WEIGHT: "Đã chia theo trọng số: {name}.",
    Way.CLEAR: "Đã xóa số giao: {name}.",
}


def shares_of(
    grid: Grid, code: str, way: Way, *, own: Decimal | None, weights: Mapping[int, Decimal]
) -> dict[int, Decimal | None]:
    """Each unit's share of `own`, the province's number of a goal; `weights` for the two ways that need them.

    A ratio is not shared: "evenly" gives each unit the province's percent. Raises RuleBroken.
    """
    goal, units = grid.goal(code), [unit.pk for unit in grid.units]
    if way == Way.CLEAR:
        return dict.fromkeys(units)
    if own is None:
        raise RuleBroken(f"{goal.name}: ghi “Chỉ tiêu của tỉnh” ở cuối bảng trước, rồi mới chia được.")
    if not goal.adds_up:
        if way != Way.EVENLY:
            raise RuleBroken(f"{goal.name}: tỷ lệ không chia được, chỉ giao bằng nhau hoặc ghi từng đơn vị.")
        return dict.fromkeys(units, own)
    if way == Way.EVENLY:
        return shared_evenly(own, units, goal.decimals)
    weights = {unit: weights.get(unit, Decimal(0)) for unit in units}
    if way == Way.LAST_YEAR and not any(weights.values()):
        raise RuleBroken(f"{goal.name}: năm trước không đơn vị nào có kết quả được duyệt, nên không chia theo được.")
    return shared_by_weight(own, weights, goal.decimals)
