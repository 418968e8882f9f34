"""Progress: the plans to choose from, and one plan's goals and units on a day."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.rules import plans_visible_to, reads_figures
from portal import clock
from portal.access import allow
from reporting.dashboards import board_of, drawn
from reporting.dashboards.parts import parts_of
from reporting.dashboards.placing import offers
from reporting.forms.dashboards import DayForm, ViewForm
from reporting.rules import figures_visible_to, may_read_document


@require_safe
@allow(reads_figures)
def dashboard_list(request):
    """The plans whose progress the person may read."""
    plans = plans_visible_to(request.user).select_related("scope")
    return render(request, "reporting/dashboard_list_page.html", {"plans": plans})


@require_safe
@allow(reads_figures)
def dashboard(request, code):
    """A plan's progress on a day: everybody's sums, and the single rows that the person may read."""
    plan = get_object_or_404(plans_visible_to(request.user).select_related("scope"), code=code)
    rounds, today = list(plan.rounds.order_by("cut_off", "pk")), clock.today()
    form = _day_form(request, rounds, today)
    choice = ViewForm(request.GET, today=today)
    day, view = form.day(today), choice.view()
    board = board_of(plan, day, figures_visible_to(request.user), request.GET.get("page"), view)
    context = {
        "plan": plan,
        "form": form.as_read(today),
        "board": board,
        "rounds": rounds,
        "today": today,
        "matrix": drawn(board.matrix),
        "choice": choice,
        "view": view,
        "offers": offers(view),
        "told": _to_take_away(request.user, plan, rounds, day),
        "crumbs": [("Tiến độ", reverse("reporting:dashboard-list"))],
    }
    return render(request, "reporting/dashboard_page.html", context)


@require_safe
@allow(reads_figures)
def dashboard_parts(request, code):
    """What is broken down, side by side: everybody's sums by part on a day."""
    plan = get_object_or_404(plans_visible_to(request.user), code=code)
    rounds, today = list(plan.rounds.order_by("cut_off", "pk")), clock.today()
    form = _day_form(request, rounds, today)
    crumbs = [
        ("Tiến độ", reverse("reporting:dashboard-list")),
        (plan.short_title, reverse("reporting:dashboard", args=[code])),
    ]
    context = {
        "plan": plan,
        "form": form.as_read(today),
        "board": parts_of(plan, form.day(today)),
        "rounds": rounds,
        "today": today,
        "crumbs": crumbs,
    }
    return render(request, "reporting/dashboard_parts_page.html", context)


def _day_form(request, rounds, today):
    return DayForm(request.GET, last_day=max([today, *(round_.cut_off for round_ in rounds)]))


def _to_take_away(user, plan, rounds, day):
    """The latest round up to the day, for whom may have its report."""
    return [round_ for round_ in rounds if round_.cut_off <= day][-1:] if may_read_document(user, plan) else []
