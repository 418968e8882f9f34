"""The parts of a draft that are lists of entries: the list, one entry's form, moving and removing one."""

from functools import partial

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.drafting import (
    entry_of,
    moved,
    moved_section,
    section_of,
    with_entry,
    with_section,
    without_entry,
    without_section,
)
from plans.drafting.outline import DOWN, IN, OUT, UP
from plans.forms import parts
from plans.forms.offers import Offers
from plans.forms.parts import Part
from plans.forms.problems import problems_of
from plans.forms.rows import rows_of
from plans.publishing import mistakes_of
from plans.rules import writes_plans
from plans.views.draft_saving import changed, draft_page, fetched, kept
from portal.access import allow

WITH_FORMS = [part for part in parts.PARTS.values() if part.form]
STEPS = {"len": -1, "xuong": +1}
WAYS = {"len": UP, "xuong": DOWN, "vao": IN, "ra": OUT}


@require_safe
@allow(writes_plans)
def draft_part(request, pk, part):
    """The entries of a part, in their order, with what stands against publishing them."""
    draft, part = fetched(request, pk), _part_at(part)
    offers = Offers(draft)
    context = {
        "part": part,
        "rows": rows_of(part, draft.content, offers),
        "problems": problems_of(draft, mistakes_of(draft)).in_part(part),
        "known_agencies": offers.known_agencies if part is parts.AGENCIES else None,
    }
    return draft_page(request, "plans/draft_part_page.html", draft, here=part.title, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_entry_new(request, pk, part):
    """A new entry of a part, put after the others."""
    draft, part = fetched(request, pk), _part_at(part)
    form = part.form(Offers(draft), None, request.POST if request.method == "POST" else None)
    if form.is_valid() and kept(request, draft, form, _putting(form, part)):
        return redirect("plans:draft-part", pk=draft.pk, part=part.slug)
    return _form_page(request, draft, part, form, f"Thêm {part.one}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_entry(request, pk, part, key):
    """An entry's form; what stands against publishing it is told beside its boxes."""
    draft, part = fetched(request, pk), _part_at(part)
    entry, offers = _entry(draft, part, key), Offers(draft)
    if request.method == "POST":
        form = part.form(offers, entry, request.POST)
        if form.is_valid() and kept(request, draft, form, _putting(form, part, key if entry else None)):
            return redirect("plans:draft-part", pk=draft.pk, part=part.slug)
    elif entry is None:
        raise Http404
    else:
        problems = problems_of(draft, mistakes_of(draft)).of_entry(part, key)
        form = part.form.with_problems(offers, entry, problems) if problems else part.form(offers, entry)
    return _form_page(request, draft, part, form, f"Sửa {part.one}", key=key)


@require_POST
@allow(writes_plans)
def draft_entry_remove(request, pk, part, key):
    """Take an entry out of the draft; refused where another one still points at it."""
    draft, part = fetched(request, pk), _part_at(part)
    remove = without_section if part is parts.SECTIONS else partial(_without, part.key)
    _press(request, draft, part, key, remove, f"Đã bỏ {part.one}.")
    return redirect("plans:draft-part", pk=draft.pk, part=part.slug)


@require_POST
@allow(writes_plans)
def draft_entry_move(request, pk, part, key, way):
    """One place up or down; a section also into the one before it, or out of its own."""
    draft, part = fetched(request, pk), _part_at(part)
    if way not in (WAYS if part is parts.SECTIONS else STEPS):
        raise Http404
    move = partial(moved_section, way=WAYS[way]) if part is parts.SECTIONS else partial(_moved, part.key, STEPS[way])
    _press(request, draft, part, key, move, "")
    return redirect(f"{reverse('plans:draft-part', args=[draft.pk, part.slug])}#{part.slug}-{key}")


def _press(request, draft, part, key, change, told):
    """A button of an entry; somebody may have taken the entry away since the page was drawn."""
    if _entry(draft, part, key) is None:
        messages.error(request, f"Không còn {part.one} này: có người vừa bỏ khỏi bản soạn.")
    else:
        changed(request, draft, lambda content: change(content, key=key), told)


def _without(kind, content, key):
    return without_entry(content, kind, key)


def _moved(kind, by, content, key):
    return moved(content, kind, key, by=by)


def _putting(form, part, key=None):
    """The change by which what a form says comes into a draft, in place of the entry of a key or after the others."""

    def change(content):
        entry = form.entry()
        if "code" in form.kept_keys and "code" not in entry:
            entry = {"code": form.code_in(content, part.key), **entry}
        if part is parts.SECTIONS:
            return with_section(content, entry, key=key, parent=form.parent())
        return with_entry(content, part.key, entry, key=key)

    return change


def _part_at(slug) -> Part:
    try:
        return parts.part_at(slug, among=WITH_FORMS)
    except LookupError:
        raise Http404 from None


def _entry(draft, part, key) -> dict | None:
    """The entry as it stands; None where it is not there, or not there any more."""
    try:
        return (
            section_of(draft.content, key).entry if part is parts.SECTIONS else entry_of(draft.content, part.key, key)
        )
    except LookupError:
        return None


def _form_page(request, draft, part, form, here, **context):
    above = [(part.title, reverse("plans:draft-part", args=[draft.pk, part.slug]))]
    template = "plans/draft_duty_page.html" if part is parts.DUTIES else "plans/draft_entry_page.html"
    return draft_page(request, template, draft, here=here, form=form, above=above, part=part, **context)
