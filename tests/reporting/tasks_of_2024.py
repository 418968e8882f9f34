"""Tasks for tests: a task with those it lies on, and what somebody said of it."""

from datetime import datetime, time

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.choices import Involvement, UnitLevel
from plans.models import Task, TaskAgency
from portal.dates import VIET_NAM
from portal.files import check_file
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.tasking.holders import AGENCY, UNIT, Party, read_assignments
from reporting.tasking.stating import Statement, state_task


def make_task(plan, code="ii-1", *, lead=(), partners=(), units=(), **fields):
    """A task of the plan's section "ii"."""
    task = Task.objects.create(
        plan=plan,
        section=fields.pop("section", None) or plan.sections.get(code="ii"),
        code=code,
        order=fields.pop("order", plan.tasks.count() + 1),
        wording=fields.pop("wording", f"Nhiệm vụ {code}"),
        **fields,
    )
    parts = [(agency, Involvement.LEAD) for agency in lead] + [(agency, Involvement.PARTNER) for agency in partners]
    for order, (agency, involvement) in enumerate(parts, start=1):
        TaskAgency.objects.create(task=task, agency=agency, involvement=involvement, order=order)
    task.units.set(units)
    return task


def at_noon(day):
    return datetime.combine(day, time(12), VIET_NAM)


def said_of(task, whom, state, *, as_of, by, turn=None, done_on=None, note="", stated_at=None):
    """A statement as the table holds it, whoever may have made it. `whom`: a unit or an agency."""
    kind = "agency" if hasattr(whom, "each_level") else "unit"
    return TaskStatement.objects.create(
        task=task,
        turn=turn or task.plan.first_year,
        state=state,
        as_of=as_of,
        done_on=done_on or (as_of if state == TaskState.DONE else None),
        note=note,
        stated_by=by,
        stated_at=stated_at or at_noon(as_of),
        **{kind: whom},
    )


def unit(whom):
    return Party(UNIT, whom.pk)


def agency(whom):
    return Party(AGENCY, whom.pk)


def who_holds(task, day):
    """Each holder's party on a day, and whether it leads."""
    holders = read_assignments([task.pk]).holders(task, day)
    return [(holder.party, holder.leads) for holder in holders]


def make_stated_task(plan, whom, by, day):
    """A task of every district of which one has said how it stands, with a file: (task, statement)."""
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    file = check_file(SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF"))
    statement = Statement(TaskState.DOING, day, note="Đang dự thảo kế hoạch.", files=[file])
    return task, state_task(task, plan.first_year, unit(whom), statement, by=by, now=at_noon(day))


def state_address(task, unit):
    """Where a unit's word on a task is typed, in the turn of 2024."""
    return reverse("reporting:task-state", args=[task.pk, 2024, f"don-vi-{unit.pk}"])
