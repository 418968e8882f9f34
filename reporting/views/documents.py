"""The province's report to take away: as PDF and as a workbook."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from plans.rules import plans_visible_to
from portal import clock
from portal.access import allow
from reporting.auditing import record_export
from reporting.documents.content import province_report
from reporting.documents.writers import WRITERS
from reporting.forms.dashboards import ViewForm
from reporting.rules import may_read_document, reads_documents, rounds_visible_to


@require_safe
@never_cache
@allow(reads_documents)
def document_pdf(request, pk, code):
    return _document(request, pk, code, "pdf")


@require_safe
@never_cache
@allow(reads_documents)
def document_xlsx(request, pk, code):
    return _document(request, pk, code, "xlsx")


def _document(request, round_pk, plan_code, form):
    user, view = request.user, ViewForm(request.GET, today=clock.today()).view()
    plan = get_object_or_404(plans_visible_to(user).select_related("scope"), code=plan_code)
    if not may_read_document(user, plan):
        raise Http404
    round_ = get_object_or_404(rounds_visible_to(user).select_related("province"), pk=round_pk, plans=plan)
    report, writer = province_report(plan, round_, view), WRITERS[form]
    what = f"báo cáo “{plan.short_title}”, {round_} ({form.upper()})"
    record_export(what, round_, by=user, now=clock.now())
    response = HttpResponse(writer.write(report), content_type=writer.content_type)
    response["Content-Disposition"] = content_disposition_header(
        not writer.opens_in_browser, f"{report.file_name}.{form}"
    )
    return response
