"""How complete reports are: of the rows asked those with a value, as frozen when they were handed in or accepted."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db.models import Count, Q

from plans.succession import UnitMap
from reporting.choices import Answer
from reporting.models import AcceptedFigure, Report, Revision, Round
from reporting.questionnaire import questionnaires
from reporting.round_plans import plans_asking_in


class Completeness(NamedTuple):
    """Rows with a value, of those that apply: "không áp dụng" leaves what is expected, "chưa có số liệu" lowers it."""

    told: int = 0
    expected: int = 0

    def __add__(self, other: "Completeness") -> "Completeness":
        return Completeness(self.told + other.told, self.expected + other.expected)

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 is only what is whole; None where nothing is expected."""
        return self.told * 100 // self.expected if self.expected else None


def completeness_of(reports: Collection[Report], rounds: Collection[Round], units: UnitMap) -> dict[int, Completeness]:
    """Of each report that was ever handed in or taken in as accepted. At most four queries, however many reports.

    What was accepted tells how complete it is by what it counts with; what waits for review or was sent back by its last
    submission. A broken-down value that lacks a part is incomplete.
    """
    asked = _asked(reports, rounds, units)
    accepted = [report.pk for report in reports if report.accepted_at]
    waiting = [report.pk for report in reports if not report.accepted_at and report.first_submitted_at]
    answered = _accepted(accepted) | _submitted(waiting)
    return {pk: _of(answered.get(pk, Counter()), asked[pk]) for pk in [*accepted, *waiting]}


def _of(answers: Counter, asked: int) -> Completeness:
    expected = asked - answers[Answer.NOT_APPLICABLE]
    return Completeness(min(answers[Answer.VALUE], expected), max(expected, 0))


def _asked(reports: Iterable[Report], rounds: Collection[Round], units: UnitMap) -> dict[int, int]:
    """How many rows each report asks."""
    plans, by_pk = plans_asking_in(rounds, units), {round_.pk: round_ for round_ in rounds}
    kinds = {
        report.pk: (
            by_pk[report.round_id],
            plans[report.round_id].kind(report.reporter, report.unit_id, report.agency_id),
        )
        for report in reports
    }
    found = questionnaires(set(kinds.values()))
    rows = {key: sum(len(one.rows) for one in questionnaire.asked) for key, questionnaire in found.items()}
    return {pk: rows[key] for pk, key in kinds.items()}


def _accepted(reports: list[int]) -> dict[int, Counter]:
    totals = AcceptedFigure.objects.filter(report__in=reports, part__isnull=True).order_by()
    counted = totals.values_list("report").annotate(
        told=Count("pk", filter=Q(answer=Answer.VALUE, incomplete=False)),
        not_applicable=Count("pk", filter=Q(answer=Answer.NOT_APPLICABLE)),
    )
    return {pk: Counter({Answer.VALUE: told, Answer.NOT_APPLICABLE: not_}) for pk, told, not_ in counted}


def _submitted(reports: list[int]) -> dict[int, Counter]:
    """By the answer of each row in the last submission; a row that is divided has one figure for each part."""
    contents = dict(Revision.objects.filter(report__in=reports).order_by("number").values_list("report", "content"))
    return {pk: _answers(content["figures"]) for pk, content in contents.items()}


def _answers(figures: list[dict]) -> Counter:
    return Counter({(figure["indicator"], figure["kind"]): figure["answer"] for figure in figures}.values())
