"""Whom a round asks for a report: the units of its plans' territories, the province itself, and named agencies.

An ad hoc round may ask about some goals only, and some units.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from plans.choices import Composition, Period, Reporter
from plans.models import Agency, Goal, Indicator, Plan
from plans.succession import UnitMap, current_map
from reporting.models import Round


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
    return _units_of(plan, cut_off) + _beside_units(plan, Goal.objects.filter(plan=plan))


def asked_in(round_: Round) -> set[Asked]:
    """Everybody whom a round asks, closing rounds apart: of its plans whoever is asked about one of its goals."""
    asked: set[Asked] = set()
    for plan in round_.plans.all():
        goals = goals_asked(round_, plan)
        if round_.all_goals or _entered_indicators(goals).filter(from_units=True).exists():
            asked.update(_units_of(plan, round_.cut_off))
        if not round_.only_units:
            asked.update(_beside_units(plan, goals))
    if round_.all_units:
        return asked
    chosen = units_chosen(round_)
    return {one for one in asked if one.reporter != Reporter.UNIT or one.unit_id in chosen}


def goals_asked(round_: Round, plan: Plan) -> QuerySet[Goal]:
    """The goals of a plan that a round asks about."""
    goals = Goal.objects.filter(plan=plan)
    return goals if round_.all_goals else goals.filter(rounds=round_)


def units_chosen(round_: Round) -> set[int]:
    """The units that a round was opened for, or what they had become by its cut-off."""
    units = current_map()
    return {heir for pk in round_.units.values_list("pk", flat=True) for heir in _at_cut_off(units, pk, round_.cut_off)}


def asked_twice(round_: Round) -> Round | None:
    """Another ad hoc round of the same cut-off in which somebody is asked what this one asks already; None: all is well.

    The report with the latest cut-off gives a year's value (domain, section 4): of two on one day neither is the latest.
    """
    if round_.period != Period.AD_HOC:
        return None
    mine, about = _reporters_in(round_), _asked_about(round_)
    others = Round.objects.filter(province=round_.province_id, period=Period.AD_HOC, cut_off=round_.cut_off)
    for other in others.exclude(pk=round_.pk).order_by("pk"):
        if mine & _reporters_in(other) and about & _asked_about(other):
            return other
    return None


def still_closing(asked: Iterable[Asked], last_day: date) -> set[Asked]:
    """Of those whom a closing round asks: the units that ended on its day, as the map has it now. It asks nobody anew."""
    units = current_map()
    return {one for one in asked if one.reporter == Reporter.UNIT and units.ended_on(one.unit_id) == last_day}


def _reporters_in(round_: Round) -> set[Asked]:
    return {Asked(*row) for row in round_.reports.values_list("reporter", "unit_id", "agency_id")}


def _asked_about(round_: Round) -> set[int]:
    """What is entered for the round's goals, by key."""
    goals = [_entered_indicators(goals_asked(round_, plan)) for plan in round_.plans.all()]
    return {pk for indicators in goals for pk in indicators.order_by().values_list("pk", flat=True)}


def _units_of(plan: Plan, cut_off: date) -> list[Asked]:
    territory = current_map().territory(plan.scope_id, cut_off, plan.scope_as_of)
    return [Asked(Reporter.UNIT, unit_id) for unit_id in territory]


def _beside_units(plan: Plan, goals: QuerySet[Goal]) -> list[Asked]:
    asked = [Asked(Reporter.AGENCY, agency.unit_id, agency.pk) for agency in _asked_agencies(goals)]
    if _entered_indicators(goals).filter(from_province=True).exists():
        return [Asked(Reporter.PROVINCE, plan.scope_id), *asked]
    return asked


def _at_cut_off(units: UnitMap, pk: int, cut_off: date) -> list[int]:
    """The unit itself; once it has ended, all it went into, whole or in part."""
    ended = units.ended_on(pk)
    return [pk] if ended is None or cut_off <= ended else units.territory(pk, cut_off, ended)


def _entered_indicators(goals: QuerySet[Goal]) -> QuerySet[Indicator]:
    """What goals are set on, and of derived indicators what they are made of."""
    of_goals, of_components = Q(goals__in=goals), Q(used_in__whole__goals__in=goals)
    return Indicator.objects.filter(of_goals | of_components, composition=Composition.ENTERED)


def _asked_agencies(goals: QuerySet[Goal]) -> QuerySet[Agency]:
    """The agencies that goals name for a figure; "Hội LHPN các huyện" and the like answer through their units."""
    asks_itself = Q(indicator__from_agencies=True)
    asks_component = Q(indicator__components__component__from_agencies=True)
    asking = goals.filter(asks_itself | asks_component)
    return Agency.objects.filter(goals__in=asking, each_level="").distinct()
