"""What a report asks: each indicator of the round's goals once, in the order of the plans' papers.

A derived indicator is not asked; what it is made of is asked in its place.
"""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Prefetch, QuerySet

from plans.choices import Accumulation, Composition, Reporter
from plans.models import Breakdown, BreakdownPart, Goal, Indicator, IndicatorComponent, Plan, Section
from plans.succession import UnitMap, current_map
from portal.dates import format_date
from reporting.answers import NOT_ANSWERED, RowAnswer, rows_of
from reporting.choices import FigureKind
from reporting.last_values import LastValue, LastValues
from reporting.models import Report, Round
from reporting.unit_targets import targets_for

# What a paper puts before a heading that it does not number.
MERE_MARKS = {"-", "+", "•"}
ASKED_OF = {Reporter.UNIT: "from_units", Reporter.PROVINCE: "from_province", Reporter.AGENCY: "from_agencies"}


@dataclass(frozen=True)
class Row:
    """One kind of number asked of an indicator, what is answered now, and what was last accepted."""

    kind: str
    caption: str
    year: int
    answer: RowAnswer
    last: LastValue | None

    @property
    def is_answered(self) -> bool:
        return self.answer.answer != ""


@dataclass(frozen=True)
class Question:
    """An indicator that a report asks, with all goals that set it (`targets`: each goal's value for this reporter)."""

    indicator: Indicator
    parts: tuple[BreakdownPart, ...]
    goals: tuple[Goal, ...]
    rows: tuple[Row, ...]
    targets: dict[int, str]

    @property
    def is_answered(self) -> bool:
        return all(row.is_answered for row in self.rows)


@dataclass(frozen=True)
class QuestionGroup:
    """The questions under one heading of a plan: a section (phần) of the form, named by the key of the plan's section."""

    section_id: int
    plan_name: str
    heading: str
    questions: tuple[Question, ...]


def asked_of(report: Report) -> list[Question]:
    """What a report asks, without headings and targets: what checks and freezing need. A fixed number of queries.

    Needs the report with its round. Includes what is answered now and what was last accepted before the round.
    """
    return _asked_on(current_map(), report)


def asked_by_plan(plan: Plan, reporter: str, agency_id: int | None = None) -> list[Indicator]:
    """The entered indicators that a plan asks of one kind of reporter (of an agency: those that name it), without a round.

    With their breakdowns and parts fetched; in the paper's order.
    """
    goals = _in_order(Goal.objects.filter(plan=plan))
    if reporter == Reporter.AGENCY:
        goals = goals.filter(agencies=agency_id)
    return [indicator for indicator, _ in _asked_indicators(goals, ASKED_OF[reporter]).values()]


def questions_of(report: Report) -> list[QuestionGroup]:
    """What a report asks, by the plans' headings, with this reporter's targets. A fixed number of queries."""
    units = current_map()
    questions = _asked_on(units, report)
    goals = [goal for question in questions for goal in question.goals]
    targets = targets_for(goals, report, units)
    headings = _headings({goal.plan_id for goal in goals})
    groups: dict[int, list[Question]] = {}
    for question in questions:
        own = {goal.pk: targets.get(goal.pk, "") for goal in question.goals}
        groups.setdefault(_leading(question, own).section_id, []).append(replace(question, targets=own))
    return [
        QuestionGroup(
            section_id,
            str(_leading(of_section[0], of_section[0].targets).plan),
            headings[section_id],
            tuple(of_section),
        )
        for section_id, of_section in groups.items()
    ]


def _leading(question: Question, targets: dict[int, str]) -> Goal:
    """The goal under whose heading a question stands: the first one in force, not one of a phase that is over."""
    return next((goal for goal in question.goals if targets[goal.pk]), question.goals[0])


def _asked_on(units: UnitMap, report: Report) -> list[Question]:
    goals = _goals_of(report, units)
    answered, last = rows_of(report.figures.order_by("pk")), LastValues(report, units)
    return [
        Question(
            indicator=indicator,
            parts=parts_in_use(indicator, report.round.cut_off),
            goals=tuple(of_indicator),
            rows=tuple(
                Row(kind, caption, year, answered.get((indicator.pk, kind), NOT_ANSWERED), last.of(indicator, kind))
                for kind, caption, year in _kinds_of(indicator, of_indicator, report.round)
            ),
            targets={},
        )
        for indicator, of_indicator in _asked_indicators(goals, ASKED_OF[report.reporter]).values()
    ]


def _goals_of(report: Report, units: UnitMap) -> QuerySet[Goal]:
    """The goals whose figures this reporter gives in the round, in the papers' order, the oldest plan first."""
    goals = _in_order(Goal.objects.filter(plan__rounds=report.round_id))
    if report.reporter == Reporter.AGENCY:
        return goals.filter(agencies=report.agency_id)
    if report.reporter == Reporter.PROVINCE:
        return goals.filter(plan__scope=report.unit_id)
    return goals.filter(plan__in=_plans_asking(report, units))


def _in_order(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    """In the papers' order, the oldest plan first, with what questions need of them."""
    parts = Prefetch("indicator__breakdown__parts", BreakdownPart.objects.order_by("order"))
    return (
        goals.select_related("plan__scope", "section", "part", "indicator__breakdown")
        .prefetch_related(parts)
        .order_by("plan__signed_on", "plan_id", "section__order", "order")
    )


def _plans_asking(report: Report, units: UnitMap) -> list[int]:
    """The round's plans in whose territory the unit lies at the cut-off."""
    cut_off = report.round.cut_off
    return [
        plan.pk
        for plan in report.round.plans.all()
        if report.unit_id in units.territory(plan.scope_id, cut_off, plan.scope_as_of)
    ]


def _asked_indicators(goals: QuerySet[Goal], flag: str) -> dict[int, tuple[Indicator, list[Goal]]]:
    """Each entered indicator that this kind of reporter gives, with its goals, where the first goal stands."""
    components = _components()
    asked: dict[int, tuple[Indicator, list[Goal]]] = {}
    for goal in goals:
        for indicator in _entered(goal.indicator, components):
            if getattr(indicator, flag):
                asked.setdefault(indicator.pk, (indicator, []))[1].append(goal)
    return asked


def _components() -> dict[int, list[Indicator]]:
    """What each derived indicator is made of."""
    made_of: dict[int, list[Indicator]] = {}
    parts = Prefetch("component__breakdown__parts", BreakdownPart.objects.order_by("order"))
    rows = IndicatorComponent.objects.select_related("component__breakdown").prefetch_related(parts).order_by("pk")
    for row in rows:
        made_of.setdefault(row.whole_id, []).append(row.component)
    return made_of


def _entered(indicator: Indicator, components: dict[int, list[Indicator]]) -> list[Indicator]:
    if indicator.composition == Composition.ENTERED:
        return [indicator]
    return [below for component in components.get(indicator.pk, []) for below in _entered(component, components)]


def parts_in_use(indicator: Indicator, day: date) -> tuple[BreakdownPart, ...]:
    """The parts that the indicator has on a day (a round's cut-off)."""
    breakdown: Breakdown | None = indicator.breakdown
    if breakdown is None:
        return ()
    return tuple(
        part
        for part in breakdown.parts.all()
        if (part.valid_from is None or part.valid_from <= day) and (part.valid_to is None or day <= part.valid_to)
    )


def _kinds_of(indicator: Indicator, goals: list[Goal], round_: Round) -> list[tuple[str, str, int]]:
    """(kind, caption, reporting year) of the rows; an estimate and last year's final number only of a flow.

    Last year's number is asked where a plan already ran in that year.
    """
    kinds = [(FigureKind.ACTUAL, f"Đến ngày {format_date(round_.cut_off)}", round_.year)]
    if indicator.accumulation != Accumulation.FLOW:
        return kinds
    if round_.asks_estimate:
        kinds.append((FigureKind.ESTIMATE, f"Ước cả năm {round_.year}", round_.year))
    if round_.asks_final and any(goal.plan.first_year < round_.year for goal in goals):
        kinds.append((FigureKind.FINAL, f"Chính thức cả năm {round_.year - 1}", round_.year - 1))
    return kinds


def _headings(plan_ids: set[int]) -> dict[int, str]:
    """Each section's heading with its number; one without words of its own stands under the nearest heading above it."""
    sections = {section.pk: section for section in Section.objects.filter(plan__in=plan_ids).order_by("pk")}

    def heading(section: Section) -> str:
        if section.heading or section.parent_id is None:
            return section.heading if section.label in MERE_MARKS else str(section)
        above = heading(sections[section.parent_id])
        return f"{above} – {section.label}" if section.label else above

    return {pk: heading(section) for pk, section in sections.items()}
