"""What every page of a draft does alike: fetch it through the user, save a change of it, tell conflicts, draw the page."""

from collections.abc import Callable

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse

from plans.forms.conflicts import Conflict
from plans.models import PlanDraft
from plans.publishing import save_draft
from plans.rules import drafts_visible_to
from portal import clock
from portal.errors import RuleBroken

KEPT = "Đã ghi vào bản soạn."


def fetched(request, pk) -> PlanDraft:
    """A draft that the person may write; 404 for everybody else."""
    drafts = drafts_visible_to(request.user).select_related("province", "plan", "begun_by", "saved_by")
    return get_object_or_404(drafts, pk=pk)


def kept(request, draft: PlanDraft, form, change: Callable[[dict], dict], told: str = KEPT) -> bool:
    """Save what a form says: `change` turns the draft's content into the new one.

    False where nothing was saved. Then the form says why; or `form.conflict` does, where somebody else saved this very
    part meanwhile: what was typed is still in the form, and saving once more replaces what they wrote.
    """
    if form.is_stale():
        form.conflict = Conflict.over(draft, form.look_again())
        return False
    return changed(request, draft, change, told, refuse=lambda words: form.add_error(None, words))


def changed(
    request, draft: PlanDraft, change: Callable[[dict], dict], told: str, *, refuse: Callable | None = None
) -> bool:
    """The same for a press of a button, without a form: a refusal is told on the page that comes next."""
    refuse = refuse or (lambda words: messages.error(request, words))
    try:
        content = change(draft.content)
        save_draft(draft, content, version=draft.version, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        refuse(str(refusal))
        return False
    if told:
        messages.success(request, told)
    return True


def draft_page(request, template: str, draft: PlanDraft, *, here: str, form=None, above=(), status=200, **context):
    """A page below the draft's own one. `above`: (words, address) of the pages between; 422 where the form is refused."""
    conflict = getattr(form, "conflict", None)
    context |= {
        "draft": draft,
        "here": here,
        "form": form,
        "conflict": conflict,
        "crumbs": [*crumbs_to(draft), *above],
    }
    refused = request.method == "POST" and (conflict or (form is not None and form.errors))
    return render(request, template, context, status=422 if refused else status)


def crumbs_to(draft: PlanDraft) -> list[tuple[str, str]]:
    """From the desk down to the draft's own page."""
    return [("Bàn kế hoạch", reverse("plans:draft-list")), (draft.title, reverse("plans:draft-page", args=[draft.pk]))]
