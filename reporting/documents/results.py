"""The results against the targets, as the rows of the tables and the sentences of the text. Nothing is computed here."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from plans.choices import Measure
from plans.models import Plan, Unit
from portal.numbers import format_percent
from reporting import phrases
from reporting.choices import Status
from reporting.documents.sentences import Place, sentence_of
from reporting.models import Round
from reporting.progress import GoalProgress

TERRITORY_WORDS = {
    "country": "cả nước",
    "province": "toàn tỉnh",
    "district": "toàn huyện",
    "commune": "toàn xã",
}


@dataclass(frozen=True)
class Result:
    """One goal in one span: the numbers behind it, and every cell of its row as it is printed."""

    goal: GoalProgress
    measured: str
    unit_of_measure: str
    span: str
    target: str
    value: str
    share: str
    status: str
    coverage: str
    sentence: str


@dataclass(frozen=True)
class Commitment:
    """One wording of the plan, with the results that answer to it."""

    wording: str
    results: tuple[Result, ...]


@dataclass(frozen=True)
class ResultGroup:
    """The commitments under one heading of the plan."""

    heading: str
    commitments: tuple[Commitment, ...]

    @property
    def results(self) -> list[Result]:
        return [result for commitment in self.commitments for result in commitment.results]


def result_groups(plan: Plan, round_: Round, progress: Iterable[GoalProgress]) -> tuple[ResultGroup, ...]:
    """Of the plan's progress the goals whose span holds the round's year, in its order, under its headings."""
    place = Place(_territory_words(plan.scope, round_), round_.cut_off)
    headings = phrases.headings_of([plan.pk])
    due = [goal for goal in progress if goal.first_year <= round_.year <= goal.last_year]
    return tuple(
        ResultGroup(heading, _commitments(goals, place))
        for heading, goals in groupby(due, key=lambda goal: headings[goal.section_id])
    )


def _commitments(goals, place):
    by_wording = groupby(goals, key=lambda goal: goal.wording)
    return tuple(
        Commitment(wording, tuple(_result(goal, place) for goal in answering)) for wording, answering in by_wording
    )


def _result(goal, place):
    return Result(
        goal=goal,
        measured=phrases.measured(goal),
        unit_of_measure="%" if goal.measure == Measure.RATIO else phrases.counted_in(goal),
        span=goal.span,
        target=phrases.target_cell(goal),
        value=phrases.value_cell(goal),
        share=format_percent(goal.share) if goal.share is not None else "",
        status=_status_words(goal),
        coverage=f"{goal.total.reported}/{goal.total.expected}",
        sentence=sentence_of(goal, place),
    )


def _status_words(goal: GoalProgress) -> str:
    """ "Đạt nhờ chỉ tiêu khác" where another goal of an either-or is met; of a beneficiary its own word."""
    if goal.met_by:
        return f"{Status(goal.status).label} nhờ chỉ tiêu khác"
    return "" if goal.status == Status.NONE else Status(goal.status).label


def _territory_words(scope: Unit, round_: Round) -> str:
    """ "toàn tỉnh"; of a unit that is gone its name, for the province that steers now is larger."""
    if scope.valid_to is None or scope.valid_to >= round_.cut_off:
        return TERRITORY_WORDS.get(scope.level, scope.name)
    return f"{scope.name[:1].lower()}{scope.name[1:]} (cũ)"
