"""Opening a plan's ledger: every query behind a dashboard, a document or the `progress` command."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date

from django.db.models import Q

from plans.calendar import Calendar, current_calendar
from plans.choices import Accumulation, Composition, Reporter
from plans.models import BreakdownPart, Plan, Unit
from plans.succession import UnitMap
from reporting.aggregation.coverage import Coverage, read_coverage
from reporting.aggregation.derived import read_catalogue
from reporting.aggregation.ledger import Kept, Ledger, Subject
from reporting.aggregation.slices import Scope, Slice, read_answers, read_sums, read_sums_by_unit
from reporting.aggregation.spans import Span


def open_ledger(
    plan: Plan, on: date, subjects: Collection[Subject], spans: Iterable[Span], levels: Iterable[str] = ()
) -> Ledger:
    """Read what the subjects' totals over the spans take, in at most ten queries however much there is.

    `levels` are those whose single units will be named.
    """
    calendar, catalogue = current_calendar(), read_catalogue()
    scope = scope_of(plan, subjects, calendar.unit_map)
    leaves = {leaf.pk: leaf for subject in subjects for leaf in catalogue.leaves(subject.indicator)}
    by_answer = {
        leaf.pk
        for subject in subjects
        if subject.needs_answers or subject.indicator.composition != Composition.ENTERED
        for leaf in catalogue.leaves(subject.indicator)
    }
    parts = {subject.part.pk for subject in subjects if subject.part}
    days = {on, *(span.read_on(on) for span in spans if span.has_begun(on))}
    coverage = read_coverage(plan, scope, leaves, on)
    return Ledger(
        plan=plan,
        on=on,
        scope=scope,
        calendar=calendar,
        catalogue=catalogue,
        coverage=coverage,
        phases=tuple(plan.phases.all()),
        parts=_parts({leaf.breakdown_id for leaf in leaves.values()}),
        names=_names(scope.units | _at_levels(plan, calendar.unit_map, levels, coverage)),
        sums=_kept(read_sums(scope, leaves, days)),
        answers=_kept(read_answers(scope, by_answer, parts, on)),
        remnants=_kept(read_sums_by_unit(scope, leaves, days, _unfinished(plan, scope, calendar, on))),
    )


def read_by_unit(ledger: Ledger, subjects: Collection[Subject], spans: Iterable[Span], units: Collection[int]) -> Kept:
    """For `Ledger.standing`: what these units, the province and the agencies contributed, each apart. One query."""
    leaves = {leaf.pk for subject in subjects for leaf in ledger.catalogue.leaves(subject.indicator)}
    parts = {subject.part.pk for subject in subjects if subject.part}
    days = {ledger.on, *(span.read_on(ledger.on) for span in spans)}
    only = (Q(unit__in=units) | ~Q(reporter=Reporter.UNIT)) & (Q(part__isnull=True) | Q(part__in=parts))
    return _kept(read_sums_by_unit(ledger.scope, leaves, days, only))


def read_refusals(ledger: Ledger, subjects: Iterable[Subject]) -> dict[tuple, str]:
    """Who answered without a value in the latest round, by (sort of reporter, unit, agency, indicator). One query."""
    occasions = ledger.coverage.occasions
    latest = ledger.coverage.latest({(occasion.reporter, occasion.agency) for occasion in occasions})
    rows = (
        ledger.scope.rows({subject.indicator.pk for subject in subjects})
        .filter(report__round__in={occasion.round for occasion in latest}, part__isnull=True, counts=False)
        .values_list("reporter", "unit", "agency", "indicator", "answer")
    )
    return {row[:4]: row[4] for row in rows}


def scope_of(plan: Plan, subjects: Iterable[Subject], unit_map: UnitMap) -> Scope:
    """Whose answers stand in the plan's sums: all that its territory ever was and became, itself, and named agencies."""
    agencies = {agency.pk: agency.unit_id for subject in subjects for agency in subject.agencies}
    return Scope(unit_map.lineage(plan.scope_id, plan.scope_as_of), plan.scope_id, agencies)


def _unfinished(plan: Plan, scope: Scope, calendar: Calendar, on: date) -> Q:
    """What units that ended may have left: their flows of the year that they did not see through, and their stocks."""
    ended_in = defaultdict(set)
    for unit in scope.units:
        ended = calendar.unit_map.ended_on(unit)
        if ended and ended < on:
            ended_in[calendar.year_of(plan.scope_id, ended)].add(unit)
    found = Q(pk__in=[])
    for year, units in ended_in.items():
        found |= Q(unit__in=units) & (Q(year=year) | ~Q(indicator__accumulation=Accumulation.FLOW))
    return found


def _at_levels(plan: Plan, unit_map: UnitMap, levels: Iterable[str], coverage: Coverage) -> set[int]:
    return {
        unit
        for level in levels
        for day in coverage.cut_offs
        for unit in unit_map.territory(plan.scope_id, day, plan.scope_as_of, level)
    }


def _names(units: Collection[int]) -> dict[int, str]:
    """In official order."""
    return dict(Unit.objects.filter(pk__in=units).in_official_order().values_list("pk", "name"))


def _parts(breakdowns: Collection[int | None]) -> dict[int, list[BreakdownPart]]:
    found = defaultdict(list)
    for part in BreakdownPart.objects.filter(breakdown__in=breakdowns).order_by("order"):
        found[part.breakdown_id].append(part)
    return found


def _kept(slices: Iterable[Slice]) -> Kept:
    found = defaultdict(list)
    for one in slices:
        found[one.indicator, one.part].append(one)
    return dict(found)
