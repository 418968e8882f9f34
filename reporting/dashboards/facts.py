"""One fact, many plans: an indicator's accepted values over the years, and what each plan makes of the same figures."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from plans.calendar import Calendar, current_calendar
from plans.choices import Measure, Reporter
from plans.models import BreakdownPart, Goal, Indicator, Plan
from portal.numbers import format_number, format_percent
from reporting import phrases
from reporting.aggregation import Ledger, Span, Subject, Total, open_ledgers, span_of_years
from reporting.dashboards.board import tag_of
from reporting.judging import STATUS_HELP
from reporting.models import Report
from reporting.progress import GoalProgress, Row, explained, judged, rows_on, with_targets
from reporting.tags import Tag

LONGEST_LOOK_BACK = 12  # years
WHOLE = "Tổng số"


@dataclass(frozen=True)
class Judgement:
    """What one plan makes of the figures over one of its spans."""

    measured: str
    span: str
    value: str
    target: str
    share: str
    tag: Tag
    meaning: str
    explanation: str


@dataclass(frozen=True)
class PlanView:
    """One plan with its own targets on the indicator. `in_force`: its years hold the day."""

    plan: Plan
    in_force: bool
    judgements: tuple[Judgement, ...]


@dataclass(frozen=True)
class YearOfFact:
    """The indicator's values of one year, each with its column: in total, then by part.

    `coverage` is "9/10" of the year's last round.
    """

    year: int
    cells: tuple[tuple[str, str], ...]
    as_of: date | None
    coverage: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Territory:
    """Plans over the same units, whose figures are the same. `key` is the code of the first."""

    key: str
    name: str
    plans: tuple[Plan, ...]


@dataclass(frozen=True)
class Fact:
    """An indicator as it stands on a day in one of the territories whose plans ask for it."""

    territories: tuple[Territory, ...]
    chosen: Territory | None
    columns: tuple[str, ...]
    years: tuple[YearOfFact, ...]
    plans: tuple[PlanView, ...]


def fact_of(indicator: Indicator, plans: QuerySet[Plan], on: date, key: str = "") -> Fact:
    """The indicator in the plans given, in the territory of `key` (else the first).

    The number of queries depends neither on plans nor on units nor on years.
    """
    calendar, goals = current_calendar(), _goals_with(indicator, plans)
    territories = _territories(goals, calendar)
    chosen = next((one for one in territories if one.key == key), territories[0] if territories else None)
    if chosen is None:
        return Fact((), None, (), (), ())
    rows = {plan.pk: rows_on(plan, goals[plan], calendar) for plan in chosen.plans}
    subjects, spans = _of_the_fact(indicator, chosen, goals, calendar, on)
    told = [row for of_plan in rows.values() for row in of_plan]
    ledgers = open_ledgers(
        chosen.plans,
        on,
        calendar,
        [*subjects, *(row.subject for row in told)],
        [*spans, *(row.span for row in told)],
        {row.goal.per_level for row in told if row.goal.per_level},
    )
    views = [_view(plan, rows[plan.pk], ledgers[plan.pk], indicator) for plan in chosen.plans]
    years = _years(subjects, spans, ledgers.values())
    return Fact(
        territories=territories,
        chosen=chosen,
        columns=tuple(column for column, _ in years[0].cells),
        years=years,
        plans=tuple(sorted(views, key=lambda view: not view.in_force)),
    )


def _goals_with(indicator: Indicator, plans: QuerySet[Plan]) -> dict[Plan, list[Goal]]:
    """By plan, the goals on the indicator and those that they are joined with: a commitment is judged as one."""
    joined = ("indicator", "joined__indicator", "joined_to__indicator", "joined_to__joined__indicator")
    on_it = Q(*((name, indicator) for name in joined), _connector=Q.OR)
    family = Goal.objects.filter(on_it, plan__in=plans.values("pk")).values("pk")
    found = defaultdict(list)
    for goal in with_targets(Goal.objects.filter(pk__in=family)).select_related("plan__scope"):
        found[goal.plan].append(goal)
    return dict(sorted(found.items(), key=lambda item: (item[0].first_year, item[0].signed_on, item[0].code)))


def _territories(goals: Iterable[Plan], calendar: Calendar) -> tuple[Territory, ...]:
    """Plans over the same units, whenever they were signed, in official order.

    What ended in a province before a plan was signed may be in one lineage and not in another: it tells them apart only
    where it ever reported.
    """
    lineages = {plan: calendar.unit_map.lineage(plan.scope_id, plan.scope_as_of) for plan in goals}
    reported = Report.objects.filter(reporter=Reporter.UNIT, unit__in=frozenset().union(*lineages.values()))
    told = frozenset(reported.order_by().values_list("unit", flat=True).distinct())
    found = defaultdict(list)
    for plan, lineage in lineages.items():
        found[plan.scope_id, lineage & told].append(plan)
    groups = [Territory(plans[0].code, str(plans[0].scope), tuple(plans)) for plans in found.values()]
    return tuple(sorted(groups, key=lambda group: (group.plans[0].scope.code, group.key)))


def _of_the_fact(
    indicator: Indicator, chosen: Territory, goals: dict[Plan, list[Goal]], calendar: Calendar, on: date
) -> tuple[list[Subject], list[Span]]:
    """The indicator and its parts, and the years from the plans' first one to that of the day."""
    agencies = {agency.pk: agency for plan in chosen.plans for goal in goals[plan] for agency in goal.agencies.all()}
    parts = list(BreakdownPart.objects.filter(breakdown=indicator.breakdown_id)) if indicator.breakdown_id else []
    subjects = [Subject(indicator, part, tuple(agencies.values())) for part in (None, *parts)]
    scope = chosen.plans[0].scope_id
    last = calendar.year_of(scope, on)
    first = max(min(plan.first_year for plan in chosen.plans), last - LONGEST_LOOK_BACK + 1)
    return subjects, [span_of_years(calendar, scope, year, year) for year in range(min(first, last), last + 1)]


def _years(subjects: list[Subject], spans: list[Span], ledgers: Iterable[Ledger]) -> tuple[YearOfFact, ...]:
    """How much is there is told by the plan whose rounds came last: the figures are the same for all."""
    ledger = max(ledgers, key=lambda ledger: max(ledger.coverage.cut_offs, default=date.min))
    totals = {span: [ledger.total(subject, span) for subject in subjects] for span in reversed(spans)}
    shown = [
        place for place, subject in enumerate(subjects) if _is_shown(subject, [of[place] for of in totals.values()])
    ]
    return tuple(
        _year(span, [(subjects[place], of_span[place]) for place in shown]) for span, of_span in totals.items()
    )


def _is_shown(subject: Subject, totals: list[Total]) -> bool:
    """A column for what nobody could classify only where there is something in it."""
    is_rest = subject.part is not None and subject.part.code == BreakdownPart.UNCLASSIFIED
    return not is_rest or any(total.value for total in totals)


def _year(span: Span, told: list[tuple[Subject, Total]]) -> YearOfFact:
    cells = tuple((_column(subject), _cell(subject.indicator, total)) for subject, total in told)
    whole = told[0][1]
    coverage = f"{format_number(whole.reported)}/{format_number(whole.expected)}" if whole.expected else ""
    return YearOfFact(span.first_year, cells, whole.cut_off, coverage, whole.missing_parts)


def _column(subject: Subject) -> str:
    return subject.part.name if subject.part else WHOLE


def _cell(indicator: Indicator, total: Total) -> str:
    if indicator.measure == Measure.MILESTONE:
        return phrases.milestone_words(total)
    if total.value is None:
        return phrases.NO_DATA
    if indicator.measure == Measure.COUNT:
        return phrases.in_tables(total.value)
    return f"{format_percent(total.value)} ({format_number(total.numerator)}/{format_number(total.denominator)})"


def _view(plan: Plan, rows: list[Row], ledger: Ledger, indicator: Indicator) -> PlanView:
    explanations = explained(rows, ledger)
    told = [one for one in judged(rows, ledger) if one.indicator_code == indicator.code]
    year = ledger.calendar.year_of(plan.scope_id, ledger.on)
    judgements = tuple(_judgement(one, explanations[one.key]) for one in told)
    return PlanView(plan, plan.first_year <= year <= plan.last_year, judgements)


def _judgement(goal: GoalProgress, explanation: str) -> Judgement:
    return Judgement(
        measured=goal.part_name or WHOLE,
        span=goal.span,
        value=phrases.value_cell(goal),
        target=phrases.target_cell(goal),
        share=format_percent(goal.share),
        tag=tag_of(goal.status),
        meaning=STATUS_HELP[goal.status],
        explanation=explanation,
    )
