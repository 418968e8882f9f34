"""The province's queue of reports, and accepting several of them at once."""

import re

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from plans.rules import reviews
from portal import clock
from portal.access import allow
from reporting.accepting import accept_several, candidates
from reporting.reviewing import known, rows_of, sieves_over, sifted, steered_reports
from reporting.rules import oversees, rounds_visible_to

REPORTS_A_PAGE = 50
TICKED = "bao-cao"  # a report's key; on the page that asks once more with the version looked at: "12-3"


@require_safe
@allow(oversees)
def review_queue(request):
    """One row a report; ?trang-thai= sifts by state, ?ky= by round."""
    word, round_ = known(request.GET.get("trang-thai")), _round_asked_for(request)
    reports = steered_reports(request.user, round_)
    page = Paginator(sifted(reports, word), REPORTS_A_PAGE).get_page(request.GET.get("page"))
    rows = rows_of(page, clock.now())
    context = {
        "sieves": sieves_over(reports),
        "word": word,
        "round": round_,
        "page": page,
        "rows": rows,
        "ticks": reviews(request.user) and any(row.is_waiting for row in rows),
    }
    return render(request, "reporting/review_queue_page.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(reviews)
def review_accept_many(request):
    """What was ticked in the queue is shown once more, each report with what the check says; a POST accepts them."""
    if request.method == "POST":
        versions = {
            int(key): int(version) for key, version in map(_key_and_version, request.POST.getlist(TICKED)) if key
        }
        _tell(request, accept_several(versions, by=request.user, now=clock.now()))
        return redirect("reporting:review-queue")
    keys = [int(key) for key in request.GET.getlist(TICKED)[:REPORTS_A_PAGE] if re.fullmatch("[0-9]{1,18}", key)]
    found = candidates(request.user, keys)
    context = {
        "going": [one for one in found if not one.refusal],
        "refused": [one for one in found if one.refusal],
        "crumbs": [("Duyệt báo cáo", reverse("reporting:review-queue"))],
    }
    return render(request, "reporting/review_accept_page.html", context)


def _key_and_version(text):
    found = re.fullmatch("([0-9]{1,18})-([0-9]{1,9})", text)
    return found.groups() if found else ("", "")


def _tell(request, outcome):
    if outcome.accepted:
        names = "; ".join(str(report) for report in outcome.accepted)
        messages.success(request, f"Đã duyệt {len(outcome.accepted)} báo cáo: {names}. Số liệu đã được tính vào tổng.")
    for report, words in outcome.refused:
        messages.error(request, f"Chưa duyệt {report}: {words}")
    if not outcome.accepted and not outcome.refused:
        messages.info(request, "Chưa chọn báo cáo nào.")


def _round_asked_for(request):
    asked = request.GET.get("ky", "")
    return get_object_or_404(rounds_visible_to(request.user), pk=int(asked)) if asked.isdecimal() else None
