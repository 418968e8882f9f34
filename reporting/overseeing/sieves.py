"""The links above a round's matrix: which of its reports pass, and how many they are."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Count, Q, QuerySet

from reporting.choices import ReportState
from reporting.deadlines import end_of, last_day_of
from reporting.models import Report, Round

ALL, LATE = "tat-ca", "nop-muon"
# What of a report its last day depends on, beside its round (deadlines.last_day_of).
TELLS_LAST_DAY = ("reporter", "extended_to")


@dataclass(frozen=True)
class Sieve:
    """One link: its word in the address, its words on the page, the states it passes, and whether only what came late."""

    word: str
    label: str
    states: frozenset[str] = frozenset(ReportState.values)
    only_late: bool = False
    count: int = 0

    def sift(self, reports: QuerySet[Report], late: Q) -> QuerySet[Report]:
        """Those of the round's reports that pass; `late` is late_in(round)."""
        return reports.filter(late if self.only_late else Q() if self.word == ALL else Q(state__in=self.states))

    def counted(self, by_state: Iterable[tuple[str, int, int]]) -> "Sieve":
        """With how many pass of (state, reports, of them late)."""
        count = sum(late if self.only_late else whole for state, whole, late in by_state if state in self.states)
        return replace(self, count=count)


SIEVES = [
    Sieve(ALL, "Tất cả"),
    Sieve("chua-nop", "Chưa nộp", frozenset([ReportState.DRAFT])),
    Sieve(LATE, "Nộp muộn", only_late=True),
    Sieve("can-xem", "Cần xem", frozenset([ReportState.SUBMITTED])),
    Sieve("tra-lai", "Trả lại, mở lại", frozenset([ReportState.RETURNED, ReportState.REOPENED])),
    Sieve("da-duyet", "Đã duyệt", frozenset([ReportState.ACCEPTED])),
]


def sieves_over(reports: QuerySet[Report], late: Q) -> dict[str, Sieve]:
    """The links with their counts among these reports of a round, by word. One query."""
    counts = reports.order_by().values_list("state").annotate(Count("pk"), late=Count("pk", filter=late))
    by_state = list(counts)
    return {sieve.word: sieve.counted(by_state) for sieve in SIEVES}


def late_in(round_: Round) -> Q:
    """The round's reports that came after their last day, as deadlines.is_late says of a single one. One query."""
    found = Q(pk__in=[])
    for sort in round_.reports.order_by().values(*TELLS_LAST_DAY).distinct():
        last_day = last_day_of(Report(round=round_, **sort))
        found |= Q(**sort, first_submitted_at__gte=end_of(last_day))
    return found
