"""What is wrong with a file of old figures: each mistake with its place, all of them at once."""

from collections.abc import Collection
from dataclasses import dataclass

from portal.errors import RuleBroken


@dataclass(frozen=True, order=True)
class Mistake:
    """One cell (or, without a column, one row; line 0: the file) that cannot be taken, and what was expected there."""

    line: int
    column: str
    message: str

    @property
    def text(self) -> str:
        place = f"Dòng {self.line}" if self.line else "Tệp"
        return f"{place}, cột “{self.column}”: {self.message}" if self.column else f"{place}: {self.message}"


class HistoryWrong(RuleBroken):
    """The file is not taken, and nothing of it was stored. `mistakes` are in the order of its lines."""

    def __init__(self, mistakes: Collection[Mistake]):
        self.mistakes = tuple(sorted(set(mistakes)))
        super().__init__(f"Chưa nhập gì: tệp có {len(self.mistakes)} chỗ phải sửa.")
