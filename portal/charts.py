"""A small chart as a plain drawing: bars, or dots on a line. templates/parts/_chart.html writes it as SVG, page and print alike.

Places are texts with a decimal point, in units of the drawing, so that no page's way of writing numbers touches them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from portal.numbers import format_number

WIDTH, HEIGHT = 300, 126
TOP, BASE, RIGHT = 18, 104, 296  # of the field that values are drawn in; its left edge makes room for the scale's words
LETTER = 6  # how wide a digit of the chart's letters is
WIDEST_BAR = 24
ROUND_STEPS = tuple(map(Decimal, (1, 2, 3, 4, 5, 6, 8, 10)))


@dataclass(frozen=True)
class Reading:
    """One value to draw, from 0 up; None leaves a gap. `words` stand above it where all have room, `caption` says it whole.

    Readings of one `group` (a year) stand together, its words under them. `is_open`: not settled yet, drawn hollow.
    """

    value: Decimal | None
    words: str
    caption: str
    group: str = ""
    is_open: bool = False


@dataclass(frozen=True)
class Mark:
    """A reading in its place: `x` is its middle, `y` its upper end; a bar's `left`, `width` and `height`."""

    x: str
    y: str
    left: str
    width: str
    height: str
    words: str
    words_y: str
    caption: str
    is_open: bool


@dataclass(frozen=True)
class Line:
    """A straight line between two places; `is_open`: it leads to what is not settled yet."""

    x1: str
    y1: str
    x2: str
    y2: str
    is_open: bool = False


@dataclass(frozen=True)
class Words:
    """Words of the scale or of a group, around a place."""

    x: str
    y: str
    text: str


@dataclass(frozen=True)
class Chart:
    """All that stands in the drawing: the scale with its words, what parts the groups, and the readings."""

    view_box: str
    is_bars: bool
    scale: tuple[Line, ...]
    scale_words: tuple[Words, ...]
    borders: tuple[Line, ...]
    groups: tuple[Words, ...]
    lines: tuple[Line, ...]
    marks: tuple[Mark, ...]


def draw_chart(readings: Sequence[Reading], *, is_bars: bool, say: Callable[[Decimal], str] = format_number) -> Chart:
    """The readings from left to right, at even steps, over a scale from 0 to a round number that `say` writes."""
    return _Drawing(readings, is_bars, say).chart()


class _Drawing:
    def __init__(self, readings: Sequence[Reading], is_bars: bool, say: Callable[[Decimal], str]):
        self.readings, self.is_bars = readings, is_bars
        self.highest = _round_above(max((one.value for one in readings if one.value is not None), default=Decimal(0)))
        self.ends = ((TOP, say(self.highest)), (BASE, say(Decimal(0))))
        self.left = max(_width_of(words) for _, words in self.ends) + 8
        self.step = (RIGHT - self.left) / max(len(readings), 1)
        self.says_words = all(_width_of(one.words) <= self.step for one in readings)

    def chart(self) -> Chart:
        marks = [self.mark(place) for place in range(len(self.readings))]
        return Chart(
            view_box=f"0 0 {WIDTH} {HEIGHT}",
            is_bars=self.is_bars,
            scale=tuple(_line(self.left, y, RIGHT, y) for y, _ in self.ends),
            scale_words=tuple(Words(_at(self.left - 4), _at(y + 3), words) for y, words in self.ends),
            borders=tuple(_line(x, TOP, x, BASE) for x in self.edges()[1:-1]),
            groups=tuple(self.groups()),
            lines=() if self.is_bars else tuple(_between(marks)),
            marks=tuple(mark for mark in marks if mark),
        )

    def mark(self, place: int) -> Mark | None:
        reading = self.readings[place]
        if reading.value is None:
            return None
        x, y = self.left + self.step * (place + 0.5), self.y_of(reading.value)
        width = min(self.step * 0.7, WIDEST_BAR)
        return Mark(
            x=_at(x),
            y=_at(y),
            left=_at(x - width / 2),
            width=_at(width),
            height=_at(BASE - y),
            words=reading.words if self.says_words else "",
            words_y=_at(y - (4 if self.is_bars else 6)),
            caption=reading.caption,
            is_open=reading.is_open,
        )

    def y_of(self, value: Decimal) -> float:
        """A value above 0 is never drawn as nothing."""
        height = float(value / self.highest) * (BASE - TOP)
        return BASE - (max(height, 1.0) if value else 0.0)

    def starts(self) -> list[int]:
        """The places at which a group begins."""
        groups = [reading.group for reading in self.readings]
        return [place for place, group in enumerate(groups) if place == 0 or group != groups[place - 1]]

    def edges(self) -> list[float]:
        return [self.left + self.step * place for place in (*self.starts(), len(self.readings))]

    def groups(self) -> Iterator[Words]:
        """Each group's words in its middle, left out where they would run into those before."""
        edges, free_from = self.edges(), 0.0
        for place, (begins, ends) in zip(self.starts(), pairwise(edges), strict=True):
            text, middle = self.readings[place].group, (begins + ends) / 2
            half = _width_of(text) / 2
            if text and middle - half >= free_from:
                free_from = middle + half + 2
                yield Words(_at(middle), _at(HEIGHT - 8), text)


def _between(marks: Sequence[Mark | None]) -> Iterator[Line]:
    for before, after in pairwise(marks):
        if before and after:
            yield Line(before.x, before.y, after.x, after.y, after.is_open)


def _round_above(highest: Decimal) -> Decimal:
    """The upper end of the scale: the next number with a single digit before its zeros; 1 where there is nothing."""
    if highest <= 0:
        return Decimal(1)
    power = Decimal(1).scaleb(highest.adjusted())
    return next(power * step for step in ROUND_STEPS if power * step >= highest)


def _line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(_at(x1), _at(y1), _at(x2), _at(y2))


def _width_of(words: str) -> float:
    return LETTER * len(words)


def _at(place: float) -> str:
    return f"{place:.1f}"
