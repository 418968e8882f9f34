"""A report's pages: reading it, filling it in, checking and submitting it, and the receipt."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.checking import by_weight, problems_in
from reporting.choices import ReportState
from reporting.evidence import beside_the_form, evidence_of
from reporting.extending import may_extend
from reporting.filling import questions_of, why_locked
from reporting.forms.submission import SubmissionForm
from reporting.history import history_of
from reporting.lines import lines_of, narratives_of
from reporting.models import Revision
from reporting.noting import unread_by
from reporting.rules import heads_of, may_enter, may_review, reports_visible_to
from reporting.sections import sections_of
from reporting.tags import deadline_of, late_tag
from reporting.trail import trail_of
from reporting.views.entry import saved
from reporting.views.report_frame import crumbs_to, fetched, fetched_to_fill, head_of, moments_of
from reporting.workflow import move_report, moves_open_to, why_not


@require_safe
@allow(works_here)
def report_page(request, pk):
    """The report as it stands: for who fills it in a list of what is still to do, for all its figures and its history."""
    report = fetched(request, pk)
    groups, evidence, enters = questions_of(report), evidence_of(report), may_enter(request.user, report)
    locked = why_locked(report, clock.now()) if enters else ""
    narratives, events = narratives_of(report), history_of(report)
    found = problems_in([question for group in groups for question in group.questions], report.round.cut_off)
    sections = sections_of(groups, found, dict(narratives))
    context = {
        **head_of(report, groups),
        "crumbs": crumbs_to(report)[:1],
        "groups": lines_of(groups, [problem for problem in found if not problem.stops], evidence),
        "borne": beside_the_form(evidence, groups),
        "narratives": [(heading.label, text) for heading, text in narratives],
        "notes": unread_by(request.user).filter(round=report.round_id).select_related("round") if enters else [],
        "sections": sections,
        "done": sum(section.is_done for section in sections),
        "events": events,
        "compares": sum(bool(step.receipt) for step in events) > 1,
        "trail": trail_of(request.user, report),
        "moves": [move for move in moves_open_to(request.user, report) if move.name != "submit"],
        "refusals": [words for words in why_not(request.user, report) if words != locked],
        "locked": locked,
        "may_fill": enters and not locked,
        "may_extend": may_extend(request.user, report),
        "reviews": report.state == ReportState.SUBMITTED and may_review(request.user, report),
    }
    return render(request, "reporting/report_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def report_check(request, pk):
    """Everything read only, and what is wrong with it. A POST saves the draft on the way here."""
    report = fetched_to_fill(request, pk)
    if request.method == "POST":
        return saved(request, report, then=reverse("reporting:report-check", args=[pk]))
    if reason := why_locked(report, clock.now()):
        messages.info(request, reason)
        return redirect(report)
    return _check_page(request, report, SubmissionForm(initial={"version": report.version}))


@require_POST
@allow(works_here)
def report_submit(request, pk):
    """Hand the report in; the receipt follows."""
    report = fetched(request, pk)
    form = SubmissionForm(request.POST)
    if form.is_valid():
        try:
            event = move_report(report, "submit", by=request.user, **moments_of(request), **form.cleaned_data)
        except RuleBroken as refusal:
            form.add_error(None, str(refusal))
        else:
            return redirect("reporting:receipt", event.revision.receipt)
    return _check_page(request, fetched(request, pk), form)


@require_POST
@allow(works_here)
def report_take_back(request, pk):
    """Take a submitted report back to correct it."""
    report = fetched(request, pk)
    try:
        move_report(report, "take_back", by=request.user, **moments_of(request))
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
    report, now = revision.report, clock.now()
    late, deadline = late_tag(report, now), deadline_of(report, now)
    context = {"revision": revision, "report": report, "late": late, "deadline": deadline}
    return render(request, "reporting/receipt_page.html", context)


def _check_page(request, report, form):
    groups, evidence = questions_of(report), evidence_of(report)
    found = problems_in([question for group in groups for question in group.questions], report.round.cut_off)
    context = {
        **head_of(report, groups),
        "crumbs": crumbs_to(report),
        "form": form,
        "groups": lines_of(groups, found, evidence),
        "borne": beside_the_form(evidence, groups),
        "narratives": [(heading.label, text) for heading, text in narratives_of(report)],
        "findings": by_weight(found),
        "is_ready": not any(problem.stops for problem in found),
        "move": next((move for move in moves_open_to(request.user, report) if move.name == "submit"), None),
        "heads": heads_of(report),
    }
    return render(request, "reporting/report_check_page.html", context, status=422 if form.errors else 200)
