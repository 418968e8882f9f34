"""The pilots ("điểm") of a plan."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.files import attachment
from reporting.complying import agencies_of, pilots_of, remove_pilot, rights_on, save_pilot, units_open_to
from reporting.forms.pilots import PilotForm
from reporting.views.compliance import plan_of

ROWS_A_PAGE = 50


@require_safe
@allow(works_here)
def pilot_list(request, code):
    """All pilots of a plan."""
    plan = plan_of(request, code)
    rights = rights_on(request.user, plan)
    page = Paginator(pilots_of(plan), ROWS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "plan": plan,
        "page": page,
        "own": {pilot.pk for pilot in page if rights.may_name_pilot(pilot.unit_id)},
        "readable": {pilot.pk for pilot in page if pilot.file and rights.may_see(pilot.unit_id)},
        "rights": rights,
        "crumbs": _crumbs(plan),
    }
    return render(request, "reporting/pilot_list_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def pilot_new(request, code):
    """Register a pilot."""
    plan = plan_of(request, code)
    if not rights_on(request.user, plan).names_pilots:
        raise PermissionDenied
    return _form(request, plan, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def pilot_edit(request, code, pk):
    """Correct or end a pilot."""
    plan, pilot = _fetched(request, code, pk)
    if not rights_on(request.user, plan).may_name_pilot(pilot.unit_id):
        raise PermissionDenied
    return _form(request, plan, pilot)


@require_POST
@allow(works_here)
def pilot_remove(request, code, pk):
    """Take away a pilot that was written down by mistake."""
    plan, pilot = _fetched(request, code, pk)
    remove_pilot(pilot, by=request.user, now=clock.now())
    messages.success(request, f"Đã xóa điểm: {pilot}.")
    return redirect("reporting:pilot-list", plan.code)


@require_safe
@allow(works_here)
def pilot_attachment(request, code, pk):
    """The paper by which a pilot was registered."""
    plan, pilot = _fetched(request, code, pk)
    if pilot.file is None or not rights_on(request.user, plan).may_see(pilot.unit_id):
        raise Http404
    return attachment(pilot.file)


def _form(request, plan, pilot):
    rights = rights_on(request.user, plan)
    units = units_open_to(rights, plan, roles="heads", besides=pilot and pilot.unit_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PilotForm(*posted, units=units, agencies=agencies_of(plan), pilot=pilot)
    if form.is_valid():
        try:
            save_pilot(plan, form.facts(), by=request.user, now=clock.now(), pilot=pilot)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu điểm chỉ đạo.")
            return redirect("reporting:pilot-list", plan.code)
    crumbs = [*_crumbs(plan), ("Điểm chỉ đạo", reverse("reporting:pilot-list", args=[plan.code]))]
    context = {"plan": plan, "pilot": pilot, "form": form, "crumbs": crumbs}
    return render(request, "reporting/pilot_page.html", context, status=422 if form.errors else 200)


def _fetched(request, code, pk):
    plan = plan_of(request, code)
    return plan, get_object_or_404(pilots_of(plan).select_related("plan"), pk=pk)


def _crumbs(plan):
    return [("Kế hoạch", reverse("plans:plan-list")), (plan.short_title, plan.get_absolute_url())]
