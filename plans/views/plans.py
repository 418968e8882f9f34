"""The plans a person sees, and a plan as the paper it is."""

from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from plans.paper import agencies_with_tasks, paper_of, tasks_of
from plans.rules import plans_visible_to, works_here
from portal import clock
from portal.access import allow


@allow(works_here)
@require_safe
def plan_list(request):
    """Every plan that concerns the person's units or agencies."""
    return render(request, "plans/plan_list_page.html", {"plans": plans_visible_to(request.user).with_sizes()})


@allow(works_here)
@require_safe
def plan_page(request, code):
    """The whole paper; with ?co-quan= one agency's tasks out of it; with ?mo=het all readings are open."""
    visible = plans_visible_to(request.user)
    plan = get_object_or_404(visible.select_related("scope"), code=code)
    paper = paper_of(plan, visible=visible, today=clock.today())
    chosen = request.GET.get("co-quan", "")
    context = {
        "paper": paper,
        "choices": agencies_with_tasks(paper),
        "chosen": chosen,
        "agency_tasks": tasks_of(paper, chosen),
        "open_all": request.GET.get("mo") == "het",
    }
    return render(request, "plans/plan_page.html", context)
