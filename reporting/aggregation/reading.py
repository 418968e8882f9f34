"""Opening a plan's ledger: every query behind a dashboard, a document or the `progress` command."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.db.models import Q

from plans.calendar import Calendar
from plans.choices import Accumulation, Reporter
from plans.models import BreakdownPart, Phase, Plan, Unit
from plans.succession import UnitMap
from reporting.aggregation.coverage import Coverage, read_coverages
from reporting.aggregation.derived import Catalogue, read_catalogue
from reporting.aggregation.ledger import Kept, Ledger, Subject
from reporting.aggregation.slices import Scope, Slice, Wanted, read_answers, read_sums, read_values
from reporting.aggregation.spans import Span


def open_ledger(
    plan: Plan,
    on: date,
    calendar: Calendar,
    subjects: Collection[Subject],
    spans: Collection[Span],
    levels: Iterable[str] = (),
    *,
    every_part: bool = False,
) -> Ledger:
    """Read what the subjects' totals over the spans take, in at most nine queries however much there is.

    `levels` are those whose single units will be named. With `every_part` the totals of all parts of a breakdown can be
    told, not only of those that the subjects name.
    """
    return open_ledgers([plan], on, calendar, subjects, spans, levels, every_part=every_part)[plan.pk]


def open_ledgers(
    plans: Sequence[Plan],
    on: date,
    calendar: Calendar,
    subjects: Collection[Subject],
    spans: Collection[Span],
    levels: Iterable[str] = (),
    *,
    every_part: bool = False,
) -> dict[int, Ledger]:
    """The ledgers of several plans over the same units, by primary key, in as many queries as that of one.

    The facts are the same; the rounds in which they were asked, and so how much of them is there, are each plan's own.
    """
    catalogue, [plan, *_] = read_catalogue(), plans
    scope = scope_of(plan, subjects, calendar.unit_map)
    wanted = _wanted(on, subjects, spans, catalogue)
    seen_by_answer = [subject for subject in subjects if subject.needs_answers or not subject.is_typed]
    coverages = read_coverages(plans, scope, wanted)
    parts = _parts({leaf.breakdown_id for subject in subjects for leaf in catalogue.leaves(subject.indicator)})
    summed = replace(wanted, parts=frozenset(part.pk for of_one in parts.values() for part in of_one))
    named = [_at_levels(one, calendar.unit_map, levels, coverages[one.pk]) for one in plans]
    phases = _phases(plans)
    first = Ledger(
        plan=plan,
        on=on,
        scope=scope,
        calendar=calendar,
        catalogue=catalogue,
        coverage=coverages[plan.pk],
        phases=phases[plan.pk],
        parts=parts,
        names=_names(scope.units.union(*named) | _above(plan, calendar, on)),
        sums=_kept(read_sums(scope, summed if every_part else wanted)),
        answers=_kept(read_answers(scope, _wanted(on, seen_by_answer, spans, catalogue))),
        remnants=_kept(read_values(scope, wanted, _unfinished(plan, scope, calendar, on))),
    )
    return {one.pk: replace(first, plan=one, coverage=coverages[one.pk], phases=phases[one.pk]) for one in plans}


def read_by_unit(
    ledger: Ledger, subjects: Collection[Subject], spans: Collection[Span], units: Collection[int]
) -> Kept:
    """For `Ledger.standing`: what these units, the province and the agencies contributed, each apart. One query."""
    wanted = _wanted(ledger.on, subjects, spans, ledger.catalogue)
    return _kept(read_values(ledger.scope, wanted, Q(unit__in=units) | ~Q(reporter=Reporter.UNIT)))


def read_refusals(ledger: Ledger, subjects: Iterable[Subject]) -> dict[tuple, str]:
    """Who answered without a value in the latest round, by (sort of reporter, unit, agency, indicator). One query."""
    rows = (
        ledger.scope.rows()
        .filter(report__round__in=ledger.coverage.latest_rounds(), part__isnull=True, counts=False)
        .filter(indicator__in={subject.indicator.pk for subject in subjects})
        .values_list("reporter", "unit", "agency", "indicator", "answer")
    )
    return {row[:4]: row[4] for row in rows}


def days_told(ledger: Ledger, units: Collection[int]) -> dict[int, set[date]]:
    """The days that anything which counts of these units speaks of. One query."""
    rows = ledger.scope.rows().filter(unit__in=units, reporter=Reporter.UNIT, part__isnull=True, counts=True)
    found = defaultdict(set)
    for unit, as_of in rows.values_list("unit", "as_of").distinct():
        found[unit].add(as_of)
    return found


def scope_of(plan: Plan, subjects: Iterable[Subject], unit_map: UnitMap) -> Scope:
    """Whose answers stand in the plan's sums: all that its territory ever was and became, itself, and named agencies."""
    agencies = {agency.pk: agency.unit_id for subject in subjects for agency in subject.agencies}
    return Scope(unit_map.lineage(plan.scope_id, plan.scope_as_of), plan.scope_id, agencies)


def _wanted(on: date, subjects: Iterable[Subject], spans: Iterable[Span], catalogue: Catalogue) -> Wanted:
    leaves = {leaf.pk: leaf for subject in subjects for leaf in catalogue.leaves(subject.indicator)}
    return Wanted(
        indicators=frozenset(leaves),
        states=frozenset(pk for pk, leaf in leaves.items() if leaf.accumulation != Accumulation.FLOW),
        parts=frozenset(subject.part.pk for subject in subjects if subject.part),
        on=on,
        earlier=frozenset(span.last_day for span in spans if span.is_over(on)),
    )


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


def _above(plan: Plan, calendar: Calendar, on: date) -> set[int]:
    """Where history may be kept: the scope itself, and what stands above it."""
    return {plan.scope_id, *calendar.unit_map.ancestors(plan.scope_id, on)}


def _names(units: Collection[int]) -> dict[int, str]:
    """In official order."""
    return dict(Unit.objects.filter(pk__in=units).in_official_order().values_list("pk", "name"))


def _phases(plans: Sequence[Plan]) -> dict[int, tuple[Phase, ...]]:
    found = {plan.pk: () for plan in plans}
    for phase in Phase.objects.filter(plan__in=plans).order_by("order"):
        found[phase.plan_id] += (phase,)
    return found


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
