"""Publishing a plan together with what rests on it: the rounds that are open ask whom the plan now asks."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plans import publishing
from plans.auditing import record_version
from plans.models import PlanDraft, PlanVersion
from portal.dates import VIET_NAM
from reporting.models import Round
from reporting.opening import complete


@transaction.atomic
def publish_plan(draft: PlanDraft, *, by, now: datetime) -> PlanVersion:
    """As plans.publishing.publish, and complete the plan's rounds that are under way or begin with the amendment."""
    version = publishing.publish(draft, by=by, now=now)
    for round_ in _rounds_concerned(version, timezone.localdate(now, VIET_NAM)):
        complete(round_)
    record_version(version, by=by, now=now)
    return version


def _rounds_concerned(version: PlanVersion, today: date) -> QuerySet[Round]:
    """Not those that are over: nobody is asked for a report of a round gone by."""
    since = min(version.effective_from or today, today)
    under_way = Q(units_last_day__gte=today) | Q(closes_on__gte=today) | Q(cut_off__gte=since)
    return version.plan.rounds.filter(under_way).exclude(closes_on__lt=today)
