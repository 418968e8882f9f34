"""A new indicator of a draft: first of which kind, then its own boxes; and the way back to the goal that needs it."""

from urllib.parse import urlencode

from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from plans.drafting import with_entry
from plans.forms import parts
from plans.forms.indicators import IndicatorForm, chosen_kind, kinds_offered
from plans.forms.offers import Offers
from plans.rules import writes_plans
from plans.views.draft_saving import draft_page, fetched, kept
from portal.access import allow

PART = parts.INDICATORS


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_indicator_new(request, pk):
    """The kinds to choose from; of the chosen one (?loai=) its form."""
    draft = fetched(request, pk)
    kind = chosen_kind(request.GET)
    if kind is None:
        return _page(request, draft, "plans/draft_indicator_kind_page.html", kinds=kinds_offered(request.GET))
    form = IndicatorForm(Offers(draft), None, request.POST if request.method == "POST" else None, kind=kind)
    if form.is_valid() and kept(request, draft, form, lambda content: _with(content, form)):
        return redirect(_way_on(request, draft, form.saved_code))
    alike = [(card, _back_to_goal(request, draft, card.code)) for card in form.alike]
    return _page(request, draft, "plans/draft_indicator_page.html", form=form, kind=kind, alike=alike)


def _with(content, form):
    form.saved_code = form.code_in(content, PART.key)
    return with_entry(content, PART.key, {"code": form.saved_code, **form.entry()})


def _way_on(request, draft, code) -> str:
    return _back_to_goal(request, draft, code) or reverse("plans:draft-part", args=[draft.pk, PART.slug])


def _back_to_goal(request, draft, code) -> str:
    """The goal that was left for an indicator, now with this one; blank where none was left."""
    goal, slug = request.GET.get("chi-tieu"), parts.GOALS.slug
    if not goal:
        return ""
    known = {entry.get("code") for entry in draft.content.get("goals", ())}
    new = reverse("plans:draft-entry-new", args=[draft.pk, slug])
    where = reverse("plans:draft-entry", args=[draft.pk, slug, goal]) if goal in known else new
    return f"{where}?{urlencode({'tiep': 1, 'chi-so': code})}"


def _page(request, draft, template, **context):
    above = [(PART.title, reverse("plans:draft-part", args=[draft.pk, PART.slug]))]
    return draft_page(request, template, draft, here="Thêm chỉ số", above=above, part=PART, **context)
