"""More time for one report: the administrator's page, granting and taking back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from plans.rules import administers
from plans.working_days import current_working_days
from portal import clock
from portal.access import allow
from portal.dates import format_date
from portal.errors import RuleBroken
from reporting.deadlines import ordinary_last_day
from reporting.extending import grant_extension, withdraw_extension
from reporting.forms.extensions import EndExtensionForm, ExtensionForm
from reporting.rules import rights_in
from reporting.tags import deadline_of, tags_of
from reporting.views.report_frame import crumbs_to, fetched


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def report_extension(request, pk):
    """What was granted, and the form to grant more time."""
    report = _administered(request, pk)
    form = ExtensionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            granted = grant_extension(report, by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            remark = current_working_days().remark(granted.last_day)
            told = f"Đã gia hạn cho {report.reporter_name} đến hết ngày {format_date(granted.last_day)}."
            messages.success(request, f"{told} Ngày này là {remark}." if remark else told)
            return redirect(report)
    return _page(request, report, form, EndExtensionForm())


@require_POST
@allow(administers)
def report_extension_end(request, pk):
    """Take it back."""
    report = _administered(request, pk)
    form = EndExtensionForm(request.POST)
    if form.is_valid():
        try:
            withdraw_extension(report, by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã thôi gia hạn cho {report.reporter_name}: hạn của kỳ lại áp dụng.")
            return redirect(report)
    return _page(request, report, ExtensionForm(), form)


def _page(request, report, form, end_form):
    now = clock.now()
    context = {
        "report": report,
        "tags": tags_of(report, now),
        "deadline": deadline_of(report, now),
        "ordinary": ordinary_last_day(report),
        "form": form,
        "end_form": end_form,
        "extensions": report.extensions.select_related("granted_by").order_by("-pk"),
        "crumbs": crumbs_to(report),
    }
    wrong = form.errors or end_form.errors
    return render(request, "reporting/report_extension_page.html", context, status=422 if wrong else 200)


def _administered(request, pk):
    report = fetched(request, pk)
    if not rights_in(request.user, report).administers:
        raise PermissionDenied
    return report
