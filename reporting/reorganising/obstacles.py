"""What stands against undoing a reorganisation: nobody may lose what they typed, and no signed figure its ground."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Q

from plans.models import Reorganisation, UnitChange
from portal.dates import format_date
from reporting.models import Report, Revision

NAMED = 3


def hold_reports(units: Collection[int], effective_on: date) -> None:
    """Wait for whoever is typing, submitting or judging what a reorganisation touches, and let nobody begin meanwhile.

    Else what was written at the same moment would be seen by nobody, and taken away. One query.
    """
    concerned = Report.objects.filter(unit__in=units, round__cut_off__gte=effective_on - timedelta(days=1))
    list(concerned.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def why_not_undone(reorganisation: Reorganisation) -> list[str]:
    """The sentences against it; empty where it can be undone. Three queries."""
    found = [_handed_in(reorganisation), _typed(reorganisation), _went_on(reorganisation)]
    return [sentence for sentence in found if sentence]


def _handed_in(reorganisation):
    """A successor has submitted for a day since then; what ended has handed in its closing report."""
    successors = reorganisation.changes.values("successor")
    since = Q(report__unit__in=successors, report__round__cut_off__gte=reorganisation.effective_on)
    since &= Q(submitted_at__gt=reorganisation.confirmed_at)
    moved = [pk for pk, _ in reorganisation.effects["reports"]["moved"]]
    closing = Q(report__in=moved, submitted_at__gt=reorganisation.confirmed_at)
    revisions = Revision.objects.filter(since | closing).select_related(
        "report__unit", "report__agency", "report__round"
    )
    told = _named(f"“{revision.report}” nộp ngày {format_date(revision.submitted_at)}" for revision in revisions)
    return f"Không hủy được nữa vì sau sắp xếp đã có báo cáo được nộp: {told}." if told else ""


def _typed(reorganisation):
    """Somebody has begun a report that came into being by it."""
    effects = reorganisation.effects
    made = Q(pk__in=effects["reports"]["made"]) | Q(unit__in=effects["founded"])
    begun = Report.objects.filter(made).begun().select_related("unit", "agency", "round")
    told = _named(f"“{report}”" for report in begun)
    return f"Đã có người nhập báo cáo lập theo lần sắp xếp này: {told}. Hủy thì mất số liệu đã nhập." if told else ""


def _went_on(reorganisation):
    """A founded unit has itself been changed since."""
    founded = reorganisation.effects["founded"]
    later = UnitChange.objects.filter(Q(predecessor__in=founded) | Q(successor__in=founded))
    later = later.exclude(reorganisation=reorganisation).select_related("predecessor", "successor")
    told = _named(f"“{change}”" for change in later)
    return f"Đơn vị mới lập đã được sắp xếp tiếp: {told}. Hủy lần sau trước." if told else ""


def _named(things):
    """The first few, and how many more."""
    things = list(dict.fromkeys(things))
    more = f" và {len(things) - NAMED} nơi khác" if len(things) > NAMED else ""
    return ", ".join(things[:NAMED]) + more
