"""Proposals for funds, inspections and commendations of units under a plan."""

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
from reporting.choices import RecordKind
from reporting.complying import records_visible_to, remove_record, rights_on, save_record, units_open_to
from reporting.forms.compliance import RecordForm
from reporting.views.compliance import plan_of

ROWS_A_PAGE = 50


@require_safe
@allow(works_here)
def record_list(request, code):
    """The records that the person may see, the latest first; ?loai= of one kind."""
    plan = plan_of(request, code)
    rights, kind = rights_on(request.user, plan), request.GET.get("loai", "")
    records = records_visible_to(rights, plan)
    if kind in RecordKind.values:
        records = records.filter(kind=kind)
    page = Paginator(records, ROWS_A_PAGE).get_page(request.GET.get("page"))
    own = {record.pk for record in page if rights.may_change(record)}
    context = {"plan": plan, "page": page, "own": own, "rights": rights, "kind": kind, "kinds": RecordKind.choices}
    context["crumbs"] = _crumbs(plan)
    return render(request, "reporting/compliance_records_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def record_new(request, code):
    """Write a record down."""
    plan = plan_of(request, code)
    if not rights_on(request.user, plan).records:
        raise PermissionDenied
    return _form(request, plan, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def record_edit(request, code, pk):
    """Correct a record."""
    plan, record = _fetched(request, code, pk)
    if not rights_on(request.user, plan).may_change(record):
        raise PermissionDenied
    return _form(request, plan, record)


@require_POST
@allow(works_here)
def record_remove(request, code, pk):
    """Take a record away."""
    plan, record = _fetched(request, code, pk)
    remove_record(record, by=request.user, now=clock.now())
    messages.success(request, f"Đã xóa: {record.subject}.")
    return redirect("reporting:record-list", plan.code)


@require_safe
@allow(works_here)
def record_attachment(request, code, pk):
    """The file of a record."""
    _, record = _fetched(request, code, pk)
    if record.file is None:
        raise Http404
    return attachment(record.file)


def _form(request, plan, record):
    rights = rights_on(request.user, plan)
    units = units_open_to(rights, plan, roles="files_for", besides=record and record.unit_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = RecordForm(*posted, units=units, record=record)
    if form.is_valid():
        try:
            save_record(plan, form.facts(), by=request.user, now=clock.now(), record=record)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu.")
            return redirect("reporting:record-list", plan.code)
    crumbs = [*_crumbs(plan), ("Đề xuất, kiểm tra, khen thưởng", reverse("reporting:record-list", args=[plan.code]))]
    context = {"plan": plan, "record": record, "form": form, "crumbs": crumbs}
    return render(request, "reporting/compliance_record_page.html", context, status=422 if form.errors else 200)


def _fetched(request, code, pk):
    plan = plan_of(request, code)
    records = records_visible_to(rights_on(request.user, plan), plan).select_related("plan")
    return plan, get_object_or_404(records, pk=pk)


def _crumbs(plan):
    return [
        ("Văn bản phải có", reverse("reporting:compliance-list")),
        (plan.short_title, reverse("reporting:compliance-page", args=[plan.code])),
    ]
