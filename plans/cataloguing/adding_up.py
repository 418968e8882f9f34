"""How an indicator adds up, in words and worked through in numbers, for whoever chooses or reads one."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from plans.cataloguing.cards import IndicatorCard, IndicatorKind
from plans.choices import Accumulation
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


def adding_up(card: IndicatorCard) -> AddingUp:
    return AddingUp(_rule(card), (*_example(card), *_besides(card)))


def _rule(card: IndicatorCard) -> str:
    rule = RULES.get(card.accumulation, "")
    match card.kind:
        case IndicatorKind.MILESTONE:
            return MILESTONE_RULE
        case IndicatorKind.RATIO:
            return RATIO_RULE
        case IndicatorKind.FIXED_RATIO:
            return FIXED_RULE
        case IndicatorKind.RATIO_OF:
            return RATIO_OF_RULE
        case IndicatorKind.SUM:
            return f"{SUM_RULE} {rule}".strip()
    return rule


def _example(card: IndicatorCard) -> Iterable[str]:
    match card.kind:
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
            return [_of_fixed(card.denominator_fixed)]
        case IndicatorKind.RATIO_OF:
            return [f"{card.numerator}: 6; {card.denominator}: 8. Tỷ lệ là 6/8, tức 75 %."]
        case IndicatorKind.SUM:
            return _of_sum(card.addends)
    return _of_count(card.accumulation, card.unit_of_measure.split(",")[0].strip())


def _of_fixed(fixed: Decimal) -> str:
    half = format_number(fixed / 2)
    return f"Tử số của các đơn vị cộng lại được {half}, mẫu số cố định {format_number(fixed)}: tỷ lệ là 50 %."


def _of_sum(names: tuple[str, ...]) -> list[str]:
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


def _besides(card: IndicatorCard) -> Iterable[str]:
    """What its parts, the whole it lies in, and counting once add to that."""
    if card.distinct_within:
        yield DISTINCT[card.distinct_within]
    if card.parts:
        told = "; ".join(f"{name} {number}" for number, (_, name) in enumerate(card.parts, 2))
        total = sum(range(2, 2 + len(card.parts)))
        yield f"Nhập theo từng thành phần: {told}. Tổng {total} do cổng tự cộng; thiếu phần nào thì ghi “thiếu”."
    if card.not_above:
        yield f"Nằm trong “{card.not_above}”: chỉ số đó là 5 thì số này không được quá 5."
