"""A plan's goals into the tables, with their targets and with the goals that they go with."""

from plans.choices import Joining
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry
from plans.loading.known import Known
from plans.loading.reported import is_reported
from plans.loading.writing.shelf import REPORTED, Ledger, Shelf, own_name
from plans.loading.writing.targets import TargetShelves
from plans.models import BreakdownPart, Goal, Indicator, Plan

ALLOTTED = "đã giao cho đơn vị"


def write_goals(file: PlanFile, plan: Plan, known: Known, ledger: Ledger, agencies: dict, sections: dict) -> None:
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    parts = {(part.breakdown_id, part.code): part for part in BreakdownPart.objects.all()}
    plan_has_rounds = is_reported(plan)
    shelf = Shelf(
        ledger,
        Goal,
        plan.goals.select_related("indicator"),
        file.at("goals"),
        rests=lambda goal: _what_rests(goal, plan_has_rounds),
        fixed=("indicator", "part"),
    )
    targets = TargetShelves(file, plan, known, ledger)
    for order, entry in enumerate(file.goals, 1):
        indicator = indicators[entry.indicator]
        goal = shelf.put(
            plan=plan,
            section=sections[entry.section],
            order=order,
            indicator=indicator,
            part=parts.get((indicator.breakdown_id, entry.part)),
            **_own_fields(entry),
        )
        _set_agencies(goal, entry, agencies, ledger)
        targets.put(goal, entry)
    _join(file, plan, ledger)
    shelf.close()
    targets.close()


def _what_rests(goal: Goal, plan_has_rounds: bool) -> str:
    """Figures point at the indicator: a goal rests on them once rounds have asked for this plan."""
    if plan_has_rounds and is_reported(goal.indicator):
        return REPORTED
    return ALLOTTED if goal.pk and goal.targets.filter(unit__isnull=False).exists() else ""


def _join(file: PlanFile, plan: Plan, ledger: Ledger) -> None:
    """Which goal goes with which; those that are gone from the file hold on to none, so that they can go."""
    goals = {goal.code: goal for goal in plan.goals.all()}
    wanted = {entry.code: _partner(entry, goals) for entry in file.goals}
    for code, goal in goals.items():
        other, joined_as = wanted.get(code, (None, ""))
        if (goal.joined_to_id, goal.joined_as) != (other.pk if other else None, joined_as):
            goal.joined_to, goal.joined_as = other, joined_as
            goal.save(update_fields=["joined_to", "joined_as"])
            ledger.edit(own_name(goal), ["đi cùng chỉ tiêu"])


def _partner(entry: GoalEntry, goals: dict[str, Goal]) -> tuple[Goal | None, str]:
    if entry.alternative_to:
        return goals[entry.alternative_to], Joining.ALTERNATIVE
    if entry.beneficiaries_of:
        return goals[entry.beneficiaries_of], Joining.BENEFICIARIES
    return None, ""


def _own_fields(entry: GoalEntry) -> dict:
    return {
        "code": entry.code,
        "wording": entry.wording,
        "comparator": entry.comparator,
        "per_level": entry.per,
        "baseline": entry.baseline.value if entry.baseline else None,
        "baseline_on": entry.baseline.on if entry.baseline else None,
        "note": entry.note,
    }


def _set_agencies(goal: Goal, entry: GoalEntry, agencies: dict, ledger: Ledger) -> None:
    wanted = {agencies[code].pk for code in entry.agencies}
    if wanted != set(goal.agencies.values_list("pk", flat=True)):
        goal.agencies.set(wanted)
        ledger.edit(own_name(goal), ["cơ quan cung cấp số liệu"])
