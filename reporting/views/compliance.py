"""The documents that units and the province owe under a plan: who has them, filing them, and their files."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import plans_visible_to, works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.files import attachment
from reporting.complying import (
    board_of,
    file_document,
    filed_visible_to,
    plan_counts,
    rights_on,
    units_seen,
    withdraw_document,
    years_of,
)
from reporting.forms.compliance import FilingForm

ROWS_A_PAGE = 50


@require_safe
@allow(works_here)
def compliance_list(request):
    """The plans that the person sees, with how many documents each asks for."""
    plans = list(plans_visible_to(request.user))
    counts = plan_counts(plans)
    context = {"plans": [(plan, counts.get(plan.pk, 0)) for plan in plans]}
    return render(request, "reporting/compliance_list_page.html", context)


@require_safe
@allow(works_here)
def compliance_page(request, code):
    """A year's documents: units down, documents across; ?loc=chua-co only what is missing, ?van-ban= of one of them."""
    plan = plan_of(request, code)
    today, rights = clock.today(), rights_on(request.user, plan)
    year, years = _year(request, plan, today), years_of(plan)
    board = board_of(plan, year, rights, today)
    document, only_missing = request.GET.get("van-ban", ""), request.GET.get("loc") == "chua-co"
    rows = board.missing_rows(document) if only_missing else board.rows
    context = {
        "plan": plan,
        "board": board,
        "page": Paginator(rows, ROWS_A_PAGE).get_page(request.GET.get("page")),
        "year": year,
        "years": years,
        "only_missing": only_missing,
        "document": document,
        "rights": rights,
        "crumbs": _crumbs(),
    }
    return render(request, "reporting/compliance_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def compliance_file(request, code, document, unit, year):
    """Write down that a unit has a document, or correct what was written."""
    plan, owed, unit, rights = _place(request, code, document, unit, year)
    if not rights.may_file(unit.pk):
        raise PermissionDenied
    filed = filed_visible_to(rights, plan).filter(owed=owed, unit=unit, year=year).first()
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FilingForm(*posted, filed=filed)
    if form.is_valid():
        try:
            file_document(owed, unit, year, form.filing(), by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã lưu văn bản của {unit}.")
            return redirect(_page_of(plan, year))
    context = {"plan": plan, "owed": owed, "unit": unit, "year": year, "filed": filed, "form": form}
    context["crumbs"] = [*_crumbs(), (plan.short_title, _page_of(plan, year))]
    return render(request, "reporting/compliance_file_page.html", context, status=422 if form.errors else 200)


@require_POST
@allow(works_here)
def compliance_withdraw(request, code, pk):
    """Take back a document that was written down by mistake."""
    filed = _filed(request, code, pk)
    withdraw_document(filed, by=request.user, now=clock.now())
    messages.success(request, f"Đã xóa văn bản số {filed.number} của {filed.unit}.")
    return redirect(_page_of(filed.owed.plan, filed.year))


@require_safe
@allow(works_here)
def compliance_attachment(request, code, pk):
    """The file of a document."""
    filed = _filed(request, code, pk)
    if filed.file is None:
        raise Http404
    return attachment(filed.file)


def plan_of(request, code):
    return get_object_or_404(plans_visible_to(request.user).select_related("scope"), code=code)


def _filed(request, code, pk):
    plan = plan_of(request, code)
    return get_object_or_404(filed_visible_to(rights_on(request.user, plan), plan), pk=pk)


def _place(request, code, document, unit, year):
    """The plan, the document and the unit of an address, where the person sees all three."""
    plan = plan_of(request, code)
    rights = rights_on(request.user, plan)
    owed = get_object_or_404(
        plan.owed_documents.select_related("plan"), code=document, first_year__lte=year, last_year__gte=year
    )
    unit = get_object_or_404(units_seen(rights, plan), pk=unit)
    return plan, owed, unit, rights


def _year(request, plan, today):
    asked = request.GET.get("nam", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today.year
    return min(max(year, plan.first_year), plan.last_year)


def _page_of(plan, year):
    return f"{reverse('reporting:compliance-page', args=[plan.code])}?nam={year}"


def _crumbs():
    return [("Văn bản phải có", reverse("reporting:compliance-list"))]
