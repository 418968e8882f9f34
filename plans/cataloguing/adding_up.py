"""How an indicator adds up, in words and worked through in numbers, for whoever chooses or reads one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plans.cataloguing.kinds import IndicatorKind, kind_of
from plans.choices import Accumulation, ComponentPart
from plans.models import BreakdownPart, Indicator
from portal.numbers import format_number

RULES = {
    Accumulation.FLOW: "Số phát sinh trong năm: báo cáo ghi lũy kế từ đầu năm; các năm cộng lại.",
    Accumulation.STOCK: "Số hiện có đến ngày chốt: lấy lần báo cáo mới nhất; các năm không cộng lại.",
}
RATIO_RULE = "Tỷ lệ: cộng tử số, cộng mẫu số của các đơn vị rồi mới chia; không lấy trung bình các tỷ lệ."
FIXED_RULE = "Tỷ lệ trên mẫu số cố định: cộng tử số của các đơn vị rồi chia cho một mẫu số không đổi."
RATIO_OF_RULE = "Tỷ lệ giữa hai chỉ số: cổng lấy hai tổng đã có mà chia, đơn vị không phải nhập thêm."
SUM_RULE = "Tổng của các chỉ số khác: cổng tự cộng, đơn vị không phải nhập thêm."
MILESTONE_RULE = "Mốc hoàn thành: chỉ trả lời đã hoàn thành ngày nào hay chưa thực hiện; không cộng."
DISTINCT = {
    "year": "Mỗi đối tượng chỉ đếm lần đầu trong năm; sang năm sau được đếm lại.",
    "phase": "Mỗi đối tượng chỉ đếm lần đầu trong cả giai đoạn, nên các năm trong giai đoạn cộng lại không trùng nhau.",
}


@dataclass(frozen=True)
class AddingUp:
    """How an indicator adds up: the rule in a sentence, and an example line by line."""

    rule: str
    example: tuple[str, ...]


def adding_up(indicator: Indicator) -> AddingUp:
    """Needs breakdown with parts, components with component, and not_above to be fetched with the indicator."""
    kind = kind_of(indicator)
    return AddingUp(_rule(kind, indicator), (*_example(kind, indicator), *_besides(indicator)))


def _rule(kind: str, indicator: Indicator) -> str:
    match kind:
        case IndicatorKind.MILESTONE:
            return MILESTONE_RULE
        case IndicatorKind.RATIO:
            return RATIO_RULE
        case IndicatorKind.FIXED_RATIO:
            return FIXED_RULE
        case IndicatorKind.RATIO_OF:
            return RATIO_OF_RULE
        case IndicatorKind.SUM:
            return f"{SUM_RULE} {RULES[indicator.accumulation]}"
    return RULES[indicator.accumulation]


def _example(kind: str, indicator: Indicator) -> Iterable[str]:
    match kind:
        case IndicatorKind.MILESTONE:
            return [
                "Báo cáo 6 tháng ghi “chưa thực hiện”, báo cáo năm ghi “đã hoàn thành ngày 20/10”: kết quả là đã hoàn thành, "
                "ngày 20/10."
            ]
        case IndicatorKind.RATIO:
            return [
                "Đơn vị A 9/10, đơn vị B 1/2: chung cả hai là 10/12, tức 83,3 %; không phải trung bình của 90 % và 50 %."
            ]
        case IndicatorKind.FIXED_RATIO:
            return [_of_fixed(indicator.denominator_fixed)]
        case IndicatorKind.RATIO_OF:
            above, below = (_named(indicator, part) for part in (ComponentPart.NUMERATOR, ComponentPart.DENOMINATOR))
            return [f"{above}: 6; {below}: 8. Tỷ lệ là 6/8, tức 75 %."]
        case IndicatorKind.SUM:
            return _of_sum(indicator)
    return _of_count(indicator.accumulation, _first_unit(indicator))


def _of_fixed(fixed: Decimal) -> str:
    half = format_number(fixed / 2)
    return f"Tử số của các đơn vị cộng lại được {half}, mẫu số cố định {format_number(fixed)}: tỷ lệ là 50 %."


def _of_sum(indicator: Indicator) -> list[str]:
    names = [row.component.name for row in indicator.components.all() if row.part == ComponentPart.ADDEND]
    told = "; ".join(f"{name}: {number}" for number, name in enumerate(names, 2))
    return [f"{told}. Tổng là {sum(range(2, 2 + len(names)))}."]


def _of_count(accumulation: str, unit: str) -> list[str]:
    if accumulation == Accumulation.FLOW:
        return [
            f"Một đơn vị báo cáo 6 tháng 2 {unit}, báo cáo năm 5 {unit} (tính từ đầu năm): cả năm là 5 {unit}, không phải 7.",
            f"Năm sau đơn vị đó có 4 {unit}: cộng dồn hai năm là 9 {unit}.",
            f"Đơn vị A 5 {unit}, đơn vị B 3 {unit}: toàn tỉnh 8 {unit}.",
        ]
    return [
        f"Cuối năm thứ nhất có 40 {unit}, cuối năm thứ hai có 43 {unit}: đến hết năm thứ hai là 43 {unit}, không phải 83.",
        f"Đơn vị A có 40 {unit}, đơn vị B có 25 {unit}: toàn tỉnh 65 {unit}. Đơn vị kỳ này chưa báo cáo thì lấy số lần trước.",
    ]


def _besides(indicator: Indicator) -> Iterable[str]:
    """What its parts, the whole it lies in, and counting once add to that."""
    if indicator.distinct_within:
        yield DISTINCT[indicator.distinct_within]
    if indicator.breakdown:
        parts = [part.name for part in indicator.breakdown.parts.all() if part.code != BreakdownPart.UNCLASSIFIED]
        told = "; ".join(f"{name} {number}" for number, name in enumerate(parts, 2))
        total = sum(range(2, 2 + len(parts)))
        yield f"Nhập theo từng thành phần: {told}. Tổng {total} do cổng tự cộng; thiếu phần nào thì ghi “thiếu”."
    if indicator.not_above:
        yield f"Nằm trong “{indicator.not_above.name}”: chỉ số đó là 5 thì số này không được quá 5."


def _named(indicator: Indicator, part: str) -> str:
    return next((row.component.name for row in indicator.components.all() if row.part == part), "")


def _first_unit(indicator: Indicator) -> str:
    """The unit of measure; of "HTX, THT" the first."""
    return indicator.unit_of_measure.split(",")[0].strip()
