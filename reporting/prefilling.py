"""Filling a whole section of a form in one press: with what was reported last, or with "không phát sinh".

Pure: questions in, cells by row out. Only rows that nobody has answered are filled; what may not be presumed is left
for a person. A flow is told from the year's first day on, so that its number of last year says nothing of this one, and
where nothing more arose since the last round of this year its number stays.
"""

from collections.abc import Iterable
from decimal import Decimal

from plans.choices import Accumulation, Measure
from plans.models import BreakdownPart
from reporting.answers import ANSWER, DAY, VALUE, RowKey, boxes_of, part_box
from reporting.choices import Answer, FigureKind
from reporting.merging import Cells, plain
from reporting.questions import Question, Row


def copied(questions: Iterable[Question]) -> dict[RowKey, Cells]:
    """The last accepted values of the unanswered rows, where they are of the time that the row asks for."""
    return {
        (question.indicator.pk, row.kind): cells
        for question in questions
        for row in question.rows
        if not row.is_answered and (cells := _last_cells(question, row))
    }


def nothing_arose(questions: Iterable[Question]) -> dict[RowKey, Cells]:
    """What the unanswered rows hold where nothing (more) arose: the last value, else 0 of a flow, "chưa thực hiện".

    A stock without a last value is left: that there is none today is another statement. An estimate of the whole year
    then is what there is up to the cut-off.
    """
    found: dict[RowKey, Cells] = {}
    for question in questions:
        for row in question.rows:
            cells = _last_cells(question, row) or _none_of(question, row, found)
            if cells and not row.is_answered:
                found[question.indicator.pk, row.kind] = cells
    return found


def _last_cells(question: Question, row: Row) -> Cells:
    """The last value as cells of this row; none where it speaks of another time, or of parts that are in use no more."""
    last = row.last
    if last is None or (question.indicator.accumulation == Accumulation.FLOW and last.year != row.year):
        return {}
    if question.indicator.measure == Measure.MILESTONE:
        return {ANSWER: Answer.VALUE, VALUE: "1", DAY: last.done_on.isoformat()} if last.done_on else {}
    boxes = boxes_of(question.indicator, question.parts)
    numbers = {box: plain(last.numbers[box]) for box in boxes if box in last.numbers}
    return {ANSWER: Answer.VALUE, **numbers} if numbers else {}


def _none_of(question: Question, row: Row, found: dict[RowKey, Cells]) -> Cells:
    if question.indicator.measure == Measure.MILESTONE:
        return {ANSWER: Answer.VALUE, VALUE: "0"}
    if question.indicator.accumulation != Accumulation.FLOW or row.kind == FigureKind.FINAL:
        return {}
    if row.kind == FigureKind.ESTIMATE:
        return found.get((question.indicator.pk, FigureKind.ACTUAL), {})
    return {ANSWER: Answer.VALUE, **dict.fromkeys(zero_boxes(question), plain(Decimal(0)))}


def zero_boxes(question: Question) -> list[str]:
    """The boxes that hold 0 where nothing arose; "chưa phân loại" stays blank."""
    blank = {part_box(part.pk) for part in question.parts if part.code == BreakdownPart.UNCLASSIFIED}
    return [box for box in boxes_of(question.indicator, question.parts) or [VALUE] if box not in blank]
