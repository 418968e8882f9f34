"""What must hold of breakdowns and indicators, of the catalogue and of a plan's own."""

from plans.choices import Measure
from plans.loading.checks.references import circle_from, tell_duplicates, tell_repeated, tell_unknown
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.form.indicators import BreakdownEntry, IndicatorEntry
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes
from plans.models import BreakdownPart

# What an indicator of each measure has no use for, and why.
ONLY_COUNTS = ("breakdown", "not_above", "distinct_within", "sum_of")
OUT_OF_PLACE = {
    Measure.COUNT: (("numerator", "denominator", "ratio_of"), "chỉ dùng cho tỷ lệ (measure: ratio)"),
    Measure.RATIO: (ONLY_COUNTS, "chỉ dùng cho số lượng (measure: count); tỷ lệ không có"),
    Measure.MILESTONE: (
        (*ONLY_COUNTS, "accumulation", "unit_of_measure", "decimals", "numerator", "denominator", "ratio_of"),
        "mốc hoàn thành không có; cần bỏ khóa này",
    ),
}


def check_indicators(file: PlanFile | CatalogueFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.breakdowns, "phân tổ", mistakes)
    tell_duplicates(file.indicators, "chỉ số", mistakes)
    for breakdown in file.breakdowns:
        _check_breakdown(breakdown, mistakes)
    leads_to = {entry.code: _points_at(entry) for entry in file.indicators}
    for entry in file.indicators:
        _check_shape(entry, mistakes)
        _check_codes(entry, known, mistakes)
        if entry.code and circle_from(entry.code, leads_to):
            mistakes.add(entry.where, "chỉ số dựa vào chính nó qua các chỉ số khác; cần bỏ vòng")


def _check_breakdown(breakdown: BreakdownEntry, mistakes: Mistakes) -> None:
    tell_duplicates(breakdown.parts or (), "thành phần", mistakes)
    if "parts" in breakdown.places and not breakdown.parts:
        mistakes.add(breakdown.at("parts"), "cần ít nhất một thành phần")
    for part in breakdown.parts or ():
        if part.code == BreakdownPart.UNCLASSIFIED:
            mistakes.add(part.where, "“chưa phân loại” luôn có sẵn trong mọi phân tổ; cần bỏ dòng này")
        if part.valid_from and part.valid_to and part.valid_to < part.valid_from:
            mistakes.add(part.at("to"), "thành phần kết thúc trước khi bắt đầu dùng")


def _points_at(entry: IndicatorEntry) -> list[str]:
    ratio = [entry.ratio_of.numerator, entry.ratio_of.denominator] if entry.ratio_of else []
    return [code for code in (entry.not_above, *(entry.sum_of or ()), *ratio) if code]


def _check_shape(entry: IndicatorEntry, mistakes: Mistakes) -> None:
    if "collected_from" in entry.places and not entry.collected_from:
        mistakes.add(entry.at("collected_from"), "cần ít nhất một nơi cung cấp số liệu: units, province, agencies")
    if not entry.measure:
        return
    keys, why = OUT_OF_PLACE[entry.measure]
    for key in keys:
        if key in entry.places and getattr(entry, key):
            mistakes.add(entry.at(key), f"khóa “{key}” {why}")
    if entry.measure == Measure.COUNT:
        for key in ("accumulation", "unit_of_measure"):
            if key not in entry.places:
                mistakes.add(entry.where, f"thiếu khóa “{key}”; chỉ số là số lượng cần khóa này")
    if entry.measure == Measure.RATIO:
        _check_ratio(entry, mistakes)


def _check_ratio(entry: IndicatorEntry, mistakes: Mistakes) -> None:
    sides = [key for key in ("numerator", "denominator") if key in entry.places]
    if "ratio_of" in entry.places:
        for key in sides:
            mistakes.add(entry.at(key), "tỷ lệ giữa hai chỉ số (ratio_of) không nhập tử số, mẫu số; cần bỏ khóa này")
        return
    for key in ("numerator", "denominator"):
        if key not in sides:
            mistakes.add(entry.where, f"thiếu khóa “{key}”; tỷ lệ cần tử số và mẫu số, hoặc ratio_of")
    if entry.numerator and entry.denominator:
        _check_sides(entry, mistakes)


def _check_sides(entry: IndicatorEntry, mistakes: Mistakes) -> None:
    above, below = entry.numerator, entry.denominator
    if "fixed" in above.places:
        mistakes.add(above.at("fixed"), "chỉ mẫu số mới được cố định (fixed)")
    if below.fixed is not None and below.fixed <= 0:
        mistakes.add(below.at("fixed"), "mẫu số cố định phải lớn hơn 0")
    for side in (above, below):
        if "accumulation" not in side.places and "fixed" not in side.places:
            mistakes.add(side.where, "thiếu khóa “accumulation”; cần flow hoặc stock")
    if above.accumulation and below.accumulation and above.accumulation != below.accumulation:
        mistakes.add(
            below.at("accumulation"),
            f"tử số là {above.accumulation}, mẫu số là {below.accumulation}; "
            "cần cùng một cách: phát sinh trên phát sinh (flow) hoặc hiện có trên hiện có (stock)",
        )


def _check_codes(entry: IndicatorEntry, known: Known, mistakes: Mistakes) -> None:
    tell_unknown(entry.breakdown, known.parts, "phân tổ", entry.at("breakdown"), mistakes)
    if tell_unknown(entry.not_above, known.indicators, "chỉ số", entry.at("not_above"), mistakes):
        _tell_unlike(entry.code, entry.not_above, known, entry.at("not_above"), mistakes)
    tell_repeated(entry.sum_of or (), "chỉ số", entry.at("sum_of"), mistakes)
    for code in entry.sum_of or ():
        if tell_unknown(code, known.indicators, "chỉ số", entry.at("sum_of"), mistakes):
            _tell_unlike(entry.code, code, known, entry.at("sum_of"), mistakes)
    if entry.ratio_of:
        _check_ratio_of(entry, known, mistakes)


def _tell_unlike(code: str | None, other: str, known: Known, place, mistakes: Mistakes) -> None:
    """A part and its whole, an addend and its sum are counted alike, or comparing them means nothing."""
    mine, its = known.indicators.get(code), known.indicators[other]
    if its.is_derived and place.path.endswith("sum_of"):
        mistakes.add(place, f"“{other}” tự nó đã được tính từ chỉ số khác; cần chỉ số nhập trực tiếp")
    if mine and (mine.measure, mine.accumulation) != (its.measure, its.accumulation):
        mistakes.add(place, f"“{other}” là {its.measure} {its.accumulation}, không cùng loại với chỉ số này")


def _check_ratio_of(entry: IndicatorEntry, known: Known, mistakes: Mistakes) -> None:
    ratio = entry.ratio_of
    sides = [(key, getattr(ratio, key)) for key in ("numerator", "denominator")]
    facts = []
    for key, code in sides:
        if tell_unknown(code, known.indicators, "chỉ số", ratio.at(key), mistakes):
            fact = known.indicators[code]
            facts.append(fact)
            if fact.measure != Measure.COUNT:
                mistakes.add(ratio.at(key), f"“{code}” không phải số lượng; tỷ lệ chỉ tính giữa hai số lượng")
    if len({fact.accumulation for fact in facts}) > 1:
        mistakes.add(
            ratio.at("denominator"),
            f"tử số là {facts[0].accumulation}, mẫu số là {facts[1].accumulation}; "
            "cần cùng một cách: phát sinh trên phát sinh (flow) hoặc hiện có trên hiện có (stock)",
        )
