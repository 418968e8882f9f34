"""A draft's own page, its frame and its verbatim lists, its file, and throwing it away."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.drafting import with_frame, with_lines
from plans.forms import parts
from plans.forms.frame import FrameForm, LinesForm
from plans.forms.offers import Offers
from plans.forms.overview import done_of, groups_of
from plans.forms.problems import problems_of
from plans.loading.trees import yaml_of
from plans.publishing import discard, mistakes_of, undescribed
from plans.rules import writes_plans
from plans.views.draft_saving import draft_page, fetched, kept
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken

# What the frame of a new draft holds before anybody has opened it: its mistakes are not told yet.
GIVEN = {"code", "kind", "short_title", "scope"}


@require_safe
@allow(writes_plans)
def draft_home(request, pk):
    """The parts of a draft with their state, and everything that stands against publishing."""
    draft = fetched(request, pk)
    problems = problems_of(draft, mistakes_of(draft))
    groups = groups_of(draft, problems)
    done, of = done_of(groups)
    context = {
        "groups": groups,
        "done": done,
        "of": of,
        "problems": problems,
        "undescribed": undescribed(draft),
        "at_home": True,
    }
    return draft_page(request, "plans/draft_home_page.html", draft, here="Các phần của kế hoạch", **context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_frame(request, pk):
    """What the first page and the signature of the paper say."""
    draft = fetched(request, pk)
    offers, there = Offers(draft), draft.content.get("plan") or {}
    if request.method == "POST":
        form = FrameForm(offers, there, request.POST)
        if form.is_valid() and kept(request, draft, form, lambda content: with_frame(content, form.frame())):
            return redirect("plans:draft-page", pk=draft.pk)
    else:
        problems = problems_of(draft, mistakes_of(draft)).in_part(parts.FRAME)
        begun = problems and not set(there) <= GIVEN
        form = FrameForm.with_problems(offers, there, problems) if begun else FrameForm(offers, there)
    return draft_page(
        request, "plans/draft_entry_page.html", draft, here=parts.FRAME.title, form=form, part=parts.FRAME
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_lines(request, pk, part):
    """A verbatim list of the paper: its legal basis, recipients or sources of money."""
    draft, part = fetched(request, pk), parts.part_at(part, among=parts.LINES)
    there = {"lines": draft.content.get(part.key) or []}
    data = request.POST if request.method == "POST" else None
    form = LinesForm(Offers(draft), there, data, label=part.one, advice=part.lede)
    if form.is_valid() and kept(request, draft, form, lambda content: with_lines(content, part.key, form.said())):
        return redirect("plans:draft-page", pk=draft.pk)
    return draft_page(request, "plans/draft_entry_page.html", draft, here=part.title, form=form, part=part)


@require_safe
@allow(writes_plans)
def draft_file(request, pk):
    """The draft as a plan file, to be read or carried on elsewhere."""
    draft = fetched(request, pk)
    name = (draft.content.get("plan") or {}).get("code") or f"ban-soan-{draft.pk}"
    file = HttpResponse(yaml_of(draft.content), content_type="application/yaml; charset=utf-8")
    file["Content-Disposition"] = f'attachment; filename="{name}.yaml"'
    return file


@require_POST
@allow(writes_plans)
def draft_discard(request, pk):
    """Throw a draft away."""
    draft = fetched(request, pk)
    try:
        discard(draft, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:draft-page", pk=pk)
    messages.success(request, f"Đã bỏ bản soạn “{draft.title}”.")
    return redirect("plans:draft-list")
