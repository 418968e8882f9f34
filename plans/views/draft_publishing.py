"""From draft to published: by which paper, what would change, and the publication itself."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from plans.comparing import differences, passages_of
from plans.forms.amendment import AmendmentForm
from plans.forms.problems import problems_of
from plans.loading import PlanFileWrong
from plans.publishing import (
    DraftGone,
    content_of,
    content_to_publish,
    describe_amendment,
    mistakes_of,
    refuse_gone,
    undescribed,
)
from plans.rules import writes_plans
from plans.views.draft_saving import draft_page, fetched
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.files import attachment, keep_file


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_amendment(request, pk):
    """The decision, its days, why, and the signed scan."""
    draft = fetched(request, pk)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = AmendmentForm(draft, *posted)
    if form.is_valid() and _described(request, draft, form):
        messages.success(request, "Đã ghi vào bản soạn.")
        return redirect("plans:draft-page", pk=draft.pk)
    return draft_page(request, "plans/draft_amendment_page.html", draft, here=_paper_of(draft), form=form)


@require_safe
@allow(writes_plans)
def draft_scan(request, pk):
    """The signed scan that was attached to a draft."""
    draft = fetched(request, pk)
    if draft.scan is None:
        raise Http404
    return attachment(draft.scan)


@require_safe
@allow(writes_plans)
def draft_preview(request, pk):
    """What publishing would change, was and is; the whole text; and what still stands against it."""
    draft = fetched(request, pk)
    return _preview(request, draft, mistakes_of(draft))


def draft_publish(request, pk, publish):
    """Publish: from now on the plan is what the draft says. `publish` does it, with all that rests on plans."""
    try:
        refuse_gone(pk)
        draft = fetched(request, pk)
        draft.version = _seen_version(request, draft)
        version = publish(draft, by=request.user, now=clock.now())
    except DraftGone as gone:
        messages.error(request, str(gone))
        return redirect("plans:draft-list")
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    except PlanFileWrong as wrong:
        return _preview(request, draft, wrong.mistakes, status=422)
    else:
        messages.success(request, f"Đã công bố {version.plan.short_title}.")
        return redirect(version.plan)
    return redirect("plans:draft-preview", pk=draft.pk)


def _preview(request, draft, mistakes, status=200):
    """Some mistakes show only when the tables are written: what has figures, for instance, cannot go."""
    context = {
        "problems": problems_of(draft, mistakes),
        "differences": differences(content_of(draft.plan), content_to_publish(draft)) if draft.plan else None,
        "undescribed": undescribed(draft),
        "passages": passages_of(draft.content),
    }
    return draft_page(request, "plans/draft_preview_page.html", draft, here="Xem trước", status=status, **context)


def _seen_version(request, draft) -> int:
    """The saving of the draft that the person had on the screen: what was saved later is not published unseen."""
    seen = request.POST.get("version", "")
    return int(seen) if seen.isdecimal() else draft.version


def _described(request, draft, form) -> bool:
    said = dict(form.cleaned_data)
    upload, now = said.pop("scan", None), clock.now()
    try:
        scan = keep_file(upload, by=request.user, now=now) if upload else draft.scan
        describe_amendment(draft, **form.unasked(), **said, scan=scan, by=request.user, now=now)
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _paper_of(draft) -> str:
    return "Văn bản điều chỉnh" if draft.kind == "adjustment" else "Lý do và bản ký" if draft.plan else "Bản ký"
