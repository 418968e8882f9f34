"""Timeliness and completeness over the years."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.rules import plans_visible_to
from portal import clock
from portal.access import allow
from reporting.overseeing.drawing_years import drawn_years
from reporting.overseeing.years import MOST_ROUNDS, years_of
from reporting.watching import rounds_watched_by, watches

ROWS_A_PAGE = 200


@require_safe
@allow(watches)
def round_years(request):
    """A plan's units x rounds; ?ke-hoach=, ?tu= and ?den= choose the plan and the years."""
    rounds = rounds_watched_by(request.user)
    plans = list(plans_visible_to(request.user).filter(rounds__in=rounds).distinct().order_by("-first_year", "code"))
    plan = next((one for one in plans if one.code == request.GET.get("ke-hoach")), plans[0] if plans else None)
    context = {"plans": plans, "plan": plan, "most": MOST_ROUNDS, "crumbs": _crumbs()}
    if plan:
        context |= _account(request, plan, rounds)
    return render(request, "reporting/round_years_page.html", context)


def _account(request, plan, rounds):
    offered = sorted(set(rounds.filter(plans=plan).order_by().values_list("year", flat=True)))
    first, last = (_chosen(request.GET.get(name), offered) for name in ("tu", "den"))
    years = years_of(plan, rounds, clock.now(), first, last)
    page = Paginator(years.rows, ROWS_A_PAGE).get_page(request.GET.get("page"))
    table = drawn_years(years, page)
    return {"offered": offered, "first": first, "last": last, "years": years, "page": page, "table": table}


def _chosen(typed, offered):
    """The year, where it is one of those offered."""
    return next((year for year in offered if str(year) == typed), None)


def _crumbs():
    return [("Kỳ báo cáo", reverse("reporting:round-list"))]
