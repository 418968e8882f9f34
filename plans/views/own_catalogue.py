"""A province's own catalogue: its indicators and breakdowns, made, changed and taken out by its administrators."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.cataloguing import keep_own_catalogue, own_catalogue, provinces_kept_by
from plans.drafting import entry_of, with_entry, without_entry
from plans.forms import parts
from plans.forms.entries import stamp_of
from plans.forms.indicators import IndicatorForm, chosen_kind, kinds_offered
from plans.forms.offers import Offers
from plans.forms.problems import problems_of
from plans.forms.rows import rows_of
from plans.loading import PlanFileWrong
from plans.models import PlanDraft
from plans.rules import writes_plans
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken

KEPT = (parts.INDICATORS, parts.BREAKDOWNS)
SOMEBODY_ELSE = (
    "Người khác vừa sửa mục này. Lời đang có hiện ở trang này khi mở lại; chép lại phần bạn gõ rồi mở lại để sửa."
)


@require_safe
@allow(writes_plans)
def own_catalogue_page(request, province):
    """What the province keeps besides the shared catalogue."""
    sheet = _sheet(request, province)
    lists = [(part, rows_of(part, sheet.content, Offers(sheet))) for part in KEPT]
    context = {"province": sheet.province, "lists": lists, "crumbs": _crumbs()}
    return render(request, "plans/own_catalogue_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def own_entry_new(request, province, part):
    """A new indicator, first of which kind (?loai=); or a new breakdown."""
    sheet, part = _sheet(request, province), _part(part)
    kind = chosen_kind(request.GET)
    if part is parts.INDICATORS and kind is None:
        return _page(request, sheet, part, None, f"Thêm {part.one}", kinds=kinds_offered(request.GET))
    typed, besides = (request.POST if request.method == "POST" else None), {"kind": kind} if kind else {}
    form = part.form(Offers(sheet), None, typed, **besides)
    if form.is_valid() and _kept(request, sheet, part, form):
        return redirect("plans:own-catalogue", province)
    return _page(request, sheet, part, form, f"Thêm {part.one}")


@require_http_methods(["GET", "HEAD", "POST"])
@allow(writes_plans)
def own_entry(request, province, part, key):
    """Change an indicator or a breakdown; what figures rest on stays what it was."""
    sheet, part = _sheet(request, province), _part(part)
    entry = _entry(sheet.content, part, key)
    if entry is None:
        raise Http404
    form = part.form(Offers(sheet), entry, request.POST if request.method == "POST" else None)
    if form.is_valid() and _kept(request, sheet, part, form, key):
        return redirect("plans:own-catalogue", province)
    return _page(request, sheet, part, form, f"Sửa {part.one}", key=key)


@require_POST
@allow(writes_plans)
def own_entry_remove(request, province, part, key):
    """Take an indicator or a breakdown out; refused while a plan or a figure rests on it."""
    sheet, part = _sheet(request, province), _part(part)
    if _entry(sheet.content, part, key) is None:
        raise Http404
    try:
        keep_own_catalogue(
            sheet.province, lambda tree: without_entry(tree, part.key, key), by=request.user, now=clock.now()
        )
    except PlanFileWrong as wrong:
        messages.error(request, " ".join(problem.words for problem in problems_of(sheet, wrong.mistakes)))
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã bỏ {part.one} khỏi danh mục của tỉnh.")
    return redirect("plans:own-catalogue", province)


def _kept(request, sheet, part, form, key=None) -> bool:
    """Save what a form says; False where it was refused, and then the form says why."""

    def change(tree):
        there = _entry(tree, part, key) if key else None
        if form.cleaned_data["seen"] != stamp_of(there):
            raise RuleBroken(SOMEBODY_ELSE)
        form.code = key or form.code_in(tree, part.key)
        return with_entry(tree, part.key, {**form.entry(), "code": form.code}, key=key)

    try:
        keep_own_catalogue(sheet.province, change, by=request.user, now=clock.now())
    except PlanFileWrong as wrong:
        for problem in problems_of(sheet, wrong.mistakes):
            form.add_error(form.box_of(problem.path) if problem.key == form.code else None, problem.words)
        return False
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return False
    messages.success(request, "Đã ghi vào danh mục của tỉnh.")
    return True


def _sheet(request, province) -> PlanDraft:
    """The catalogue as a sheet of the desk, never saved: the forms of a draft write it."""
    unit = get_object_or_404(provinces_kept_by(request.user), pk=province)
    return PlanDraft(province=unit, content=own_catalogue(unit))


def _part(slug):
    try:
        return parts.part_at(slug, among=KEPT)
    except LookupError:
        raise Http404 from None


def _entry(tree, part, key) -> dict | None:
    try:
        return entry_of(tree, part.key, key)
    except LookupError:
        return None


def _page(request, sheet, part, form, here, **context):
    own = (f"Danh mục của {sheet.province.name}", reverse("plans:own-catalogue", args=[sheet.province.pk]))
    context |= {"province": sheet.province, "part": part, "form": form, "here": here, "crumbs": [*_crumbs(), own]}
    if isinstance(form, IndicatorForm):
        context |= {"kind": form.kind, "alike": [(card, "") for card in form.alike]}
    refused = form is not None and form.errors
    return render(request, "plans/own_entry_page.html", context, status=422 if refused else 200)


def _crumbs() -> list[tuple[str, str]]:
    return [("Danh mục chỉ số", reverse("plans:indicator-list"))]
