"""Rounds that no duty foresees: opening one, asking further units, taking a mistaken one back."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from plans.rules import administers, may_administer
from plans.working_days import current_working_days
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.ad_hoc import add_units, discard_round, open_ad_hoc, plans_to_ask, units_to_add, units_to_ask
from reporting.forms.ad_hoc import AdHocForm, MoreUnitsForm, PlansForm
from reporting.rules import rounds_visible_to

PLANS = "ke-hoach"


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def round_ad_hoc(request):
    """First which plans (?ke-hoach=, once for each), then the whole form; a POST opens the round."""
    plans = plans_to_ask(request.user, request.GET.getlist(PLANS))
    if not plans:
        form = PlansForm(plans_to_ask(request.user), request.GET if PLANS in request.GET else None)
        return _page(request, "reporting/ad_hoc_plans_page.html", form, crumbs=_crumbs())
    form = AdHocForm(plans, units_to_ask(plans, clock.today()), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            round_ = open_ad_hoc(form.asked(), by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            told = [
                f"Đã mở kỳ “{round_.name}”, {round_.reports.count()} báo cáo.",
                *form.remarks(current_working_days()),
            ]
            messages.success(request, " ".join(told))
            return redirect(round_)
    query = urlencode([(PLANS, plan.code) for plan in plans])
    return _page(request, "reporting/ad_hoc_page.html", form, plans=plans, query=query, crumbs=_crumbs())


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def round_more_units(request, pk):
    """Ask further units in a round that was opened for some."""
    round_ = _administered(request, pk)
    form = MoreUnitsForm(units_to_add(round_), request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            add_units(round_, form.cleaned_data["units"], by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã thêm đơn vị vào kỳ.")
            return redirect(round_)
    crumbs = [*_crumbs(), (round_.name, round_.get_absolute_url())]
    return _page(request, "reporting/more_units_page.html", form, round=round_, crumbs=crumbs)


@require_POST
@allow(administers)
def round_discard(request, pk):
    """Take back a round that was opened by mistake."""
    round_ = _administered(request, pk)
    try:
        discard_round(round_, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(round_)
    messages.success(request, f"Đã bỏ kỳ “{round_.name}”.")
    return redirect("reporting:round-list")


def _page(request, template, form, **context):
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


def _administered(request, pk):
    round_ = get_object_or_404(rounds_visible_to(request.user), pk=pk)
    if not may_administer(request.user, round_.province_id):
        raise PermissionDenied
    return round_


def _crumbs():
    return [("Kỳ báo cáo", reverse("reporting:round-list"))]
