"""The sheets by which a plan's targets are shared out: the list, a sheet, its day, publishing it, throwing it away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.allocation.publishing import publish_sheet
from plans.allocation.reading import lines_of, read_grid, strangers_of, with_numbers
from plans.allocation.sheets import begin_sheet, clear_strangers, discard_sheet, move_sheet
from plans.allocation.spans import coming_span, days_of, spans_of
from plans.choices import SheetState
from plans.rules import administers, may_administer, plans_visible_to, works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.allotting.drawing import drawn
from reporting.allotting.drawing_goals import drawn_goals
from reporting.allotting.pages import TAGS, goal_lines, notes_from_before, own_rows
from reporting.allotting.seeing import own_units, sheets_of, sheets_visible_to
from reporting.forms.allotment import NewSheetForm, PublishForm, SheetDayForm, VersionForm

SHEETS_A_PAGE = 20
ANY_GOAL, ANY_WAY = "_goal_", "_way_"  # no slug of ours begins so


@require_safe
@allow(works_here)
def allotment_list(request, code):
    """A plan's sheets: everybody's published ones, and the administrators' drafts."""
    plan = fetched_plan(request, code)
    sheets = sheets_visible_to(request.user, plan).select_related("saved_by", "published_by")
    page = Paginator(sheets, SHEETS_A_PAGE).get_page(request.GET.get("page"))
    rows = [(line, TAGS[line.sheet.state]) for line in lines_of(plan, page)]
    context = {"plan": plan, "page": page, "rows": rows, "may_edit": may_administer(request.user, plan.scope_id)}
    return render(request, "reporting/allotment_list_page.html", {**context, "crumbs": plan_crumbs(plan)})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def allotment_new(request, code):
    """For which time and from when; a POST begins the draft and opens it."""
    plan = administered_plan(request, code)
    coming = coming_span(plan, clock.today())
    first_guess = {"span": coming.key, "effective_from": days_of(plan, coming)[0]}
    form = NewSheetForm(spans_of(plan), request.POST if request.method == "POST" else None, initial=first_guess)
    if form.is_valid():
        day = form.cleaned_data["effective_from"]
        try:
            sheet = begin_sheet(plan, form.chosen, effective_from=day, by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:allotment-page", plan.code, sheet.pk)
    context = {"plan": plan, "form": form, "crumbs": sheet_crumbs(plan)}
    return render(request, "reporting/allotment_new_page.html", context, status=422 if form.errors else 200)


@require_safe
@allow(works_here)
def allotment_page(request, code, pk):
    """The grid: to be typed into while it is a draft, to be read once it is published."""
    sheet = fetched_sheet(request, code, pk)
    return grid_page(request, sheet, read_grid(sheet))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def allotment_day(request, code, pk):
    """Another day from which a draft applies."""
    sheet = administered_sheet(request, code, pk)
    form = SheetDayForm(request.POST if request.method == "POST" else None, initial=vars(sheet))
    if form.is_valid():
        try:
            move_sheet(
                sheet, form.cleaned_data["effective_from"], version=form.seen(), by=request.user, now=clock.now()
            )
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã đổi ngày áp dụng.")
            return redirect("reporting:allotment-page", code, pk)
    context = {"sheet": sheet, "form": form, "crumbs": sheet_crumbs(sheet.plan, sheet)}
    return render(request, "reporting/allotment_day_page.html", context, status=422 if form.errors else 200)


@require_POST
@allow(administers)
def allotment_tidy(request, code, pk):
    """Take out the numbers of units and goals that have no place in the sheet."""
    sheet = administered_sheet(request, code, pk)
    version = VersionForm(request.POST).seen()
    try:
        clear_strangers(sheet, version=version, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã bỏ các số nằm ngoài bảng.")
    return redirect("reporting:allotment-page", code, pk)


@require_POST
@allow(administers)
def allotment_discard(request, code, pk):
    """Throw a draft away."""
    sheet = administered_sheet(request, code, pk)
    try:
        discard_sheet(sheet, version=VersionForm(request.POST).seen(), by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect("reporting:allotment-page", code, pk)
    messages.success(request, "Đã bỏ bảng đang chia.")
    return redirect("reporting:allotment-list", code)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def allotment_publish(request, code, pk):
    """The decision, why, and a word for each gap; a POST gives the units their targets."""
    sheet = administered_sheet(request, code, pk)
    if sheet.state == SheetState.PUBLISHED:
        return redirect("reporting:allotment-page", code, pk)
    grid = read_grid(sheet)
    form = PublishForm(grid, request.POST if request.method == "POST" else None, initial={"version": sheet.version})
    if form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("decision", "reason", "version")}
        try:
            done = publish_sheet(sheet, **said, acknowledged=form.acknowledged(), by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, f"Đã giao {done.goals} chỉ tiêu cho {done.units} đơn vị.")
            return redirect("reporting:allotment-page", code, pk)
    context = {"sheet": sheet, "grid": grid, "form": form}
    context["goals"] = drawn_goals(line for line in goal_lines(grid) if line[0].is_used)
    context["crumbs"] = sheet_crumbs(sheet.plan, sheet)
    return render(request, "reporting/allotment_publish_page.html", context, status=422 if form.errors else 200)


# --- What the pages of a sheet have in common -------------------------------------------------------------------------


def fetched_plan(request, code):
    return get_object_or_404(plans_visible_to(request.user).select_related("scope"), code=code)


def administered_plan(request, code):
    plan = fetched_plan(request, code)
    if not may_administer(request.user, plan.scope_id):
        raise PermissionDenied
    return plan


def fetched_sheet(request, code, pk):
    plan = fetched_plan(request, code)
    return _of_plan(get_object_or_404(sheets_visible_to(request.user, plan), pk=pk), plan)


def administered_sheet(request, code, pk):
    plan = administered_plan(request, code)
    return _of_plan(get_object_or_404(sheets_of(plan), pk=pk), plan)


def _of_plan(sheet, plan):
    sheet.plan = plan
    return sheet


def grid_page(request, sheet, grid, *, texts=None, mistakes=(), refusal="", status=200):
    """A sheet's page; with `texts` that were typed and are not saved, and what is wrong with them."""
    may_edit = sheet.state == SheetState.DRAFT and may_administer(request.user, sheet.plan.scope_id)
    mine = own_units(request.user)
    if sheet.state == SheetState.PUBLISHED and not texts:
        grid = with_numbers(grid)
    to_goal, to_way = _addresses_in(sheet) if may_edit else (None, None)
    context = {
        "sheet": sheet,
        "grid": grid,
        "tag": TAGS[sheet.state],
        "table": drawn(grid, to_goal, texts=texts, first=mine),
        "goals": drawn_goals(goal_lines(grid), to_goal or _to_history(sheet), to_way),
        "own_rows": own_rows(grid, mine) if sheet.state == SheetState.PUBLISHED else [],
        "strangers": strangers_of(grid) if may_edit else [],
        "notes": notes_from_before(grid, clock.today()),
        "may_edit": may_edit,
        "may_share": may_edit,
        "problems": [*mistakes],
        "refusal": refusal,
        "crumbs": sheet_crumbs(sheet.plan),
    }
    return render(request, "reporting/allotment_page.html", context, status=status)


def _addresses_in(sheet):
    """Where a goal's page lies and where a way to share leads: looked up once, for a hundred of them stand on a page."""
    goal = reverse("reporting:allotment-goal", args=[sheet.plan.code, sheet.pk, ANY_GOAL])
    way = reverse("reporting:allotment-share", args=[sheet.plan.code, sheet.pk, ANY_GOAL, ANY_WAY])
    return (
        lambda code: goal.replace(ANY_GOAL, code),
        lambda code, name: way.replace(ANY_WAY, name).replace(ANY_GOAL, code),
    )


def _to_history(sheet):
    """Where the history of a goal lies: of a published sheet there is nothing else to do with it."""
    history = reverse("plans:goal-history", args=[sheet.plan.code, ANY_GOAL])
    return lambda code: history.replace(ANY_GOAL, code)


def plan_crumbs(plan):
    return [("Kế hoạch", reverse("plans:plan-list")), (str(plan), plan.get_absolute_url())]


def sheet_crumbs(plan, sheet=None):
    crumbs = [*plan_crumbs(plan), ("Giao chỉ tiêu", reverse("reporting:allotment-list", args=[plan.code]))]
    if sheet is None:
        return crumbs
    return [*crumbs, (f"Bảng số {sheet.pk}", reverse("reporting:allotment-page", args=[plan.code, sheet.pk]))]
