"""What must hold of goals that go together: one of them suffices, or one says for whom the other is."""

from plans.choices import JUDGED_COMPARATORS
from plans.loading.checks.references import circle_from
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry
from plans.loading.mistakes import Mistakes
from plans.loading.spans import kinds_named

KEYS = ("alternative_to", "beneficiaries_of")


def check_joining(file: PlanFile, mistakes: Mistakes) -> None:
    goals = {goal.code: goal for goal in file.goals if goal.code}
    leads_to = {
        code: [other for other in (goal.alternative_to, goal.beneficiaries_of) if other] for code, goal in goals.items()
    }
    for goal in file.goals:
        if all(key in goal.places for key in KEYS):
            mistakes.add(goal.at("beneficiaries_of"), "chỉ dùng một trong hai khóa alternative_to và beneficiaries_of")
        for key in KEYS:
            if getattr(goal, key):
                _check_partner(goal, key, goals, leads_to, mistakes)


def _check_partner(goal: GoalEntry, key: str, goals: dict, leads_to: dict, mistakes: Mistakes) -> None:
    other, place = goals.get(getattr(goal, key)), goal.at(key)
    if other is None:
        mistakes.add(
            place, f"không có chỉ tiêu “{getattr(goal, key)}” trong kế hoạch này; cần mã của một chỉ tiêu khác"
        )
    elif other.code == goal.code:
        mistakes.add(place, "chỉ tiêu không đi cùng chính nó; cần mã của một chỉ tiêu khác")
    elif goal.code and circle_from(goal.code, leads_to):
        mistakes.add(place, "các chỉ tiêu đi cùng nhau thành vòng; cần bỏ một khóa trong vòng đó")
    elif key == "alternative_to" and leads_to.get(other.code):
        mistakes.add(place, f"“{other.code}” tự nó đã đi cùng chỉ tiêu khác; cần mã của chỉ tiêu đứng đầu nhóm")
    else:
        _check_alike(goal, other, key, mistakes)


def _check_alike(goal: GoalEntry, other: GoalEntry, key: str, mistakes: Mistakes) -> None:
    if key == "alternative_to" and _kinds(goal) != _kinds(other):
        mistakes.add(
            goal.at(key),
            f"hai chỉ tiêu thay cho nhau phải giao cùng loại thời gian: ở đây {_told(goal)}, ở “{other.code}” {_told(other)}",
        )
    if key == "alternative_to" and goal.per != other.per:
        mistakes.add(
            goal.at(key), f"hai chỉ tiêu thay cho nhau phải cùng có, hoặc cùng không có khóa per (“{other.code}”)"
        )
    if key == "alternative_to" and goal.comparator and goal.comparator not in JUDGED_COMPARATORS:
        mistakes.add(
            goal.at(key),
            f"chỉ tiêu so sánh “{goal.comparator}” không nói đạt hay chưa đạt, không thay cho ai được",
        )


def _kinds(goal: GoalEntry) -> set[str]:
    return {kind for target in goal.targets or () for kind in kinds_named(target)}


def _told(goal: GoalEntry) -> str:
    return ", ".join(sorted(_kinds(goal))) or "không có"
