"""What a paste or a file would change, cell by cell, before anything is saved."""

from dataclasses import dataclass
from decimal import Decimal

from plans.allocation.reading import Grid
from plans.allocation.sheets import OWN, Changes

SHOWN = 200


@dataclass(frozen=True)
class CellChange:
    """One cell as it stands and as it would be; None is empty."""

    goal: str
    unit: str
    was: Decimal | None
    will: Decimal | None
    decimals: int

    @property
    def word(self) -> str:
        if self.was is None:
            return "mới"
        return "xóa" if self.will is None else "đổi"


@dataclass(frozen=True)
class Comparison:
    """`changes` are what differs, `same` is the number of cells that do not."""

    changes: tuple[CellChange, ...]
    same: int
    different: Changes

    @property
    def shown(self) -> tuple[CellChange, ...]:
        return self.changes[:SHOWN]

    @property
    def more(self) -> int:
        return max(0, len(self.changes) - SHOWN)


def compared(grid: Grid, changes: Changes) -> Comparison:
    """The changes beside what the sheet holds now."""
    names = {unit.pk: unit.name for unit in grid.units} | {OWN: "Chỉ tiêu của tỉnh"}
    found, different, same = [], {}, 0
    for code, row in changes.items():
        goal, stands = grid.goal(code), grid.cells.get(code, {})
        for unit, number in row.items():
            was = grid.own.get(code) if unit == OWN else stands.get(unit)
            if was == number:
                same += 1
                continue
            found.append(CellChange(goal.name, names[unit], was, number, goal.decimals))
            different.setdefault(code, {})[unit] = number
    return Comparison(tuple(found), same, different)
