"""What an adjustment by decision may not do: rewrite what was published. It adds lines, from its day on."""

from dataclasses import replace

from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry, TargetEntry
from plans.loading.mistakes import Mistakes
from plans.loading.spans import kinds_named, span_of
from plans.loading.trees import read_tree

# By these earlier rounds were judged: with another one they would be judged anew.
FIXED = {"indicator": "chỉ số", "part": "thành phần", "comparator": "cách so sánh", "per": "mức của mỗi đơn vị"}

SPANS = {
    "year": "năm {}",
    "phase": "giai đoạn {}",
    "cumulative": "cộng dồn đến năm {}",
    "term": "đến hết năm {}",
    "every": "{} năm một lần",
}


def check_adjustment(published: dict, file: PlanFile, mistakes: Mistakes) -> None:
    """Tell every published line of a target that an adjustment changes or drops, by the name of its goal."""
    was = read_tree(published, Mistakes(""))
    before = {goal.code: goal for goal in was.goals} if was else {}
    for goal in file.goals or ():
        if goal.code in before:
            _check_goal(before[goal.code], goal, mistakes)
            _check_spans(before[goal.code], was, goal, file, mistakes)


def published_goals(content: dict) -> dict[str, GoalEntry]:
    """The goals of a version by code."""
    file = read_tree(content, Mistakes(""))
    return {goal.code: goal for goal in file.goals} if file else {}


def words_of(goal: GoalEntry) -> str:
    """The first of a goal's own words, for who knows no codes."""
    return " ".join((goal.wording or "").split())[:80]


def span_words(target: TargetEntry) -> str:
    """ "năm 2024": the span of a line, for who knows no keys."""
    return ", ".join(SPANS[kind].format(getattr(target, kind)) for kind in kinds_named(target))


def _check_goal(was: GoalEntry, goal: GoalEntry, mistakes: Mistakes) -> None:
    words = words_of(was)
    for key, label in FIXED.items():
        if getattr(was, key) != getattr(goal, key):
            mistakes.add(
                goal.at(key),
                f"chỉ tiêu “{words}” đã công bố, điều chỉnh không đổi {label}; cần giữ chỉ tiêu này và thêm chỉ tiêu mới",
            )
    kept = {replace(line, units=()) for line in goal.targets or ()}
    for line in was.targets:
        if line not in kept:
            mistakes.add(
                goal.at("targets"),
                f"chỉ tiêu “{words}”: dòng đã công bố ({span_words(line)}) bị sửa hoặc bỏ; cần giữ nguyên dòng đó và thêm "
                "một dòng cùng thời gian có ngày áp dụng (effective_from), văn bản (decision), lý do (reason)",
            )


def _check_spans(was: GoalEntry, published: PlanFile, goal: GoalEntry, file: PlanFile, mistakes: Mistakes) -> None:
    """A line that is kept still means other years where its phase or the plan itself got other ones."""
    for line in was.targets:
        before, after = span_of(line, published), span_of(line, file)
        if before and after and before != after:
            mistakes.add(
                goal.at("targets"),
                f"chỉ tiêu “{words_of(was)}”: dòng đã công bố ({span_words(line)}) tính các năm {before.first}-{before.last}, "
                f"nay thành {after.first}-{after.last}; điều chỉnh không đổi các năm của giai đoạn hoặc của kế hoạch đã có "
                "chỉ tiêu, cần thêm giai đoạn mới",
            )
