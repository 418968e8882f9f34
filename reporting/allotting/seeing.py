"""Who sees which sheets: what is published, whoever sees the plan; drafts, the administrators of its province."""

from django.db.models import QuerySet

from plans.choices import SheetState
from plans.models import AllotmentSheet, Plan
from plans.rules import WORKING_ROLES, sitting_of
from reporting.rules import may_administer


def sheets_visible_to(user, plan: Plan) -> QuerySet[AllotmentSheet]:
    """The sheets of a plan that the person may look at; the plan itself is fetched through the person."""
    sheets = AllotmentSheet.objects.filter(plan=plan).select_related("plan__scope", "saved_by", "published_by")
    return sheets if may_administer(user, plan.scope_id) else sheets.filter(state=SheetState.PUBLISHED)


def own_units(user) -> frozenset[int]:
    """The units where the person sits: their rows come first."""
    return sitting_of(user).units(WORKING_ROLES)
