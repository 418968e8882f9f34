"""The files that bear a report out: attached and withdrawn by who fills it in, fetched by whoever sees it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.file_kinds import MEGABYTE
from portal.files import attachment
from reporting.attaching import LARGEST_SUM, MOST_FILES, attach, withdraw
from reporting.evidence import borne_out, evidence_of, subjects_in
from reporting.filling import questions_of, why_locked
from reporting.forms.evidence import EvidenceForm
from reporting.rules import may_enter
from reporting.views.report_frame import crumbs_to, fetched


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def report_evidence(request, pk):
    """All files by what they bear out; who fills the report in attaches more. ?cho= chooses for what."""
    report = fetched(request, pk)
    groups, enters = questions_of(report), may_enter(request.user, report)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    if posted and not enters:
        raise PermissionDenied
    form = EvidenceForm(*posted, groups=subjects_in(groups), about=request.GET.get("cho", ""))
    if form.is_valid() and _is_attached(request, report, form):
        return redirect(f"{reverse('reporting:report-evidence', args=[pk])}?cho={form.subject().address}")
    evidence = evidence_of(report)
    context = {
        "report": report,
        "evidence": evidence,
        "groups": borne_out(evidence, groups),
        "form": form,
        "may_enter": enters,
        "locked": why_locked(report, clock.now()) if enters else "",
        "most": MOST_FILES,
        "largest": LARGEST_SUM // MEGABYTE,
        "crumbs": crumbs_to(report),
    }
    return render(request, "reporting/report_evidence_page.html", context, status=422 if form.errors else 200)


@require_safe
@allow(works_here)
def evidence_file(request, pk, evidence):
    """One file, also one that was withdrawn after a submission that it was part of."""
    return attachment(get_object_or_404(fetched(request, pk).evidence.select_related("file"), pk=evidence).file)


@require_POST
@allow(works_here)
def evidence_withdraw(request, pk, evidence):
    """Take a file away; pressed twice, it is gone already."""
    found = fetched(request, pk).evidence.with_names().filter(pk=evidence).first()
    if found is None:
        messages.info(request, "Tệp này đã được gỡ trước đó.")
        return redirect("reporting:report-evidence", pk)
    name = found.file.name
    try:
        withdraw(found, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Đã gỡ tệp “{name}”.")
    return redirect("reporting:report-evidence", pk)


def _is_attached(request, report, form):
    """Attach what was chosen, and tell; a refusal goes into the form."""
    try:
        done = attach(
            report,
            form.subject(),
            form.cleaned_data["files"],
            by=request.user,
            now=clock.now(),
            note=form.cleaned_data["note"],
        )
    except RuleBroken as refusal:
        form.add_error(None, str(refusal))
        return False
    if done.added:
        messages.success(request, f"Đã kèm {len(done.added)} tệp cho “{form.subject().words}”.")
    for name in done.already:
        messages.info(request, f"Tệp “{name}” đã có ở đây rồi, không kèm lần nữa.")
    return True
