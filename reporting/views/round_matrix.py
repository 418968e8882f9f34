"""The morning after a round's last day: who has come how far."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.rules import plans_visible_to, reads_figures
from plans.succession import current_map
from portal import clock
from portal.access import allow
from reporting.overseeing.drawing import drawn
from reporting.overseeing.matrix import PLACE, SECTION, SIEVE, Asked, chosen_reports, matrix_of
from reporting.overseeing.reaching import reach_of
from reporting.overseeing.totals import totals_of
from reporting.reminding import remind
from reporting.round_plans import plans_asking
from reporting.rules import oversees, rounds_visible_to
from reporting.tags import deadline_on
from reporting.watching import may_watch, steers


@require_safe
@allow(reads_figures)
def round_matrix(request, pk):
    """Units x sections of a round; ?trang-thai=, ?noi= and ?phan= narrow it."""
    round_, now, asked = watched(request, pk), clock.now(), asked_in(request)
    matrix = matrix_of(round_, request.user, now, asked, request.GET.get("page"))
    context = {
        "round": round_,
        "matrix": matrix,
        "table": drawn(matrix),
        "query": asked.query(),
        "links": [(sieve, asked.query(sieve=sieve.word)) for sieve in matrix.chosen.sieves],
        "deadline": deadline_on(round_.units_last_day, now) if matrix.chosen.owing else None,
        "reminds": matrix.is_steered,
        "crumbs": crumbs_to(round_),
    }
    return render(request, "reporting/round_matrix_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(oversees)
def round_remind(request, pk):
    """Whom a reminder reaches, of those who still owe among what is chosen; a POST reminds them."""
    round_, now, asked = watched(request, pk), clock.now(), asked_in(request)
    if not steers(request.user, round_):
        raise PermissionDenied
    chosen = chosen_reports(round_, plans_asking(round_, current_map()), asked)
    reach = reach_of(chosen.reports.select_related("round"), now)
    back = f"{reverse('reporting:round-matrix', args=[pk])}?{asked.query()}"
    if request.method == "POST":
        messages.success(request, remind(reach.reports, by=request.user, now=now).words)
        return redirect(back)
    context = {"round": round_, "chosen": chosen, "reach": reach, "query": asked.query(), "back": back}
    context["crumbs"] = [*crumbs_to(round_), ("Tình hình nộp", back)]
    return render(request, "reporting/round_remind_page.html", context)


@require_safe
@allow(reads_figures)
def round_totals(request, pk):
    """What a round comes to while it is not all there; ?ke-hoach= chooses one of its plans."""
    round_ = watched(request, pk)
    plans = list(
        plans_visible_to(request.user).filter(rounds=round_).select_related("scope").order_by("signed_on", "pk")
    )
    if not plans:
        raise Http404
    plan = next((one for one in plans if one.code == request.GET.get("ke-hoach")), plans[0])
    context = {
        "round": round_,
        "plan": plan,
        "plans": plans,
        "totals": totals_of(round_, plan),
        "crumbs": [*crumbs_to(round_), ("Tình hình nộp", reverse("reporting:round-matrix", args=[pk]))],
    }
    return render(request, "reporting/round_totals_page.html", context)


def asked_in(request) -> Asked:
    """What the address asks to see of the matrix."""
    return Asked(*(request.GET.get(name, "") for name in (SIEVE, PLACE, SECTION)))


def watched(request, pk):
    """The round, where this person sees it (else 404) and may watch how far others have come (else 403)."""
    round_ = get_object_or_404(rounds_visible_to(request.user).select_related("province"), pk=pk)
    if not may_watch(request.user, round_):
        raise PermissionDenied
    return round_


def crumbs_to(round_):
    return [("Kỳ báo cáo", reverse("reporting:round-list")), (round_.name, round_.get_absolute_url())]
