"""What a form asks, before anybody has answered: each indicator of the goals once, in the order of the plans' papers.

A derived indicator is not asked; what it is made of is asked in its place. It changes only when plans do, and every
page and every saved cell needs it, so it is kept in memory for as long as the plans' tables stay as they were.
"""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date

from django.db import connection
from django.db.models import Prefetch, QuerySet

from plans.choices import Accumulation, Composition, Reporter
from plans.models import (
    Breakdown,
    BreakdownPart,
    CheckRule,
    CheckRuleTerm,
    Goal,
    Indicator,
    IndicatorComponent,
    LoadedFile,
    Plan,
    Section,
)
from plans.succession import UnitMap
from portal.dates import format_date
from reporting.check_rules import Rule, rules_among, stored_rules
from reporting.choices import FigureKind
from reporting.models import Report, Round
from reporting.round_plans import Kind, plans_asking, plans_asking_in

# What a paper puts before a heading that it does not number.
MERE_MARKS = {"-", "+", "•"}
ASKED_OF = {Reporter.UNIT: "from_units", Reporter.PROVINCE: "from_province", Reporter.AGENCY: "from_agencies"}

MOST_KEPT = 200
OF_GOALS = (Plan, Section, Goal, Goal.agencies.through)
OF_INDICATORS = (Indicator, IndicatorComponent, Breakdown, BreakdownPart, CheckRule, CheckRuleTerm)
TABLES = [model._meta.db_table for model in (*OF_GOALS, *OF_INDICATORS)]
# By hand, since every saved cell asks it. Rows are written by loadings alone, and each of those leaves its moment.
STAMP = (
    f"SELECT (SELECT MAX(loaded_at) FROM {LoadedFile._meta.db_table}), "  # noqa: S608
    + ", ".join(f"(SELECT COUNT(*) FROM {table}), (SELECT MAX(id) FROM {table})" for table in TABLES)  # noqa: S608
)


@dataclass(frozen=True)
class AskedRow:
    """One kind of number that is asked of an indicator, and of which reporting year."""

    kind: str
    caption: str
    year: int


@dataclass(frozen=True)
class AskedIndicator:
    """An indicator that is asked, with its parts in use and all goals that set it.

    `rules` are those that this indicator leads; the other indicators in them are asked as well.
    """

    indicator: Indicator
    parts: tuple[BreakdownPart, ...]
    goals: tuple[Goal, ...]
    rows: tuple[AskedRow, ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True)
class Questionnaire:
    """All that a report asks, and the headings of the plans' sections by their keys. Shared by requests: only read."""

    asked: tuple[AskedIndicator, ...]
    headings: dict[int, str]

    def around(self, indicators: Collection[int]) -> "Questionnaire":
        """What is asked of some indicators and of all that rules hold against them, directly or by way of others."""
        rules = [rule.indicators for asked in self.asked for rule in asked.rules]
        near = set(indicators)
        while reached := {pk for held in rules if held & near for pk in held} - near:
            near |= reached
        return replace(self, asked=tuple(asked for asked in self.asked if asked.indicator.pk in near))


@dataclass
class _Kept:
    """The questionnaires that were read while the tables stood at `stamp`, the least used first."""

    stamp: tuple | None = None
    by_key: OrderedDict = field(default_factory=OrderedDict)


_kept = _Kept()


def questionnaire_of(report: Report, units: UnitMap) -> Questionnaire:
    """What a report asks. Two queries where the plans have not changed since somebody asked the same, else ten; one more
    in a round that asks about some goals only.

    Needs the report with its round.
    """
    kind = plans_asking(report.round, units).kind(report.reporter, report.unit_id, report.agency_id)
    return questionnaires([(report.round, kind)])[report.round, kind]


def questionnaires_of(reports: Collection[Report], units: UnitMap) -> dict[int, Questionnaire]:
    """What each of several reports asks, by their keys. Two queries, and those of `questionnaires`.

    Needs the reports with their rounds.
    """
    asking = plans_asking_in({report.round for report in reports}, units)
    kinds = {one.pk: asking[one.round_id].kind(one.reporter, one.unit_id, one.agency_id) for one in reports}
    found = questionnaires((report.round, kinds[report.pk]) for report in reports)
    return {report.pk: found[report.round, kinds[report.pk]] for report in reports}


def questionnaires(kinds: Iterable[tuple[Round, Kind]]) -> dict[tuple[Round, Kind], Questionnaire]:
    """What each kind of reporter of a round is asked. One query, one more where a round asks about some goals only, and
    eight for each kind that nobody has asked before.
    """
    global _kept
    stamp, kinds = _stamp(), list(kinds)
    if _kept.stamp != stamp:
        _kept = _Kept(stamp)
    chosen = _chosen_goals({round_ for round_, _ in kinds})
    return {(round_, kind): _remembered(kind, round_, chosen.get(round_.pk)) for round_, kind in kinds}


def _chosen_goals(rounds: Iterable[Round]) -> dict[int, frozenset[int]]:
    """Of the rounds that ask about some goals only, these. One query where there are any."""
    found: dict[int, set[int]] = {round_.pk: set() for round_ in rounds if not round_.all_goals}
    rows = Round.goals.through.objects.filter(round__in=found).order_by() if found else ()
    for pk, goal in rows and rows.values_list("round", "goal"):
        found[pk].add(goal)
    return {pk: frozenset(goals) for pk, goals in found.items()}


def _remembered(kind: Kind, round_: Round, chosen: frozenset[int] | None) -> Questionnaire:
    by_key = _kept.by_key
    key = (*kind, chosen, round_.cut_off, round_.year, round_.asks_estimate, round_.asks_final)
    found = by_key.get(key)
    if found is None:
        found = by_key[key] = _read(kind, round_, chosen)
        while len(by_key) > MOST_KEPT:
            by_key.popitem(last=False)
    return found


def forget_questionnaires() -> None:
    """For whoever changes the plans' tables otherwise than by a loading, or takes such a change back."""
    global _kept
    _kept = _Kept()


def asked_by_plan(plan: Plan, reporter: str, agency_id: int | None = None) -> list[Indicator]:
    """The entered indicators that a plan asks of one kind of reporter (of an agency: those that name it), without a round.

    With their breakdowns and parts fetched; in the paper's order.
    """
    return [indicator for indicator, _ in _asked_indicators(_goals([plan.pk], reporter, agency_id), reporter).values()]


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


def _stamp() -> tuple:
    with connection.cursor() as cursor:
        cursor.execute(STAMP)
        return cursor.fetchone()


def _read(kind: Kind, round_: Round, chosen: frozenset[int] | None) -> Questionnaire:
    goals = _goals(kind.plans, kind.reporter, kind.agency)
    asked = _asked_indicators(goals if chosen is None else goals.filter(pk__in=chosen), kind.reporter)
    rules = rules_among(stored_rules(kind.plans), (indicator for indicator, _ in asked.values()))
    return Questionnaire(
        asked=tuple(
            AskedIndicator(
                indicator,
                parts_in_use(indicator, round_.cut_off),
                tuple(goals),
                tuple(_rows_of(indicator, goals, round_)),
                tuple(rule for rule in rules if rule.leader == indicator.pk),
            )
            for indicator, goals in asked.values()
        ),
        headings=_headings(kind.plans),
    )


def _goals(plans: Iterable[int], reporter: str, agency_id: int | None) -> QuerySet[Goal]:
    """In the papers' order, the oldest plan first, with what questions need of them; of an agency those that name it."""
    parts = Prefetch("indicator__breakdown__parts", BreakdownPart.objects.order_by("order"))
    goals = (
        Goal.objects.filter(plan__in=plans)
        .select_related("plan__scope", "section", "part", "indicator__breakdown")
        .prefetch_related(parts)
        .order_by("plan__signed_on", "plan_id", "section__order", "order")
    )
    return goals.filter(agencies=agency_id) if reporter == Reporter.AGENCY else goals


def _asked_indicators(goals: QuerySet[Goal], reporter: str) -> dict[int, tuple[Indicator, list[Goal]]]:
    """Each entered indicator that this kind of reporter gives, with its goals, where the first goal stands."""
    components, flag = _components(), ASKED_OF[reporter]
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


def _rows_of(indicator: Indicator, goals: list[Goal], round_: Round) -> list[AskedRow]:
    """An estimate and last year's final number are asked only of a flow, the latter where a plan already ran in that year."""
    rows = [AskedRow(FigureKind.ACTUAL, f"Đến ngày {format_date(round_.cut_off)}", round_.year)]
    if indicator.accumulation != Accumulation.FLOW:
        return rows
    if round_.asks_estimate:
        rows.append(AskedRow(FigureKind.ESTIMATE, f"Ước cả năm {round_.year}", round_.year))
    if round_.asks_final and any(goal.plan.first_year < round_.year for goal in goals):
        rows.append(AskedRow(FigureKind.FINAL, f"Chính thức cả năm {round_.year - 1}", round_.year - 1))
    return rows


def _headings(plans: Iterable[int]) -> dict[int, str]:
    """Each section's heading with its number; one without words of its own stands under the nearest heading above it."""
    sections = {section.pk: section for section in Section.objects.filter(plan__in=plans).order_by("pk")}

    def heading(section: Section) -> str:
        if section.heading or section.parent_id is None:
            return section.heading if section.label in MERE_MARKS else str(section)
        above = heading(sections[section.parent_id])
        return f"{above} – {section.label}" if section.label else above

    return {pk: heading(section) for pk, section in sections.items()}
