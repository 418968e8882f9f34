"""How what is given to the units stands to the province's own number. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from plans.allocation.goals import AllottableGoal
from plans.wording import PERCENT
from portal.numbers import format_number


@dataclass(frozen=True)
class Balance:
    """A goal's numbers together. `given` is the sum of a count; of a ratio the percent farthest from what is asked.

    `gap` is `given` less the province's own number: 0 when all is given, below 0 when some is missing. `silent` units
    of `asked` have no number yet.
    """

    goal: AllottableGoal
    given: Decimal | None
    own: Decimal | None
    asked: int
    silent: int

    @property
    def is_used(self) -> bool:
        """Whether anything is given at all: the others stay out of the sheet."""
        return self.given is not None

    @property
    def gap(self) -> Decimal | None:
        return None if self.given is None or self.own is None else self.given - self.own

    @property
    def needs_word(self) -> bool:
        """Whether somebody has to say why it may stay as it is."""
        if not self.is_used:
            return False
        if self.own is None or (not self.goal.adds_up and self.silent > 0):
            return True
        if self.goal.adds_up:
            return self.gap != 0
        return self.gap > 0 if self.goal.is_ceiling else self.gap < 0

    @property
    def gap_words(self) -> str:
        """ "đủ", "thiếu 5 HTX", "thừa 2 HTX", "chưa có chỉ tiêu của tỉnh"; of a ratio "có đơn vị dưới 60 %"."""
        if not self.is_used:
            return "chưa giao"
        if self.own is None:
            return "chưa có chỉ tiêu của tỉnh"
        if not self.needs_word:
            return "đủ"
        if self.goal.adds_up:
            amount = f"{format_number(abs(self.gap))} {self.goal.unit_of_measure}".strip()
            return f"{'thừa' if self.gap > 0 else 'thiếu'} {amount}"
        if self.gap == 0 or (self.gap > 0) != self.goal.is_ceiling:
            return f"còn {self.silent} đơn vị chưa giao"
        side = "trên" if self.goal.is_ceiling else "dưới"
        return f"có đơn vị {side} {format_number(self.own)} {PERCENT}"


def balance_of(
    goal: AllottableGoal, given: Mapping[int, Decimal], units: Sequence[int], own: Decimal | None
) -> Balance:
    """The balance of one goal over the sheet's units; numbers of other units do not count."""
    numbers = [given[unit] for unit in units if unit in given]
    return Balance(goal, _together(goal, numbers), own, len(units), len(units) - len(numbers))


def _together(goal: AllottableGoal, numbers: list[Decimal]) -> Decimal | None:
    if not numbers:
        return None
    if goal.adds_up:
        return sum(numbers, Decimal(0))
    return max(numbers) if goal.is_ceiling else min(numbers)
