"""The audit trail: read page by page, sifted, and taken away as a workbook."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from portal import clock
from portal.access import allow
from portal.auditing import head
from reporting.auditing import record_trail_taken
from reporting.forms.trail import TrailForm
from reporting.spreadsheets.trail import trail_workbook
from reporting.trail import MOST_EXPORTED, entries_visible_to, kinds_for, page_of, province_of, reads_trail, sifted

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@never_cache
@allow(reads_trail)
def audit_list(request):
    """The newest entries that were asked for; older ones by their number."""
    form, entries = _asked_for(request)
    context = {"form": form, "page": page_of(entries, form.below()), "head": head(), "most_exported": MOST_EXPORTED}
    return render(request, "reporting/audit_list_page.html", context)


@require_safe
@never_cache
@allow(reads_trail)
def audit_xlsx(request):
    """The same entries as a workbook, with the hashes that prove them."""
    _, entries = _asked_for(request)
    written = trail_workbook(list(entries[:MOST_EXPORTED]), head())
    record_trail_taken(province_of(request.user), by=request.user, now=clock.now())
    response = HttpResponse(written, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"nhat-ky-{clock.today():%Y-%m-%d}.xlsx")
    return response


def _asked_for(request):
    form = TrailForm(request.GET, kinds=kinds_for(request.user))
    return form, sifted(entries_visible_to(request.user), form.sieve())
