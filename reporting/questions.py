"""What a report asks and what is answered: its questionnaire with the answers of now, the last values and the targets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from plans.models import BreakdownPart, Goal, Indicator
from plans.succession import UnitMap, current_map
from reporting.answers import NOT_ANSWERED, RowAnswer, RowKey, part_box, rows_of, stored_figures, stored_figures_of_each
from reporting.check_rules import Rule
from reporting.last_values import LastValue, LastValues, told_before_each
from reporting.models import Report
from reporting.questionnaire import Questionnaire, questionnaire_of, questionnaires_of
from reporting.unit_targets import targets_for
from reporting.usual import Usual


@dataclass(frozen=True)
class Row:
    """One kind of number asked of an indicator, what is answered now, what was last accepted, what is usual of each box."""

    kind: str
    caption: str
    year: int
    answer: RowAnswer
    last: LastValue | None
    usual: Mapping[str, Usual] = field(default_factory=dict)

    @property
    def is_answered(self) -> bool:
        return self.answer.answer != ""


@dataclass(frozen=True)
class Question:
    """An indicator that a report asks, with all goals that set it (`targets`: each goal's value for this reporter).

    `rules` are those that this indicator leads; the other indicators in them are asked by the same report.
    """

    indicator: Indicator
    parts: tuple[BreakdownPart, ...]
    goals: tuple[Goal, ...]
    rows: tuple[Row, ...]
    targets: dict[int, str]
    rules: tuple[Rule, ...] = ()

    @property
    def is_answered(self) -> bool:
        return all(row.is_answered for row in self.rows)

    @cached_property
    def named_parts(self) -> dict[str, BreakdownPart]:
        """The parts that have to be answered, by box: all but "chưa phân loại", which may stay blank and goes down again."""
        return {part_box(part.pk): part for part in self.parts if part.code != BreakdownPart.UNCLASSIFIED}


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
    units = current_map()
    return with_answers(questionnaire_of(report, units), rows_of(stored_figures(report)), LastValues(report, units))


def asked_of_each(reports: Collection[Report]) -> dict[int, list[Question]]:
    """The same of several reports, by their keys. A fixed number of queries, whatever their number."""
    units = current_map()
    questionnaires, answered = questionnaires_of(reports, units), stored_figures_of_each(reports)
    told = told_before_each(reports, units)
    return {
        report.pk: with_answers(
            questionnaires[report.pk],
            rows_of(answered[report.pk]),
            LastValues(report, units, told=told[report.pk]),
        )
        for report in reports
    }


def with_answers(questionnaire: Questionnaire, answered: dict[RowKey, RowAnswer], last: LastValues) -> list[Question]:
    """The questions of a questionnaire with these answers and last values; no query."""
    return [
        Question(
            indicator=asked.indicator,
            parts=asked.parts,
            goals=asked.goals,
            rows=tuple(
                Row(
                    row.kind,
                    row.caption,
                    row.year,
                    answered.get((asked.indicator.pk, row.kind), NOT_ANSWERED),
                    last.of(asked.indicator, row.kind),
                    last.usual(asked.indicator, row.kind),
                )
                for row in asked.rows
            ),
            targets={},
            rules=asked.rules,
        )
        for asked in questionnaire.asked
    ]


def questions_of(report: Report) -> list[QuestionGroup]:
    """What a report asks, by the plans' headings, with this reporter's targets. A fixed number of queries."""
    units = current_map()
    questionnaire = questionnaire_of(report, units)
    answered, last = rows_of(stored_figures(report)), LastValues(report, units)
    questions = with_answers(questionnaire, answered, last)
    return grouped(questions, targets_of(questions, report, units), questionnaire.headings)


def targets_of(questions: Collection[Question], report: Report, units: UnitMap) -> dict[int, str]:
    """Each goal's target for this reporter in words. One query."""
    return targets_for([goal for question in questions for goal in question.goals], report, units)


def grouped(questions: list[Question], targets: dict[int, str], headings: dict[int, str]) -> list[QuestionGroup]:
    """The questions under the headings of the goals that lead them, each with its targets."""
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
