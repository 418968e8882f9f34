"""The goals of a draft: the list with how each is counted, and a goal's form with its search for what is measured."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.drafting import entry_of, with_entry
from plans.forms import parts
from plans.forms.goal_list import goal_groups
from plans.forms.goals import GoalForm, with_adjustment
from plans.forms.offers import Offers
from plans.forms.problems import problems_of
from plans.publishing import mistakes_of
from plans.rules import writes_plans
from plans.views.draft_saving import draft_page, fetched, kept
from plans.views.left_for_later import come_back, forget, leave
from portal.access import allow

PART = parts.GOALS


@require_safe
@allow(writes_plans)
def draft_goal_list(request, pk):
    """The goals in the plan's order by section, each with what it commits to and how it is counted."""
    draft = fetched(request, pk)
    problems = problems_of(draft, mistakes_of(draft)).in_part(PART)
    context = {"part": PART, "groups": goal_groups(draft.content, Offers(draft)), "problems": problems}
    return draft_page(request, "plans/draft_goal_list_page.html", draft, here=PART.title, **context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_goal_new(request, pk):
    """A new goal, put after the others."""
    draft = fetched(request, pk)
    typed = request.POST if request.method == "POST" else come_back(request, draft, "")
    form = GoalForm(Offers(draft), None, typed)
    if request.method != "POST":
        return _goal_page(request, draft, form.drawn_again() if typed else form, "Thêm chỉ tiêu")
    return _saved(request, draft, form) or _goal_page(request, draft, form, "Thêm chỉ tiêu")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_goal(request, pk, key):
    """A goal's form; what stands against publishing it is told beside its boxes."""
    draft = fetched(request, pk)
    entry, offers = _entry(draft, key), Offers(draft)
    if request.method == "POST":
        form = GoalForm(offers, entry, request.POST)
        return _saved(request, draft, form, key if entry else None) or _goal_page(
            request, draft, form, "Sửa chỉ tiêu", key
        )
    if entry is None:
        raise Http404
    typed = come_back(request, draft, key)
    if typed:
        return _goal_page(request, draft, GoalForm(offers, entry, typed).drawn_again(), "Sửa chỉ tiêu", key)
    problems = problems_of(draft, mistakes_of(draft)).of_entry(PART, key)
    form = GoalForm.with_problems(offers, entry, problems) if problems else GoalForm(offers, entry)
    return _goal_page(request, draft, form, "Sửa chỉ tiêu", key)


@require_POST
@allow(writes_plans)
def draft_goal_redraw(request, pk, key=None):
    """The form with what was typed, nothing saved: with what the search finds, and with room for more targets."""
    draft = fetched(request, pk)
    form = GoalForm(Offers(draft), _entry(draft, key), request.POST).drawn_again()
    return _goal_page(request, draft, form, "Sửa chỉ tiêu" if key else "Thêm chỉ tiêu", key)


@require_POST
@allow(writes_plans)
def draft_goal_adjust(request, pk, key, number):
    """The same, with a line begun that amends a published target by the draft's decision."""
    draft = fetched(request, pk)
    entry, offers = _entry(draft, key), Offers(draft)
    typed = with_adjustment(GoalForm(offers, entry, request.POST), draft, number)
    return _goal_page(request, draft, GoalForm(offers, entry, typed).drawn_again(), "Sửa chỉ tiêu", key)


@require_POST
@allow(writes_plans)
def draft_goal_measure(request, pk, key=""):
    """Leave the form for a new indicator; what was typed waits until that one is made."""
    draft = fetched(request, pk)
    leave(request, draft, key)
    where = reverse("plans:draft-entry-new", args=[draft.pk, parts.INDICATORS.slug])
    return redirect(f"{where}?chi-tieu={key or 'moi'}")


def _saved(request, draft, form, key=None):
    """The way on where the goal was saved: back to it while something stands against it, else to the list."""

    def change(content):
        entry = form.entry()
        form.saved_code = entry.get("code") or form.code_in(content, PART.key)
        return with_entry(content, PART.key, {"code": form.saved_code, **entry}, key=key)

    if not (form.is_valid() and kept(request, draft, form, change)):
        return None
    forget(request, draft, key or "")
    saved = fetched(request, draft.pk)
    if problems_of(saved, mistakes_of(saved)).of_entry(PART, form.saved_code):
        return redirect("plans:draft-entry", pk=draft.pk, part=PART.slug, key=form.saved_code)
    where = reverse("plans:draft-part", args=[draft.pk, PART.slug])
    return redirect(f"{where}#{PART.slug}-{form.saved_code}")


def _entry(draft, key) -> dict | None:
    try:
        return entry_of(draft.content, PART.key, key) if key else None
    except LookupError:
        return None


def _goal_page(request, draft, form, here, key=""):
    above = [(PART.title, reverse("plans:draft-part", args=[draft.pk, PART.slug]))]
    context = {"part": PART, "key": key, "words": form.words(), "addresses": _addresses(draft, key)}
    return draft_page(request, "plans/draft_goal_page.html", draft, here=here, form=form, above=above, **context)


def _addresses(draft, key) -> dict[str, str]:
    """Where a goal's form is saved, drawn again, and left for a new indicator."""
    args, suffix = ([draft.pk, key], "") if key else ([draft.pk], "-new")
    return {
        "save": reverse("plans:draft-entry" if key else "plans:draft-entry-new", args=[draft.pk, PART.slug, *args[1:]]),
        "redraw": reverse(f"plans:draft-goal-redraw{suffix}", args=args),
        "measure": reverse(f"plans:draft-goal-measure{suffix}", args=args),
    }
