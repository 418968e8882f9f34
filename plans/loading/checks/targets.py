"""What must hold of a goal's targets: their span, their values, and what they allot to units."""

from decimal import Decimal

from plans.choices import Accumulation, Comparator, Measure, SpanKind
from plans.loading.checks.references import tell_unknown
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry, TargetEntry
from plans.loading.known import IndicatorFact, Known
from plans.loading.mistakes import Mistakes, Place
from plans.loading.spans import KINDS, Span, kinds_named, span_of, within

SHARE_UNITS = {"%", "phần trăm"}


def check_targets(goal: GoalEntry, file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    fact = known.indicators.get(goal.indicator)
    seen = {}
    for target in goal.targets or ():
        span = _check_span(target, file, mistakes)
        if span and fact:
            _check_accumulation(target, span, fact, mistakes)
        _check_values(goal, target, fact, mistakes)
        _check_allotment(goal, target, file, known, mistakes)
        for unit in _receivers(target):
            key = unit, span, target.effective_from
            if span and key in seen:
                mistakes.add(target.where, f"cùng thời gian với lần giao ở {seen[key]}; cần effective_from khác nhau")
            seen.setdefault(key, target.where)


def _receivers(target: TargetEntry) -> list[str]:
    """Whose target a line says: the codes of units, and "" for the plan's own, which only units may go without."""
    own = [""] if target.is_of_the_plan else []
    return [*own, *(code for code, _ in target.units)]


def _check_span(target: TargetEntry, file: PlanFile, mistakes: Mistakes) -> Span | None:
    kinds = kinds_named(target)
    if len(kinds) != 1:
        mistakes.add(target.where, f"cần đúng một trong các khóa {', '.join(KINDS)}")
        return None
    if "years" in target.places and kinds != [SpanKind.EVERY]:
        mistakes.add(target.at("years"), "khóa “years” chỉ đi với every")
    if kinds == [SpanKind.PHASE]:
        codes = [phase.code for phase in file.phases or () if phase.code]
        tell_unknown(target.phase, codes, "giai đoạn", target.at("phase"), mistakes)
    span = span_of(target, file)
    if span is None:
        return None
    return span if _is_sound(span, target.at(span.kind), file, mistakes) else None


def _is_sound(span: Span, place: Place, file: PlanFile, mistakes: Mistakes) -> bool:
    years = f"{span.first}-{span.last}"
    if span.last < span.first:
        mistakes.add(place, f"{years} kết thúc trước khi bắt đầu")
    elif not within(span, file.plan.years):
        mistakes.add(place, f"{years} nằm ngoài các năm của kế hoạch ({file.plan.years})")
    elif span.every > span.last - span.first + 1:
        mistakes.add(place, f"{span.every} năm một lần mà chỉ có các năm {years}")
    else:
        return True
    return False


def _check_accumulation(target: TargetEntry, span: Span, fact: IndicatorFact, mistakes: Mistakes) -> None:
    if span.kind == SpanKind.CUMULATIVE and fact.accumulation == Accumulation.STOCK:
        mistakes.add(target.at("cumulative"), "số hiện có (stock) không cộng dồn qua các năm; cần term")
    if span.kind == SpanKind.TERM and fact.accumulation == Accumulation.FLOW:
        mistakes.add(target.at("term"), "số phát sinh (flow) cộng dồn qua các năm; cần cumulative")


def _check_values(goal: GoalEntry, target: TargetEntry, fact: IndicatorFact | None, mistakes: Mistakes) -> None:
    if fact and fact.measure == Measure.MILESTONE:
        _tell_values(target, "mốc hoàn thành không có giá trị; cần bỏ khóa này", mistakes)
        return
    if goal.comparator == Comparator.FOLLOWED:
        _tell_values(target, "chỉ tiêu theo dõi (followed) không giao số; cần bỏ khóa này", mistakes)
        return
    if goal.comparator and fact and "value" not in target.places and not target.units:
        mistakes.add(target.where, f"thiếu khóa “value”; so sánh “{goal.comparator}” cần giá trị")
    _check_range(goal, target, mistakes)
    if fact:
        for place, value in _values(target):
            _check_value(value, fact, place, mistakes)


def _tell_values(target: TargetEntry, why: str, mistakes: Mistakes) -> None:
    for key in ("value", "to", "units"):
        if key in target.places:
            mistakes.add(target.at(key), why)


def _check_range(goal: GoalEntry, target: TargetEntry, mistakes: Mistakes) -> None:
    is_range = goal.comparator == Comparator.RANGE
    if is_range and "to" not in target.places:
        mistakes.add(target.where, "thiếu khóa “to”; khoảng (range) cần giá trị đầu và cuối")
    if goal.comparator and not is_range and "to" in target.places:
        mistakes.add(target.at("to"), f"khóa “to” chỉ dùng với range, không với {goal.comparator}")
    if is_range and None not in (target.value, target.to) and target.to < target.value:
        mistakes.add(target.at("to"), f"khoảng ngược: {target.value} đến {target.to}; cần số nhỏ trước, số lớn sau")
    if is_range and target.units:
        mistakes.add(target.at("units"), "khoảng (range) không giao riêng cho từng đơn vị")


def _values(target: TargetEntry) -> list[tuple[Place, Decimal]]:
    own = [(target.at(key), getattr(target, key)) for key in ("value", "to")]
    allotted = [(target.at("units"), value) for _, value in target.units or ()]
    return [(place, value) for place, value in [*own, *allotted] if value is not None]


def _check_value(value: Decimal, fact: IndicatorFact, place: Place, mistakes: Mistakes) -> None:
    if value < 0:
        mistakes.add(place, f"giá trị âm ({value}); cần số từ 0 trở lên")
    is_share = fact.measure == Measure.RATIO or fact.unit_of_measure in SHARE_UNITS
    if is_share and value > 100:
        mistakes.add(place, f"tỷ lệ {value} % lớn hơn 100 %; cần số từ 0 đến 100")
    if fact.measure == Measure.COUNT and -value.as_tuple().exponent > fact.decimals:
        allowed = f"{fact.decimals} chữ số thập phân" if fact.decimals else "số nguyên"
        mistakes.add(place, f"{value} có phần lẻ; chỉ số này nhận {allowed}")


def _check_allotment(goal: GoalEntry, target: TargetEntry, file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    plan = file.plan
    if not (target.units and plan and plan.scope and plan.signed_on):
        return
    as_of = plan.scope_as_of or plan.signed_on
    scope = known.unit(plan.scope, as_of)
    if scope is None:
        return
    if goal.per:
        mistakes.add(target.at("units"), "mức tối thiểu của mỗi đơn vị (per) không giao riêng cho từng đơn vị")
    day = target.effective_from or as_of
    for code, _ in target.units:
        if known.reporting_unit(code, scope, day, as_of) is None:
            mistakes.add(
                target.at("units"),
                f"không có đơn vị báo cáo mã {code} trong phạm vi của kế hoạch ngày {day:%d/%m/%Y}",
            )
