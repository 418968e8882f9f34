"""The plan desk: what is being written, what is published, and the ways to begin a draft."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.choices import VersionKind
from plans.desk import desk_of, plans_to_copy, provinces_of
from plans.forms.beginning import CopyForm, FromFileForm, NewPlanForm
from plans.loading import PlanFileWrong
from plans.publishing import begin_amendment, begin_copy, begin_from_file, begin_plan
from plans.rules import plans_visible_to, writes_plans
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken

AMENDING = {"dieu-chinh": VersionKind.ADJUSTMENT, "dinh-chinh": VersionKind.CORRECTION}


@require_safe
@allow(writes_plans)
def draft_list(request):
    """The desk."""
    return render(request, "plans/desk_page.html", {"desk": desk_of(request.user)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_new(request):
    """Begin an empty plan."""
    form = NewPlanForm(provinces_of(request.user), _posted(request))
    return _begin(
        request,
        form,
        lambda: begin_plan(form.province_id(), by=request.user, now=clock.now(), title=form.cleaned_data["title"]),
        here="Soạn kế hoạch mới",
        lede="Bản soạn bắt đầu trống; viết dần từng phần, công bố khi đã đủ. Chưa công bố thì chỉ quản trị kế hoạch thấy.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_copy(request):
    """Begin with a copy; ?tu= names the plan."""
    chosen = {"plan": request.GET.get("tu", "")}
    form = CopyForm(provinces_of(request.user), plans_to_copy(request.user), _posted(request), initial=chosen)
    return _begin(
        request,
        form,
        lambda: begin_copy(form.chosen_plan(), by=request.user, now=clock.now(), **form.how()),
        here="Chép từ kế hoạch khác",
        lede="Chép cả văn bản: các mục, chỉ tiêu, nhiệm vụ, chế độ báo cáo. Kế hoạch được chép không đổi gì.",
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def draft_from_file(request):
    """Begin with a plan file."""
    form = FromFileForm(provinces_of(request.user), _posted(request), request.FILES or None)
    return _begin(
        request,
        form,
        lambda: begin_from_file(
            form.raw(), form.cleaned_data["file"].name, province_id=form.province_id(), by=request.user, now=clock.now()
        ),
        here="Mở từ tệp",
        lede="Mở một tệp kế hoạch thành bản soạn. Tệp chưa có hiệu lực gì cho đến khi bản soạn được công bố.",
    )


@require_POST
@allow(writes_plans)
def draft_amend(request, code, why):
    """Open a published plan again, to follow a decision or to mend what was typed wrongly."""
    plan = get_object_or_404(plans_visible_to(request.user), code=code)
    if why not in AMENDING:
        raise Http404
    try:
        draft = begin_amendment(plan, kind=AMENDING[why], by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("plans:draft-list")
    return redirect("plans:draft-page", pk=draft.pk)


def _begin(request, form, begin, **words):
    """A form whose answer is a new draft."""
    if form.is_valid():
        try:
            draft = begin()
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        except PlanFileWrong as wrong:
            for mistake in wrong.mistakes:
                form.add_error("file", str(mistake))
        else:
            return redirect("plans:draft-page", pk=draft.pk)
    context = {"form": form, "crumbs": [("Bàn kế hoạch", reverse("plans:draft-list"))], **words}
    return render(request, "plans/desk_begin_page.html", context, status=422 if form.errors else 200)


def _posted(request):
    return request.POST if request.method == "POST" else None
