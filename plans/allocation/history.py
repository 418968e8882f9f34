"""What units were allotted of one goal, each time: the number, from when, by which decision, why, and who gave it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from plans.choices import SheetState
from plans.models import Goal, TargetVersion
from plans.wording import counted_in, span_words, value_words
from portal.models import User
from portal.numbers import format_number


@dataclass(frozen=True)
class Allotted:
    """One number of one unit over a span, and the one before it; `by` and `at` are blank of what a file brought."""

    unit: str
    unit_pk: int
    span: str
    was: str
    became: str
    effective_from: date | None
    decision: str
    reason: str
    by: str
    at: datetime | None


def allotments_of(goal: Goal, unit_pk: int | None = None) -> list[Allotted]:
    """Everything that units (or one of them) were ever allotted of a goal, unit after unit, the latest first. Two queries.

    Needs the goal with its indicator and part.
    """
    versions = TargetVersion.objects.filter(target__goal=goal, target__unit__isnull=False)
    if unit_pk is not None:
        versions = versions.filter(target__unit=unit_pk)
    rows = versions.select_related("target__unit").order_by(
        "target__unit__code",
        "target__unit",
        "target__first_year",
        "target__span_kind",
        "target__last_year",
        F("effective_from").asc(nulls_first=True),
    )
    givers = _givers(goal)
    found: list[Allotted] = []
    before: TargetVersion | None = None
    for version in rows:
        was = before if before and before.target_id == version.target_id else None
        found.append(_allotted(goal, version, was, givers))
        before = version
    return sorted(found, key=lambda one: one.effective_from or date.min, reverse=True)


def _givers(goal: Goal) -> dict[tuple[date, int], tuple[User, datetime]]:
    """Who published a sheet in which the goal has a number, by its day and unit."""
    sheets = goal.plan.allotment_sheets.filter(state=SheetState.PUBLISHED).select_related("published_by")
    return {
        (sheet.effective_from, int(unit)): (sheet.published_by, sheet.published_at)
        for sheet in sheets.order_by("published_at", "pk")
        for unit in sheet.cells.get(goal.code, {})
    }


def _allotted(goal: Goal, version: TargetVersion, was: TargetVersion | None, givers) -> Allotted:
    target = version.target
    by, at = givers.get((version.effective_from, target.unit_id), ("", None))
    return Allotted(
        unit=str(target.unit),
        unit_pk=target.unit_id,
        span=span_words(target.span_kind, target.first_year, target.last_year, target.every_years),
        was=_words(goal, was) if was else "",
        became=_words(goal, version),
        effective_from=version.effective_from,
        decision=version.decision,
        reason=version.reason,
        by=str(by),
        at=at,
    )


def _words(goal: Goal, version: TargetVersion) -> str:
    indicator = goal.indicator
    counted = counted_in(indicator.unit_of_measure, goal.part.name if goal.part else "")
    return value_words("", indicator.measure, version.value, version.value_to, counted, format_number)
