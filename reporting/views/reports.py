"""A report's pages: reading it, filling it in, checking and submitting it, and the receipt."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.dates import format_moment
from portal.errors import RuleBroken
from reporting.checking import problems_in
from reporting.choices import ProblemLevel
from reporting.filling import questions_of, why_locked, write_answers
from reporting.forms.drawing_reports import draw
from reporting.forms.reports import ReportForm
from reporting.forms.submission import SubmissionForm
from reporting.history import history_of, sent_back
from reporting.lines import lines_of, narratives_of
from reporting.models import Revision
from reporting.rules import heads_of, may_enter, reports_visible_to
from reporting.tags import deadline_of, late_tag, state_tag
from reporting.workflow import move_report, moves_open_to, why_not


@require_safe
@allow(works_here)
def report_page(request, pk):
    """The report as it stands, its history, and what may be done with it."""
    report = _fetched(request, pk)
    groups, enters = questions_of(report), may_enter(request.user, report)
    locked = why_locked(report, clock.now()) if enters else ""
    found = problems_in([question for group in groups for question in group.questions], report.round.cut_off)
    context = {
        **_head(report, groups),
        "crumbs": _crumbs(report)[:1],
        "groups": lines_of(groups, [problem for problem in found if problem.level == ProblemLevel.EXPLAINED]),
        "narratives": narratives_of(report),
        "events": history_of(report),
        "moves": [move for move in moves_open_to(request.user, report) if move.name != "submit"],
        "refusals": [words for words in why_not(request.user, report) if words != locked],
        "locked": locked,
        "may_fill": enters and not locked,
    }
    return render(request, "reporting/report_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def report_fill(request, pk):
    """The form; a POST saves the draft and comes back to it."""
    report = _fetched_to_fill(request, pk)
    if request.method == "POST":
        return _saved(request, report, then="reporting:report-fill")
    if reason := why_locked(report, clock.now()):
        messages.info(request, reason)
        return redirect(report)
    groups = questions_of(report)
    return _form_page(request, report, groups, draw(groups, _prose_of(report), report.version))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def report_check(request, pk):
    """Everything read only, and what is wrong with it. A POST saves the draft on the way here."""
    report = _fetched_to_fill(request, pk)
    if request.method == "POST":
        return _saved(request, report, then="reporting:report-check")
    if reason := why_locked(report, clock.now()):
        messages.info(request, reason)
        return redirect(report)
    return _check_page(request, report, SubmissionForm(initial={"version": report.version}))


@require_POST
@allow(works_here)
def report_submit(request, pk):
    """Hand the report in; the receipt follows."""
    report = _fetched(request, pk)
    form = SubmissionForm(request.POST)
    if form.is_valid():
        try:
            event = move_report(report, "submit", by=request.user, now=clock.now(), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:receipt", event.revision.receipt)
    return _check_page(request, _fetched(request, pk), form)


@require_POST
@allow(works_here)
def report_take_back(request, pk):
    """Take a submitted report back to correct it."""
    report = _fetched(request, pk)
    try:
        move_report(report, "take_back", by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    messages.success(request, "Đã lấy lại báo cáo. Sửa xong, nhớ nộp lại.")
    return redirect("reporting:report-fill", pk)


@require_safe
@allow(works_here)
def receipt(request, receipt):
    """The proof of one submission, to be printed."""
    revisions = Revision.objects.select_related("report__round", "report__unit", "report__agency", "submitted_by")
    revision = get_object_or_404(revisions, receipt=receipt, report__in=reports_visible_to(request.user))
    context = {"revision": revision, "report": revision.report, "late": late_tag(revision.report, clock.now())}
    return render(request, "reporting/receipt_page.html", context)


def _fetched(request, pk):
    reports = reports_visible_to(request.user)
    return get_object_or_404(reports.select_related("round", "unit", "agency", "submitted_by", "reviewer"), pk=pk)


def _fetched_to_fill(request, pk):
    report = _fetched(request, pk)
    if not may_enter(request.user, report):
        raise PermissionDenied
    return report


def _prose_of(report):
    return dict(report.narratives.order_by("pk").values_list("heading", "text"))


def _saved(request, report, *, then):
    """Save what was typed; go on if all of it could be stored, else show the form again with what could not."""
    groups = questions_of(report)
    form = ReportForm(groups, request.POST, clock.today())
    try:
        saved = write_answers(report, form.typed, by=request.user, now=clock.now(), version=form.version)
    except RuleBroken as refusal:
        drawn = draw(groups, _prose_of(report), report.version, form)
        return _form_page(request, report, groups, drawn, refusal=str(refusal), status=409)
    if not (form.mistakes or form.unresolved or saved.conflicts):
        messages.success(request, f"Đã lưu nháp lúc {format_moment(clock.now())}.")
        return redirect(then, report.pk)
    messages.warning(request, "Những ô khác đã lưu. Các ô nêu dưới đây chưa lưu được.")
    report.version, groups = saved.version, questions_of(report)
    drawn = draw(groups, _prose_of(report), saved.version, form, saved)
    return _form_page(request, report, groups, drawn, status=409 if form.unresolved or saved.conflicts else 422)


def _form_page(request, report, groups, drawn, *, refusal="", status=200):
    context = {**_head(report, groups), "form": drawn, "refusal": refusal, "crumbs": _crumbs(report)}
    return render(request, "reporting/report_fill_page.html", context, status=status)


def _check_page(request, report, form):
    groups = questions_of(report)
    found = problems_in([question for group in groups for question in group.questions], report.round.cut_off)
    context = {
        **_head(report, groups),
        "crumbs": _crumbs(report),
        "form": form,
        "groups": lines_of(groups, found),
        "narratives": narratives_of(report),
        "findings": [(level, [problem for problem in found if problem.level == level]) for level in ProblemLevel],
        "is_ready": all(problem.level == ProblemLevel.EXPLAINED for problem in found),
        "move": next((move for move in moves_open_to(request.user, report) if move.name == "submit"), None),
        "heads": heads_of(report),
    }
    return render(request, "reporting/report_check_page.html", context, status=422 if form.errors else 200)


def _head(report, groups):
    """What stands at the top of each page of a report."""
    now = clock.now()
    tags = [state_tag(report), late_tag(report, now)]
    deadline = deadline_of(report, now) if report.is_editable else None
    plan_names = list(dict.fromkeys(group.plan_name for group in groups))
    return {
        "report": report,
        "plan_names": plan_names,
        "tags": [tag for tag in tags if tag],
        "deadline": deadline,
        "sent_back": sent_back(report),
    }


def _crumbs(report):
    return [("Việc cần làm", reverse("reporting:home")), (str(report), report.get_absolute_url())]
