"""Rounds: the list, one round with its days and reports, opening, and setting the days."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.rules import administers, may_administer, plans_visible_to, works_here
from plans.working_days import current_working_days
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.forms.rounds import OpenRoundsForm, RoundDaysForm
from reporting.noting import may_note, notes_of
from reporting.opening import open_rounds, proposed_rounds, set_days
from reporting.overview import overviews_of
from reporting.proposing import with_remarks
from reporting.reviewing import rows_of
from reporting.rules import (
    oversees,
    reads_documents,
    reports_visible_to,
    rounds_visible_to,
)
from reporting.watching import may_watch, watched_among, watches

ROUNDS_A_PAGE = 20


@require_safe
@allow(works_here)
def round_list(request):
    """The rounds of the plans that the person may see, the newest first; ?nam= those of a year."""
    rounds = rounds_visible_to(request.user).select_related("province").prefetch_related("plans")
    years = list(rounds.order_by("-year").values_list("year", flat=True).distinct())
    year = next((one for one in years if str(one) == request.GET.get("nam")), None)
    page = Paginator(rounds.filter(year=year) if year else rounds, ROUNDS_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "overviews": overviews_of(page, clock.now()), "oversees": oversees(request.user)}
    context["imports_history"] = administers(request.user)
    context |= {"watches": watches(request.user), "years": years, "year": year}
    context["watched"] = watched_among(request.user, page)
    return render(request, "reporting/round_list_page.html", context)


@require_safe
@allow(works_here)
def round_page(request, pk):
    """A round's days, how far its reports have come, and the reports that the person may open."""
    round_ = _fetched(request, pk)
    (overview,) = overviews_of([round_], clock.now())
    steers = may_note(request.user, round_, clock.now())
    reports = (
        reports_visible_to(request.user).in_round(round_).select_related("unit", "agency", "submitted_by", "round")
    )
    context = {
        "round": round_,
        "overview": overview,
        "rows": rows_of(reports.in_reading_order(), clock.now()),
        "oversees": oversees(request.user),
        "watches": may_watch(request.user, round_),
        "reads_documents": reads_documents(request.user),
        "notes": notes_of(round_, with_withdrawn=steers),
        "may_note": steers,
        "may_set_days": may_administer(request.user, round_.province_id),
        "crumbs": _crumbs(),
    }
    return render(request, "reporting/round_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def round_open(request, code, year):
    """What a plan's duties ask for in a year; a POST opens it."""
    plan = get_object_or_404(plans_visible_to(request.user), code=code)
    if not may_administer(request.user, plan.scope_id):
        raise PermissionDenied
    proposed = with_remarks(proposed_rounds(plan, year), current_working_days())
    form = OpenRoundsForm(proposed, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            rounds = open_rounds(plan, year, by=request.user, now=clock.now(), last_days=form.last_days())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã mở đủ kỳ và báo cáo: {', '.join(round_.name for round_ in rounds)}.")
            return redirect("reporting:round-list")
    context = {"plan": plan, "year": year, "proposed": proposed, "form": form, "crumbs": _crumbs()}
    return render(request, "reporting/round_open_page.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def round_days(request, pk):
    """Set a round's four days."""
    round_ = _fetched(request, pk)
    if not may_administer(request.user, round_.province_id):
        raise PermissionDenied
    form = RoundDaysForm(
        request.POST if request.method == "POST" else None, initial=vars(round_), working=current_working_days()
    )
    if form.is_valid():
        try:
            set_days(round_, by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu các ngày của kỳ báo cáo.")
            return redirect(round_)
    context = {"round": round_, "form": form, "crumbs": [*_crumbs(), (round_.name, round_.get_absolute_url())]}
    return render(request, "reporting/round_days_page.html", context, status=422 if form.errors else 200)


def _fetched(request, pk):
    rounds = rounds_visible_to(request.user).select_related("province", "opened_by").prefetch_related("plans")
    return get_object_or_404(rounds, pk=pk)


def _crumbs():
    return [("Kỳ báo cáo", reverse("reporting:round-list"))]
