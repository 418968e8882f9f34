"""Tasks: what waits for me, a plan's board, one task, saying how it stands, and the files that came with it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.rules import plans_visible_to, works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.files import attachment
from reporting.forms.tasks import BoardForm, TaskStatementForm
from reporting.tasking.desk import desk_of, plan_cards, statement_desk
from reporting.tasking.listing import listed
from reporting.tasking.naming import party_of_key
from reporting.tasking.reading import history_of, in_state, sheet_of, turn_chosen, with_files
from reporting.tasking.seeing import board_for, years_of
from reporting.tasking.sight import plans_with_tasks, statements_visible_to, tasks_visible_to
from reporting.tasking.stating import state_task

PLANS_A_PAGE, HOLDERS_A_PAGE, UNITS_A_PAGE = 10, 100, 200


@require_safe
@allow(works_here)
def task_board(request):
    """What the person's seats hold, and the boards of the plans."""
    today = clock.today()
    page = Paginator(plans_with_tasks(request.user), PLANS_A_PAGE).get_page(request.GET.get("page"))
    context = {"desk": desk_of(request.user, today), "page": page, "cards": plan_cards(page, request.user, today)}
    return render(request, "reporting/task_board_page.html", context)


@require_safe
@allow(works_here)
def task_plan(request, code):
    """A plan's tasks in a year, by section or by agency; who does not oversee them sees the own ones."""
    plan = get_object_or_404(plans_visible_to(request.user).select_related("scope"), code=code)
    today = clock.today()
    seen = board_for(request.user, plan, request.GET.get("nam", ""), request.GET.get("don-vi", ""), today)
    form = BoardForm(request.GET, board=seen.board, years=years_of(plan, today), whole=seen.whole)
    wanted = form.wanted()
    context = {
        "plan": plan,
        "seen": seen,
        "form": form,
        "wanted": wanted,
        "list": listed(seen.board, wanted),
        "page": Paginator(seen.units, UNITS_A_PAGE).get_page(request.GET.get("page")),
        "crumbs": _crumbs(),
    }
    return render(request, "reporting/task_plan_page.html", context)


@require_safe
@allow(works_here)
def task_page(request, pk):
    """One task in one turn: who holds it, how it stands there, what was said."""
    task, today = _fetched(request, pk), clock.today()
    turn = turn_chosen(task, request.GET.get("luot", ""), today)
    sheet = sheet_of(task, turn, request.user, today)
    state = request.GET.get("loc", "")
    page = Paginator(in_state(sheet.leads, state), HOLDERS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "task": task,
        "sheet": sheet,
        "page": page,
        "leads": with_files(page.object_list),
        "partners": with_files(list(sheet.partners)),
        "state": state,
        "history": history_of(task, turn, request.user),
        "crumbs": _crumbs(task.plan),
    }
    return render(request, "reporting/task_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def task_state(request, pk, turn, holder):
    """Say how a task stands at one of its holders."""
    task, today = _fetched(request, pk), clock.today()
    party = party_of_key(holder)
    try:
        desk = statement_desk(task, turn, party, request.user, today)
    except RuleBroken as refusal:
        raise Http404 from refusal
    if not desk.right.may:
        raise PermissionDenied
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TaskStatementForm(*posted, said=desk.row.standing.said, asked=desk.asked_by, today=today)
    if form.is_valid():
        try:
            state_task(task, turn, party, form.statement(), by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, desk.told(form.cleaned_data["as_of"]))
            return redirect(desk.page)
    context = {"task": task, "desk": desk, "form": form, "crumbs": [*_crumbs(task.plan), (desk.words, desk.page)]}
    return render(request, "reporting/task_state_page.html", context, status=422 if form.errors else 200)


@require_safe
@allow(works_here)
def task_file(request, statement, pk):
    """A file that came with a statement, for who may read the statement."""
    said = get_object_or_404(statements_visible_to(request.user), pk=statement)
    return attachment(get_object_or_404(said.files, pk=pk))


def _fetched(request, pk):
    return get_object_or_404(tasks_visible_to(request.user).select_related("plan", "section"), pk=pk)


def _crumbs(plan=None):
    above = [(plan.short_title, reverse("reporting:task-plan", args=[plan.code]))] if plan else []
    return [("Nhiệm vụ", reverse("reporting:task-board")), *above]
