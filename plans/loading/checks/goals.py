"""What must hold of goals."""

from plans.choices import Comparator, Measure, UnitLevel
from plans.loading.checks.joining import check_joining
from plans.loading.checks.references import tell_duplicates, tell_foreign_part, tell_repeated, tell_unknown
from plans.loading.checks.targets import check_targets
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry
from plans.loading.known import IndicatorFact, Known
from plans.loading.mistakes import Mistakes

DOWNWARDS = list(UnitLevel)
OF_A_MILESTONE = {Comparator.REACH, Comparator.FOLLOWED}


def check_goals(file: PlanFile, known: Known, mistakes: Mistakes) -> None:
    tell_duplicates(file.goals, "chỉ tiêu", mistakes)
    sections = {section.code for section in file.all_sections()}
    for goal in file.goals:
        tell_unknown(goal.section, sections, "mục", goal.at("section"), mistakes)
        if tell_unknown(goal.indicator, known.indicators, "chỉ số", goal.at("indicator"), mistakes):
            _check_against(goal, known.indicators[goal.indicator], known, mistakes)
        _check_per(goal, file, mistakes)
        for code in goal.agencies:
            tell_unknown(code, known.agencies, "cơ quan", goal.at("agencies"), mistakes)
        tell_repeated(goal.agencies, "cơ quan", goal.at("agencies"), mistakes)
        if "targets" in goal.places and not goal.targets:
            mistakes.add(goal.at("targets"), "cần ít nhất một lần giao, tối thiểu là năm, ví dụ {year: 2024}")
        check_targets(goal, file, known, mistakes)
    check_joining(file, mistakes)


def _check_against(goal: GoalEntry, fact: IndicatorFact, known: Known, mistakes: Mistakes) -> None:
    """What the goal says must suit the indicator it points at."""
    tell_foreign_part(goal, known, mistakes)
    if fact.from_agencies and not goal.agencies:
        mistakes.add(goal.where, f"chỉ số “{goal.indicator}” lấy số từ cơ quan; thiếu khóa “agencies” nêu tên cơ quan")
    if goal.agencies and not fact.from_agencies:
        mistakes.add(goal.at("agencies"), f"chỉ số “{goal.indicator}” không lấy số từ cơ quan (collected_from)")
    if fact.measure == Measure.MILESTONE:
        _check_milestone(goal, mistakes)
    elif fact.measure == Measure.RATIO and goal.baseline and (goal.baseline.value or 0) > 100:
        mistakes.add(goal.baseline.at("value"), "số ban đầu của tỷ lệ lớn hơn 100 %; cần số từ 0 đến 100")


def _check_milestone(goal: GoalEntry, mistakes: Mistakes) -> None:
    if goal.comparator and goal.comparator not in OF_A_MILESTONE:
        mistakes.add(goal.at("comparator"), f"mốc hoàn thành không so “{goal.comparator}”; cần reach hoặc followed")
    if goal.baseline:
        mistakes.add(goal.at("baseline"), "mốc hoàn thành không có số ban đầu; cần bỏ khóa này")


def _check_per(goal: GoalEntry, file: PlanFile, mistakes: Mistakes) -> None:
    if not goal.per:
        return
    if goal.comparator == Comparator.FOLLOWED:
        mistakes.add(goal.at("per"), "mức tối thiểu của mỗi đơn vị (per) cần giá trị, mà followed thì không giao số")
    scope = file.plan.scope if file.plan else None
    if scope and DOWNWARDS.index(goal.per) <= DOWNWARDS.index(scope.level):
        mistakes.add(goal.at("per"), f"“{goal.per}” không ở dưới phạm vi của kế hoạch ({scope.level})")
