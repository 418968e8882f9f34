"""Whom a round asks for a report: the units of its plans' territories, the province itself, and named agencies."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from plans.choices import Composition, Reporter
from plans.models import Agency, Indicator, Plan
from plans.succession import current_map


@dataclass(frozen=True)
class Asked:
    """One reporter of a round, by the keys of its unit and, of an agency, of the agency."""

    reporter: Reporter
    unit_id: int
    agency_id: int | None = None


def asked_by(plan: Plan, cut_off: date) -> list[Asked]:
    """Everybody whom a plan asks in a round with this cut-off: units in official order, the province, then agencies.

    A figure that the province collects stands at the plan's own scope, also after that unit's end; an agency stays the
    one that the plan names. Who fills these in today is said by rules.
    """
    territory = current_map().territory(plan.scope_id, cut_off, plan.scope_as_of)
    asked = [Asked(Reporter.UNIT, unit_id) for unit_id in territory]
    if _entered_indicators(plan).filter(from_province=True).exists():
        asked.append(Asked(Reporter.PROVINCE, plan.scope_id))
    return asked + [Asked(Reporter.AGENCY, agency.unit_id, agency.pk) for agency in _asked_agencies(plan)]


def still_closing(asked: Iterable[Asked], last_day: date) -> set[Asked]:
    """Of those whom a closing round asks: the units that ended on its day, as the map has it now. It asks nobody anew."""
    units = current_map()
    return {one for one in asked if one.reporter == Reporter.UNIT and units.ended_on(one.unit_id) == last_day}


def _entered_indicators(plan):
    """What the plan's goals are set on, and of derived indicators what they are made of."""
    of_goals, of_components = Q(goals__plan=plan), Q(used_in__whole__goals__plan=plan)
    return Indicator.objects.filter(of_goals | of_components, composition=Composition.ENTERED)


def _asked_agencies(plan):
    """The agencies that goals name for a figure; "Hội LHPN các huyện" and the like answer through their units."""
    asks_itself = Q(goals__indicator__from_agencies=True)
    asks_component = Q(goals__indicator__components__component__from_agencies=True)
    return Agency.objects.filter(asks_itself | asks_component, goals__plan=plan, each_level="").distinct()
