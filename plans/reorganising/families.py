"""Which units of a reorganisation have to do with each other: they are checked, shown and added up together."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.models import ReorganisationLine

Side = tuple[str, int | str]  # ("unit", key) or ("new", code)


@dataclass(frozen=True)
class Family:
    """Lines that share units, directly or by others, in their order."""

    lines: tuple[ReorganisationLine, ...]

    @property
    def predecessors(self) -> dict[int, list[ReorganisationLine]]:
        """The lines of each unit that ends; several split it."""
        found: dict[int, list[ReorganisationLine]] = {}
        for line in self.lines:
            found.setdefault(line.predecessor_id, []).append(line)
        return found

    @property
    def is_split(self) -> bool:
        return any(len(lines) > 1 for lines in self.predecessors.values())


def sides_of(line: ReorganisationLine) -> tuple[Side, Side]:
    """The unit that ends, and the one that it becomes."""
    after = ("unit", line.successor_id) if line.successor_id else ("new", line.new_code)
    return ("unit", line.predecessor_id), after


def families_of(lines: Iterable[ReorganisationLine]) -> list[Family]:
    """Every line in one family, in the order of their first lines."""
    lines = list(lines)
    leader: dict[Side, Side] = {}

    def led_by(side: Side) -> Side:
        while leader.setdefault(side, side) != side:
            side = leader[side]
        return side

    for line in lines:
        before, after = sides_of(line)
        leader[led_by(after)] = led_by(before)
    families: dict[Side, list[ReorganisationLine]] = {}
    for line in lines:
        families.setdefault(led_by(sides_of(line)[0]), []).append(line)
    return [Family(tuple(family)) for family in families.values()]
