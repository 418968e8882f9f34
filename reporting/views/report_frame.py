"""What the pages of one report share: fetching it through the user, its head, the way back."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from django.urls import reverse

from portal import clock
from reporting.correcting import corrections_of, named_rows
from reporting.history import sent_back
from reporting.rules import may_enter, reports_visible_to
from reporting.tags import deadline_of, tags_of
from reporting.threads import talk_of

FOR_A_PAGE = ("round", "unit", "agency", "submitted_by", "reviewer")


def fetched(request, pk, *related):
    """The report, where this person may see it, with what a page says of it (or only with what is `related`)."""
    return get_object_or_404(reports_visible_to(request.user).select_related(*(related or FOR_A_PAGE)), pk=pk)


def fetched_to_fill(request, pk, *related):
    report = fetched(request, pk, *related)
    if not may_enter(request.user, report):
        raise PermissionDenied
    return report


def head_of(report, groups, talk=None):
    """What stands at the top of each page of a report; `talk` where the page has read it (threads.talk_of)."""
    now, talk = clock.now(), talk or talk_of(report)
    return {
        "report": report,
        "plan_names": list(dict.fromkeys(group.plan_name for group in groups)),
        "tags": tags_of(report, now, marked=len(talk.marks.marked)),
        "deadline": deadline_of(report, now) if report.is_editable else None,
        "sent_back": sent_back(report),
        "corrections": corrections_of(named_rows(groups, {}), talk) if report.is_editable else [],
    }


def crumbs_to(report):
    return [("Việc cần làm", reverse("reporting:home")), (str(report), report.get_absolute_url())]


def moments_of(request):
    """When a press reached us, which decides, and when it is dealt with: what move_report wants to know."""
    return {"now": request.arrived_at, "handled": clock.now()}
