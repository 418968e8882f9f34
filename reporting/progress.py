"""How far a plan's goals have come on a day: one row for each goal and span, the same for page, document and command."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import reduce

from django.db.models import Prefetch, QuerySet

from plans.calendar import Calendar, current_calendar
from plans.choices import Joining
from plans.explaining import explanation_of, rule_of
from plans.models import Goal, Plan, Target, TargetVersion
from reporting.aggregation import Ledger, Span, Subject, Total, open_ledger, span_of_years, spans_of
from reporting.joining import Joint, Key, Standing, joints_of
from reporting.judging import Aim, forecast_of, status_of
from reporting.minimum import Minimum, minimum_of


@dataclass(frozen=True)
class GoalProgress:
    """A goal over one of its spans, as accepted now with cut-offs up to the day.

    `total.value` of a per-unit minimum is the number of units that meet it, and `target` the minimum. Shares are
    percents, exact and never clamped. `target` of a range is its lower end; a milestone has none.

    `status` is the word of the whole commitment where goals are joined, `own_status` that of this goal alone;
    `section_id` is the section of the goal that leads it. `met_by`, `instead` and `lacking` (see Joint) are goals as they
    stand alone; of a commitment only one `is_counted`.
    """

    goal_id: int
    code: str
    order: int
    section_id: int
    wording: str
    indicator_code: str
    indicator_name: str
    part_name: str
    measure: str
    accumulation: str
    unit_of_measure: str
    decimals: int
    span: str
    first_year: int
    last_year: int
    comparator: str
    per_level: str
    target: Decimal | None
    target_to: Decimal | None
    total: Total
    units_met: int | None
    units_owing: int | None
    unmet_units: tuple[str, ...]
    share: Decimal | None
    time_share: Decimal | None
    status: str
    forecast: Decimal | None
    part_code: str = ""
    joined_as: str = ""
    own_status: str = ""
    met_by: "GoalProgress | None" = None
    instead: tuple["GoalProgress", ...] = ()
    lacking: tuple["GoalProgress", ...] = ()
    is_counted: bool = True

    @property
    def key(self) -> Key:
        return Key(self.goal_id, self.first_year, self.last_year)


@dataclass(frozen=True)
class Row:
    """A goal with one of its targets over one span; a goal without a target is followed over the plan's years.

    `section_id`: the section under which it is shown, for joined goals that of the one which leads them.
    """

    goal: Goal
    subject: Subject
    target: Target | None
    span: Span
    section_id: int

    @property
    def key(self) -> Key:
        return Key(self.goal.pk, self.span.first_year, self.span.last_year)


def progress_of(plan: Plan, on: date) -> list[GoalProgress]:
    """Every goal and span of a plan, in the plan's order.

    Reads the accepted reports with a cut-off up to the day (inclusive) as they are accepted now. The number of queries
    depends neither on units nor on goals nor on rounds.
    """
    return judged(*opened(plan, on))


def opened(plan: Plan, on: date, *, every_part: bool = False) -> tuple[list[Row], Ledger]:
    """A plan's goals and spans, and the ledger that knows their totals on a day; with `every_part`, by all parts too."""
    calendar = current_calendar()
    rows = rows_of(plan, calendar)
    levels = {row.goal.per_level for row in rows if row.goal.per_level}
    subjects, spans = [row.subject for row in rows], [row.span for row in rows]
    return rows, open_ledger(plan, on, calendar, subjects, spans, levels, every_part=every_part)


def judged(rows: Sequence[Row], ledger: Ledger) -> list[GoalProgress]:
    """Each goal and span with its total and the word for it; asks nothing of the database."""
    minima = _minima(rows, ledger)
    alone = [_progress(row, ledger, minima.get(row.key)) for row in rows]
    joined = {row.goal.pk: (row.goal.joined_to_id, row.goal.joined_as) for row in rows}
    joints = joints_of([Standing(one.key, one.status, *joined[one.goal_id]) for one in alone])
    by_key = {one.key: one for one in alone}
    return [_in_its_commitment(one, joints[one.key], by_key) for one in alone]


def explained(rows: Sequence[Row], ledger: Ledger) -> dict[Key, str]:
    """How each goal is counted over its span and when it is met, in words."""
    goals = list({row.goal.pk: row.goal for row in rows}.values())
    return {
        row.key: explanation_of(
            rule_of(
                row.goal,
                row.target,
                _version_in_force(row, ledger),
                made_of=ledger.catalogue.components.get(row.goal.indicator_id, ()),
                others=goals,
            )
        )
        for row in rows
    }


def _in_its_commitment(goal: GoalProgress, joint: Joint, by_key: dict[Key, GoalProgress]) -> GoalProgress:
    if joint == Joint(goal.status):
        return goal
    return replace(
        goal,
        status=joint.status,
        met_by=by_key.get(joint.met_by),
        instead=tuple(by_key[key] for key in joint.instead),
        lacking=tuple(by_key[key] for key in joint.lacking),
        is_counted=joint.is_counted,
    )


def rows_of(plan: Plan, calendar: Calendar) -> list[Row]:
    """The goals and spans of a plan, in its order: four queries."""
    return rows_on(plan, with_targets(Goal.objects.filter(plan=plan)), calendar)


def with_targets(goals: QuerySet[Goal]) -> QuerySet[Goal]:
    """Goals with all that `rows_on` asks of them: four queries."""
    whole_plan = Target.objects.filter(unit__isnull=True).prefetch_related("versions").order_by("order", "pk")
    together = goals.select_related("indicator__breakdown", "part").order_by("order", "pk")
    return together.prefetch_related("agencies", Prefetch("targets", whole_plan, to_attr="of_plan"))


def rows_on(plan: Plan, goals: Iterable[Goal], calendar: Calendar) -> list[Row]:
    """Some goals of a plan and their spans, in its order; asks nothing of the database."""
    return [row for goal, section in _together(goals) for row in _rows_of(goal, section, plan, calendar)]


def _together(goals: Iterable[Goal]) -> Iterator[tuple[Goal, int]]:
    """In the plan's order, but joined goals follow the one that they are joined to, and stand in its section."""
    goals = list(goals)
    followers, known = defaultdict(list), {goal.pk for goal in goals}
    for goal in goals:
        followers[goal.joined_to_id if goal.joined_to_id in known else None].append(goal)
    waiting = [(goal, goal.section_id) for goal in followers[None][::-1]]
    while waiting:
        goal, section = waiting.pop()
        yield goal, section
        waiting += [(follower, section) for follower in followers[goal.pk][::-1]]


def _rows_of(goal: Goal, section: int, plan: Plan, calendar: Calendar) -> Iterator[Row]:
    subject = Subject(goal.indicator, goal.part, tuple(goal.agencies.all()), by_unit=bool(goal.per_level))
    if not goal.of_plan:
        years = span_of_years(calendar, plan.scope_id, plan.first_year, plan.last_year)
        yield Row(goal, subject, None, years, section)
    for target in goal.of_plan:
        for span in spans_of(target, calendar, plan.scope_id):
            yield Row(goal, subject, target, span, section)


def _minima(rows: Iterable[Row], ledger: Ledger) -> dict[Key, Minimum]:
    """The minimum of each unit, by row; of goals that stand for each other a unit meets one by meeting the other."""
    minima, families = {}, defaultdict(list)
    for row in rows:
        aim = _aim(row, ledger)
        if row.goal.per_level and aim.is_judged:
            minima[row.key] = minimum_of(row.goal.per_level, row.subject, aim, row.span, ledger)
            if row.goal.joined_as != Joining.BENEFICIARIES:
                first = row.goal.joined_to_id or row.goal.pk
                families[row.goal.per_level, row.key._replace(goal=first)].append(row.key)
    own = dict(minima)
    for family in families.values():
        for key in family:
            minima[key] = reduce(Minimum.or_else, (own[other] for other in family if other != key), own[key])
    return minima


def _progress(row: Row, ledger: Ledger, minimum: Minimum | None) -> GoalProgress:
    goal, span = row.goal, row.span
    aim = _aim(row, ledger)
    total, to_reach = ledger.total(row.subject, span), aim
    if minimum:
        total, to_reach = minimum.as_total(total), minimum.as_aim(aim)
    time_share = span.time_share(total.cut_off or ledger.on)
    status = status_of(to_reach, total, span, ledger.on, time_share)
    return GoalProgress(
        **_words(goal),
        section_id=row.section_id,
        span=str(span),
        first_year=span.first_year,
        last_year=span.last_year,
        target=aim.target,
        target_to=aim.target_to,
        total=total,
        units_met=minimum and len(minimum.met),
        units_owing=minimum and len(minimum.owing),
        unmet_units=tuple(ledger.names[unit] for unit in minimum.unmet) if minimum else (),
        share=to_reach.share_of(total.value),
        time_share=time_share,
        status=status,
        own_status=status,
        forecast=None if minimum or span.is_over(ledger.on) else forecast_of(aim, total.value, time_share),
    )


def _words(goal: Goal) -> dict:
    """What a goal is called and how it is measured, whatever the span."""
    indicator = goal.indicator
    return {
        "goal_id": goal.pk,
        "code": goal.code,
        "order": goal.order,
        "wording": goal.wording,
        "indicator_code": indicator.code,
        "indicator_name": indicator.name,
        "part_code": goal.part.code if goal.part else "",
        "part_name": goal.part.name if goal.part else "",
        "measure": indicator.measure,
        "accumulation": indicator.accumulation,
        "unit_of_measure": indicator.unit_of_measure,
        "decimals": indicator.decimals,
        "comparator": goal.comparator,
        "per_level": goal.per_level,
        "joined_as": goal.joined_as,
    }


def _aim(row: Row, ledger: Ledger) -> Aim:
    goal, version = row.goal, _version_in_force(row, ledger)
    return Aim(
        comparator=goal.comparator,
        measure=goal.indicator.measure,
        accumulation=goal.indicator.accumulation,
        target=version and version.value,
        target_to=version and version.value_to,
        baseline=goal.baseline,
    )


def _version_in_force(row: Row, ledger: Ledger) -> TargetVersion | None:
    """A round is judged by the version in force at its cut-off: the latest up to the day, or the day before any round."""
    if row.target is None:
        return None
    cut_offs = ledger.coverage.cut_offs
    day = min(cut_offs[-1] if cut_offs else ledger.on, row.span.last_day)
    versions = sorted(row.target.versions.all(), key=lambda version: version.effective_from or date.min)
    in_force = [version for version in versions if (version.effective_from or date.min) <= day]
    return (in_force[-1:] or versions[:1] or [None])[0]
