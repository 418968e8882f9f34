"""A report's form as a workbook: taken away, handed in again, previewed cell by cell, and written into the draft."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.workbooks import Limits, mark_workbook
from reporting.auditing import record_export
from reporting.filling import questions_of, why_locked
from reporting.forms.drawing_reports import fingerprints_of
from reporting.forms.report_workbook import Faulty, FaultyForm, Previewed, PreviewedForm, ReportWorkbookForm
from reporting.forms.reports import ReportForm
from reporting.marks import standing_marks
from reporting.rules import may_enter
from reporting.spreadsheets.report_form.comparing import chosen, compare
from reporting.spreadsheets.report_form.faults import faults_in, marks_of
from reporting.spreadsheets.report_form.reading import LARGEST, read_sent
from reporting.spreadsheets.report_form.stamp import edition_of
from reporting.spreadsheets.report_form.storing import store_workbook
from reporting.spreadsheets.report_form.writing import file_name, workbook_of
from reporting.views.report_frame import crumbs_to, fetched, fetched_to_fill

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_FAULTS = 100
TO_MARK = Limits(size=LARGEST, seconds=10)
CHOICE, SENT = "giu", "tep"

ASKED_OTHERWISE = "Biểu của báo cáo vừa đổi sau khi bạn xem trước. Chưa ghi gì. Tải biểu mới rồi chép số sang."
TYPED_MEANWHILE = (
    "Chưa ghi gì: trong lúc bạn xem, có người vừa gõ trên cổng vào những ô mà tệp cũng sửa. Xem lại, chọn số được giữ."
)


@require_safe
@never_cache
@allow(works_here)
def report_workbook(request, pk):
    """The form as .xlsx; with cells to fill in for who may enter while the report is open."""
    report = fetched(request, pk)
    free = may_enter(request.user, report) and not why_locked(report, clock.now())
    asked, prose, marks = questions_of(report), _prose_of(report), standing_marks(report)
    written = workbook_of(report, asked, prose, clock.today(), free=free, marks=marks)
    record_export(f"biểu của báo cáo {report} (XLSX)", report, by=request.user, now=clock.now())
    return _as_file(written, file_name(report))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(works_here)
def report_upload(request, pk):
    """Choose the workbook; a POST shows what it would change, or everything that is wrong with it. Nothing is written."""
    report = fetched_to_fill(request, pk)
    if reason := why_locked(report, clock.now()):
        messages.info(request, reason)
        return redirect(report)
    form = ReportWorkbookForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        try:
            return _looked_into(request, report, form.cleaned_data["workbook"].read())
        except RuleBroken as refusal:
            form.add_error("workbook", str(refusal))
    context = {"report": report, "form": form, "crumbs": _crumbs(report)}
    return render(request, "reporting/report_workbook_upload_page.html", context, status=422 if form.errors else 200)


@require_POST
@allow(works_here)
def report_upload_confirm(request, pk):
    """Write what was previewed; where somebody typed the same cells meanwhile, the preview comes again."""
    report = fetched_to_fill(request, pk)
    form = PreviewedForm(request.POST)
    if not form.is_valid() or form.cleaned_data["carried"].report != report.pk:
        return _chosen_again(request, report, form)
    previewed, groups = form.cleaned_data["carried"], questions_of(report)
    if previewed.edition != edition_of(groups):
        messages.error(request, ASKED_OTHERWISE)
        return redirect("reporting:report-upload", pk)
    taken = [address for address in previewed.choices if request.POST.get(f"{CHOICE}-{address}") == SENT]
    typed = chosen(previewed.typed, previewed.choices, taken)
    how = {"by": request.user, "now": clock.now(), "version": previewed.version, "batch": previewed.batch}
    try:
        saved = store_workbook(report, typed, **how)
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
        return redirect(report)
    if saved.conflicts:
        return _preview(request, fetched(request, pk), questions_of(report), typed, refusal=TYPED_MEANWHILE)
    messages.success(request, f"Đã ghi {saved.changed} dòng từ tệp Excel vào bản nháp. Báo cáo chưa nộp.")
    return redirect("reporting:report-fill", pk)


@require_POST
@never_cache
@allow(works_here)
def report_upload_marked(request, pk):
    """The same workbook again, with everything that is wrong marked in it."""
    report = fetched_to_fill(request, pk)
    form = FaultyForm(request.POST)
    if not form.is_valid() or form.cleaned_data["carried"].report != report.pk:
        return _chosen_again(request, report, form)
    faulty = form.cleaned_data["carried"]
    try:
        marked = mark_workbook(faulty.raw, faulty.sheets, TO_MARK)
    except RuleBroken as refusal:
        messages.error(request, f"Chưa đánh dấu được tệp. {refusal}")
        return redirect("reporting:report-upload", pk)
    return _as_file(marked, f"danh-dau-{file_name(report)}")


def _looked_into(request, report, raw):
    groups = questions_of(report)
    sent = read_sent(raw, report, groups)
    form = ReportForm(groups, sent.texts, clock.today(), sent.stamp.shown)
    if faults := faults_in(sent, form):
        return _faults_page(request, report, faults, Faulty(report.pk, raw, marks_of(faults, sent)))
    return _preview(request, report, groups, form.typed, sent=sent)


def _faults_page(request, report, faults, faulty):
    context = {
        "report": report,
        "faults": faults[:SHOWN_FAULTS],
        "fault_count": len(faults),
        "more_faults": max(0, len(faults) - SHOWN_FAULTS),
        "form": FaultyForm.carrying(faulty),
        "crumbs": _crumbs(report, "Nạp tệp Excel"),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return render(request, "reporting/report_workbook_faults_page.html", context, status=status)


def _preview(request, report, groups, typed, *, sent=None, refusal=""):
    """`typed` as it was read or chosen, compared with what stands online now."""
    prose = _prose_of(report)
    comparison = compare(groups, prose, typed).without_locked(standing_marks(report))
    previewed = Previewed(
        report=report.pk,
        version=report.version,
        edition=edition_of(groups),
        typed=comparison.typed_over(fingerprints_of(groups, prose)),
        choices=comparison.choices,
        batch=get_random_string(20),
    )
    context = {
        "report": report,
        "comparison": comparison,
        "to_choose": [change for change in comparison.changes if change.is_choice],
        "to_write": [change for change in comparison.changes if not change.is_choice],
        "missing": sent.missing if sent else [],
        "is_older": sent is not None and sent.stamp.version != report.version,
        "refusal": refusal,
        "form": PreviewedForm.carrying(previewed),
        "crumbs": _crumbs(report, "Nạp tệp Excel"),
    }
    return render(request, "reporting/report_workbook_preview_page.html", context, status=409 if refusal else 200)


def _chosen_again(request, report, form):
    errors = form.errors.get("carried") or ["Tệp đã kiểm tra là của báo cáo khác. Chọn lại tệp."]
    messages.error(request, " ".join(errors))
    return redirect("reporting:report-upload", report.pk)


def _as_file(content, name):
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _prose_of(report):
    return dict(report.narratives.order_by("pk").values_list("heading", "text"))


def _crumbs(report, *above):
    return crumbs_to(report) + [(words, reverse("reporting:report-upload", args=[report.pk])) for words in above]
