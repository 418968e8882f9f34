"""How what a plan commits to is said in words: values, spans, levels."""

from collections.abc import Callable, Iterable
from decimal import Decimal

from plans.choices import Comparator, Measure, RuleComparison, SideOfRatio, SpanKind, UnitLevel
from portal.numbers import format_number, padded

BEFORE_THE_NUMBER = {
    Comparator.AT_LEAST: "ít nhất ",
    Comparator.MORE_THAN: "trên ",
    Comparator.AT_MOST: "không quá ",
    Comparator.ABOUT: "khoảng ",
}
PERCENT = "%"


def value_words(
    comparator: str,
    measure: str,
    value: Decimal | None,
    value_to: Decimal | None = None,
    unit_of_measure: str = "",
    say: Callable[[Decimal], str] = padded,
) -> str:
    """What is to be reached: "ít nhất 03 HTX", "trên 60 %", "90-100 %"; a milestone "hoàn thành", else "theo dõi".

    A ratio's values are percents, 0-100. `say` writes a plain number: `padded` in prose, `format_number` in tables.
    """
    if value is None:
        is_reached = measure == Measure.MILESTONE and comparator != Comparator.FOLLOWED
        return "hoàn thành" if is_reached else "theo dõi, không giao số"
    numbers = [value] if value_to is None else [value, value_to]
    if measure == Measure.RATIO:
        say, unit_of_measure = format_number, PERCENT
    written = "-".join(say(number) for number in numbers)
    return f"{BEFORE_THE_NUMBER.get(comparator, '')}{written} {unit_of_measure}".strip()


def counted_in(unit_of_measure: str, part_name: str) -> str:
    """The unit of measure; of "HTX, THT" only the part that a goal is set on: "HTX"."""
    units = {unit.strip().casefold(): unit.strip() for unit in unit_of_measure.split(",")}
    return units.get(part_name.casefold(), unit_of_measure)


def years_words(first: int, last: int) -> str:
    """ "2024", "2023-2025"."""
    return str(first) if first == last else f"{first}-{last}"


def span_words(kind: str, first: int, last: int, every: int = 0) -> str:
    """Of which years a target speaks: "năm 2024", "giai đoạn 2023-2025", "đến hết năm 2030", "mỗi năm, 2023-2030"."""
    years = years_words(first, last)
    match kind:
        case SpanKind.YEAR:
            return f"năm {years}"
        case SpanKind.PHASE:
            return f"năm {years}" if first == last else f"giai đoạn {years}"
        case SpanKind.CUMULATIVE:
            return f"cộng dồn {years}"
        case SpanKind.TERM:
            return f"đến hết năm {last}"
    return f"mỗi năm, {years}" if every == 1 else f"{padded(every)} năm một lần, {years}"


def per_words(level: str) -> str:
    """ "mỗi đơn vị cấp huyện"; nothing for a goal of the plan as a whole."""
    return f"mỗi đơn vị {UnitLevel(level).label}" if level else ""


def number_words(name: str, *, part: str = "", side: str = "", label: str = "") -> str:
    """One number that a report asks for: "HTX mới: THT"; of a ratio its side, by what that counts (`label`)."""
    if side:
        return f"{label} ({SideOfRatio(side).label} của “{name}”)".strip()
    return f"{name}: {part}" if part else name


def rule_words(left: Iterable[str], comparison: str, right: Iterable[str]) -> str:
    """ "A + B không lớn hơn C + 5": what a rule between indicators asks."""
    compared = RuleComparison(comparison).label if comparison in RuleComparison.values else "…"
    return f"{' + '.join(left)} {compared} {' + '.join(right)}"
