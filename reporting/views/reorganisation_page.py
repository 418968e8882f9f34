"""The page of one reorganisation: a draft with what it would do, else what it did."""

from datetime import timedelta

from django.core.paginator import Paginator
from django.shortcuts import render
from django.urls import reverse

from plans.reorganising import fingerprint_of, may_change_units, people_left, places_offered
from portal import clock
from reporting.forms.reorganisation import ConfirmForm, SeatForm, UndoForm
from reporting.reorganising import default_closing_day, foresee, told, why_not_undone

FAMILIES_A_PAGE = 8


def drawn_page(request, reorganisation, *, confirming=None, undoing=None):
    """The page; a form that was refused is shown with what is wrong."""
    context = {
        "reorganisation": reorganisation,
        "crumbs": [("Sắp xếp đơn vị", reverse("reporting:reorganisation-list"))],
        "may_change": may_change_units(request.user, reorganisation.province_id, clock.today()),
        "form": confirming or undoing,
    }
    if reorganisation.is_draft:
        context |= _draft(request, reorganisation, confirming)
        template = "reporting/reorganisation_draft_page.html"
    else:
        context |= _done(reorganisation, undoing)
        template = "reporting/reorganisation_page.html"
    refused = context["form"] is not None and context["form"].errors
    return render(request, template, context, status=422 if refused else 200)


def _draft(request, draft, confirming):
    foreseen = foresee(draft, by=request.user, now=clock.now())
    day = default_closing_day(draft.effective_on - timedelta(days=1), clock.today())
    fresh = ConfirmForm(initial={"seen": fingerprint_of(draft), "closing_last_day": day})
    return {
        "foreseen": foreseen,
        "told": foreseen.told,
        "page": Paginator(foreseen.families, FAMILIES_A_PAGE).get_page(request.GET.get("page")),
        "confirming": confirming or fresh,
        "seen": fingerprint_of(draft),
    }


def _done(reorganisation, undoing):
    lines = reorganisation.lines.select_related("predecessor", "successor").order_by("order", "pk")
    context = {"lines": lines, "undoing": undoing or UndoForm(), "told": None, "left": [], "obstacles": []}
    if reorganisation.is_confirmed:
        context["told"] = told(reorganisation, reorganisation.effects, clock.today())
        context["obstacles"] = why_not_undone(reorganisation)
        context["left"] = [(seat, _seat_form(reorganisation, seat)) for seat in people_left(reorganisation)]
    return context


def _seat_form(reorganisation, seat):
    return SeatForm(places_offered(reorganisation, seat), initial={"seat": seat.pk}, auto_id=f"vi-tri-{seat.pk}-%s")
