"""Figures of the years before the portal: the template, the file's preview, and taking it in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from plans.rules import administers
from portal import clock
from portal.access import allow
from reporting.backfilling import HistoryWrong, import_history, preview_of, template_of
from reporting.forms.history_import import HistoryFileForm, HistoryRowsForm
from reporting.rules import plans_administered_by

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN_MISTAKES, SHOWN_CHANGES = 200, 200


@require_http_methods(["GET", "HEAD", "POST"])
@allow(administers)
def history_import(request):
    """Choose a file; a POST shows what it would do, or every mistake in it."""
    form = HistoryFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if form.is_valid():
        sheet = form.cleaned_data["file"]
        try:
            found = preview_of(sheet, plans=plans_administered_by(request.user), now=clock.now())
        except HistoryWrong as refusal:
            form.mistakes = refusal.mistakes
            form.add_error("file", str(refusal))
        else:
            context = {
                "preview": found,
                "changes": found.changes[:SHOWN_CHANGES],
                "form": HistoryRowsForm(initial={"rows": form.carried}),
                "crumbs": _crumbs("Nhập số liệu các năm trước"),
            }
            return render(request, "reporting/history_preview_page.html", context)
    return _page(request, form, form.mistakes)


@require_POST
@allow(administers)
def history_confirm(request):
    """Take in the rows that were previewed."""
    form = HistoryRowsForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["rows"]))
        return redirect("reporting:history-import")
    plans = plans_administered_by(request.user)
    try:
        done = import_history(form.cleaned_data["rows"], plans=plans, by=request.user, now=clock.now())
    except HistoryWrong as refusal:
        return _page(request, HistoryFileForm(), refusal.mistakes)
    messages.success(request, f"Đã nhập {done.writes} báo cáo của {len(done.rounds)} kỳ; số liệu đã vào bảng tiến độ.")
    return redirect("reporting:round-list")


@require_safe
@allow(administers)
def history_template(request, code):
    """The workbook to fill in for a plan."""
    plan = get_object_or_404(plans_administered_by(request.user), code=code)
    answer = HttpResponse(template_of(plan, clock.today()), content_type=XLSX)
    answer.headers["Content-Disposition"] = f'attachment; filename="so-lieu-cu-{plan.code}.xlsx"'
    return answer


def _page(request, form, mistakes):
    context = {
        "form": form,
        "plans": plans_administered_by(request.user),
        "mistakes": mistakes[:SHOWN_MISTAKES],
        "more_mistakes": max(0, len(mistakes) - SHOWN_MISTAKES),
        "mistake_count": len(mistakes),
        "crumbs": _crumbs(),
    }
    return render(
        request, "reporting/history_import_page.html", context, status=422 if mistakes or form.errors else 200
    )


def _crumbs(*above):
    crumbs = [("Kỳ báo cáo", reverse("reporting:round-list"))]
    return crumbs + [(words, reverse("reporting:history-import")) for words in above]
