"""A report's form to print: filled in as it stands, or empty to collect numbers with."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from reporting.auditing import record_export
from reporting.documents.paper_form import paper_form, pdf_of
from reporting.questions import questions_of
from reporting.rules import reports_visible_to


@require_safe
@never_cache
@allow(works_here)
def report_paper(request, pk):
    return _printed(request, pk, is_empty=False)


@require_safe
@never_cache
@allow(works_here)
def report_paper_empty(request, pk):
    return _printed(request, pk, is_empty=True)


def _printed(request, pk, *, is_empty):
    reports = reports_visible_to(request.user)
    report = get_object_or_404(
        reports.select_related("round__province", "unit", "agency__body_of", "submitted_by"), pk=pk
    )
    form = paper_form(report, questions_of(report), is_empty=is_empty)
    response = HttpResponse(pdf_of(form), content_type="application/pdf")
    what = f"biểu in {'trống ' if is_empty else ''}của báo cáo {report} (PDF)"
    record_export(what, report, by=request.user, now=clock.now())
    response["Content-Disposition"] = content_disposition_header(as_attachment=False, filename=f"{form.file_name}.pdf")
    return response
