"""A row of a report's form box by box: its texts as stored, its boxes, what it can be answered, the sum beside it."""

from collections.abc import Mapping

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from plans.wording import counted_in
from portal.dates import format_date
from portal.numbers import format_number, format_percent
from reporting.answers import ANSWER, DAY, NOTE, box_labels, boxes_of, part_box
from reporting.choices import Answer
from reporting.forms.drawn_reports import Box
from reporting.forms.reports import NOTHING_AROSE, standing_choice
from reporting.questions import Question, Row

NUMBER_CHOICES = (
    ("", "Chưa trả lời"),
    (Answer.VALUE.value, "Có số liệu"),
    (NOTHING_AROSE, "Không phát sinh"),
    (Answer.NOT_APPLICABLE.value, "Không áp dụng"),
    (Answer.NO_DATA.value, "Chưa có số liệu"),
)
MILESTONE_CHOICES = (
    ("", "Chưa trả lời"),
    (Answer.VALUE.value, "Đã hoàn thành"),
    (NOTHING_AROSE, "Chưa thực hiện"),
    (Answer.NOT_APPLICABLE.value, "Không áp dụng"),
    (Answer.NO_DATA.value, "Chưa có số liệu"),
)


def texts_of(question: Question, row: Row) -> dict[str, str]:
    """A stored row as its boxes show it."""
    answer = row.answer
    numbers = {box: format_number(number) for box, number in answer.numbers.items()}
    return {ANSWER: standing_choice(question, answer), NOTE: answer.note, DAY: format_date(answer.done_on), **numbers}


def drawn_boxes(
    question: Question,
    caption: str,
    address: str,
    texts: Mapping[str, str],
    errors: Mapping[str, str],
    doubtful: set[str],
) -> list[Box]:
    indicator = question.indicator
    labels = box_labels(indicator, question.parts)
    parts = {part_box(part.pk): part for part in question.parts}
    return [
        Box(
            id=f"{address}-{box}",
            label=labels.get(box, caption),
            text=texts.get(box, ""),
            unit=_unit(indicator, parts.get(box)),
            keyboard="text" if box == DAY else "decimal" if indicator.decimals else "numeric",
            may_stay_blank=box in parts and parts[box].code == BreakdownPart.UNCLASSIFIED,
            error=errors.get(box, ""),
            state=_state(texts.get(box), errors.get(box), is_doubtful=f"{address}-{box}" in doubtful),
        )
        for box in boxes_of(indicator, question.parts) or [DAY]
    ]


def _state(text: str | None, error: str | None, *, is_doubtful: bool) -> str:
    if error:
        return "refused"
    return "doubtful" if is_doubtful else "saved" if text else ""


def _unit(indicator: Indicator, part: BreakdownPart | None) -> str:
    return counted_in(indicator.unit_of_measure, part.name) if part else indicator.unit_of_measure


def offered_of(question: Question) -> tuple[tuple[str, str], ...]:
    return MILESTONE_CHOICES if question.indicator.measure == Measure.MILESTONE else NUMBER_CHOICES


def sum_label_of(question: Question) -> str:
    return "Tỷ lệ" if question.indicator.measure == Measure.RATIO else "Tổng" if question.parts else ""


def sum_of(question: Question, row: Row) -> str:
    """The percent of a ratio or the total of parts, computed over what is stored, never typed."""
    if question.indicator.measure == Measure.RATIO:
        return format_percent(row.answer.percent(question.indicator.denominator_fixed))
    return format_number(row.answer.total) if question.parts else ""
