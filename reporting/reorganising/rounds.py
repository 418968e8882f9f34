"""What a reorganisation does to rounds and reports, and how it is taken back.

A report with a cut-off before its unit's end passes to the unit's home by itself (rules). Here is the rest: later rounds ask the
successors instead, what was typed too early becomes the closing report, and who ends between cut-offs owes one.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q

from plans.calendar import current_calendar
from plans.choices import Period, Reporter
from plans.models import Plan
from plans.reorganising import Shaped
from plans.succession import UnitMap, current_map
from reporting.choices import EDITABLE_STATES, ReportState
from reporting.models import AcceptedFigure, Report, Round
from reporting.opening import complete, open_closing

ONE_DAY = timedelta(days=1)
HANDED_IN = {ReportState.SUBMITTED, ReportState.ACCEPTED, ReportState.REOPENED}


@dataclass(frozen=True)
class Setting:
    """A reorganisation's day, the map on its eve, and the plans that ask one of its units, each with whom it asked."""

    day: date
    before: UnitMap
    territories: dict[Plan, frozenset[int]]

    @property
    def eve(self) -> date:
        return self.day - ONE_DAY

    @property
    def plans(self) -> list[Plan]:
        return list(self.territories)


def setting_of(day: date, units: Collection[int]) -> Setting:
    """As things stand before it: the plans whose territory holds one of these units. One query."""
    unit_map, eve = current_map(), day - ONE_DAY
    territories = {}
    for plan in Plan.objects.select_related("scope").order_by("signed_on", "pk"):
        territory = frozenset(unit_map.territory(plan.scope_id, eve, plan.scope_as_of))
        if not territory.isdisjoint(units):
            territories[plan] = territory
    return Setting(day, unit_map, territories)


def adapt_rounds(setting: Setting, shaped: Shaped, *, closing_last_day: date | None, by, now: datetime) -> dict:
    """Let later rounds ask the successors, and open the closing reports. Gives back what was done, by keys."""
    rounds = list(later_rounds(setting.plans, setting.day))
    done = {"made": [], "dropped": [], "moved": [], "closing": []}
    _close(setting, shaped, done, last_day=closing_last_day, by=by, now=now)
    before = _reports_in(rounds)
    for round_ in rounds:
        complete(round_)
    after = _reports_in(rounds)
    done["made"] += sorted(after.keys() - before.keys())
    done["dropped"] += [[pk, *before[pk]] for pk in sorted(before.keys() - after.keys())]
    return done


def restore_rounds(effects: dict) -> None:
    """The reports as they were; to be called while the units that were founded are still there."""
    done = effects["reports"]
    Report.objects.filter(Q(pk__in=done["made"]) | Q(unit__in=effects["founded"])).untouched().delete()
    moved = Report.objects.in_bulk([pk for pk, _ in done["moved"]])
    for pk, round_id in done["moved"]:
        moved[pk].round_id = round_id
    Report.objects.bulk_update(moved.values(), ["round"])
    rounds = set(Round.objects.values_list("pk", flat=True).filter(pk__in={row[1] for row in done["dropped"]}))
    Report.objects.bulk_create(
        Report(pk=pk, round_id=round_id, unit_id=unit, reporter=Reporter.UNIT)
        for pk, round_id, unit in done["dropped"]
        if round_id in rounds
    )
    for round_id, is_new, plans in done["closing"]:
        round_ = Round.objects.filter(pk=round_id).first()
        if round_ and not round_.reports.exists():
            round_.delete()
        elif round_ and not is_new:
            round_.plans.remove(*plans)


def later_rounds(plans: Iterable[Plan], day: date):
    """The rounds of these plans with a cut-off on the day or after it."""
    rounds = Round.objects.filter(plans__in=list(plans), cut_off__gte=day).exclude(period=Period.CLOSING)
    return rounds.distinct().order_by("cut_off", "pk")


def told_since(units: Collection[int], day: date):
    """What counts of these units with a cut-off on the day or after it."""
    return AcceptedFigure.objects.filter(unit__in=units, reporter=Reporter.UNIT, counts=True, counts_from__gte=day)


def _reports_in(rounds: Iterable[Round]) -> dict[int, tuple[int, int]]:
    """The units' reports: round and unit by key. Only they come and go with units."""
    reports = Report.objects.filter(round__in=rounds).of_units()
    return {pk: (round_id, unit) for pk, round_id, unit in reports.values_list("pk", "round", "unit")}


def _close(setting, shaped, done, *, last_day, by, now) -> None:
    typed = _typed_too_early(setting, shaped)
    for province, (plans, units) in _owing(setting, shaped).items():
        there = Round.objects.filter(province=province, period=Period.CLOSING, cut_off=setting.eve)
        joined_before = set(there.values_list("plans", flat=True))
        closing = open_closing(plans, setting.eve, units_last_day=last_day or setting.eve, by=by, now=now)
        joined = [plan.pk for plan in plans if plan.pk not in joined_before]
        done["closing"].append([closing.pk, not joined_before, joined])
        taken = [typed[unit] for unit in units if unit in typed]
        for report in taken:
            done["moved"].append([report.pk, report.round_id])
            report.round = closing
        Report.objects.bulk_update(taken, ["round"])
        made = Report.objects.bulk_create(
            Report(round=closing, unit_id=unit, reporter=Reporter.UNIT) for unit in units if unit not in typed
        )
        done["made"] += [report.pk for report in made]


def _typed_too_early(setting, shaped) -> dict[int, Report]:
    """What the ended units had begun to type for later cut-offs and never counted: it becomes their closing report."""
    reports = (
        Report.objects.filter(round__in=later_rounds(setting.plans, setting.day), unit__in=shaped.ended)
        .of_units()
        .begun()
        .filter(state__in=EDITABLE_STATES, accepted_figures__isnull=True)
        .order_by("-round__cut_off", "-pk")
    )
    return {report.unit_id: report for report in reports}  # of several the earliest cut-off


def _owing(setting: Setting, shaped: Shaped) -> dict[int, tuple[list[Plan], list[int]]]:
    """By steering province who owes a closing report, and the plans that ask it: who ends between cut-offs.

    Not where its own report of that cut-off or a later one is there, nor where its heir's covers the year already.
    """
    asking = _asking(setting)
    told = set(
        Report.objects.filter(unit__in=shaped.ended, round__plans__in=asking, round__all_goals=True)
        .of_units()
        .filter(Q(round__cut_off=setting.eve) | Q(round__cut_off__gt=setting.eve, state__in=HANDED_IN))
        .values_list("unit", flat=True)
    )
    told |= _covered_by_heirs(setting, shaped)
    owing = [unit for unit in shaped.ended if unit not in told]
    found: dict[int, tuple[list[Plan], list[int]]] = {}
    for plan in asking:
        asked = [unit for unit in owing if unit in setting.territories[plan]]
        if asked:
            plans, units = found.setdefault(setting.before.home(plan.scope_id, setting.eve), ([], []))
            plans.append(plan)
            units += [unit for unit in asked if unit not in units]
    return found


def _asking(setting: Setting) -> list[Plan]:
    """The plans that ask for reports in the reporting year of the last day."""
    calendar = current_calendar()
    years = {plan.pk: calendar.year_of(plan.scope_id, setting.eve) for plan in setting.plans}
    duties = Plan.objects.filter(pk__in=years).values_list(
        "pk", "duties__occasions__first_year", "duties__occasions__last_year"
    )
    asking = {pk for pk, first, last in duties if first and first <= years[pk] <= last}
    asking |= {
        pk for pk, year in Plan.objects.filter(pk__in=years).values_list("pk", "rounds__year") if year == years[pk]
    }
    return [plan for plan in setting.plans if plan.pk in asking and plan.first_year <= years[plan.pk] <= plan.last_year]


def _covered_by_heirs(setting: Setting, shaped: Shaped) -> set[int]:
    heirs = {unit: after[0] for unit, after in shaped.became.items() if len(after) == 1}
    calendar = current_calendar()
    told = set(told_since(set(heirs.values()), setting.day).order_by().values_list("unit", "year").distinct())
    return {unit for unit, heir in heirs.items() if (heir, calendar.year_of(unit, setting.eve)) in told}
