"""The sheet of figures: the questions under their headings, line by line, and what each cell takes."""

from collections.abc import Iterable

from plans.choices import Measure
from plans.wording import counted_in
from portal.dates import format_date
from portal.workbooks import cell_name
from reporting.answers import ANSWER, DAY, box_labels, part_box
from reporting.documents.sheets import CENTRED, HEADER, Cell, Sheet, number, text
from reporting.forms.reports import standing_choice
from reporting.lines import last_words
from reporting.marks import Marks
from reporting.questions import Question, QuestionGroup
from reporting.spreadsheets.report_form.layout import (
    ADDRESS,
    FIGURE,
    FIGURES,
    HEADS,
    NAME,
    Line,
    choices_of,
    lines_of,
)
from reporting.spreadsheets.report_form.looks import (
    HEADING,
    blank_cell,
    choice_cell,
    number_cell,
    share_cell,
    sum_cell,
    words_cell,
)

WIDTHS = [5, 22, 40, 10, 26, 22, 14, 18, 32]
COLUMNS = {held: place for place, held in enumerate(HEADS, start=1)}

WHOLE_NUMBERS = "Ô này chỉ nhận số nguyên từ 0 trở lên. Không có số thì để trống và chọn ở cột Trả lời."
WITH_DECIMALS = (
    "Ô này chỉ nhận số từ 0 trở lên, nhiều nhất {decimals} chữ số thập phân. "
    "Máy dùng dấu chấm để tách phần thập phân thì gõ 8.5, không gõ 8,5."
)
ONE_OF_LIST = "Chọn một câu trả lời trong danh sách của ô."


class FigureSheet:
    """Written from the top down. Where not `free`, it is only read; so are the rows that `marks` lock."""

    def __init__(self, workbook, above: list[list[Cell]], *, free: bool, marks: Marks, mark: str):
        self.free, self.marks, self.written, self.questions = free, marks, len(above) + 1, 0
        self.numbers: dict[int, list[str]] = {}  # cells by decimals
        self.answers: dict[tuple[str, ...], list[str]] = {}  # cells by what they offer
        self.sheet = Sheet(workbook, FIGURES, WIDTHS, header_row=self.written, frozen_columns=COLUMNS[NAME], mark=mark)
        self.sheet.hide(column=_letter(ADDRESS))
        self.sheet.lock()
        for row in above:
            self.sheet.write(row)
        self.sheet.write([text(words, HEADER) for words in HEADS.values()])

    def write_groups(self, groups: list[QuestionGroup]) -> None:
        several_plans = len({group.plan_name for group in groups}) > 1
        for group in groups:
            heading = f"{group.heading} ({group.plan_name})" if several_plans else group.heading
            self._write([text(heading, HEADING), *((None, HEADING) for _ in WIDTHS[1:])])
            for question in group.questions:
                self._write_question(question)
        for decimals, cells in self.numbers.items():
            told = WITH_DECIMALS.format(decimals=decimals) if decimals else WHOLE_NUMBERS
            self.sheet.expect_numbers(cells, decimals, told)
        for words, cells in self.answers.items():
            self.sheet.offer(cells, words, ONE_OF_LIST)

    def _write(self, cells: Iterable[Cell]) -> None:
        self.sheet.write(cells)
        self.written += 1

    def _write_question(self, question: Question) -> None:
        self.questions += 1
        lines = list(lines_of(question))
        for place, line in enumerate(lines):
            is_first = place == 0
            self._note_inputs(line)
            self._write(
                [
                    number(self.questions) if is_first else blank_cell(),
                    text(line.address),
                    text(_name_of(line)),
                    text(_unit_of(line), CENTRED),
                    text(_targets_of(question) if is_first else ""),
                    text(last_words(question, line.row.last) if line.leads else ""),
                    self._figure_cell(line, below=sum(other.row is line.row for other in lines) - 1),
                    *(self._answer_cells(line) if line.leads else [blank_cell(), blank_cell()]),
                ]
            )

    def _is_free(self, line: Line) -> bool:
        return self.free and not self.marks.locks((line.question.indicator.pk, line.row.kind))

    def _note_inputs(self, line: Line) -> None:
        if not self._is_free(line):
            return
        if FIGURE in line.inputs and line.box != DAY:
            self.numbers.setdefault(line.question.indicator.decimals, []).append(self._below(FIGURE))
        if line.leads:
            words = tuple(words for _, words in choices_of(line.question))
            self.answers.setdefault(words, []).append(self._below(ANSWER))

    def _figure_cell(self, line: Line, below: int) -> Cell:
        """`below`: how many lines the numbers fill that a computed one is made of."""
        indicator, answer = line.question.indicator, line.row.answer
        if not line.box and indicator.measure == Measure.RATIO:
            return share_cell(self._below(FIGURE, 1), self._below(FIGURE, 2))
        if not line.box:
            return sum_cell(f"{self._below(FIGURE, 1)}:{self._below(FIGURE, below)}", indicator.decimals)
        if line.box == DAY:
            return words_cell(format_date(answer.done_on), free=self._is_free(line))
        if line.is_fixed:
            return number_cell(indicator.denominator_fixed, indicator.decimals, free=False)
        return number_cell(answer.numbers.get(line.box), indicator.decimals, free=self._is_free(line))

    def _answer_cells(self, line: Line) -> list[Cell]:
        words, answer = dict(choices_of(line.question)), line.row.answer
        return [
            choice_cell(words.get(standing_choice(line.question, line.row.answer), ""), free=self._is_free(line)),
            words_cell(answer.note, free=self._is_free(line)),
        ]

    def _below(self, column: str, lines: int = 0) -> str:
        """The cell of the line that is written next, or so many lines below it."""
        return cell_name(self.written + 1 + lines, COLUMNS[column])


def _letter(column: str) -> str:
    return cell_name(1, COLUMNS[column])[:-1]


def _name_of(line: Line) -> str:
    question = line.question
    if not line.leads:
        return f"– {box_labels(question.indicator, question.parts)[line.box]}"
    return question.indicator.name if len(question.rows) == 1 else f"{question.indicator.name}\n{line.row.caption}"


def _unit_of(line: Line) -> str:
    indicator = line.question.indicator
    if line.box == DAY:
        return "ngày"
    if not line.box and indicator.measure == Measure.RATIO:
        return "%"
    part = next((part for part in line.question.parts if part_box(part.pk) == line.box), None)
    return counted_in(indicator.unit_of_measure, part.name) if part else indicator.unit_of_measure


def _targets_of(question: Question) -> str:
    return "\n".join(dict.fromkeys(words for words in question.targets.values() if words))
