"""A report before its reviewer: each row with what it is measured by, a box to write to it, and the buttons that judge."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.rules import reviews
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.choices import ReportState
from reporting.differing import by_accepting
from reporting.evidence import WHOLE, evidence_of
from reporting.forms.remarks import RemarksForm, boxed_groups, boxed_prose
from reporting.forms.review import ReasonForm
from reporting.history import history_of
from reporting.inspecting import SIEVES, first_sieve, inspected, sifted
from reporting.remarking import keep_drafts, why_no_remarks
from reporting.reviewing import steered_reports
from reporting.rules import may_review, oversees
from reporting.tags import tags_of
from reporting.views.report_frame import fetched
from reporting.workflow import moves_open_to, why_not

SIEVE = "xem"


@require_safe
@allow(oversees)
def report_review(request, pk):
    """The rows as the reviewer sees them; ?xem= sifts them. Of a later submission first what was marked or changed."""
    return review_page(request, steered(request, pk))


@require_POST
@allow(reviews)
def report_remarks(request, pk):
    """Keep what was written beside the rows."""
    report = steered(request, pk)
    form = remarks_in(request, report)
    try:
        kept = keep_drafts(report, form.drafts, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        return review_page(request, report, form, refusal=str(refusal))
    if form.mistakes:
        return review_page(request, report, form)
    messages.success(request, f"Đã lưu nhận xét ở {kept} ô." if kept else "Không có nhận xét nào mới để lưu.")
    return redirect(_address(request, report))


def steered(request, pk):
    """The report, where the person's province steers its round."""
    report = fetched(request, pk)
    if not steered_reports(request.user).filter(pk=report.pk).exists():
        raise PermissionDenied
    return report


def remarks_in(request, report):
    """What was posted beside the rows."""
    return RemarksForm(inspected(report).everything, request.POST)


def review_page(request, report, form=None, *, refusal="", reason_form=None):
    """Also after a press that was refused: with all that was typed still in its place."""
    everything = inspected(report)
    sieve = first_sieve(everything, request.GET.get(SIEVE))
    shown = sifted(everything, sieve, frozenset(form.typed) if form else frozenset())
    judges = may_review(request.user, report)
    silent = why_no_remarks(report, request.user) if judges else ""
    moves = {move.name: move for move in moves_open_to(request.user, report)}
    context = {
        "report": report,
        "tags": tags_of(report, clock.now(), marked=sum(row.is_marked for row in everything.everything)),
        "groups": boxed_groups(shown, form),
        "prose": boxed_prose(shown, form),
        "earlier": everything.earlier,
        "sieves": [(each, sum(map(each.passes, everything.everything))) for each in SIEVES.values()],
        "sieve": sieve,
        "query": _query(request),
        "may_write": judges and not silent,
        "shows_drafts": judges,
        "silent": silent if report.state == ReportState.SUBMITTED else "",
        "moves": moves,
        "refusals": [words for words in why_not(request.user, report) if words != silent],
        "borne": evidence_of(report).on(WHOLE),
        "differing": _differing(report),
        "events": history_of(report),
        "problems": form.mistakes if form else [],
        "refusal": refusal,
        "form": form if form and form.errors else reason_form,  # for the page's title
        "reason_form": reason_form or ReasonForm(),
        "crumbs": crumbs(report),
    }
    is_refused = bool(refusal or context["problems"] or (reason_form and reason_form.errors))
    return render(request, "reporting/report_review_page.html", context, status=422 if is_refused else 200)


def crumbs(report):
    return [("Duyệt báo cáo", reverse("reporting:review-queue")), (str(report), report.get_absolute_url())]


def _differing(report):
    """What the acceptance of a report that counts already would change; nothing of one that is accepted for the first time."""
    if report.state != ReportState.SUBMITTED or not report.accepted_figures.exists():
        return None
    return by_accepting(report, today=clock.today())


def _address(request, report):
    return f"{reverse('reporting:report-review', args=[report.pk])}{_query(request)}"


def _query(request):
    asked = request.GET.get(SIEVE)
    return f"?{urlencode({SIEVE: asked})}" if asked in SIEVES else ""
