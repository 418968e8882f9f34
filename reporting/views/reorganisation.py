"""Mergers and splits: the list, writing one, what it would do, carrying it out, what it did, undoing it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.reorganising import (
    changes_units,
    discard,
    give_seat,
    places_offered,
    province_of,
    reorganisations_visible_to,
    sees_reorganisations,
    write_reorganisation,
)
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.forms.reorganisation import ConfirmForm, ReorganisationForm, SeatForm, UndoForm
from reporting.reorganising import carry_out, undo
from reporting.reorganising.template import template_xlsx
from reporting.views.reorganisation_page import drawn_page

A_PAGE = 20
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
@allow(sees_reorganisations)
def reorganisation_list(request):
    """What was and is being reorganised in the person's provinces, the latest first."""
    reorganisations = reorganisations_visible_to(request.user).select_related("province", "made_by", "confirmed_by")
    context = {
        "page": Paginator(reorganisations, A_PAGE).get_page(request.GET.get("page")),
        "may_write": changes_units(request.user),
    }
    return render(request, "reporting/reorganisation_list_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(changes_units)
def reorganisation_new(request):
    """Begin a draft."""
    return _written(request, _province(request), None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(changes_units)
def reorganisation_edit(request, pk):
    """Change a draft."""
    draft = _fetched(request, pk)
    if not draft.is_draft:
        messages.error(request, "Lần sắp xếp này đã được thực hiện nên không sửa được nữa.")
        return redirect("reporting:reorganisation-page", draft.pk)
    return _written(request, draft.province, draft)


@require_safe
@allow(changes_units)
def reorganisation_template(request):
    """An empty list to fill in, with the province's units beside it."""
    response = HttpResponse(template_xlsx(_province(request), clock.today()), content_type=XLSX)
    response["Content-Disposition"] = 'attachment; filename="danh-sach-sap-xep-don-vi.xlsx"'
    return response


@require_safe
@allow(sees_reorganisations)
def reorganisation_page(request, pk):
    """Of a draft what it would do; of one that was carried out what it did."""
    return drawn_page(request, _fetched(request, pk))


@require_POST
@allow(changes_units)
def reorganisation_confirm(request, pk):
    """Carry a draft out."""
    draft = _fetched(request, pk)
    form = ConfirmForm(request.POST)
    if form.is_valid():
        try:
            carry_out(draft, by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã thực hiện sắp xếp. Đơn vị, vị trí và báo cáo đã đổi theo.")
            return redirect("reporting:reorganisation-page", draft.pk)
    return drawn_page(request, _fetched(request, pk), confirming=form)


@require_POST
@allow(changes_units)
def reorganisation_discard(request, pk):
    """Throw a draft away."""
    draft = _fetched(request, pk)
    try:
        discard(draft, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ bản soạn “{draft.name}”.")
    return redirect("reporting:reorganisation-list")


@require_POST
@allow(changes_units)
def reorganisation_undo(request, pk):
    """Put everything back as it was."""
    reorganisation = _fetched(request, pk)
    form = UndoForm(request.POST)
    if form.is_valid():
        try:
            undo(reorganisation, by=request.user, now=clock.now(), because=form.cleaned_data["reason"])
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã hủy lần sắp xếp. Mọi thứ trở lại như trước.")
            return redirect("reporting:reorganisation-page", reorganisation.pk)
    return drawn_page(request, _fetched(request, pk), undoing=form)


@require_POST
@allow(changes_units)
def reorganisation_seat(request, pk):
    """Let somebody whose unit was split go on at one of its successors."""
    reorganisation = _fetched(request, pk)
    form = SeatForm(places_offered(reorganisation), request.POST)
    if not form.is_valid():
        messages.error(request, "Chọn đơn vị mà người này làm tiếp.")
        return redirect("reporting:reorganisation-page", reorganisation.pk)
    try:
        seat = give_seat(
            reorganisation, form.cleaned_data["seat"], form.cleaned_data["unit"], by=request.user, now=clock.now()
        )
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã giao vị trí: {seat}.")
    return redirect("reporting:reorganisation-page", reorganisation.pk)


def _fetched(request, pk):
    reorganisations = reorganisations_visible_to(request.user)
    return get_object_or_404(reorganisations.select_related("province", "made_by", "confirmed_by", "undone_by"), pk=pk)


def _province(request):
    province = province_of(request.user)
    if province is None:
        raise PermissionDenied
    return province


def _written(request, province, draft):
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ReorganisationForm(province, *posted, draft=draft).offer_for(clock.today())
    if form.is_valid():
        names = ("name", "decision", "effective_on")
        try:
            saved = write_reorganisation(
                draft,
                province_id=province.pk,
                lines=form.lines,
                by=request.user,
                now=clock.now(),
                **{name: form.cleaned_data[name] for name in names},
            )
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu bản soạn. Dưới đây là những gì sẽ thay đổi; chưa có gì được thực hiện.")
            return redirect("reporting:reorganisation-page", saved.pk)
    crumbs = [("Sắp xếp đơn vị", reverse("reporting:reorganisation-list"))]
    context = {"form": form, "draft": draft, "province": province, "problems": form.problems, "crumbs": crumbs}
    return render(request, "reporting/reorganisation_write_page.html", context, status=422 if form.errors else 200)
