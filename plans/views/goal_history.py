"""The history of one goal: what its targets were and became, and what units were allotted of it."""

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.allocation.history import allotments_of
from plans.comparing import target_changes
from plans.rules import plans_visible_to, works_here
from portal.access import allow

LINES_A_PAGE = 100


@require_safe
@allow(works_here)
def goal_history(request, code, goal):
    """Everything that was ever promised on a goal; ?don-vi= for one unit's numbers alone."""
    plan = get_object_or_404(plans_visible_to(request.user), code=code)
    goal = get_object_or_404(plan.goals.select_related("indicator", "part"), code=goal)
    goal.plan, unit = plan, _unit_asked_for(request)
    allotted = allotments_of(goal)
    units = list({one.unit_pk: one.unit for one in sorted(allotted, key=lambda one: one.unit)}.items())
    chosen = [one for one in allotted if unit in (None, one.unit_pk)]
    context = {
        "plan": plan,
        "goal": goal,
        "changes": target_changes(plan, goal.code),
        "page": Paginator(chosen, LINES_A_PAGE).get_page(request.GET.get("page")),
        "units": units,
        "unit": unit,
        "crumbs": [("Kế hoạch", reverse("plans:plan-list")), (str(plan), plan.get_absolute_url())],
    }
    return render(request, "plans/goal_history_page.html", context)


def _unit_asked_for(request) -> int | None:
    asked = request.GET.get("don-vi", "")
    if not asked:
        return None
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        raise Http404
    return int(asked)
