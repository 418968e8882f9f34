"""What the plan desk holds for an administrator: the drafts under way, and the province's published plans."""

from dataclasses import dataclass

from django.db.models import Max

from plans.choices import Role
from plans.models import Plan, PlanDraft, Unit
from plans.rules import drafts_visible_to, may_write_for, plans_visible_to, sitting_of


@dataclass(frozen=True)
class Desk:
    """Everything on the desk, in fixed few queries."""

    drafts: tuple[PlanDraft, ...]
    plans: tuple[Plan, ...]


def desk_of(user) -> Desk:
    """The drafts that the person may write, the last saved first; the plans whose home the person administers."""
    drafts = drafts_visible_to(user).select_related("plan", "province", "saved_by").defer("content")
    plans = plans_to_copy(user)
    written = {scope for scope in {plan.scope_id for plan in plans} if may_write_for(user, scope)}
    return Desk(tuple(drafts), tuple(plan for plan in plans if plan.scope_id in written))


def plans_to_copy(user) -> list[Plan]:
    """The plans of which the person may make a copy: all that the person sees. Each knows its draft and last version."""
    plans = plans_visible_to(user).select_related("scope", "draft").defer("draft__content")
    return list(plans.annotate(version_number=Max("versions__number")))


def provinces_of(user) -> list[tuple[int, str]]:
    """The units for which the person writes plans: (primary key, name)."""
    administered = sitting_of(user).units({Role.ADMINISTRATOR})
    return list(Unit.objects.filter(pk__in=administered).order_by("code", "pk").values_list("pk", "name"))
