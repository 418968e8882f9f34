"""The catalogue of indicators: found by words, read with how each adds up and which plans use it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.cataloguing import (
    adding_up,
    cards_of,
    catalogue_of,
    found_by,
    goals_on,
    provinces_kept_by,
    rules_on,
    use_counts,
)
from plans.forms.indicators import SearchForm
from plans.rules import works_here
from portal.access import allow

INDICATORS_A_PAGE = 25


@require_safe
@allow(works_here)
def indicator_list(request):
    """What is measured, found by words with or without tone marks."""
    form, catalogue = SearchForm(request.GET), catalogue_of(request.user)
    found = found_by(form.words(), catalogue.cards)
    page = Paginator(form.of_kind(found), INDICATORS_A_PAGE).get_page(request.GET.get("page"))
    counts = use_counts([card.code for card in page], catalogue.plans)
    rows = [(card, catalogue.origins.get(card.code), counts[card.code]) for card in page]
    context = {"form": form, "page": page, "rows": rows, "kept": provinces_kept_by(request.user)}
    return render(request, "plans/indicator_list_page.html", context)


@require_safe
@allow(works_here)
def indicator_page(request, code):
    """One indicator: what is counted, how it adds up, who is asked, and where it is used."""
    catalogue, kept = catalogue_of(request.user), provinces_kept_by(request.user)
    indicator = get_object_or_404(catalogue.indicators, code=code)
    [card] = cards_of(catalogue.indicators.filter(pk=indicator.pk))
    context = {
        "card": card,
        "origin": (origin := catalogue.origins.get(code)),
        "may_change": bool(origin and origin.owner and kept.filter(pk=origin.owner).exists()),
        "adding_up": adding_up(card),
        "goals": goals_on(indicator, catalogue.plans),
        "rules": rules_on(indicator, catalogue.plans),
        "crumbs": [("Danh mục chỉ số", reverse("plans:indicator-list"))],
    }
    return render(request, "plans/indicator_page.html", context)
