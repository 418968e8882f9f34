"""The button that publishes a plan: here, because rounds rest on plans and plans know nothing of them."""

from django.views.decorators.http import require_POST

from plans.rules import writes_plans
from plans.views.draft_publishing import draft_publish
from portal.access import allow
from reporting.publishing import publish_plan


@require_POST
@allow(writes_plans)
def plan_publish(request, pk):
    """A draft of the desk becomes the plan, and open rounds ask by it."""
    return draft_publish(request, pk, publish_plan)
