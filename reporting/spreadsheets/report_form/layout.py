"""Where what stands in the workbook: its sheets, their columns, and one line for each box of the form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plans.choices import Measure
from reporting.answers import ANSWER, DAY, DENOMINATOR, NOTE, RowKey, address_of, box_labels, boxes_of
from reporting.forms.drawing_boxes import MILESTONE_CHOICES, NUMBER_CHOICES
from reporting.questions import Question, QuestionGroup, Row

FIGURES, PROSE, STAMP = "Biểu số liệu", "Thuyết minh", "Dấu của cổng"
EDITION = 1  # of the layout: a workbook of another one is not read

# Columns by what they hold, with their headings. Reading finds them by these words, wherever they were moved to.
ORDER, ADDRESS, NAME, UNIT, TARGET, LAST, FIGURE = "order", "address", "name", "unit", "target", "last", "figure"
HEADS = {
    ORDER: "TT",
    ADDRESS: "Mã dòng",
    NAME: "Chỉ số",
    UNIT: "Đơn vị tính",
    TARGET: "Chỉ tiêu",
    LAST: "Kỳ trước",
    FIGURE: "Số liệu",
    ANSWER: "Trả lời",
    NOTE: "Lý do, giải trình",
}
PROSE_HEADS = {ADDRESS: "Mã dòng", NAME: "Mục", FIGURE: "Nội dung"}
WORDS_OF_BOX = {ANSWER: "trả lời", NOTE: "lý do"}


@dataclass(frozen=True)
class Line:
    """One line of the sheet of figures.

    `box` is what its cell for the figure holds; "" where it is computed: the total of the parts, the percent of a ratio.
    `leads`: the answer and the note of the row stand on this line. A fixed denominator is shown and not asked.
    """

    question: Question
    row: Row
    box: str
    leads: bool

    @property
    def key(self) -> RowKey:
        return self.question.indicator.pk, self.row.kind

    @property
    def address(self) -> str:
        return address_of(self.key, self.box)

    @property
    def is_fixed(self) -> bool:
        return self.box == DENOMINATOR and self.question.indicator.denominator_fixed is not None

    @property
    def inputs(self) -> dict[str, str]:
        """What is typed into this line: the address of each box by its column."""
        asked = {FIGURE: self.box} if self.box and not self.is_fixed else {}
        asked |= {ANSWER: ANSWER, NOTE: NOTE} if self.leads else {}
        return {column: address_of(self.key, box) for column, box in asked.items()}


def lines_of(question: Question) -> Iterator[Line]:
    """The lines of a question, row by row: one, or one above with the sum and one for each number that goes into it."""
    is_ratio = question.indicator.measure == Measure.RATIO
    boxes = boxes_of(question.indicator, question.parts) or [DAY]
    below = dict.fromkeys([*boxes, DENOMINATOR]) if is_ratio else boxes
    for row in question.rows:
        if is_ratio or question.parts:
            yield Line(question, row, "", leads=True)
            yield from (Line(question, row, box, leads=False) for box in below)
        else:
            yield Line(question, row, boxes[0], leads=True)


def lines_by_address(groups: Iterable[QuestionGroup]) -> dict[str, Line]:
    questions = (question for group in groups for question in group.questions)
    return {line.address: line for question in questions for line in lines_of(question)}


def row_name(question: Question, row: Row) -> str:
    """A row in a sentence: its indicator and, where the indicator has several, which of its numbers."""
    name = question.indicator.name
    return name if len(question.rows) == 1 else f"{name}, {row.caption[0].lower()}{row.caption[1:]}"


def box_name(question: Question, row: Row, box: str) -> str:
    """A box in a sentence: "HTX mới, HTX", "HTX mới, lý do"."""
    label = WORDS_OF_BOX.get(box) or box_labels(question.indicator, question.parts).get(box, "")
    return f"{row_name(question, row)}, {label}" if label else row_name(question, row)


def choices_of(question: Question) -> list[tuple[str, str]]:
    """The answers that a row offers, as (value, words); an empty cell is "chưa trả lời"."""
    offered = MILESTONE_CHOICES if question.indicator.measure == Measure.MILESTONE else NUMBER_CHOICES
    return [(value, words) for value, words in offered if value]
