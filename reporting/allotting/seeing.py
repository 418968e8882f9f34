"""Who sees which sheets: what is published, whoever sees the plan; drafts, the administrators of its province."""

from django.db.models import QuerySet

from plans.choices import SheetState
from plans.models import AllotmentSheet, Plan
from plans.rules import WORKING_ROLES, may_administer, sitting_of


def sheets_visible_to(user, plan: Plan) -> QuerySet[AllotmentSheet]:
    """The sheets of a plan that the person may look at; the plan itself is fetched through the person."""
    return (
        sheets_of(plan) if may_administer(user, plan.scope_id) else sheets_of(plan).filter(state=SheetState.PUBLISHED)
    )


def sheets_of(plan: Plan) -> QuerySet[AllotmentSheet]:
    """All sheets of a plan, for whoever administers its province."""
    return AllotmentSheet.objects.filter(plan=plan)


def own_units(user) -> frozenset[int]:
    """The units where the person sits: their rows come first."""
    return sitting_of(user).units(WORKING_ROLES)
