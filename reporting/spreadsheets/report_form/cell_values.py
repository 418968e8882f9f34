"""What stands in a cell, as the text that somebody would type into the same box of the form, or why it is none."""

from datetime import date, datetime
from decimal import Decimal

from portal.dates import format_date
from portal.numbers import format_number
from portal.text import fold
from portal.workbooks import CellValue, Unreadable
from reporting.answers import ANSWER, DAY, NOTE
from reporting.merging import TEXT
from reporting.questions import Question
from reporting.spreadsheets.report_form.layout import choices_of

TRUE_OR_FALSE = "ô ghi TRUE hoặc FALSE (đúng, sai), không phải {what}. Xóa ô rồi gõ lại."
A_DAY = "ô đang là ngày {day}, không phải số. Excel có thể đã đổi số thành ngày: đổi ô về dạng số rồi gõ lại."
A_NUMBER = "ô đang là số {number}, không phải ngày. Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."
NOT_OFFERED = "“{words}” không có trong danh sách. Chọn một trong: {offered}."
NOT_AN_ANSWER = "ô không phải là câu trả lời. Chọn một trong: {offered}."


class NotUnderstood(ValueError):
    """A cell that means nothing in its place; its text goes on after "Ô G12 (HTX mới): "."""


def typed_text(value: CellValue, box: str, question: Question | None = None) -> str:
    """The text of a box. An empty cell is an empty text and never 0. Raises NotUnderstood."""
    if value is None:
        return ""
    if isinstance(value, Unreadable):
        raise NotUnderstood(f"{value.reason}.")
    if box == ANSWER:
        return _choice(value, question)
    if box in {NOTE, TEXT}:
        return _words(value)
    return _day(value) if box == DAY else _number(value)


def looks_like_a_number(value: CellValue) -> bool:
    """Whether somebody who typed this meant a figure."""
    return isinstance(value, Decimal) or (isinstance(value, str) and value.strip()[:1].isdigit())


def _choice(value: CellValue, question: Question) -> str:
    offered = {fold(words): choice for choice, words in choices_of(question)}
    listed = ", ".join(words for _, words in choices_of(question))
    if not isinstance(value, str):
        raise NotUnderstood(NOT_AN_ANSWER.format(offered=listed))
    if not value.strip():
        return ""
    if fold(value) not in offered:
        raise NotUnderstood(NOT_OFFERED.format(words=value.strip()[:40], offered=listed))
    return offered[fold(value)]


def _words(value: CellValue) -> str:
    if isinstance(value, bool):
        raise NotUnderstood(TRUE_OR_FALSE.format(what="lời"))
    if isinstance(value, Decimal):
        return format_number(value)
    if isinstance(value, datetime):
        return f"{value:%H:%M} {format_date(value.date())}"
    return format_date(value) if isinstance(value, date) else value


def _day(value: CellValue) -> str:
    if isinstance(value, bool):
        raise NotUnderstood(TRUE_OR_FALSE.format(what="ngày"))
    if isinstance(value, Decimal):
        raise NotUnderstood(A_NUMBER.format(number=format_number(value)))
    if isinstance(value, datetime):
        return format_date(value.date())
    return format_date(value) if isinstance(value, date) else value


def _number(value: CellValue) -> str:
    if isinstance(value, bool):
        raise NotUnderstood(TRUE_OR_FALSE.format(what="số"))
    if isinstance(value, date):
        day = value.date() if isinstance(value, datetime) else value
        raise NotUnderstood(A_DAY.format(day=format_date(day)))
    return format_number(value) if isinstance(value, Decimal) else value
