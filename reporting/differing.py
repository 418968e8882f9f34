"""What one report does to every published total: it is accepted, or left out, then measured and taken back.

So what is shown is what will happen. A report that is opened again goes on counting until it is accepted anew (domain,
section 5, case 10): opening changes no total, accepting does.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from plans.models import Indicator, Plan
from plans.succession import current_map
from reporting import phrases
from reporting.aggregation import enter, leave_out
from reporting.choices import Status
from reporting.models import Report
from reporting.progress import GoalProgress, progress_of


@dataclass(frozen=True)
class Differing:
    """One goal's total in its plan, as the table of progress says it: with the report as it counts now, and otherwise."""

    name: str
    span: str
    now: str
    then: str
    status_now: str
    status_then: str

    @property
    def changes(self) -> bool:
        return (self.now, self.status_now) != (self.then, self.status_then)


@dataclass(frozen=True)
class PlanDiffering:
    """A plan with all totals that the report's figures are asked for; `changed` of them come out otherwise."""

    plan: Plan
    totals: tuple[Differing, ...]

    @property
    def changed(self) -> tuple[Differing, ...]:
        return tuple(total for total in self.totals if total.changes)

    @property
    def unchanged(self) -> str:
        """How many totals stay as they are, in figures; nothing where all change."""
        return str(len(self.totals) - len(self.changed) or "")


def by_accepting(report: Report, *, today: date) -> list[PlanDiffering]:
    """Every total as it is, and as it will be when the report's last submission is accepted. Needs the report's round.

    The number of queries depends on the plans that the figures stand in, not on their goals or units.
    """
    return _differing(report, enter, today)


def by_leaving_out(report: Report, *, today: date) -> list[PlanDiffering]:
    """Every total as it is, and as it would be without this report: what hangs on it. Queries as `by_accepting`."""
    return _differing(report, leave_out, today)


def _differing(report: Report, act: Callable[[Report], None], today: date) -> list[PlanDiffering]:
    on = max(today, report.round.cut_off)
    plans = _plans_with_its_figures(report, on)
    now = {plan: progress_of(plan, on) for plan in plans}
    with _taken_back():
        act(report)
        then = {plan: progress_of(plan, on) for plan in plans}
    compared = (PlanDiffering(plan, tuple(_pairs(now[plan], then[plan]))) for plan in plans)
    return [plan for plan in compared if plan.totals]


def _pairs(now: list[GoalProgress], then: list[GoalProgress]) -> Iterator[Differing]:
    """What has begun: a goal of years to come has no total yet."""
    for one, other in zip(now, then, strict=True):
        words = phrases.value_cell(one), phrases.value_cell(other)
        if words != (phrases.NO_DATA, phrases.NO_DATA):
            yield Differing(
                phrases.measured(one), one.span, *words, Status(one.status).label, Status(other.status).label
            )


def _plans_with_its_figures(report: Report, on: date) -> list[Plan]:
    """The plans of the units that the reporter lies in, which set a goal on what the report tells."""
    contents = report.revisions.order_by("number").values_list("content__figures", flat=True)
    codes = {figure["indicator"] for figures in contents for figure in figures}
    told = Indicator.objects.filter(code__in=codes)
    plans = Plan.objects.filter(Q(goals__indicator__in=told) | Q(goals__indicator__components__component__in=told))
    units = current_map()
    above = units.ancestors(report.unit_id, on)
    found = plans.distinct().order_by("signed_on", "pk")
    return [plan for plan in found if units.home(plan.scope_id, on) in above]


@contextmanager
def _taken_back() -> Iterator[None]:
    """What is done within never happened."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
