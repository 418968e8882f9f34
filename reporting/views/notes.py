"""Notes of the province to everybody who reports in a round: writing them, reading them, who has read them."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from portal.errors import RuleBroken
from portal.files import attachment
from reporting.forms.notes import NoteForm
from reporting.noting import (
    is_read_by,
    mark_read,
    may_note,
    notes_visible_to,
    receipts_of,
    unread_by,
    withdraw_note,
    write_note,
)
from reporting.rules import oversees, rounds_visible_to


@require_http_methods(["GET", "HEAD", "POST"])
@allow(oversees)
def note_new(request, pk):
    """Write to everybody who reports in a round."""
    round_ = get_object_or_404(rounds_visible_to(request.user), pk=pk)
    if not may_note(request.user, round_, clock.now()):
        raise PermissionDenied
    form = NoteForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        note = write_note(round_, **form.cleaned_data, by=request.user, now=clock.now())
        messages.success(request, "Đã gửi lưu ý. Đơn vị thấy ở trang “Việc cần làm” và ở trang báo cáo.")
        return redirect(note)
    context = {"round": round_, "form": form, "crumbs": _crumbs(round_)}
    return render(request, "reporting/note_new_page.html", context, status=422 if form.errors else 200)


@require_safe
@allow(works_here)
def note_page(request, pk):
    """One note with its files; for the province besides, who has read it and who has not."""
    note = _fetched(request, pk)
    steers = may_note(request.user, note.round, clock.now())
    receipts = receipts_of(note) if steers else []
    context = {
        "note": note,
        "files": note.files.order_by("pk"),
        "receipts": receipts,
        "read": sum(bool(receipt.readings) for receipt in receipts),
        "may_withdraw": steers and note.withdrawn_at is None,
        "asks_to_confirm": unread_by(request.user).filter(pk=pk).exists(),
        "is_read": is_read_by(note, request.user),
        "crumbs": _crumbs(note.round),
    }
    return render(request, "reporting/note_page.html", context)


@require_POST
@allow(works_here)
def note_read(request, pk):
    """Say that the note was read."""
    note = _fetched(request, pk)
    try:
        mark_read(note, by=request.user, now=clock.now())
    except RuleBroken as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, "Đã ghi nhận: bạn đã đọc lưu ý này.")
    return redirect(note)


@require_POST
@allow(oversees)
def note_withdraw(request, pk):
    """Take a note back."""
    note = withdraw_note(_fetched(request, pk), by=request.user, now=clock.now())
    messages.success(request, f"Đã gỡ lưu ý “{note.title}”. Đơn vị không còn thấy nữa.")
    return redirect(note)


@require_safe
@allow(works_here)
def note_file(request, pk, file):
    """One of a note's files."""
    return attachment(get_object_or_404(_fetched(request, pk).files, pk=file))


def _fetched(request, pk):
    notes = notes_visible_to(request.user).select_related("round", "written_by", "withdrawn_by")
    return get_object_or_404(notes, pk=pk)


def _crumbs(round_):
    return [("Kỳ báo cáo", reverse("reporting:round-list")), (round_.name, round_.get_absolute_url())]
