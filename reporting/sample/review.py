"""What the province of the sample writes: to all reporters of the open round, and to single rows of what it sends back."""

from datetime import datetime

from plans.choices import Accumulation, Measure
from portal.models import User
from reporting.models import Report, Round
from reporting.noting import write_note
from reporting.questions import asked_of
from reporting.remarking import Draft, keep_drafts

NOTE_TITLE = "Cách tính việc làm ổn định trong kỳ này"
NOTE_TEXT = (
    "Chỉ tính lao động nữ có việc làm từ 06 tháng trở lên tại HTX, THT đến ngày chốt số liệu. "
    "Người làm thời vụ không tính. Lưu danh sách tại xã, phường để đối chiếu khi kiểm tra."
)
DEMANDS = (
    "Tăng nhanh so với kỳ trước. Đề nghị kiểm tra lại và ghi rõ nguồn số liệu vào phần giải trình.",
    "Đối chiếu lại với danh sách của HTX: đã trừ người nghỉ việc trong năm chưa?",
)


def note(round_: Round, *, by: User, now: datetime) -> None:
    """Tell everybody who reports what to watch for."""
    write_note(round_, title=NOTE_TITLE, text=NOTE_TEXT, by=by, now=now)


def mark(report: Report, *, by: User, now: datetime) -> None:
    """Mark the first rows that tell a state at the cut-off, as many as there are demands."""
    states = [
        (question.indicator.pk, question.rows[0].kind)
        for question in asked_of(report)
        if question.indicator.accumulation == Accumulation.STOCK and question.indicator.measure != Measure.MILESTONE
    ]
    drafts = {row: Draft(demand, marks=True) for row, demand in zip(states, DEMANDS, strict=False)}
    keep_drafts(report, drafts, by=by, now=now)
