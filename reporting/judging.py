"""When a goal is met, and which word its progress gets (docs/domain.md, sections 3 and 6). Pure; all numbers are exact."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import JUDGED_COMPARATORS, Accumulation, Comparator, Measure
from reporting.aggregation import Span, Total
from reporting.choices import Status

ENOUGH_WITHOUT_BASELINE = Decimal("0.9")

STATUS_HELP = {
    Status.EXCEEDED: (
        "Kết quả lớn hơn chỉ tiêu (tỷ lệ đạt trên 100 %); với chỉ tiêu cho một khoảng là vượt mức trên của khoảng."
    ),
    Status.MET: (
        "Kết quả đã đúng mức chỉ tiêu giao: “ít nhất”, “đạt” là bằng hoặc hơn; “trên” là phải lớn hơn; “không quá” là "
        "bằng hoặc ít hơn; một khoảng là từ mức dưới trở lên; một mốc công việc là đã thực hiện."
    ),
    Status.ON_TRACK: (
        "Chưa đạt nhưng đang kịp. Số phát sinh trong năm: tỷ lệ đạt không thấp hơn tỷ lệ thời gian đã qua. Số hiện có và "
        "tỷ lệ: không thấp hơn mức phải có vào lúc này tính từ số ban đầu; không có số ban đầu thì từ 90 % chỉ tiêu."
    ),
    Status.BEHIND: "Chưa đạt và thấp hơn mức phải có vào ngày chốt số liệu. Với “không quá” là đã vượt mức cho phép.",
    Status.NO_DATA: "Chưa có báo cáo nào được duyệt có số liệu, hoặc tỷ lệ chưa đủ tử số và mẫu số.",
    Status.NOT_DUE: "Thời gian của chỉ tiêu chưa bắt đầu, hoặc mốc công việc chưa thực hiện và chưa đến ngày phải xong.",
    Status.MISSED: "Đã qua ngày cuối của thời gian thực hiện mà kết quả chưa đạt chỉ tiêu.",
    Status.NONE: "Chỉ tiêu không giao số, hoặc giao “khoảng”: chỉ theo dõi kết quả, không đánh giá đạt hay không.",
}


@dataclass(frozen=True)
class Aim:
    """What is to be reached: the target in force, with what it is measured against."""

    comparator: str
    measure: str
    accumulation: str
    target: Decimal | None
    target_to: Decimal | None = None
    baseline: Decimal | None = None

    @property
    def is_judged(self) -> bool:
        """A milestone is judged unless it is only followed; a number when there is one to compare with."""
        if self.measure == Measure.MILESTONE:
            return self.comparator != Comparator.FOLLOWED
        return self.comparator in JUDGED_COMPARATORS and self.target is not None

    def is_met_by(self, value: Decimal) -> bool:
        """Whether a number meets it: 12 meets "ít nhất 12", 500 does not meet "trên 500", 90 meets "90-100 %"."""
        if self.comparator == Comparator.MORE_THAN:
            return value > self.target
        if self.comparator == Comparator.AT_MOST:
            return value <= self.target
        return value >= self.target

    def is_exceeded_by(self, value: Decimal) -> bool:
        """Above the target, of a range above its upper end; "không quá" is never exceeded in praise."""
        if self.comparator == Comparator.AT_MOST:
            return False
        return value > (self.target_to if self.comparator == Comparator.RANGE else self.target)

    def share_of(self, value: Decimal | None) -> Decimal | None:
        """The achieved share in percent, exact, 0 and up; of a range, of its lower end. None without a number for it."""
        if value is None or not self.target or self.comparator == Comparator.FOLLOWED:
            return None
        return value * 100 / self.target


def status_of(aim: Aim, total: Total, span: Span, on: date, time_share: Decimal) -> str:
    """The word for a goal's progress over a span on a day; `time_share` is that of the cut-off that the value speaks of.

    For a per-unit minimum give as aim all units, and as total those that meet it.
    """
    if not aim.is_judged:
        return Status.NONE
    if not span.has_begun(on):
        return Status.NOT_DUE
    if aim.measure == Measure.MILESTONE:
        return _milestone_status(total, span, on)
    if total.value is None:
        return Status.NO_DATA
    if aim.is_exceeded_by(total.value):
        return Status.EXCEEDED
    if aim.is_met_by(total.value):
        return Status.MET
    if span.is_over(on):
        return Status.MISSED
    return Status.ON_TRACK if _is_on_track(aim, total.value, time_share) else Status.BEHIND


def forecast_of(aim: Aim, value: Decimal | None, time_share: Decimal) -> Decimal | None:
    """Where a flow ends if it goes on as it did: a straight line to the end of its span. None for anything else."""
    if aim.measure != Measure.COUNT or aim.accumulation != Accumulation.FLOW or value is None:
        return None
    return value * 100 / time_share if 0 < time_share < 100 else None


def _milestone_status(total: Total, span: Span, on: date) -> str:
    if total.done_on:
        return Status.MET
    if not span.is_over(on):
        return Status.NOT_DUE
    return Status.MISSED if total.count else Status.NO_DATA


def _is_on_track(aim: Aim, value: Decimal, time_share: Decimal) -> bool:
    if aim.comparator == Comparator.AT_MOST:
        return False
    if aim.measure == Measure.COUNT and aim.accumulation == Accumulation.FLOW:
        return value * 100 >= aim.target * time_share
    if aim.baseline is None:
        return value >= aim.target * ENOUGH_WITHOUT_BASELINE
    return (value - aim.baseline) * 100 >= (aim.target - aim.baseline) * time_share
