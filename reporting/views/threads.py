"""What reviewer and unit write to each other about one row of a report: its page, the unit's answer, opening a locked row."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from reporting.correcting import named_rows
from reporting.filling import why_locked
from reporting.forms.review import OpeningForm, ReplyForm
from reporting.lines import narratives_of
from reporting.questions import questions_of
from reporting.remarking import open_row, reply
from reporting.rules import may_enter
from reporting.threads import talk_of
from reporting.views.report_frame import crumbs_to, fetched, fetched_to_fill


@require_safe
@allow(works_here)
def report_thread(request, pk, address):
    """A row of a report by its address in the form, with all that was written about it."""
    report = fetched(request, pk)
    return _thread_page(request, report, _row_at(report, address))


@require_POST
@allow(works_here)
def report_thread_reply(request, pk, address):
    """The unit's answer."""
    report = fetched_to_fill(request, pk)
    row, form = _row_at(report, address), ReplyForm(request.POST)
    if form.is_valid():
        try:
            reply(report, row.key, form.cleaned_data["text"], by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, "Đã ghi câu trả lời. Người duyệt đọc khi báo cáo được nộp lại.")
            return redirect("reporting:report-thread", pk, address)
    return _thread_page(request, report, row, reply_form=form)


@require_POST
@allow(works_here)
def report_row_open(request, pk, address):
    """Open a locked row with a reason, and go on typing in it."""
    report = fetched_to_fill(request, pk)
    row, form = _row_at(report, address), OpeningForm(request.POST)
    if form.is_valid():
        try:
            open_row(report, row.key, form.cleaned_data["reason"], by=request.user, now=clock.now())
        except RuleBroken as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, f"Đã mở “{row.name}” để sửa. Người duyệt sẽ đọc lý do.")
            return redirect(f"{reverse('reporting:report-fill', args=[pk])}#{row.first_box}")
    return _thread_page(request, report, row, opening_form=form)


def _row_at(report, address):
    rows = named_rows(questions_of(report), dict(narratives_of(report)))
    found = next((row for row in rows if row.address == address), None)
    if found is None:
        raise Http404
    return found


def _thread_page(request, report, row, *, reply_form=None, opening_form=None):
    talk, enters = talk_of(report), may_enter(request.user, report)
    why = why_locked(report, clock.now())
    thread, may_write = talk.threads.get(row.key, ()), enters and not why
    refused = [form for form in (reply_form, opening_form) if form and form.errors]
    context = {
        "report": report,
        "row": row,
        "thread": thread,
        "locked": why if enters else "",
        "reply_form": (reply_form or ReplyForm()) if may_write and thread else None,
        "opening_form": (opening_form or OpeningForm()) if may_write and talk.marks.locks(row.key) else None,
        "refused": refused[0] if refused else None,
        "may_fill": may_write and not talk.marks.locks(row.key),
        "crumbs": crumbs_to(report),
    }
    return render(request, "reporting/report_thread_page.html", context, status=422 if refused else 200)
