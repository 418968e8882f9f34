"""How far the reports of rounds have come: the counts behind the home page and the pages of rounds."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from plans.choices import Reporter
from plans.working_days import WorkingDays, current_working_days
from reporting.choices import ReportState
from reporting.deadlines import is_late, is_overdue
from reporting.models import Report, Round
from reporting.tags import Deadline, deadline_on


@dataclass(frozen=True)
class RoundOverview:
    """The reports of a round by what is to be done with them.

    `province_remark` tells where the province's own last day is a day off.

    `expected` and `accepted` count reporting units ("đã duyệt 7/10 đơn vị"); the others count every report, the
    province's own and the agencies' too, as the queue lists them.
    """

    round: Round
    deadline: Deadline
    province_remark: str
    expected: int
    accepted: int
    waiting: int
    being_reviewed: int
    returned: int
    missing: int
    late: int
    overdue: int

    @property
    def is_settled(self) -> bool:
        return not (self.waiting or self.being_reviewed or self.returned or self.missing)


def overviews_of(rounds: Iterable[Round], now: datetime, working: WorkingDays | None = None) -> list[RoundOverview]:
    """The overview of each round, in the given order, by one query, and one more for `working` where it is not given."""
    rounds = list(rounds)
    working = working or current_working_days()
    by_round = defaultdict(list)
    for report in Report.objects.filter(round__in=rounds).only(*_NEEDED):
        by_round[report.round_id].append(report)
    return [_overview(round_, by_round[round_.pk], now, working) for round_ in rounds]


_NEEDED = ["round_id", "reporter", "state", "first_submitted_at", "is_imported", "review_began_at", "extended_to"]


def _overview(round_, reports, now, working):
    for report in reports:
        report.round = round_
    tally = Counter(_step(report) for report in reports)
    of_units = [report for report in reports if report.reporter == Reporter.UNIT]
    return RoundOverview(
        round=round_,
        deadline=deadline_on(round_.units_last_day, now, working),
        province_remark=working.remark(round_.province_last_day) if round_.province_last_day else "",
        expected=len(of_units),
        accepted=sum(report.state == ReportState.ACCEPTED for report in of_units),
        waiting=tally["waiting"],
        being_reviewed=tally["being_reviewed"],
        returned=tally[ReportState.RETURNED] + tally[ReportState.REOPENED],
        missing=tally[ReportState.DRAFT],
        late=sum(is_late(report) for report in reports),
        overdue=sum(is_overdue(report, now) for report in reports),
    )


def _step(report):
    if report.state == ReportState.SUBMITTED:
        return "being_reviewed" if report.review_began_at else "waiting"
    return report.state
