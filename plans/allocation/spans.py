"""The times for which targets are allotted: a year of the plan, a phase, cumulative, the end of the term."""

from datetime import date
from typing import NamedTuple

from plans.calendar import current_calendar
from plans.choices import SpanKind
from plans.models import AllotmentSheet, Plan, Target
from plans.wording import span_words


class SheetSpan(NamedTuple):
    """The years that a sheet's numbers are for."""

    kind: str
    first: int
    last: int

    @property
    def words(self) -> str:
        return span_words(self.kind, self.first, self.last)

    @property
    def key(self) -> str:
        """As it stands in a form."""
        return f"{self.kind}-{self.first}-{self.last}"


def span_of(sheet: AllotmentSheet) -> SheetSpan:
    return SheetSpan(sheet.span_kind, sheet.first_year, sheet.last_year)


def spans_of(plan: Plan) -> list[SheetSpan]:
    """Every year of the plan, then its phases of several years and what else its own targets speak of. Two queries."""
    years = [SheetSpan(SpanKind.YEAR, year, year) for year in range(plan.first_year, plan.last_year + 1)]
    phases = [SheetSpan(SpanKind.PHASE, phase.first_year, phase.last_year) for phase in plan.phases.all()]
    longer = Target.objects.filter(goal__plan=plan, unit=None).exclude(span_kind__in=[SpanKind.YEAR, SpanKind.EVERY])
    named = longer.order_by("span_kind", "first_year", "last_year").values_list("span_kind", "first_year", "last_year")
    others = [span for span in [*phases, *map(SheetSpan._make, named)] if span.first < span.last]
    return list(dict.fromkeys([*years, *others]))


def coming_span(plan: Plan, today: date) -> SheetSpan:
    """The year after the one that runs, as far as the plan reaches."""
    coming = current_calendar().year_of(plan.scope_id, today) + 1
    year = min(max(coming, plan.first_year), plan.last_year)
    return SheetSpan(SpanKind.YEAR, year, year)


def days_of(plan: Plan, span: SheetSpan) -> tuple[date, date]:
    """First and last day of the span by the reporting years of the plan's scope, both inclusive."""
    calendar = current_calendar()
    return calendar.year_span(plan.scope_id, span.first)[0], calendar.year_span(plan.scope_id, span.last)[1]
