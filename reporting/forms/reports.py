"""What was typed into a report's form, read box by box. What is not understood stays on the screen as it was typed."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from plans.choices import Measure
from portal.dates import DateNotUnderstood, format_date, parse_date
from portal.numbers import NumberNotUnderstood, parse_number
from portal.text import normalise
from reporting.answers import (
    ANSWER,
    DAY,
    NOTE,
    VALUE,
    RowAnswer,
    RowKey,
    address_of,
    box_labels,
    boxes_of,
)
from reporting.choices import Answer, FigureKind, Heading
from reporting.filling import Typed
from reporting.merging import TEXT, Cells, plain
from reporting.prefilling import zero_boxes
from reporting.questions import Question, QuestionGroup, Row

NOTHING_AROSE = "zero"  # a press that writes 0; of a milestone: "chưa thực hiện"
CHOICES = {Answer.VALUE, NOTHING_AROSE, Answer.NOT_APPLICABLE, Answer.NO_DATA}
WITHOUT_DATA = {Answer.NOT_APPLICABLE, Answer.NO_DATA}
MINE, THEIRS = "mine", "theirs"
CONFLICT, KEEP = "conflict", "keep"

VERSION = "version"
NO_VERSION = -1  # of a form that was tampered with: every cell is compared
# What SQLite keeps exactly; no figure of a plan comes near.
MOST_DIGITS = 15
LONGEST_NOTE, LONGEST_PROSE = 2_000, 20_000


@dataclass(frozen=True)
class ReadRow:
    """One row as typed (`texts` by box), the cells that were understood, and what is wrong with the others, by box."""

    texts: dict[str, str]
    cells: Cells | None = None
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Mistake:
    """One line of the summary on top, with a link to its box."""

    anchor: str
    text: str


class ReportForm:
    """A posted form of a report against the questions it was drawn from.

    `typed` holds what can be stored; `rows` and `prose` what was typed, for drawing the form again; `unresolved` the rows
    and headings whose two versions are still to be chosen from. `shown`: the fingerprints, where the data does not bring
    them as its text.
    """

    def __init__(
        self, groups: list[QuestionGroup], data: Mapping[str, str], today: date, shown: dict[str, str] | None = None
    ):
        self.version = _version(data)
        self.rows: dict[RowKey, ReadRow] = {}
        self.prose: dict[str, ReadRow] = {}
        self.unresolved: set[RowKey | str] = set()
        self.mistakes: list[Mistake] = []
        self.typed = Typed(
            self._rows_typed(groups, data, today), self._prose_typed(data), _shown(data) if shown is None else shown
        )

    def _rows_typed(self, groups: list[QuestionGroup], data: Mapping[str, str], today: date) -> dict[RowKey, Cells]:
        typed = {}
        for question, row in _rows(groups):
            key = (question.indicator.pk, row.kind)
            kept = self._kept(data, key, address_of(key))
            if kept == THEIRS or not _is_there(question, address_of(key), data):
                continue
            read = self.rows[key] = _read_row(question, row, data, today)
            self.mistakes += _mistakes_of(question, row, read)
            if kept and read.cells:
                typed[key] = read.cells
        return typed

    def _prose_typed(self, data: Mapping[str, str]) -> dict[str, str]:
        typed = {}
        for heading in Heading:
            kept = self._kept(data, heading.value, heading.value)
            if kept == THEIRS or f"{heading}-{TEXT}" not in data:
                continue
            read = self.prose[heading.value] = _read_prose(heading, data)
            self.mistakes += [Mistake(f"{heading}-{box}", f"{heading.label}: {e}") for box, e in read.errors.items()]
            if kept and read.cells:
                typed[heading.value] = read.cells[TEXT]
        return typed

    def _kept(self, data: Mapping[str, str], key: RowKey | str, address: str) -> str:
        """Whose version is stored. Where two people disagreed it is the chosen one, "" as long as nobody chose."""
        if f"{address}-{CONFLICT}" not in data:
            return MINE
        choice = data.get(f"{address}-{KEEP}", "")
        if choice in {MINE, THEIRS}:
            return choice
        self.unresolved.add(key)
        return ""


def standing_choice(question: Question, answer: RowAnswer) -> str:
    """The one of the four answers that a row stands on.

    "Không phát sinh" ("chưa thực hiện") only where every box holds the 0 that it would write.
    """
    is_nought = (
        answer.has_value and not any(answer.numbers.values()) and set(answer.numbers) == set(zero_boxes(question))
    )
    return NOTHING_AROSE if is_nought else answer.answer


def _rows(groups: list[QuestionGroup]) -> Iterator[tuple[Question, Row]]:
    return ((question, row) for group in groups for question in group.questions for row in question.rows)


def _is_there(question: Question, address: str, data: Mapping[str, str]) -> bool:
    """Whether the row was posted at all: a form that arrives cut off must not empty what it lacks."""
    boxes = [*boxes_of(question.indicator, question.parts), DAY, NOTE, ANSWER]
    return any(f"{address}-{box}" in data for box in boxes)


def _mistakes_of(question: Question, row: Row, read: ReadRow) -> list[Mistake]:
    """Each names its row and box: several boxes of an indicator may be wrong in the same way."""
    labels, indicator = box_labels(question.indicator, question.parts), question.indicator
    name = indicator.name if row.kind == FigureKind.ACTUAL else f"{indicator.name}, {FigureKind(row.kind).label}"
    return [
        Mistake(address_of((indicator.pk, row.kind), box), f"{name}{_in_brackets(labels.get(box))}: {error}")
        for box, error in read.errors.items()
    ]


def _in_brackets(label: str | None) -> str:
    return f" ({label})" if label else ""


def _read_row(question: Question, row: Row, data: Mapping[str, str], today: date) -> ReadRow:
    address = address_of((question.indicator.pk, row.kind))
    boxes = boxes_of(question.indicator, question.parts) or [DAY]
    texts = {box: data.get(f"{address}-{box}", "").strip() for box in [ANSWER, *boxes, NOTE]}
    texts[NOTE] = normalise(texts[NOTE]).strip()
    if question.indicator.measure == Measure.MILESTONE:
        numbers, day, errors = _read_day(texts, today)
    else:
        numbers, errors = _read_numbers(texts, boxes, question.indicator.decimals)
        day = None
    if len(texts[NOTE]) > LONGEST_NOTE:
        errors[NOTE] = f"Quá dài: ghi nhiều nhất {LONGEST_NOTE} ký tự."
    return _understood(question, row, texts, numbers, day, errors)


def _read_numbers(texts: dict[str, str], boxes: list[str], decimals: int) -> tuple[dict[str, Decimal], dict[str, str]]:
    numbers, errors = {}, {}
    for box in boxes:
        if not texts[box]:
            continue
        try:
            number = parse_number(texts[box], decimals)
        except NumberNotUnderstood as refusal:
            errors[box] = str(refusal)
            continue
        if number < 0:
            errors[box] = "Số liệu không được âm."
        elif len(number.as_tuple().digits) > MOST_DIGITS:
            errors[box] = f"Số quá dài: cổng giữ đúng nhiều nhất {MOST_DIGITS} chữ số, kể cả phần thập phân."
        else:
            numbers[box] = number
    return numbers, errors


def _read_day(texts: dict[str, str], today: date) -> tuple[dict[str, Decimal], date | None, dict[str, str]]:
    """A milestone is done with its day. A day alone says that it is done."""
    if not texts[DAY]:
        if texts[ANSWER] == Answer.VALUE:
            return {}, None, {DAY: "Ghi ngày hoàn thành, hoặc chọn “Chưa thực hiện”."}
        return {}, None, {}
    try:
        day = parse_date(texts[DAY])
    except DateNotUnderstood as refusal:
        return {}, None, {DAY: str(refusal)}
    if day > today:
        return {}, None, {DAY: f"Ngày {format_date(day)} chưa đến. Ghi ngày đã hoàn thành."}
    return {VALUE: Decimal(1)}, day, {}


def _understood(question: Question, row: Row, texts: dict, numbers: dict, day: date | None, errors: dict) -> ReadRow:
    """Put a row's answer together; boxes that were not understood are left out and stay as they are stored."""
    choice = texts[ANSWER] if texts[ANSWER] in CHOICES else ""
    if choice == standing_choice(question, row.answer) and any(numbers.values()):
        choice = ""  # a number typed over an answer that was left as it stood
    if choice in WITHOUT_DATA | {NOTHING_AROSE} and (errors.keys() - {NOTE} or any(numbers.values())):
        return ReadRow(texts, None, {**errors, ANSWER: _contradiction(question, choice)})
    if choice == NOTHING_AROSE:
        numbers = dict.fromkeys(zero_boxes(question), Decimal(0))
    if choice in WITHOUT_DATA:
        numbers, answer = {}, choice
    else:
        answer = Answer.VALUE.value if numbers else ""
    if not answer and texts[NOTE] and not errors:
        errors = {NOTE: "Ghi số liệu hoặc chọn câu trả lời trước, rồi ghi lý do, giải trình (hoặc xóa phần này)."}
    if not answer and errors:
        return ReadRow(texts, None, errors)
    cells = dict.fromkeys(boxes_of(question.indicator, question.parts) or [VALUE, DAY], "")
    cells |= {box: plain(number) for box, number in numbers.items()}
    cells |= {ANSWER: answer, NOTE: texts[NOTE], **({DAY: day.isoformat()} if day else {})}
    return ReadRow(texts, {box: text for box, text in cells.items() if box not in errors}, errors)


def _contradiction(question: Question, choice: str) -> str:
    if question.indicator.measure == Measure.MILESTONE:
        label = "Chưa thực hiện" if choice == NOTHING_AROSE else Answer(choice).label.capitalize()
        return f"Đã chọn “{label}” nhưng vẫn ghi ngày hoàn thành. Xóa ngày, hoặc chọn “Đã hoàn thành”."
    label = "Không phát sinh" if choice == NOTHING_AROSE else Answer(choice).label.capitalize()
    return f"Đã chọn “{label}” nhưng vẫn ghi số liệu. Xóa số, hoặc chọn “Có số liệu”."


def _read_prose(heading: Heading, data: Mapping[str, str]) -> ReadRow:
    text = normalise(data.get(f"{heading}-{TEXT}", "")).strip()
    if len(text) > LONGEST_PROSE:
        return ReadRow({TEXT: text}, None, {TEXT: f"Quá dài: ghi nhiều nhất {LONGEST_PROSE} ký tự."})
    return ReadRow({TEXT: text}, {TEXT: text})


def _version(data: Mapping[str, str]) -> int:
    version = data.get(VERSION, "")
    return int(version) if re.fullmatch("[0-9]{1,9}", version) else NO_VERSION


def _shown(data: Mapping[str, str]) -> dict[str, str]:
    """The fingerprints of the form as it was shown; whoever tampers with them has to choose everywhere."""
    try:
        shown = json.loads(data.get("shown", "{}"))
    except (ValueError, RecursionError):
        return {}
    return shown if isinstance(shown, dict) else {}
