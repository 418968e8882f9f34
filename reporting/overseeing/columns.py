"""What a round asks, by sections of the form: the columns of its matrix, and how many rows each sort of reporter has in them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from plans.choices import Reporter
from plans.succession import UnitMap
from reporting.answers import RowKey, address_of_section
from reporting.models import Report, Round
from reporting.questionnaire import AskedIndicator, Questionnaire, questionnaires
from reporting.round_plans import Kind, RoundPlans, plans_asking
from reporting.unit_targets import goals_in_force


@dataclass(frozen=True)
class Column:
    """A section of the form; the plan is named where the round has several."""

    section_id: int
    heading: str
    plan_name: str = ""

    @property
    def address(self) -> str:
        return address_of_section(self.section_id)


@dataclass(frozen=True)
class Asking:
    """Of one kind of reporter: in which section each row stands, and how many rows each section has."""

    section_of: dict[RowKey, int] = field(default_factory=dict)
    rows: dict[int, int] = field(default_factory=dict)

    @cached_property
    def total(self) -> int:
        return sum(self.rows.values())


NOTHING = Asking()


@dataclass(frozen=True)
class Sections:
    """The sections that anybody is asked in a round, in the order of the form, and who is asked which."""

    columns: tuple[Column, ...]
    plans: RoundPlans
    by_kind: dict[Kind, Asking]

    def asking(self, report: Report) -> Asking:
        return self.by_kind.get(self.plans.kind(report.reporter, report.unit_id, report.agency_id), NOTHING)


def sections_of_round(round_: Round, units: UnitMap) -> Sections:
    """At most four queries, however many units; more only where plans have changed since anybody asked (see questionnaires).

    A row stands where the goal does that leads it for the plan as a whole: a goal in force in the round's year before one
    of a phase that is over. (The form looks at the unit's own allotments besides.)
    """
    plans = plans_asking(round_, units)
    asked = {kind: found for (_, kind), found in questionnaires((round_, kind) for kind in _kinds(plans)).items()}
    in_force = _in_force(plans, asked.values())
    several = len(plans.rows) > 1
    columns: dict[int, Column] = {}
    for questionnaire in asked.values():
        for one in questionnaire.asked:
            goal = _leading(one, in_force)
            plan_name = str(goal.plan) if several else ""
            columns.setdefault(goal.section_id, Column(goal.section_id, _heading(questionnaire, goal), plan_name))
    return Sections(tuple(columns.values()), plans, {kind: _asking(one, in_force) for kind, one in asked.items()})


def _in_force(plans: RoundPlans, questionnaires: Iterable[Questionnaire]) -> set[int]:
    """Asked only where a row could stand in several sections."""
    is_open = any(len({goal.section_id for goal in one.goals}) > 1 for each in questionnaires for one in each.asked)
    return goals_in_force([pk for pk, _, _ in plans.rows], plans.round) if is_open else set()


def _kinds(plans: RoundPlans) -> list[Kind]:
    """Units first, then the province itself, then agencies, as the rows stand."""
    if len(plans.rows) == 1:
        of_units = [Kind((plans.rows[0][0],), Reporter.UNIT)]
    else:
        covered = frozenset().union(*(territory for _, territory in plans.territories))
        of_units = sorted(
            {plans.kind(Reporter.UNIT, unit) for unit in covered}, key=lambda kind: (-len(kind.plans), kind)
        )
    beside = plans.round.reports.exclude(reporter=Reporter.UNIT).order_by("-reporter", "agency__name", "pk")
    of_others = [plans.kind(*one) for one in beside.values_list("reporter", "unit_id", "agency_id")]
    return list(dict.fromkeys([*of_units, *of_others]))


def _asking(questionnaire: Questionnaire, in_force: set[int]) -> Asking:
    section_of: dict[RowKey, int] = {}
    rows: dict[int, int] = {}
    for one in questionnaire.asked:
        section = _leading(one, in_force).section_id
        section_of.update({(one.indicator.pk, row.kind): section for row in one.rows})
        rows[section] = rows.get(section, 0) + len(one.rows)
    return Asking(section_of, rows)


def _leading(one: AskedIndicator, in_force: Iterable[int]):
    return next((goal for goal in one.goals if goal.pk in in_force), one.goals[0])


def _heading(questionnaire: Questionnaire, goal) -> str:
    return questionnaire.headings[goal.section_id]
