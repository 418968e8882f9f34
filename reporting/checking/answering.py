"""What is missing or cannot be, of one row by itself."""

from collections.abc import Iterator
from datetime import date

from portal.dates import format_date
from reporting.answers import DAY, DENOMINATOR, NOTE, NUMERATOR, boxes_of, part_box
from reporting.checking.findings import Finding, first_box, missing_parts
from reporting.choices import Answer, ProblemLevel
from reporting.questions import Question, Row


def unanswered(question: Question, row: Row) -> Iterator[Finding]:
    if not row.is_answered:
        message = "chưa trả lời. Ghi số liệu hoặc chọn một câu trả lời."
        yield Finding(ProblemLevel.BLOCKS, first_box(question), message)
    elif not row.answer.has_value and not row.answer.note:
        yield Finding(ProblemLevel.BLOCKS, NOTE, f"ghi lý do đã chọn “{Answer(row.answer.answer).label}”.")


def incomplete(question: Question, row: Row) -> Iterator[Finding]:
    """A part that is missing beside others counts as incomplete and needs a word; one side of a ratio is a mistake."""
    for part in missing_parts(question, row):
        yield Finding(
            ProblemLevel.EXPLAIN,
            part_box(part.pk),
            f"thiếu {part.name}. Ghi số (0 nếu không phát sinh), hoặc giải trình vì sao chưa có.",
        )
    indicator = question.indicator
    missing = [box for box in boxes_of(indicator, question.parts) if box not in row.answer.numbers]
    if NUMERATOR in missing:
        message = f"có mẫu số nhưng thiếu tử số. Ghi {indicator.numerator_label}."
        yield Finding(ProblemLevel.BLOCKS, NUMERATOR, message)
    if DENOMINATOR in missing:
        message = f"có tử số nhưng thiếu mẫu số. Ghi {indicator.denominator_label}."
        yield Finding(ProblemLevel.BLOCKS, DENOMINATOR, message)


def not_yet(row: Row, cut_off: date) -> Iterator[Finding]:
    """What was done after the cut-off is not told in this round."""
    if row.answer.done_on and row.answer.done_on > cut_off:
        yield Finding(
            ProblemLevel.BLOCKS,
            DAY,
            f"ngày hoàn thành {format_date(row.answer.done_on)} sau ngày chốt số liệu {format_date(cut_off)}. "
            "Ghi lại ngày, hoặc chọn “Chưa thực hiện” cho kỳ này.",
        )
