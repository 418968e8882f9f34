"""The kinds of indicators as a clerk tells them apart: what is measured, and who gives the numbers."""

from django.db.models import TextChoices

from plans.choices import Composition, Measure
from plans.models import Indicator


class IndicatorKind(TextChoices):
    COUNT = "count", "Số lượng"
    SUM = "sum", "Tổng của các chỉ số khác"
    RATIO = "ratio", "Tỷ lệ, nhập tử số và mẫu số"
    FIXED_RATIO = "fixed_ratio", "Tỷ lệ trên mẫu số cố định"
    RATIO_OF = "ratio_of", "Tỷ lệ giữa hai chỉ số khác"
    MILESTONE = "milestone", "Mốc hoàn thành"


def kind_of(indicator: Indicator) -> IndicatorKind:
    if indicator.measure == Measure.MILESTONE:
        return IndicatorKind.MILESTONE
    if indicator.measure == Measure.COUNT:
        return IndicatorKind.SUM if indicator.composition == Composition.SUM else IndicatorKind.COUNT
    if indicator.composition == Composition.RATIO:
        return IndicatorKind.RATIO_OF
    return IndicatorKind.RATIO if indicator.denominator_fixed is None else IndicatorKind.FIXED_RATIO


def givers_words(indicator: Indicator) -> str:
    """Who is asked: "đơn vị báo cáo, cấp tỉnh"; for what is computed from other indicators nobody is."""
    if indicator.composition != Composition.ENTERED:
        return "không ai phải nhập, cổng tính từ các chỉ số thành phần"
    given = [
        (indicator.from_units, "đơn vị báo cáo"),
        (indicator.from_province, "cấp tỉnh"),
        (indicator.from_agencies, "cơ quan được nêu ở chỉ tiêu"),
    ]
    return ", ".join(words for is_asked, words in given if is_asked)
