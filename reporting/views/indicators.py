"""One fact, many plans: an indicator, its accepted values, and what each plan in force makes of them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.cataloguing import adding_up, cards_of, catalogue_of
from plans.rules import reads_figures
from portal import clock
from portal.access import allow
from reporting.dashboards.facts import fact_of


@allow(reads_figures)
@require_safe
def indicator_page(request, code):
    """?pham-vi= names a plan whose territory is meant, where plans of several ask for the indicator."""
    catalogue = catalogue_of(request.user)
    indicator = get_object_or_404(catalogue.indicators, code=code)
    [card] = cards_of(catalogue.indicators.filter(pk=indicator.pk))
    context = {
        "card": card,
        "adding_up": adding_up(card),
        "today": clock.today(),
        "fact": fact_of(indicator, catalogue.plans, clock.today(), request.GET.get("pham-vi", "")),
        "crumbs": [("Danh mục chỉ số", reverse("plans:indicator-list"))],
    }
    return render(request, "reporting/indicator_page.html", context)
