"""The buttons that judge a report: taking it up, sending it back, accepting it, opening it again."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from plans.rules import administers, reviews
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.differing import by_leaving_out
from reporting.forms.remarks import REMARK
from reporting.forms.review import MoveForm, ReasonForm
from reporting.remarking import keep_drafts, marked_in_draft
from reporting.rules import rights_in
from reporting.views.inspecting import crumbs, remarks_in, review_page
from reporting.views.report_frame import fetched
from reporting.workflow import MOVES, move_report, moves_open_to


@require_POST
@allow(reviews)
def report_begin_review(request, pk):
    """Take a report up; its rows follow."""
    report, form = fetched(request, pk), MoveForm(request.POST)
    try:
        move_report(report, "begin_review", by=request.user, now=clock.now(), version=form.seen_version())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    messages.success(request, "Bạn đã nhận xem xét báo cáo này.")
    return redirect("reporting:report-review", pk)


@require_POST
@allow(reviews)
def report_return(request, pk):
    """Send a report back with its marks; what was written beside the rows on the same page is kept first."""
    report = fetched(request, pk)
    if refused := _remarks_refused(request, report):
        return refused
    form = ReasonForm(request.POST, required=not marked_in_draft(report))
    return _moved_with_reason(request, report, "return", form, "Đã trả lại báo cáo của {reporter} để sửa.")


@require_POST
@allow(reviews)
def report_accept(request, pk):
    """Accept a report; whatever stands against it is told where the button was."""
    report, form = fetched(request, pk), MoveForm(request.POST)
    if refused := _remarks_refused(request, report):
        return refused
    try:
        move_report(report, "accept", by=request.user, now=clock.now(), version=form.seen_version())
    except RuleBroken as refusal:
        if _has_remarks(request):
            return review_page(request, fetched(request, pk), remarks_in(request, report), refusal=str(refusal))
        messages.error(request, str(refusal))
        return redirect(report)
    messages.success(request, f"Đã duyệt báo cáo của {report.reporter_name}. Số liệu đã được tính vào tổng.")
    return redirect(report)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def report_reopen(request, pk):
    """What hangs on an accepted report, and the reason to open it again."""
    report = fetched(request, pk)
    if request.method == "POST":
        told = "Đã mở lại báo cáo của {reporter}. Số liệu cũ vẫn được tính đến lần duyệt mới."
        return _moved_with_reason(request, report, "reopen", ReasonForm(request.POST), told)
    if not rights_in(request.user, report).administers:
        raise PermissionDenied
    if not any(move.name == "reopen" for move in moves_open_to(request.user, report)):
        messages.info(request, "Báo cáo này không mở lại được: chỉ báo cáo đã duyệt mới cần mở lại.")
        return redirect(report)
    return _reason_page(request, report, "reopen", ReasonForm())


def _moved_with_reason(request, report, name, form, told):
    """A mistake is told beside the box, with what was typed still in it."""
    if form.is_valid():
        try:
            move_report(report, name, by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told.format(reporter=report.reporter_name))
            return redirect(report)
    if _has_remarks(request):
        return review_page(request, fetched(request, report.pk), remarks_in(request, report), reason_form=form)
    return _reason_page(request, fetched(request, report.pk), name, form)


def _reason_page(request, report, name, form):
    counts = name == "reopen" and report.accepted_figures.exists()
    context = {
        "report": report,
        "move": MOVES[name],
        "form": form,
        "differing": by_leaving_out(report, today=clock.today()) if counts else None,
        "crumbs": crumbs(report),
    }
    return render(request, "reporting/review_move_page.html", context, status=422 if form.errors else 200)


def _remarks_refused(request, report):
    """What was written beside the rows is kept; the page again where some of it cannot be."""
    if not _has_remarks(request):
        return None
    form = remarks_in(request, report)
    try:
        keep_drafts(report, form.drafts, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        return review_page(request, report, form, refusal=str(refusal), reason_form=_reason_typed(request))
    return review_page(request, report, form, reason_form=_reason_typed(request)) if form.mistakes else None


def _has_remarks(request):
    return any(name.endswith(f"-{REMARK}") for name in request.POST)


def _reason_typed(request):
    """The reason as it was typed, not judged yet."""
    return ReasonForm(initial={"reason": request.POST.get("reason", "")})
