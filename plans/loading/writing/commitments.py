"""What a plan commits to, into the tables: tasks, owed documents, reporting duties; goals and rules have their own."""

from plans.choices import Involvement
from plans.loading.form import PlanFile
from plans.loading.form.commitments import OccasionEntry, TaskEntry
from plans.loading.known import Known
from plans.loading.writing.goals import write_goals
from plans.loading.writing.rules import write_rules
from plans.loading.writing.shelf import Ledger, Shelf, own_name
from plans.models import (
    Agency,
    DutyOccasion,
    DutyRecipient,
    OwedDocument,
    Plan,
    ReportingDuty,
    Task,
    TaskAgency,
)


def write_commitments(file: PlanFile, plan: Plan, known: Known, ledger: Ledger) -> None:
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    sections = {section.code: section for section in plan.sections.all()}
    write_goals(file, plan, known, ledger, agencies, sections)
    write_rules(file, plan, ledger)
    _write_tasks(file, plan, known, ledger, agencies, sections)
    _write_owed_documents(file, plan, ledger, sections)
    _write_duties(file, plan, ledger, agencies, sections)


def _write_tasks(file: PlanFile, plan: Plan, known: Known, ledger: Ledger, agencies: dict, sections: dict) -> None:
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
            each_level=entry.level,
            every_years=entry.every,
            frequency=entry.frequency,
            due_on=entry.due,
            programmes=list(entry.programmes),
            note=entry.note,
        )
        _set_units(task, entry, file, known, ledger)
        for place, (code, involvement) in enumerate(_roles(entry), 1):
            roles.put(task=task, agency=agencies[code], involvement=involvement, order=place)
    shelf.close()
    roles.close()


def _set_units(task: Task, entry: TaskEntry, file: PlanFile, known: Known, ledger: Ledger) -> None:
    wanted = {known.unit_of_territory(code, file) for code in entry.units}
    if wanted != set(task.units.values_list("pk", flat=True)):
        task.units.set(wanted)
        ledger.edit(own_name(task), ["ở các đơn vị"])


def _roles(entry: TaskEntry) -> list[tuple[str, str]]:
    leads = [(code, Involvement.LEAD) for code in entry.lead]
    return leads + [(code, Involvement.PARTNER) for code in entry.partners]


def _write_owed_documents(file: PlanFile, plan: Plan, ledger: Ledger, sections: dict) -> None:
    shelf = Shelf(ledger, OwedDocument, plan.owed_documents.all(), file.at("documents"))
    for order, entry in enumerate(file.documents, 1):
        years = entry.years or file.plan.years
        shelf.put(
            plan=plan,
            section=sections.get(entry.section),
            code=entry.code,
            order=order,
            name=entry.name,
            wording=entry.wording,
            owed_by=entry.owed_by,
            every_years=entry.every,
            first_year=years.first,
            last_year=years.last,
            due_month=entry.due.month if entry.due else None,
            due_day=entry.due.day if entry.due else None,
            note=entry.note,
        )
    shelf.close()


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
