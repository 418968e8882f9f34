"""What a plan commits to, into the tables: goals with their targets, tasks, reporting duties."""

from plans.choices import Involvement
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry, OccasionEntry, TaskEntry
from plans.loading.known import Known
from plans.loading.reported import is_reported
from plans.loading.writing.shelf import Ledger, Shelf, own_name
from plans.loading.writing.targets import TargetShelves
from plans.models import (
    Agency,
    BreakdownPart,
    DutyOccasion,
    DutyRecipient,
    Goal,
    Indicator,
    Plan,
    ReportingDuty,
    Task,
    TaskAgency,
)


def write_commitments(file: PlanFile, plan: Plan, known: Known, ledger: Ledger) -> None:
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    sections = {section.code: section for section in plan.sections.all()}
    _write_goals(file, plan, known, ledger, agencies, sections)
    _write_tasks(file, plan, ledger, agencies, sections)
    _write_duties(file, plan, ledger, agencies, sections)


def _write_goals(file: PlanFile, plan: Plan, known: Known, ledger: Ledger, agencies: dict, sections: dict) -> None:
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    parts = {(part.breakdown_id, part.code): part for part in BreakdownPart.objects.all()}
    plan_has_rounds = is_reported(plan)
    shelf = Shelf(
        ledger,
        Goal,
        plan.goals.select_related("indicator"),
        file.at("goals"),
        # Figures point at the indicator: a goal rests on them once rounds have asked for this plan.
        rests=lambda goal: plan_has_rounds and is_reported(goal.indicator),
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
    shelf.close()
    targets.close()


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


def _write_tasks(file: PlanFile, plan: Plan, ledger: Ledger, agencies: dict, sections: dict) -> None:
    shelf = Shelf(ledger, Task, plan.tasks.all(), file.at("tasks"))
    roles = Shelf(
        ledger,
        TaskAgency,
        TaskAgency.objects.filter(task__plan=plan).select_related("task"),
        file.at("tasks"),
        key=("task", "agency"),
        name=lambda row: own_name(row.task),
        part_of=True,
    )
    for order, entry in enumerate(file.tasks, 1):
        task = shelf.put(
            plan=plan,
            section=sections[entry.section],
            code=entry.code,
            order=order,
            wording=entry.wording,
            frequency=entry.frequency,
            due_on=entry.due,
            programmes=list(entry.programmes),
            note=entry.note,
        )
        for place, (code, involvement) in enumerate(_roles(entry), 1):
            roles.put(task=task, agency=agencies[code], involvement=involvement, order=place)
    shelf.close()
    roles.close()


def _roles(entry: TaskEntry) -> list[tuple[str, str]]:
    leads = [(code, Involvement.LEAD) for code in entry.lead]
    return leads + [(code, Involvement.PARTNER) for code in entry.partners]


def _write_duties(file: PlanFile, plan: Plan, ledger: Ledger, agencies: dict, sections: dict) -> None:
    place = file.at("duties")
    shelf = Shelf(ledger, ReportingDuty, plan.duties.all(), place)
    of_duty = {"name": lambda row: own_name(row.duty), "part_of": True}
    recipient_rows = DutyRecipient.objects.filter(duty__plan=plan).select_related("duty")
    recipients = Shelf(ledger, DutyRecipient, recipient_rows, place, key=("duty", "agency"), **of_duty)
    occasion_rows = DutyOccasion.objects.filter(duty__plan=plan).select_related("duty")
    occasions = Shelf(ledger, DutyOccasion, occasion_rows, place, key=("duty", "period"), **of_duty)
    for order, entry in enumerate(file.duties, 1):
        duty = shelf.put(
            plan=plan,
            section=sections.get(entry.section),
            code=entry.code,
            order=order,
            wording=entry.wording,
            reporter=entry.reporter,
            via=agencies.get(entry.via),
            legal_basis=entry.basis,
            note=entry.note,
        )
        for number, code in enumerate(entry.recipients, 1):
            recipients.put(duty=duty, agency=agencies[code], order=number)
        for number, occasion in enumerate(entry.reports, 1):
            occasions.put(duty=duty, period=occasion.period, order=number, **_days(occasion, file))
    for each in (shelf, recipients, occasions):
        each.close()


def _days(occasion: OccasionEntry, file: PlanFile) -> dict:
    """When an occasion is due; without a day it is left to the province."""
    due = occasion.due if occasion.due and occasion.due.day else None
    years = occasion.years or file.plan.years
    return {
        "wording": due.text if due else "",
        "due_month": due.day.month if due else None,
        "due_day": due.day.day if due else None,
        "due_wording": due.wording if due else "",
        "set_by_province": due is None,
        "cut_off_month": occasion.cut_off.month if occasion.cut_off else None,
        "cut_off_day": occasion.cut_off.day if occasion.cut_off else None,
        "first_year": years.first,
        "last_year": years.last,
    }
