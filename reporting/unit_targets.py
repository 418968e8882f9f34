"""What a goal asks of one reporter, in words: its allotted share, the minimum of each unit, or the whole plan's number."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from plans.choices import Measure, Reporter
from plans.models import Goal, Target, TargetVersion
from plans.succession import UnitMap
from plans.wording import counted_in, per_words, span_words, value_words
from reporting.models import Report


def targets_for(goals: Iterable[Goal], report: Report, units: UnitMap) -> dict[int, str]:
    """Each goal's target for this report's reporter in the round's year, as one line; absent where none is set. One query.

    Count allotments of units that merged into this one add up; other measures' stay only where they are equal.
    """
    goals = {goal.pk: goal for goal in goals}
    covered = [report.unit_id]
    if report.reporter == Reporter.UNIT:
        covered += units.history(report.unit_id, report.round.cut_off)
    in_force = _in_force(goals, covered, report)
    return {
        pk: words
        for pk, goal in goals.items()
        if (words := _words(goal, [version for version in in_force if version.target.goal_id == pk]))
    }


def _in_force(goals, covered, report) -> list[TargetVersion]:
    """The versions that hold at the cut-off of the targets whose span holds the round's year, the plan's and the units'."""
    year = report.round.year
    targets = Target.objects.filter(goal__in=goals, first_year__lte=year, last_year__gte=year)
    of_reporter = targets.filter(unit=None) | targets.filter(unit__in=covered)
    latest: dict[int, TargetVersion] = {}
    versions = TargetVersion.objects.filter(target__in=of_reporter).select_related("target")
    for version in sorted(versions, key=lambda version: version.effective_from or date.min):
        if version.effective_from is None or version.effective_from <= report.round.cut_off:
            latest[version.target_id] = version
    return sorted(latest.values(), key=lambda version: (version.target.order, version.target_id))


def _words(goal: Goal, versions: list[TargetVersion]) -> str:
    allotted = [version for version in versions if version.target.unit_id]
    if allotted:
        return _allotted_words(goal, allotted)
    of_plan = "; ".join(_value_and_span(goal, version, version.value) for version in versions)
    if not of_plan:
        return ""
    owed_by = per_words(goal.per_level).capitalize() or goal.plan.scope
    return f"{owed_by}: {of_plan}"


def _allotted_words(goal: Goal, allotted: list[TargetVersion]) -> str:
    by_span: dict[tuple, list[TargetVersion]] = {}
    for version in allotted:
        target = version.target
        by_span.setdefault((target.span_kind, target.first_year, target.last_year), []).append(version)
    words = [
        _value_and_span(goal, of_span[0], value) for of_span in by_span.values() for value in _joined(goal, of_span)
    ]
    return f"Giao cho đơn vị: {'; '.join(words)}" if words else ""


def _joined(goal: Goal, versions: list[TargetVersion]) -> list:
    """The one value that several merged units' allotments come to; none where they differ and cannot be added."""
    values = [version.value for version in versions]
    if goal.indicator.measure == Measure.COUNT and None not in values:
        return [sum(values)]
    return values[:1] if len(set(values)) == 1 else []


def _value_and_span(goal: Goal, version: TargetVersion, value: Decimal | None) -> str:
    target, indicator = version.target, goal.indicator
    unit = counted_in(indicator.unit_of_measure, goal.part.name) if goal.part else indicator.unit_of_measure
    said = value_words(goal.comparator, indicator.measure, value, version.value_to, unit)
    return f"{said}, {span_words(target.span_kind, target.first_year, target.last_year, target.every_years)}"
