"""Between which numbers a figure of a reporter usually lies, told by what was accepted of it on earlier occasions."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

LEAST_VALUES = 3  # with fewer there is nothing usual yet
LEAST_MARGIN = Decimal(5)
SHARE_OF_HIGHEST = Decimal("0.3")


@dataclass(frozen=True)
class Earlier:
    """One earlier number, and the round in which it was accepted."""

    number: Decimal
    round_name: str


@dataclass(frozen=True)
class Usual:
    """The numbers of one box on earlier occasions, oldest first, and the range in which the next one is expected.

    `low` and `high` both belong to the range; they are None while there are too few numbers to speak of one.
    """

    earlier: tuple[Earlier, ...]
    low: Decimal | None = None
    high: Decimal | None = None

    def holds(self, number: Decimal) -> bool:
        """Whether a number may be there unasked: also where nothing is usual yet."""
        return self.low is None or self.low <= number <= self.high


def usual_of(earlier: Iterable[Earlier]) -> Usual:
    """The usual range: from the lowest earlier number to the highest, widened on both sides by a margin.

    The margin is the largest of: 5; the distance between the lowest and the highest; three tenths of the highest. So small
    numbers do not cry wolf, what has always moved may go on moving, and what was steady may change by about a third. The
    range is rounded outwards to whole numbers; where nothing was ever negative it begins at 0 at the least.

        earlier numbers     margin     usual range    asked about
        2, 40               -          none yet       nothing: two are too few
        0, 0, 0             5          0 to 5         6
        2, 3, 2             5          0 to 8         9
        10, 12, 11          5          5 to 17        4, 18
        100, 101, 102       30,6       69 to 133      68, 134
        100, 200, 300       200        0 to 500       501
    """
    earlier = tuple(earlier)
    if len(earlier) < LEAST_VALUES:
        return Usual(earlier)
    numbers = [one.number for one in earlier]
    lowest, highest = min(numbers), max(numbers)
    margin = max(LEAST_MARGIN, highest - lowest, highest * SHARE_OF_HIGHEST)
    low = (lowest - margin).to_integral_value(ROUND_FLOOR)
    return Usual(
        earlier, low if lowest < 0 else max(low, Decimal(0)), (highest + margin).to_integral_value(ROUND_CEILING)
    )
