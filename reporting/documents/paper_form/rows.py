"""The table of a form on paper: what is asked, line by line, with values or with boxes to write in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from plans.wording import counted_in
from portal.numbers import format_number
from reporting.answers import box_labels, boxes_of, part_box
from reporting.lines import MISSING, answer_value, box_words, last_value, where_from
from reporting.questions import Question, QuestionGroup, Row

PERCENT = "%"
TO_TICK = ("Đã hoàn thành ngày …/…/……", "Chưa thực hiện")
# A longer note would fill its narrow column over pages: it is printed across the table, below its lines.
LONGEST_NOTE_BESIDE = 100


@dataclass(frozen=True)
class PaperLine:
    """One line of the table: a row's only number, its total or its percent, or ("box") one of its boxes.

    What is computed is not to be written in; `last_from` names the round of the last value where it is not the usual one.
    A box that is counted in what its whole is counted in leaves the unit out.
    """

    kind: str
    name: str
    unit: str
    last: str
    last_from: str
    value: str
    is_computed: bool = False


@dataclass(frozen=True)
class PaperRow:
    """One kind of number of an indicator: its lines, the note beside or below them, and what is to be ticked instead."""

    lines: tuple[PaperLine, ...]
    note: str
    note_below: str
    choices: tuple[str, ...]

    @property
    def height(self) -> int:
        return len(self.lines)


@dataclass(frozen=True)
class PaperQuestion:
    """An indicator: its number and its targets stand once beside all its lines."""

    number: str
    targets: tuple[str, ...]
    rows: tuple[PaperRow, ...]

    @property
    def height(self) -> int:
        return sum(row.height + bool(row.note_below) for row in self.rows)


@dataclass(frozen=True)
class PaperGroup:
    """The indicators under one heading; the plan is named where the report has several."""

    plan_name: str
    heading: str
    questions: tuple[PaperQuestion, ...]


def usual_source(groups: list[QuestionGroup]) -> str:
    """The round (with the units that merged) from which most of the last values come; the first of several such."""
    rows = (row for group in groups for question in group.questions for row in question.rows)
    sources = Counter(where_from(row.last) for row in rows if row.last)
    return max(sources, key=sources.__getitem__, default="")


def paper_groups(groups: list[QuestionGroup], last_from: str, *, is_empty: bool) -> tuple[PaperGroup, ...]:
    """The whole form in its order, numbered through. What comes from `last_from` does not say so again."""
    several_plans = len({group.plan_name for group in groups}) > 1
    numbers = map(str, count(1))
    return tuple(
        PaperGroup(
            group.plan_name if several_plans else "",
            group.heading,
            tuple(_question(question, next(numbers), last_from, is_empty) for question in group.questions),
        )
        for group in groups
    )


def _question(question: Question, number: str, last_from: str, is_empty: bool) -> PaperQuestion:
    return PaperQuestion(
        number=number,
        targets=tuple(dict.fromkeys(words for words in question.targets.values() if words)),
        rows=tuple(_row(question, row, last_from, is_empty) for row in question.rows),
    )


def _row(question: Question, row: Row, last_from: str, is_empty: bool) -> PaperRow:
    is_milestone = question.indicator.measure == Measure.MILESTONE
    note = "" if is_empty else row.answer.note
    is_short = len(note) <= LONGEST_NOTE_BESIDE
    return PaperRow(
        lines=(_whole(question, row, last_from, is_empty), *_boxes(question, row, is_empty)),
        note=note if is_short else "",
        note_below="" if is_short else note,
        choices=TO_TICK if is_empty and is_milestone else (),
    )


def _whole(question: Question, row: Row, last_from: str, is_empty: bool) -> PaperLine:
    indicator = question.indicator
    is_ratio = indicator.measure == Measure.RATIO
    source = where_from(row.last) if row.last else ""
    return PaperLine(
        kind="whole",
        name=_name(question, row),
        unit=PERCENT if is_ratio else indicator.unit_of_measure,
        last=last_value(question, row.last) if row.last else "",
        last_from="" if source == last_from else source,
        value="" if is_empty else answer_value(question, row.answer),
        is_computed=is_ratio or bool(question.parts),
    )


def _name(question: Question, row: Row) -> str:
    """The indicator once; what is asked of it where that is more than the number at the cut-off."""
    if len(question.rows) == 1:
        return question.indicator.name
    is_first = row is question.rows[0]
    return f"{question.indicator.name}: {row.caption[:1].lower()}{row.caption[1:]}" if is_first else row.caption


def _boxes(question: Question, row: Row, is_empty: bool) -> Iterator[PaperLine]:
    """A line for each box where there are several, and for a fixed denominator."""
    indicator = question.indicator
    is_ratio = indicator.measure == Measure.RATIO
    if not is_ratio and not question.parts:
        return
    labels, parts = box_labels(indicator, question.parts), {part_box(part.pk): part for part in question.parts}
    for box in boxes_of(indicator, question.parts):
        yield _box(
            labels[box],
            indicator.unit_of_measure if is_ratio else _own_unit(indicator, parts[box]),
            box_words(row.last.numbers.get(box)) if row.last else "",
            "" if is_empty else _box_value(row, box, parts.get(box)),
        )
    if indicator.denominator_fixed is not None:
        fixed = format_number(indicator.denominator_fixed)
        yield _box(indicator.denominator_label, indicator.unit_of_measure, "", fixed)


def _box(name: str, unit: str, last: str, value: str) -> PaperLine:
    return PaperLine("box", name, unit, last, "", value)


def _own_unit(indicator: Indicator, part: BreakdownPart) -> str:
    unit = counted_in(indicator.unit_of_measure, part.name)
    return "" if unit == indicator.unit_of_measure else unit


def _box_value(row: Row, box: str, part: BreakdownPart | None) -> str:
    is_owed = row.answer.has_value and not (part and part.code == BreakdownPart.UNCLASSIFIED)
    return box_words(row.answer.numbers.get(box)) or (MISSING if is_owed else "")
