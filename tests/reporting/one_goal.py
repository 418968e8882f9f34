"""What tests of a plan's rows say of one goal: setting it, and reading its row."""

from datetime import date

from plans.choices import Accumulation, SpanKind
from reporting.progress import progress_of
from tests.builders import make_goal, make_target

JUNE, NOVEMBER = date(2024, 6, 14), date(2024, 11, 29)
STOCK = Accumulation.STOCK


def goal_on(plan, indicator, target=10, *, years=(2024, 2024), span_kind=SpanKind.YEAR, every_years=0, **fields):
    """A goal with one target, by default of the year 2024."""
    goal = make_goal(plan, indicator, **fields)
    make_target(goal, target, years=years, span_kind=span_kind, every_years=every_years)
    return goal


def only(plan, on=NOVEMBER):
    """The one row of a plan that has only one goal and span."""
    (row,) = progress_of(plan, on)
    return row


def told(row):
    """The value, and who told it of those who were asked."""
    return row.total.value, f"{row.total.reported}/{row.total.expected}"
