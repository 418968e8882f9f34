"""Units through time: `current_map()` for today's tables, `UnitMap` for the rules themselves."""

from plans.succession.current import current_map, forget_map
from plans.succession.rows import ChangeRow, LevelRow, UnitRow
from plans.succession.unit_map import UnitMap

__all__ = ["ChangeRow", "LevelRow", "UnitMap", "UnitRow", "current_map", "forget_map"]
