"""What must hold of rules between indicators: what they compare can be compared, and somebody gives all of it."""

from itertools import combinations

from plans.choices import Measure
from plans.loading.checks.references import tell_duplicates, tell_foreign_part, tell_unknown
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.form.rules import RuleEntry, RuleTermEntry
from plans.loading.known import Known
from plans.loading.mistakes import Mistakes


def check_rules(file: PlanFile | CatalogueFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.rules, "quy tắc kiểm tra", mistakes)
    for rule in file.rules:
        _check_sides(rule, mistakes)
        sound = [term for term in rule.terms() if _is_sound(term, known, mistakes)]
        if len(sound) == len(rule.terms()):
            _check_repeated(rule, mistakes)
            _check_alike(rule, known, mistakes)
            _check_askable(rule, known, mistakes)


def _check_sides(rule: RuleEntry, mistakes: Mistakes) -> None:
    if "left" in rule.places and not rule.left:
        mistakes.add(rule.at("left"), "vế trái cần ít nhất một chỉ số")
    if not rule.right and "constant" not in rule.places:
        mistakes.add(rule.where, "thiếu vế phải; cần các chỉ số (right) hoặc một con số (constant)")


def _is_sound(term: RuleTermEntry, known: Known, mistakes: Mistakes) -> bool:
    """Whether the term names a number that a report asks for."""
    before = len(mistakes.found)
    if tell_unknown(term.indicator, known.indicators, "chỉ số", term.at("indicator"), mistakes):
        fact = known.indicators[term.indicator]
        if fact.measure == Measure.MILESTONE:
            mistakes.add(term.at("indicator"), f"“{term.indicator}” là mốc hoàn thành, không có số để so")
        elif fact.is_derived:
            mistakes.add(
                term.at("indicator"),
                f"“{term.indicator}” được tính từ chỉ số khác, không ai nhập; cần nêu các chỉ số nhập trực tiếp",
            )
        else:
            _check_measure(term, fact.measure, known, mistakes)
    return bool(term.indicator) and len(mistakes.found) == before


def _check_measure(term: RuleTermEntry, measure: str, known: Known, mistakes: Mistakes) -> None:
    if measure == Measure.RATIO and "side" not in term.places:
        mistakes.add(term.where, f"“{term.indicator}” là tỷ lệ; thiếu khóa “side”: numerator (tử số) hoặc denominator")
    if measure == Measure.COUNT and "side" in term.places:
        mistakes.add(term.at("side"), f"“{term.indicator}” là số lượng, không có tử số, mẫu số; cần bỏ khóa này")
    tell_foreign_part(term, known, mistakes)


def _check_repeated(rule: RuleEntry, mistakes: Mistakes) -> None:
    """A number stands once in a rule, and not beside the total that it lies in: else it is compared with itself."""
    for one, other in combinations(rule.terms(), 2):
        if one.indicator != other.indicator:
            continue
        if one == other:
            mistakes.add(other.where, f"số này của “{one.indicator}” đã nêu ở {one.where}; mỗi số chỉ nêu một lần")
        elif bool(one.part) != bool(other.part):
            mistakes.add(
                other.where,
                f"“{one.indicator}” được nêu cả số chung lẫn thành phần; cần bỏ một, vì phần nằm trong số chung",
            )


def _check_alike(rule: RuleEntry, known: Known, mistakes: Mistakes) -> None:
    """What arises in a year is not compared with what there is."""
    first, *others = rule.terms() or [None]
    for term in others:
        was, is_ = (known.indicators[each.indicator].accumulation for each in (first, term))
        if was and is_ and was != is_:
            mistakes.add(
                term.at("indicator"),
                f"“{term.indicator}” là {is_}, còn “{first.indicator}” là {was}; "
                "cần cùng một cách: đều phát sinh trong năm (flow) hoặc đều hiện có (stock)",
            )


def _check_askable(rule: RuleEntry, known: Known, mistakes: Mistakes) -> None:
    sources = [known.indicators[term.indicator].sources for term in rule.terms()]
    if sources and not frozenset.intersection(*sources):
        mistakes.add(
            rule.where,
            "không báo cáo nào có đủ các chỉ số này (collected_from không có nơi chung), nên quy tắc không bao giờ dùng đến",
        )
