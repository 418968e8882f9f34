"""A block copied from Excel into a box: which column is which goal, which line is which unit."""

import re
from collections.abc import Iterable, Sequence

from plans.allocation.reading import Grid
from portal.errors import RuleBroken
from portal.text import fold, normalise
from reporting.allotting.typed import LONGEST, TOO_LONG, Mistake, Typed, read_texts

NAME_COLUMNS = 3  # a unit's name or code stands in one of the first columns, maybe after a number in turn
NOT_A_UNIT = ("tong", "cong", "chi tieu cua tinh", "chenh lech", "don vi", "tt", "stt")


def read_pasted(grid: Grid, pasted: str) -> Typed:
    """Lines of cells between tabs; the first line names the goals. Empty cells change nothing. Raises RuleBroken."""
    if len(pasted) > LONGEST:
        raise RuleBroken(TOO_LONG)
    lines = [[cell.strip() for cell in line.split("\t")] for line in _lines(pasted)]
    if not lines:
        raise RuleBroken("Chưa dán gì. Chọn bảng trong Excel (cả dòng tên chỉ tiêu và cột đơn vị), chép rồi dán vào ô.")
    head, *body = lines
    columns = _columns(grid, head)
    texts, mistakes = {}, []
    units = _names(grid)
    for number, line in enumerate(body, start=2):
        unit = next((units[fold(cell)] for cell in line[:NAME_COLUMNS] if fold(cell) in units), None)
        if unit is None:
            mistakes += _not_a_unit(number, line)
            continue
        for column, goal in columns.items():
            if column < len(line) and line[column]:
                texts.setdefault(goal, {})[unit] = line[column]
    read = read_texts(grid, texts)
    return Typed(read.changes, [*mistakes, *read.mistakes], texts)


def _lines(pasted: str) -> list[str]:
    """A tab parts two cells, so the text is cleaned cell by cell; lines without anything are left out."""
    lines = re.split(r"\r\n|\r|\n", pasted)
    return [
        "\t".join(normalise(cell).replace("\n", " ") for cell in line.split("\t")) for line in lines if line.strip()
    ]


def _columns(grid: Grid, head: Sequence[str]) -> dict[int, str]:
    """Which column is which goal, by its name or code in the first line."""
    goals = {fold(goal.name): goal.code for goal in grid.goals} | {fold(goal.code): goal.code for goal in grid.goals}
    found = {column: goals[_without_unit(cell)] for column, cell in enumerate(head) if _without_unit(cell) in goals}
    if not found:
        raise RuleBroken(
            "Dòng đầu không có tên chỉ tiêu nào của bảng. Dán cả dòng tên chỉ tiêu, viết đúng như trong bảng này."
        )
    twice = {goal for goal in found.values() if list(found.values()).count(goal) > 1}
    if twice:
        raise RuleBroken(f"Dòng đầu có hai cột cùng một chỉ tiêu: {grid.goal(min(twice)).name}.")
    return found


def _without_unit(cell: str) -> str:
    """A head without the unit of measure behind it: "HTX mới (HTX)" is "HTX mới"."""
    return fold(re.sub(r"\s*\([^()]*\)\s*$", "", cell))


def _names(grid: Grid) -> dict[str, int]:
    """By folded name and by code; a name that two units share is left to their codes."""
    found: dict[str, int] = {}
    shared = set()
    for unit in grid.units:
        name = fold(unit.name)
        shared |= {name} & found.keys()
        found[name] = unit.pk
    return {name: pk for name, pk in found.items() if name not in shared} | {unit.code: unit.pk for unit in grid.units}


def _not_a_unit(number: int, line: Iterable[str]) -> list[Mistake]:
    """Sums below a table are passed over; anything else that is no unit is told."""
    words = [cell for cell in line if cell]
    if any(fold(word).startswith(NOT_A_UNIT) for word in words):
        return []
    return [Mistake(f"Dòng {number}: không tìm thấy đơn vị “{' '.join(words)[:60]}” trong bảng.")]
