"""What is wrong with a report, as data: some of it stops the submission, some asks for a word of explanation."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Accumulation
from plans.models import BreakdownPart
from portal.dates import format_date
from portal.numbers import format_number
from reporting.answers import ANSWER, DAY, DENOMINATOR, NOTE, NUMERATOR, VALUE, address_of, boxes_of, part_box
from reporting.choices import Answer, FigureKind, ProblemLevel
from reporting.models import Report
from reporting.questions import Question, Row, asked_of

TENFOLD = 10


@dataclass(frozen=True)
class Problem:
    """One finding. `anchor` is the id of the box in the form; `message` says what to do."""

    level: ProblemLevel
    indicator: str
    part: str
    kind: FigureKind
    anchor: str
    message: str

    @property
    def row(self) -> str:
        """What the box's row is called in the form."""
        return self.anchor.rpartition("-")[0]

    @property
    def is_settled(self) -> bool:
        """Whether somebody has explained it already."""
        return self.level == ProblemLevel.EXPLAINED

    @property
    def text(self) -> str:
        """The finding as one line, with the indicator that it is about."""
        part = f" ({self.part})" if self.part else ""
        kind = "" if self.kind == FigureKind.ACTUAL else f", {FigureKind(self.kind).label}"
        return f"{self.indicator}{part}{kind}: {self.message}"


def problems(report: Report) -> list[Problem]:
    """Everything to say about a report's figures, in the order of the form."""
    return problems_in(asked_of(report), report.round.cut_off)


def blocking(report: Report) -> list[Problem]:
    """What stops the submission: mistakes, and what is doubtful and not explained."""
    return [problem for problem in problems(report) if problem.level != ProblemLevel.EXPLAINED]


def problems_in(questions: list[Question], cut_off: date) -> list[Problem]:
    """As `problems`, for questions that are already there."""
    rows = {(question.indicator.pk, row.kind): (question, row) for question in questions for row in question.rows}
    found = []
    for question, row in rows.values():
        found += [
            _problem(level, question, row, box, message)
            for level, box, message in (
                *_unanswered(question, row),
                *_incomplete(question, row),
                *_impossible(question, row, cut_off),
                *_above_the_whole(question, row, rows),
                *_doubtful(question, row, rows),
            )
        ]
    return found


Finding = tuple[ProblemLevel, str, str]  # level, box, message


def _problem(level: ProblemLevel, question: Question, row: Row, box: str, message: str) -> Problem:
    if level == ProblemLevel.EXPLAIN and row.answer.note:
        level = ProblemLevel.EXPLAINED
    part = next((part.name for part in question.parts if part_box(part.pk) == box), "")
    anchor = address_of((question.indicator.pk, row.kind), box)
    return Problem(level, question.indicator.name, part, row.kind, anchor, message)


def _unanswered(question: Question, row: Row) -> Iterator[Finding]:
    if not row.is_answered:
        yield ProblemLevel.BLOCKS, _first_box(question), "chưa trả lời. Ghi số liệu hoặc chọn một câu trả lời."
    elif not row.answer.has_value and not row.answer.note:
        yield ProblemLevel.BLOCKS, NOTE, f"ghi lý do đã chọn “{Answer(row.answer.answer).label}”."


def _incomplete(question: Question, row: Row) -> Iterator[Finding]:
    """A part that is missing beside others counts as incomplete and needs a word; one side of a ratio is a mistake."""
    if not row.answer.has_value:
        return
    for part in _missing_parts(question, row):
        yield (
            ProblemLevel.EXPLAIN,
            part_box(part.pk),
            f"thiếu {part.name}. Ghi số (0 nếu không phát sinh), hoặc giải trình vì sao chưa có.",
        )
    missing = [box for box in boxes_of(question.indicator, question.parts) if box not in row.answer.numbers]
    if NUMERATOR in missing:
        yield ProblemLevel.BLOCKS, NUMERATOR, f"có mẫu số nhưng thiếu tử số. Ghi {question.indicator.numerator_label}."
    if DENOMINATOR in missing:
        yield (
            ProblemLevel.BLOCKS,
            DENOMINATOR,
            f"có tử số nhưng thiếu mẫu số. Ghi {question.indicator.denominator_label}.",
        )


def _impossible(question: Question, row: Row, cut_off: date) -> Iterator[Finding]:
    if row.answer.done_on and row.answer.done_on > cut_off:
        yield (
            ProblemLevel.BLOCKS,
            DAY,
            f"ngày hoàn thành {format_date(row.answer.done_on)} sau ngày chốt số liệu {format_date(cut_off)}. "
            "Ghi lại ngày, hoặc chọn “Chưa thực hiện” cho kỳ này.",
        )


def _above_the_whole(question: Question, row: Row, rows: dict) -> Iterator[Finding]:
    """What is "trong đó" is not above the indicator it lies in, where both are complete."""
    whole = rows.get((question.indicator.not_above_id, row.kind))
    if whole is None or not (_is_complete(question, row) and _is_complete(*whole)):
        return
    part, of_whole = row.answer.total, whole[1].answer.total
    if part > of_whole:
        yield (
            ProblemLevel.BLOCKS,
            _first_box(question),
            f"{format_number(part)} lớn hơn {format_number(of_whole)} của “{whole[0].indicator.name}”, "
            "mà chỉ số này nằm trong đó. Xem lại cả hai số.",
        )


def _doubtful(question: Question, row: Row, rows: dict) -> Iterator[Finding]:
    """What may be right, but will be asked about."""
    if row.answer.has_value:
        yield from _ratio_above_one(question, row)
        yield from _undone(question, row)
        yield from _fallen(question, row)
        yield from _grown_tenfold(question, row)
        yield from _estimate_below_actual(question, row, rows)


def _undone(question: Question, row: Row) -> Iterator[Finding]:
    if row.last and row.last.done_on and not row.answer.done_on:
        yield (
            ProblemLevel.EXPLAIN,
            ANSWER,
            f"kỳ trước đã báo hoàn thành ngày {format_date(row.last.done_on)} ({row.last.round_name}), "
            "nay ghi chưa thực hiện. Xem lại, hoặc giải trình.",
        )


def _fallen(question: Question, row: Row) -> Iterator[Finding]:
    """What arises during a year is told from the year's first day on, so that it cannot become less within it."""
    if question.indicator.accumulation != Accumulation.FLOW or row.last is None or row.last.year != row.year:
        return
    pairs = _against(question, row, row.last.numbers)
    if question.parts and row.last.numbers.get(VALUE) is not None:
        pairs.append((_first_box(question), "tổng ", row.answer.total, row.last.numbers[VALUE]))
    for box, label, now, before in pairs:
        if now < before:
            yield (
                ProblemLevel.EXPLAIN,
                box,
                f"{label}{format_number(now)} giảm so với {format_number(before)} đã duyệt ({row.last.round_name}), "
                "mà số này cộng dồn từ đầu năm. Xem lại, hoặc giải trình.",
            )


def _grown_tenfold(question: Question, row: Row) -> Iterator[Finding]:
    for box, label, now, before in _against(question, row, row.last.numbers if row.last else {}):
        if before > 0 and now >= before * TENFOLD:
            yield (
                ProblemLevel.EXPLAIN,
                box,
                f"{label}{format_number(now)} gấp từ {TENFOLD} lần số lần trước ({format_number(before)}). "
                "Xem lại có thừa chữ số không, hoặc giải trình.",
            )


def _ratio_above_one(question: Question, row: Row) -> Iterator[Finding]:
    numerator = row.answer.numbers.get(NUMERATOR)
    denominator = row.answer.numbers.get(DENOMINATOR, question.indicator.denominator_fixed)
    if numerator is not None and denominator is not None and numerator > denominator:
        yield (
            ProblemLevel.EXPLAIN,
            NUMERATOR,
            f"tử số {format_number(numerator)} lớn hơn mẫu số {format_number(denominator)}. Xem lại, hoặc giải trình.",
        )


def _estimate_below_actual(question: Question, row: Row, rows: dict) -> Iterator[Finding]:
    if row.kind != FigureKind.ESTIMATE:
        return
    _, actual = rows[question.indicator.pk, FigureKind.ACTUAL]
    for box, label, estimate, so_far in _against(question, row, actual.answer.numbers):
        if estimate < so_far:
            yield (
                ProblemLevel.EXPLAIN,
                box,
                f"{label}ước cả năm {format_number(estimate)} thấp hơn {format_number(so_far)} đã có đến ngày chốt. "
                "Xem lại, hoặc giải trình.",
            )


def _against(question: Question, row: Row, others: Mapping[str, Decimal]) -> list[tuple[str, str, Decimal, Decimal]]:
    """(box, its words, number, other number) of the boxes that have both. "Chưa phân loại" goes down as work is done."""
    words = {NUMERATOR: "tử số ", DENOMINATOR: "mẫu số "}
    left_out = {part_box(part.pk) for part in question.parts if part.code == BreakdownPart.UNCLASSIFIED}
    return [
        (box, words.get(box, ""), number, others[box])
        for box, number in row.answer.numbers.items()
        if box in others and box not in left_out
    ]


def _first_box(question: Question) -> str:
    return (boxes_of(question.indicator, question.parts) or [ANSWER])[0]


def _missing_parts(question: Question, row: Row) -> list[BreakdownPart]:
    """The parts without a number; "chưa phân loại" may always stay blank."""
    return [
        part
        for part in question.parts
        if part.code != BreakdownPart.UNCLASSIFIED and part_box(part.pk) not in row.answer.numbers
    ]


def _is_complete(question: Question, row: Row) -> bool:
    return row.answer.has_value and not _missing_parts(question, row)
