"""One answer of a report in detail, as a page and as the side panel of the form; and how the form is typed into."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from plans.rules import works_here
from portal import clock
from portal.access import allow
from reporting.filling import why_locked
from reporting.forms.cell_states import CELL_STATES
from reporting.forms.entry_keys import ANSWERS, KEYS, NUMBERS
from reporting.rules import may_enter
from reporting.tracing import details_of
from reporting.views.report_frame import crumbs_to, fetched


@require_safe
@allow(works_here)
def answer_details(request, pk, address):
    """A row of a report by its address in the form. ?phan=1 gives the part alone, which the form opens beside the box."""
    report = fetched(request, pk)
    details = details_of(report, address)
    if details is None:
        raise Http404
    if request.GET.get("phan") == "1":
        return render(request, "reporting/_answer_details.html", {"details": details, "report": report})
    enters = may_enter(request.user, report)
    locked = why_locked(report, clock.now()) if enters else ""
    context = {
        "report": report,
        "details": details,
        "locked": locked,
        "may_fill": enters and not locked,
        "crumbs": crumbs_to(report),
    }
    return render(request, "reporting/answer_details_page.html", context)


@require_safe
@allow(works_here)
def entry_keys(request):
    """The keys of the form, how numbers are typed, the four answers, and what the signs beside the boxes mean."""
    context = {
        "keys": KEYS,
        "numbers": NUMBERS,
        "answers": ANSWERS,
        "states": CELL_STATES,
        "crumbs": [("Việc cần làm", reverse("reporting:home"))],
    }
    return render(request, "reporting/entry_keys_page.html", context)
