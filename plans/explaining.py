"""How a goal is counted and when it is met, in one plain Vietnamese sentence: the same beside every screen that shows it.

`Rule` holds all that the sentence speaks of as plain values, so that a half-written plan can be explained as well as a
published one; `rule_of` takes it from the tables.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Accumulation, Comparator, ComponentPart, Composition, Joining, Measure, SpanKind, UnitLevel
from plans.models import Goal, Indicator, Target, TargetVersion
from plans.wording import PERCENT, counted_in
from portal.dates import format_date
from portal.numbers import format_number, padded

DISTINCT = {"year": "trong năm", "phase": "trong giai đoạn"}


@dataclass(frozen=True)
class Rule:
    """A goal over one of its spans. Percents are 0-100; `value` is None where no number is set.

    `addends`, `numerator` and `denominator` are names: of the indicators that a sum or a ratio is made of, or of the two
    numbers that are entered; `told_apart` where nobody gives both. `givers` names who gives the numbers. `alternatives`
    and `beneficiaries` are the goals joined to this one, `serves` the goal whose beneficiaries this one counts.
    """

    name: str
    measure: str
    comparator: str
    accumulation: str = ""
    composition: str = Composition.ENTERED
    unit_of_measure: str = ""
    part: str = ""
    addends: tuple[str, ...] = ()
    numerator: str = ""
    denominator: str = ""
    denominator_fixed: Decimal | None = None
    told_apart: bool = False
    distinct_within: str = ""
    givers: tuple[str, ...] = ()
    per_level: str = ""
    value: Decimal | None = None
    value_to: Decimal | None = None
    baseline: Decimal | None = None
    baseline_on: date | None = None
    span_kind: str = SpanKind.YEAR
    first_year: int | None = None
    last_year: int | None = None
    every: int = 0
    alternatives: tuple[str, ...] = ()
    beneficiaries: tuple[str, ...] = ()
    serves: str = ""

    @property
    def is_judged(self) -> bool:
        if self.measure == Measure.MILESTONE:
            return self.comparator != Comparator.FOLLOWED
        return self.comparator not in {Comparator.FOLLOWED, Comparator.ABOUT} and self.value is not None


def explanation_of(rule: Rule) -> str:
    """ "Cộng số phát sinh do các đơn vị báo: HTX mới trong các năm 2023-2025; đạt khi từ 07 HTX trở lên." """
    said = "; ".join(part for part in (_counted(rule), _met(rule), _joined(rule), _pace(rule)) if part)
    return f"{said[:1].upper()}{said[1:]}."


def rule_of(
    goal: Goal,
    target: Target | None,
    version: TargetVersion | None,
    *,
    made_of: Collection[tuple[str, Indicator]] = (),
    others: Iterable[Goal] = (),
) -> Rule:
    """The rule of a goal over one target, by the version in force. Asks nothing of the database.

    `made_of`: the (role, component) of a derived indicator; `others`: the plan's goals, among which the joined ones are
    found. Needs indicator, part and agencies to be fetched with each goal.
    """
    indicator = goal.indicator
    of_role = {role: [component for part, component in made_of if part == role] for role in ComponentPart.values}
    names = {role: tuple(component.name for component in components) for role, components in of_role.items()}
    return Rule(
        name=indicator.name,
        measure=indicator.measure,
        comparator=goal.comparator,
        accumulation=indicator.accumulation,
        composition=indicator.composition,
        unit_of_measure=indicator.unit_of_measure,
        part=goal.part.name if goal.part else "",
        addends=names[ComponentPart.ADDEND],
        numerator=indicator.numerator_label or "".join(names[ComponentPart.NUMERATOR]),
        denominator=indicator.denominator_label or "".join(names[ComponentPart.DENOMINATOR]),
        denominator_fixed=indicator.denominator_fixed,
        told_apart=told_apart(of_role[ComponentPart.NUMERATOR], of_role[ComponentPart.DENOMINATOR]),
        distinct_within=indicator.distinct_within,
        givers=givers_of(indicator, [agency.name for agency in goal.agencies.all()]),
        per_level=goal.per_level,
        value=version and version.value,
        value_to=version and version.value_to,
        baseline=goal.baseline,
        baseline_on=goal.baseline_on,
        **_years(target),
        **_partners(goal, others),
    )


def givers_of(indicator: Indicator, agencies: Iterable[str]) -> tuple[str, ...]:
    """Who gives an indicator's numbers: the units, the province, the agencies that the goal names."""
    given = [(indicator.from_units, "các đơn vị"), (indicator.from_province, "cấp tỉnh")]
    named = list(agencies) if indicator.from_agencies else []
    return (*(words for is_asked, words in given if is_asked), *named)


def told_apart(numerators: Iterable[Indicator], denominators: Iterable[Indicator]) -> bool:
    """Whether nobody gives both sides of a ratio: the units the one, say, and the Cooperative Alliance the other."""
    return not any(
        (above.from_units and below.from_units)
        or (above.from_province and below.from_province)
        or (above.from_agencies and below.from_agencies)
        for above in numerators
        for below in denominators
    )


def name_of(goal: Goal) -> str:
    """What a goal is called beside another: its indicator, and the part that it is set on."""
    return f"{goal.indicator.name} ({goal.part.name})" if goal.part else goal.indicator.name


def _years(target: Target | None) -> dict:
    if target is None:
        return {}
    return {
        "span_kind": target.span_kind,
        "first_year": target.first_year,
        "last_year": target.last_year,
        "every": target.every_years,
    }


def _partners(goal: Goal, others: Iterable[Goal]) -> dict:
    joined = [other for other in others if other.joined_to_id]
    first = goal.joined_to_id if goal.joined_as == Joining.ALTERNATIVE else goal.pk
    instead = [other for other in joined if other.joined_to_id == first and other.joined_as == Joining.ALTERNATIVE]
    served = [other for other in others if other.pk == goal.joined_to_id]
    alternatives = [*(served if first != goal.pk else ()), *instead]
    return {
        "alternatives": tuple(name_of(other) for other in alternatives if other.pk != goal.pk),
        "beneficiaries": tuple(
            name_of(other)
            for other in joined
            if other.joined_to_id == goal.pk and other.joined_as == Joining.BENEFICIARIES
        ),
        "serves": "".join(map(name_of, served)) if goal.joined_as == Joining.BENEFICIARIES else "",
    }


def _counted(rule: Rule) -> str:
    """Where the number comes from, over which years."""
    when = _when(rule)
    if rule.per_level:
        level = UnitLevel(rule.per_level).label
        return f"xét riêng từng đơn vị {level} (không cộng chung){when}: {_quoted(rule)}"
    if rule.measure == Measure.MILESTONE:
        return f"mốc công việc do {_givers(rule)} báo đã thực hiện{when}"
    if rule.measure == Measure.RATIO:
        return f"{_divided(rule)}{when}"
    return f"{_summed(rule)}{when}{_once(rule)}"


def _summed(rule: Rule) -> str:
    if rule.composition == Composition.SUM:
        return f"cộng các chỉ số {_listed(rule.addends)}"
    what = f"{_lower_first(rule.name)}{f', riêng {rule.part}' if rule.part else ''}"
    if rule.accumulation == Accumulation.STOCK:
        return f"cộng số hiện có do {_givers(rule)} báo lần gần nhất: {what}"
    return f"cộng số phát sinh do {_givers(rule)} báo: {what}"


def _divided(rule: Rule) -> str:
    above = rule.numerator or "tử số"
    if rule.composition == Composition.RATIO:
        reports = "" if rule.told_apart else " của cùng các báo cáo"
        return f"lấy tổng “{above}” chia cho tổng “{rule.denominator}”{reports}"
    if rule.denominator_fixed is not None:
        below = f" ({rule.denominator})" if rule.denominator else ""
        return f"lấy tổng {above} chia cho {format_number(rule.denominator_fixed)}{below}, số cố định của kế hoạch"
    below = rule.denominator or "mẫu số"
    return f"lấy tổng {above} chia cho tổng {below} do {_givers(rule)} báo, không lấy trung bình các tỷ lệ"


def _when(rule: Rule) -> str:
    """ " trong các năm 2023-2025", " đến hết năm 2030", " riêng từng lượt 02 năm, từ 2023 đến 2030"."""
    first, last = rule.first_year, rule.last_year
    if first is None:
        return ""
    is_state = rule.accumulation == Accumulation.STOCK
    if rule.span_kind == SpanKind.EVERY:
        turn = "từng năm" if rule.every == 1 else f"từng lượt {padded(rule.every)} năm"
        return f", tính riêng {turn} từ {first} đến {last}"
    if is_state:
        return f", tính đến hết năm {last}"
    if first == last:
        return f" trong năm {last}"
    if rule.span_kind == SpanKind.CUMULATIVE:
        return f", cộng dồn từ năm {first} đến hết năm {last}"
    return f" trong các năm {first}-{last}"


def _once(rule: Rule) -> str:
    if not rule.distinct_within:
        return ""
    period = DISTINCT[rule.distinct_within]
    return f", mỗi đối tượng chỉ tính một lần {period} nên không cộng vượt ra ngoài {period.removeprefix('trong ')}"


def _met(rule: Rule) -> str:
    if rule.measure == Measure.MILESTONE:
        return _milestone_met(rule)
    if rule.value is None or rule.comparator == Comparator.FOLLOWED:
        return "không giao số nên chỉ theo dõi, không đánh giá đạt hay chưa"
    value, value_to = _amount(rule, rule.value), rule.value_to
    lower = _number(rule, rule.value)
    said = {
        Comparator.AT_LEAST: f"đạt khi từ {value} trở lên",
        Comparator.REACH: f"đạt khi từ {value} trở lên",
        Comparator.MORE_THAN: f"đạt khi trên {value} (đúng {lower} là chưa đạt)",
        Comparator.AT_MOST: f"đạt khi không quá {value}",
        Comparator.ABOUT: f"mức dự kiến khoảng {value}, chỉ so sánh, không đánh giá đạt hay chưa",
        Comparator.RANGE: f"đạt khi từ {value} trở lên, vượt khi trên {_amount(rule, value_to)}" if value_to else "",
    }[rule.comparator]
    said = said or f"đạt khi từ {value} trở lên"
    if not rule.per_level or rule.comparator == Comparator.ABOUT:
        return said
    return f"mỗi đơn vị {said}, kết quả là số đơn vị đạt trên tổng số đơn vị và tên các đơn vị chưa đạt"


def _milestone_met(rule: Rule) -> str:
    if rule.comparator == Comparator.FOLLOWED:
        return "chỉ theo dõi, không đánh giá đạt hay chưa"
    if rule.per_level:
        return "mỗi đơn vị đạt khi đã thực hiện, kết quả là số đơn vị đạt và tên các đơn vị chưa đạt"
    whole = "tất cả nơi được hỏi đều đã thực hiện" if "các đơn vị" in rule.givers else "đã thực hiện"
    again = ", mỗi lượt phải thực hiện lại" if rule.span_kind == SpanKind.EVERY else ""
    return f"đạt khi {whole}{again}"


def _joined(rule: Rule) -> str:
    if rule.alternatives:
        return f"hoặc coi là đạt khi {_listed(rule.alternatives, ' hoặc ')} đạt"
    if rule.beneficiaries:
        return f"cam kết chỉ đạt khi {_listed(rule.beneficiaries, ' và ')} cũng đạt"
    return f"đi cùng “{rule.serves}”, cả hai đạt thì cam kết mới đạt" if rule.serves else ""


def _pace(rule: Rule) -> str:
    if rule.baseline is None or not rule.is_judged:
        return ""
    day = f" ngày {format_date(rule.baseline_on)}" if rule.baseline_on else ""
    return f"tiến độ tính từ số ban đầu {_number(rule, rule.baseline)}{day}"


def _givers(rule: Rule) -> str:
    return " và ".join(rule.givers) or "các đơn vị"


def _quoted(rule: Rule) -> str:
    return f"{_lower_first(rule.name)}{f', riêng {rule.part}' if rule.part else ''}"


def _number(rule: Rule, value: Decimal) -> str:
    return f"{format_number(value)} {PERCENT}" if rule.measure == Measure.RATIO else padded(value)


def _amount(rule: Rule, value: Decimal) -> str:
    """ "07 HTX", "60 %"."""
    unit = "" if rule.measure == Measure.RATIO else counted_in(rule.unit_of_measure, rule.part)
    return f"{_number(rule, value)} {unit}".strip()


def _listed(names: Iterable[str], between: str = ", ") -> str:
    return between.join(f"“{name}”" for name in names)


def _lower_first(text: str) -> str:
    """A name inside a sentence; an abbreviation stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
