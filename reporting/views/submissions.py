"""Two submissions of one report side by side."""

from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from plans.rules import works_here
from portal.access import allow
from reporting.forms.submissions import SubmissionsForm
from reporting.submissions import compared
from reporting.views.report_frame import crumbs_to, fetched


@require_safe
@allow(works_here)
def report_compare(request, pk):
    """Was and became, of any two submissions: ?tu=1&den=2; else of the last two."""
    report = fetched(request, pk)
    revisions = list(report.revisions.select_related("submitted_by").order_by("-number"))
    context = {"report": report, "crumbs": crumbs_to(report)}
    if len(revisions) > 1:
        form = SubmissionsForm(revisions, request.GET or None)
        if (numbers := form.numbers()) is None:
            raise Http404
        by_number = {revision.number: revision for revision in revisions}
        was, became = (by_number[number] for number in numbers)
        context |= {"form": form, "was": was, "became": became, "found": compared(was, became)}
    return render(request, "reporting/report_compare_page.html", context)
