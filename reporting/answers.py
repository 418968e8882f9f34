"""One row of a report's form as a value: what was answered for one indicator, and as which kind of number.

A row has boxes: one for a count or one for each part of it, two for a ratio, a day for a milestone. Forms, checks and
the table of figures all speak of rows in these words.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from plans.choices import Measure
from plans.models import BreakdownPart
from reporting.choices import Answer
from reporting.models import Figure

VALUE, NUMERATOR, DENOMINATOR = "value", "numerator", "denominator"
PART = "part"  # with the part's id behind it
ANSWER, DAY, NOTE = "answer", "day", "note"

RowKey = tuple[int, str]  # an indicator's id and a FigureKind


class StoredFigure(NamedTuple):
    """A stored figure as it is read: a hundred of them are read with each saved cell."""

    pk: int
    indicator_id: int
    part_id: int | None
    kind: str
    answer: str
    value: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    done_on: date | None
    reason: str
    remark: str


@dataclass(frozen=True)
class RowAnswer:
    """An answer of the four; "" is "not answered". With VALUE there is at least one number.

    `numbers` by box, absent when blank. A milestone is 1 with its day, or 0 for "chưa thực hiện". `note` is the reason
    of an answer without data, and the word of explanation of one with data.
    """

    answer: str = ""
    numbers: Mapping[str, Decimal] = field(default_factory=dict)
    done_on: date | None = None
    note: str = ""

    @property
    def has_value(self) -> bool:
        return self.answer == Answer.VALUE

    @property
    def total(self) -> Decimal | None:
        """Of a count: the box, or the sum of the parts that are there."""
        counted = [number for box, number in self.numbers.items() if box == VALUE or box.startswith(PART)]
        return sum(counted, Decimal(0)) if counted else None

    def percent(self, fixed_denominator: Decimal | None = None) -> Decimal | None:
        """Of a ratio: 0-100 and above, exact; None without both numbers or over nothing."""
        numerator, denominator = self.numbers.get(NUMERATOR), self.numbers.get(DENOMINATOR, fixed_denominator)
        return None if numerator is None or not denominator else numerator * 100 / denominator


NOT_ANSWERED = RowAnswer()


def address_of(key: RowKey, box: str = "") -> str:
    """What a row, or one box of it, is called in the form (id and name): "q12-actual", "q12-actual-part3"."""
    indicator_id, kind = key
    row = f"{address_of_indicator(indicator_id)}-{kind}"
    return f"{row}-{box}" if box else row


def address_of_indicator(indicator_id: int) -> str:
    """What an indicator with all its rows is called: "q12"."""
    return f"q{indicator_id}"


def address_of_section(section_id: int) -> str:
    """What a section of the form is called: "muc-5"."""
    return f"muc-{section_id}"


def part_box(part_id: int) -> str:
    return f"{PART}{part_id}"


def boxes_of(indicator, parts: Iterable[BreakdownPart]) -> list[str]:
    """The boxes for numbers that an indicator's row has. A fixed denominator is not asked."""
    if indicator.measure == Measure.RATIO:
        return [NUMERATOR] if indicator.denominator_fixed is not None else [NUMERATOR, DENOMINATOR]
    if indicator.measure == Measure.MILESTONE:
        return []
    return [part_box(part.pk) for part in parts] or [VALUE]


def box_labels(indicator, parts: Iterable[BreakdownPart]) -> dict[str, str]:
    """What each box of a row is for. A single box of a count is named by its row's caption."""
    return {
        NUMERATOR: indicator.numerator_label or "Tử số",
        DENOMINATOR: indicator.denominator_label or "Mẫu số",
        DAY: "Ngày hoàn thành",
        **{part_box(part.pk): part.name for part in parts},
    }


def stored_figures(report, indicators: Collection[int] | None = None) -> list["StoredFigure"]:
    """What is stored of a report (only of these indicators). One query."""
    figures = report.figures.order_by("pk")
    if indicators is not None:
        figures = figures.filter(indicator__in=indicators)
    return [StoredFigure._make(row) for row in figures.values_list(*StoredFigure._fields)]


def stored_figures_of_each(reports: Collection) -> dict[int, list["StoredFigure"]]:
    """The same of several reports, by their keys. One query."""
    found: dict[int, list[StoredFigure]] = {report.pk: [] for report in reports}
    figures = Figure.objects.filter(report__in=found).order_by("pk")
    for report, *row in figures.values_list("report", *StoredFigure._fields):
        found[report].append(StoredFigure._make(row))
    return found


def rows_of(figures: Iterable["Figure | StoredFigure"]) -> dict[RowKey, RowAnswer]:
    """The rows that stored figures make up."""
    grouped: dict[RowKey, list[Figure]] = {}
    for figure in figures:
        grouped.setdefault((figure.indicator_id, figure.kind), []).append(figure)
    return {key: _row_of(of_one_row) for key, of_one_row in grouped.items()}


def figures_of(report, key: RowKey, row: RowAnswer) -> list[Figure]:
    """The figures (not yet stored) that keep a row: one for each part with a number, else a single one."""
    if not row.answer:
        return []
    indicator_id, kind = key
    common = {"report": report, "indicator_id": indicator_id, "kind": kind, "answer": row.answer}
    if not row.has_value:
        return [Figure(**common, reason=row.note)]
    parts = {box: number for box, number in row.numbers.items() if box.startswith(PART)}
    if not parts:
        return [Figure(**common, **row.numbers, done_on=row.done_on, remark=row.note)]
    notes = [row.note] + [""] * len(parts)
    return [
        Figure(**common, part_id=int(box.removeprefix(PART)), value=number, remark=note)
        for (box, number), note in zip(parts.items(), notes, strict=False)
    ]


def _row_of(figures: list[Figure]) -> RowAnswer:
    valued = [figure for figure in figures if figure.answer == Answer.VALUE]
    if not valued:
        return RowAnswer(figures[0].answer, note=figures[0].reason)
    numbers = {box: number for figure in valued for box, number in _numbers_of(figure)}
    note = next((figure.remark for figure in valued if figure.remark), "")
    return RowAnswer(Answer.VALUE, numbers, valued[0].done_on, note)


def _numbers_of(figure: Figure) -> list[tuple[str, Decimal]]:
    value_box = part_box(figure.part_id) if figure.part_id else VALUE
    found = [(value_box, figure.value), (NUMERATOR, figure.numerator), (DENOMINATOR, figure.denominator)]
    return [(box, number) for box, number in found if number is not None]
