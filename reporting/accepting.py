"""Accepting several reports of the queue at once: each looked at beforehand, each accepted by itself, refused by name."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from portal.errors import RuleBroken
from reporting.checking import Problem, problems_in
from reporting.choices import ReportState
from reporting.models import Report
from reporting.moves import WROTE_IT, marked_words
from reporting.questions import asked_of_each
from reporting.remarking import marked_in_drafts
from reporting.rules import reports_reviewed_by, written_by
from reporting.workflow import move_report


@dataclass(frozen=True)
class Candidate:
    """A report that was ticked: what the check still says of it, and the sentence against accepting it, else empty.

    `counts_already`: it was opened again, so that accepting it changes totals that its review page tells.
    """

    report: Report
    findings: tuple[Problem, ...]
    refusal: str
    counts_already: bool


@dataclass(frozen=True)
class Outcome:
    """What came of accepting several: the reports accepted, and those refused with the sentence that says why."""

    accepted: tuple[Report, ...]
    refused: tuple[tuple[Report, str], ...]


def candidates(user, keys: Collection[int]) -> list[Candidate]:
    """The ticked reports that the person may judge by seat, in reading order. A fixed number of queries."""
    reports = _reports(user, keys)
    questions, written, marked = asked_of_each(reports), written_by(user, reports), marked_in_drafts(reports)
    counting = set(
        Report.objects.filter(pk__in=[one.pk for one in reports], accepted_figures__isnull=False).values_list(
            "pk", flat=True
        )
    )
    return [
        Candidate(
            report,
            tuple(problems_in(questions[report.pk], report.round.cut_off)),
            _refusal(report, user, report.pk in written, marked.get(report.pk, 0)),
            report.pk in counting,
        )
        for report in reports
    ]


def accept_several(versions: Mapping[int, int], *, by, now: datetime) -> Outcome:
    """Accept reports, by their keys the version that the person looked at: each in a transaction of its own.

    One that is refused (changed meanwhile, entered by the same person, marked) holds up no other.
    """
    accepted, refused = [], []
    for report in _reports(by, versions):
        try:
            move_report(report, "accept", by=by, now=now, version=versions[report.pk])
        except RuleBroken as refusal:
            refused.append((report, str(refusal)))
        else:
            accepted.append(report)
    return Outcome(tuple(accepted), tuple(refused))


def _reports(user, keys: Collection[int]) -> list[Report]:
    reports = reports_reviewed_by(user).filter(pk__in=keys)
    return list(reports.select_related("round", "unit", "agency", "submitted_by", "reviewer").in_reading_order())


def _refusal(report: Report, user, has_written: bool, marked: int) -> str:
    """As the table of moves will say it when the button is pressed."""
    if report.state != ReportState.SUBMITTED:
        return f"Báo cáo hiện ở trạng thái “{report.get_state_display()}”, không phải “đã nộp”."
    return WROTE_IT if has_written else marked_words(report, user, marked)
