"""The province's review: the queue, and the buttons by which a report is taken up, sent back, accepted, reopened."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.rules import administers, reviews
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.forms.review import MoveForm, ReasonForm
from reporting.reviewing import known, rows_of, sieves_over, sifted, steered_reports
from reporting.rules import oversees, reports_visible_to, rounds_visible_to
from reporting.workflow import MOVES, move_report

REPORTS_A_PAGE = 50


@require_safe
@allow(oversees)
def review_queue(request):
    """One row a report; ?trang-thai= sifts by state, ?ky= by round."""
    word, round_ = known(request.GET.get("trang-thai")), _round_asked_for(request)
    reports = steered_reports(request.user, round_)
    page = Paginator(sifted(reports, word), REPORTS_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "sieves": sieves_over(reports),
        "word": word,
        "round": round_,
        "page": page,
        "rows": rows_of(page, clock.now()),
    }
    return render(request, "reporting/review_queue_page.html", context)


@require_POST
@allow(reviews)
def report_begin_review(request, pk):
    return _press(request, pk, "begin_review", "Bạn đã nhận xem xét báo cáo này.")


@require_POST
@allow(reviews)
def report_return(request, pk):
    return _press_with_reason(request, pk, "return", "Đã trả lại báo cáo của {reporter} để sửa.")


@require_POST
@allow(reviews)
def report_accept(request, pk):
    return _press(request, pk, "accept", "Đã duyệt báo cáo của {reporter}. Số liệu đã được tính vào tổng.")


@require_POST
@allow(administers)
def report_reopen(request, pk):
    return _press_with_reason(
        request, pk, "reopen", "Đã mở lại báo cáo của {reporter}. Số liệu cũ vẫn được tính đến lần duyệt mới."
    )


def _press(request, pk, name, told):
    """A button without words: whatever stands against it is told on the report's page."""
    report, form = _fetched(request, pk), MoveForm(request.POST)
    try:
        move_report(report, name, by=request.user, now=clock.now(), version=form.seen_version())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, told.format(reporter=report.reporter_name))
    return redirect(report)


def _press_with_reason(request, pk, name, told):
    """A button with its reason: a mistake is told beside the box, with what was typed still in it."""
    report, form = _fetched(request, pk), ReasonForm(request.POST)
    if form.is_valid():
        try:
            move_report(report, name, by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, told.format(reporter=report.reporter_name))
            return redirect(report)
    context = {"report": report, "move": MOVES[name], "form": form, "crumbs": _crumbs(report)}
    return render(request, "reporting/review_move_page.html", context, status=422)


def _fetched(request, pk):
    return get_object_or_404(reports_visible_to(request.user).select_related("round", "unit", "agency"), pk=pk)


def _crumbs(report):
    return [("Duyệt báo cáo", reverse("reporting:review-queue")), (str(report), report.get_absolute_url())]


def _round_asked_for(request):
    asked = request.GET.get("ky", "")
    return get_object_or_404(rounds_visible_to(request.user), pk=int(asked)) if asked.isdecimal() else None
