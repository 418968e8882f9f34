"""The years that a target speaks of."""

from dataclasses import dataclass

from plans.choices import SpanKind
from plans.loading.form import PlanFile
from plans.loading.form.commitments import TargetEntry
from plans.loading.scalars import Years

KINDS = tuple(SpanKind.values)


@dataclass(frozen=True)
class Span:
    """A kind of span, its first and last year, and for "every" how many years make one time."""

    kind: str
    first: int
    last: int
    every: int = 0


def kinds_named(target: TargetEntry) -> list[str]:
    """Which of year, phase, cumulative, term and every a target names; a sound target names one."""
    return [kind for kind in KINDS if kind in target.places]


def span_of(target: TargetEntry, file: PlanFile) -> Span | None:
    """The span of a target, its last year perhaps before its first; None where it cannot be told.

    Cumulative spans and the end of the term begin with the plan's first year.
    """
    kinds = kinds_named(target)
    if len(kinds) != 1 or file.plan is None or file.plan.years is None:
        return None
    kind, named, plan = kinds[0], getattr(target, kinds[0]), file.plan.years
    if named is None:
        return None
    if kind == SpanKind.YEAR:
        return Span(kind, named, named)
    if kind == SpanKind.PHASE:
        years = next((phase.years for phase in file.phases or () if phase.code == named), None)
        return Span(kind, years.first, years.last) if years else None
    if kind == SpanKind.EVERY:
        years = target.years or plan
        return Span(kind, years.first, years.last, named)
    return Span(kind, plan.first, named)


def within(span: Span, years: Years) -> bool:
    """Whether all of a span lies in these years."""
    return years.first <= span.first and span.last <= years.last
