"""What a goal asks of one reporter, in words: its allotted share, the minimum of each unit, or the whole plan's number."""

from collections.abc import Collection, Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q

from plans.allocation.standing import superseded
from plans.choices import Comparator, Composition, Measure, Reporter
from plans.models import Goal, TargetVersion
from plans.succession import UnitMap
from plans.wording import counted_in, per_words, span_words, value_words
from reporting.models import Report, Round

FOLLOWED = "Theo dõi, không giao số"


def targets_for(goals: Iterable[Goal], report: Report, units: UnitMap) -> dict[int, str]:
    """Each goal's target for this report's reporter in the round's year, as one line; absent where none is set. One query.

    Count allotments of units that merged into this one add up; other measures' stay only where they are equal.
    """
    goals = {goal.pk: goal for goal in goals}
    by_goal = _standing(goals, report, units)
    found = {pk: _words(goals[pk], versions) for pk, versions in by_goal.items()}
    return {pk: words for pk, words in found.items() if words}


def numbers_of_the_year(goals: Iterable[Goal], report: Report, units: UnitMap) -> dict[int, Decimal]:
    """What each goal asks of this very reporter for the round's year alone, as a number; absent where it asks none. One query.

    Its allotment, or the minimum that each unit owes. The whole plan's number is nobody's own, and what is asked of
    several years together is not measured by one of them.
    """
    goals = {goal.pk: goal for goal in goals}
    found = {}
    for pk, versions in _standing(goals, report, units).items():
        own = [version for version in versions if version.target.unit_id or goals[pk].per_level]
        of_year = [version for version in own if _what(version)[2:] == (report.round.year, report.round.year)]
        values = joined_values(goals[pk], [version for version in of_year if version.value is not None])
        if of_year and len(values) == 1 and values[0]:
            found[pk] = values[0]
    return found


def _standing(goals: dict[int, Goal], report: Report, units: UnitMap) -> dict[int, list[TargetVersion]]:
    covered = [report.unit_id]
    if report.reporter == Reporter.UNIT:
        covered += units.history(report.unit_id, report.round.cut_off)
    by_goal: dict[int, list[TargetVersion]] = {}
    for version in _not_superseded(_in_force(goals, covered, report), units):
        by_goal.setdefault(version.target.goal_id, []).append(version)
    return by_goal


def goals_in_force(plans: Collection[int], round_: Round) -> set[int]:
    """The goals of these plans that ask anybody for something in the round's year, as it stands at the cut-off. One query."""
    versions = TargetVersion.objects.filter(
        Q(effective_from__isnull=True) | Q(effective_from__lte=round_.cut_off),
        target__goal__plan__in=plans,
        target__first_year__lte=round_.year,
        target__last_year__gte=round_.year,
    )
    return set(versions.order_by().values_list("target__goal", flat=True).distinct())


def _in_force(goals: Collection[int], covered: list[int], report: Report) -> list[TargetVersion]:
    """The versions that hold at the cut-off of the targets whose span holds the round's year, the plan's and the units'."""
    year = report.round.year
    versions = (
        TargetVersion.objects.filter(Q(target__unit=None) | Q(target__unit__in=covered))
        .filter(target__goal__in=goals, target__first_year__lte=year, target__last_year__gte=year)
        .select_related("target")
        .order_by("target__order", "target_id", "pk")
    )
    latest: dict[int, TargetVersion] = {}
    for version in versions:
        begins = version.effective_from or date.min
        before = latest.get(version.target_id)
        if begins <= report.round.cut_off and (before is None or (before.effective_from or date.min) <= begins):
            latest[version.target_id] = version
    return list(latest.values())


def _not_superseded(versions: list[TargetVersion], units: UnitMap) -> list[TargetVersion]:
    """Without what units that merged had, where the one that they became was allotted anew since."""
    begun: dict[tuple, dict[int, date]] = {}
    for version in versions:
        if version.target.unit_id:
            begun.setdefault(_what(version), {})[version.target.unit_id] = version.effective_from or date.min
    gone = {(what, unit) for what, by_unit in begun.items() for unit in superseded(units, by_unit)}
    return [version for version in versions if (_what(version), version.target.unit_id) not in gone]


def _what(version: TargetVersion) -> tuple:
    target = version.target
    return target.goal_id, target.span_kind, target.first_year, target.last_year


def _words(goal: Goal, versions: list[TargetVersion]) -> str:
    if goal.comparator == Comparator.FOLLOWED:
        return FOLLOWED
    allotted = [version for version in versions if version.target.unit_id]
    words = _allotted_words(goal, allotted) if allotted else _plan_words(goal, versions)
    if words and goal.indicator.composition != Composition.ENTERED:
        return f"{goal.indicator.name} – {words}"  # the box beside it asks only a component
    return words


def _plan_words(goal: Goal, versions: list[TargetVersion]) -> str:
    owed_by = per_words(goal.per_level).capitalize() or goal.plan.scope
    return f"{owed_by}: {'; '.join(value_and_span(goal, version, version.value) for version in versions)}"


def _allotted_words(goal: Goal, allotted: list[TargetVersion]) -> str:
    by_span: dict[tuple, list[TargetVersion]] = {}
    for version in allotted:
        target = version.target
        by_span.setdefault((target.span_kind, target.first_year, target.last_year), []).append(version)
    words = [
        value_and_span(goal, of_span[0], value)
        for of_span in by_span.values()
        for value in joined_values(goal, of_span)
    ]
    return f"Giao cho đơn vị: {'; '.join(words)}" if words else ""


def joined_values(goal: Goal, versions: list[TargetVersion]) -> list:
    """The one value that several merged units' allotments come to; none where they differ and cannot be added."""
    values = [version.value for version in versions]
    if goal.indicator.measure == Measure.COUNT and None not in values:
        return [sum(values)]
    return values[:1] if len(set(values)) == 1 else []


def value_and_span(goal: Goal, version: TargetVersion, value: Decimal | None) -> str:
    """A value of the version's target in words, with the time that it is for."""
    target, indicator = version.target, goal.indicator
    unit = counted_in(indicator.unit_of_measure, goal.part.name) if goal.part else indicator.unit_of_measure
    said = value_words(goal.comparator, indicator.measure, value, version.value_to, unit)
    return f"{said}, {span_words(target.span_kind, target.first_year, target.last_year, target.every_years)}"
