"""The catalogue of indicators: found by words, read with how each adds up and which plans use it."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.cataloguing import (
    adding_up,
    catalogue_of,
    found_by,
    givers_words,
    goals_on,
    kind_of,
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
    form = SearchForm(request.GET)
    catalogue = catalogue_of(request.user)
    found = found_by(form.words(), catalogue.indicators.order_by("name", "code"))
    page = Paginator(form.of_kind(found), INDICATORS_A_PAGE).get_page(request.GET.get("page"))
    counts = use_counts(page, catalogue.plans)
    rows = [
        (indicator, kind_of(indicator), catalogue.origins.get(indicator.code), counts[indicator.pk])
        for indicator in page
    ]
    context = {"form": form, "page": page, "rows": rows}
    return render(request, "plans/indicator_list_page.html", context)


@require_safe
@allow(works_here)
def indicator_page(request, code):
    """One indicator: what is counted, how it adds up, who is asked, and where it is used."""
    catalogue = catalogue_of(request.user)
    rows = catalogue.indicators.select_related("breakdown", "not_above").prefetch_related(
        "breakdown__parts", "components__component"
    )
    indicator = get_object_or_404(rows, code=code)
    context = {
        "indicator": indicator,
        "kind": kind_of(indicator),
        "origin": catalogue.origins.get(indicator.code),
        "adding_up": adding_up(indicator),
        "givers": givers_words(indicator),
        "goals": goals_on(indicator, catalogue.plans),
        "crumbs": [("Danh mục chỉ số", reverse("plans:indicator-list"))],
    }
    return render(request, "plans/indicator_page.html", context)
