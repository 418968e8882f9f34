"""Who sees and who writes what units have on paper under a plan."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from plans.choices import ENTERING_ROLES, PROVINCE_ROLES, Reporter, Role
from plans.models import Plan, Unit
from plans.rules import sitting_of
from plans.succession import UnitMap, current_map
from portal import clock
from reporting.rules import figures_visible_to


@dataclass(frozen=True)
class ComplianceRights:
    """What a person sees and writes under one plan: of which units, and whether of the province itself.

    `sees` holds the units at or below the person's own. `files_for` are the own units, as of today, that a document of
    theirs or of what went into them is filed for; the province's people (`is_province`) file for all.
    """

    sees: frozenset[int]
    files_for: frozenset[int]
    heads: frozenset[int]
    is_province: bool
    sees_province: bool
    day: date
    scope: int
    user: int
    unit_map: UnitMap

    def may_see(self, unit: int) -> bool:
        return self.sees_province if unit == self.scope else unit in self.sees

    def may_file(self, unit: int) -> bool:
        """Whether the person files documents and records of a unit: of the own one or what went into it, or of any."""
        return self.is_province or (unit != self.scope and self.unit_map.home(unit, self.day) in self.files_for)

    def may_name_pilot(self, unit: int) -> bool:
        """Pilots are registered by the province, or for the own unit by its head."""
        return self.is_province or (unit != self.scope and self.unit_map.home(unit, self.day) in self.heads)

    def may_change(self, record) -> bool:
        """Whether the person corrects or removes a record: whoever wrote it and files for its unit, or the province."""
        return self.is_province or (record.recorded_by_id == self.user and self.may_file(record.unit_id))

    @property
    def names_pilots(self) -> bool:
        return self.is_province or bool(self.heads)

    @property
    def records(self) -> bool:
        return self.is_province or bool(self.files_for)


def rights_on(user, plan: Plan, today: date | None = None) -> ComplianceRights:
    """What a person may, on a day (default: today), with the documents of a plan that the person sees."""
    today = today or clock.today()
    sitting, units, sight = sitting_of(user, today), current_map(), figures_visible_to(user)
    territory = frozenset(units.territory(plan.scope_id, today, plan.scope_as_of))
    own = sitting.units(ENTERING_ROLES) & territory
    return ComplianceRights(
        sees=sight.units,
        files_for=own,
        heads=sitting.units({Role.HEAD}) & territory,
        is_province=units.home(plan.scope_id, today) in sitting.units(PROVINCE_ROLES),
        sees_province=sight.covers(Reporter.PROVINCE, plan.scope_id, None),
        day=today,
        scope=plan.scope_id,
        user=user.pk,
        unit_map=units,
    )


def units_open_to(rights: ComplianceRights, plan: Plan, *, roles: str, besides: int | None = None) -> QuerySet[Unit]:
    """The units that a person may choose in a form: the province any of the plan's, others their own.

    `roles` is the set of rights that counts ("files_for" or "heads"); `besides` stands in the list too (what is edited).
    """
    own = units_of(plan) if rights.is_province else getattr(rights, roles)
    return Unit.objects.filter(pk__in=own | ({besides} if besides else set())).in_official_order()


def units_seen(rights: ComplianceRights, plan: Plan) -> QuerySet[Unit]:
    """The units of a plan (its scope too) whose documents a person may see."""
    seen = rights.sees | ({plan.scope_id} if rights.sees_province else frozenset())
    return Unit.objects.filter(pk__in=units_of(plan) & seen)


def units_of(plan: Plan) -> frozenset[int]:
    """Every unit that a document or a record under the plan may be of: the scope, and whatever ever reported for it."""
    return current_map().lineage(plan.scope_id, plan.scope_as_of) | {plan.scope_id}
