"""How a goal's numbers are said: "ít nhất 03 HTX" in a sentence, "ít nhất 3" in a table.

`say` writes a plain number: `padded` in prose, `format_number` in tables.
"""

from collections.abc import Callable, Collection
from decimal import Decimal

from plans import wording
from plans.choices import Comparator, Measure
from plans.models import Section
from portal.dates import format_date
from portal.numbers import format_number, format_percent, padded
from reporting.aggregation import Added
from reporting.progress import GoalProgress

Say = Callable[[Decimal | int], str]

NO_DATA = "…"
NOTHING_AROSE = "-"
FOLLOWED = "theo dõi"
NOT_DONE = "chưa hoàn thành"


def measured(goal: GoalProgress) -> str:
    """The indicator, and which part of it the goal is set on: "… do phụ nữ tham gia quản lý (HTX)"."""
    return f"{goal.indicator_name} ({goal.part_name})" if goal.part_name else goal.indicator_name


def counted_in(goal: GoalProgress) -> str:
    """The unit of measure, of "HTX, THT" only the part that is counted: "HTX"."""
    return wording.counted_in(goal.unit_of_measure, goal.part_name)


def span_words(span: str) -> str:
    """ "năm 2024", "giai đoạn 2023-2025"."""
    return f"giai đoạn {span}" if "-" in span else f"năm {span}"


def target_words(goal: GoalProgress, say: Say, *, unit: str = "") -> str:
    """What is to be reached: "ít nhất 3", "trên 60 %", "90-100 %"; of a milestone and what is only followed nothing."""
    if goal.target is None:
        return ""
    return wording.value_words(goal.comparator, goal.measure, goal.target, goal.target_to, unit, say)


def amount(goal: GoalProgress, value: Decimal, say: Say) -> str:
    """One value of the goal's indicator: "04 HTX", "40 %"."""
    if goal.measure == Measure.RATIO:
        return percent_beside(value, goal.target)
    return f"{say(value)} {counted_in(goal)}".rstrip()


def percent_beside(value: Decimal, target: Decimal | None) -> str:
    """A percent with as many decimals as it takes not to look like a target that it is not: 49,96 % beside 50 %."""
    for decimals in (1, 2):
        written = format_percent(value, decimals)
        if target is None or value == target or written != format_percent(target, decimals):
            return written
    return format_percent(value, 4)


def ratio_words(goal: GoalProgress, say: Say, *, unit: str = "") -> str:
    """ "40 % (40/100 người)"."""
    total = goal.total
    suffix = f" {unit}" if unit else ""
    parts = f"{say(total.numerator)}/{say(total.denominator)}{suffix}"
    return f"{percent_beside(total.value, goal.target)} ({parts})"


def in_prose(value: Decimal | int) -> str:
    return padded(value)


def in_tables(value: Decimal | int) -> str:
    """As statistics print it: what did not arise is a dash."""
    return NOTHING_AROSE if value == 0 else format_number(value)


def target_cell(goal: GoalProgress) -> str:
    """The target as a table shows it: "ít nhất 3", "mỗi đơn vị cấp huyện ít nhất 1", "theo dõi"."""
    if goal.comparator == Comparator.FOLLOWED:
        return FOLLOWED
    return f"{wording.per_words(goal.per_level)} {target_words(goal, in_tables)}".strip()


def value_cell(goal: GoalProgress) -> str:
    """The value as a table shows it: "4", "40 % (40/100)", "20/05/2024", "7/9 đơn vị", "…" where nothing is known."""
    total = goal.total
    if goal.units_owing is not None:
        return f"{goal.units_met}/{goal.units_owing} đơn vị" if total.cut_off else NO_DATA
    if goal.measure == Measure.MILESTONE:
        return milestone_words(total)
    if total.value is None:
        return NO_DATA
    return ratio_words(goal, in_tables) if goal.measure == Measure.RATIO else in_tables(total.value)


def milestone_words(sum_: Added) -> str:
    if sum_.done_on:
        return format_date(sum_.done_on)
    return NOT_DONE if sum_.count else NO_DATA


def lacking_words(goal: GoalProgress) -> str:
    """What a goal of a commitment still lacks: "HTX được tập huấn còn thiếu 05 HTX", "… mới đạt 40 %"."""
    name = f"“{measured(goal)}”"
    if goal.units_owing is not None:
        return f"{name} mới có {goal.units_met}/{goal.units_owing} đơn vị đạt"
    if goal.measure == Measure.MILESTONE:
        return f"{name} {NOT_DONE}"
    if goal.total.value is None:
        return f"{name} chưa có số liệu"
    short = goal.target - goal.total.value
    if goal.measure == Measure.COUNT and short > 0:
        return f"{name} còn thiếu {amount(goal, short, in_prose)}"
    return f"{name} mới có {amount(goal, goal.total.value, in_prose)}, phải {target_words(goal, in_prose)}"


def met_by_words(goal: GoalProgress) -> str:
    """By which other goal a commitment is met: "Đạt nhờ “THT mới”: 2, phải đạt ít nhất 1"."""
    return f"Đạt nhờ “{measured(goal)}”: {value_cell(goal)}, phải đạt {target_cell(goal)}"


def headings_of(plans: Collection[int]) -> dict[int, str]:
    """Of each section of these plans the nearest heading at or above it. One query."""
    return {pk: section.heading for pk, section in headed_sections(plans).items()}


def headed_sections(plans: Collection[int]) -> dict[int, Section]:
    """Of each section of these plans the nearest one with a heading, itself or above. One query."""
    sections = {section.pk: section for section in Section.objects.filter(plan__in=plans)}
    return {pk: _nearest_headed(section, sections) for pk, section in sections.items()}


def _nearest_headed(section: Section, sections: dict[int, Section]) -> Section:
    while not section.heading and section.parent_id:
        section = sections[section.parent_id]
    return section
