"""The province's queue: the reports it steers, sifted by what is to be done with them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from reporting.choices import ReportState
from reporting.marks import open_marks_of
from reporting.models import Report, Round
from reporting.rules import rounds_steered_by
from reporting.tags import Tag, tags_of


@dataclass(frozen=True)
class Sieve:
    """One link above the queue: its word in the address, its words on the page, and which reports pass."""

    word: str
    label: str
    passes: Q
    count: int = 0


@dataclass(frozen=True)
class Row:
    """One report of the queue."""

    report: Report
    tags: tuple[Tag, ...]

    @property
    def is_waiting(self) -> bool:
        """Handed in: then its row leads to the page of its review, and it can be ticked."""
        return self.report.state == ReportState.SUBMITTED


_SUBMITTED = Q(state=ReportState.SUBMITTED)

SIEVES = {
    sieve.word: sieve
    for sieve in [
        Sieve("cho-duyet", "Chờ duyệt", _SUBMITTED & Q(review_began_at__isnull=True)),
        Sieve("dang-xem-xet", "Đang xem xét", _SUBMITTED & Q(review_began_at__isnull=False)),
        Sieve("tra-lai", "Trả lại, mở lại", Q(state__in=[ReportState.RETURNED, ReportState.REOPENED])),
        Sieve("da-duyet", "Đã duyệt", Q(state=ReportState.ACCEPTED)),
        Sieve("chua-nop", "Chưa nộp", Q(state=ReportState.DRAFT)),
        Sieve("tat-ca", "Tất cả", Q()),
    ]
}
FIRST = "cho-duyet"


def steered_reports(user, round_: Round | None = None) -> QuerySet[Report]:
    """Every report of the rounds that the person's province steers, or of one of them."""
    reports = Report.objects.filter(round__in=rounds_steered_by(user))
    return reports.in_round(round_) if round_ else reports


def sieves_over(reports: QuerySet[Report]) -> list[Sieve]:
    """The links with their counts, by one query."""
    counts = reports.aggregate(**{_key(sieve): Count("pk", filter=sieve.passes) for sieve in SIEVES.values()})
    return [Sieve(sieve.word, sieve.label, sieve.passes, counts[_key(sieve)]) for sieve in SIEVES.values()]


def sifted(reports: QuerySet[Report], word: str | None) -> QuerySet[Report]:
    """The reports that pass one sieve, in reading order, with what a row shows."""
    related = reports.select_related("round", "unit", "agency", "submitted_by", "reviewer")
    return related.prefetch_related("round__plans").filter(SIEVES[known(word)].passes).in_reading_order()


def known(word: str | None) -> str:
    """The word itself where it names a sieve, else the first one's."""
    return word if word in SIEVES else FIRST


def rows_of(reports, now: datetime) -> list[Row]:
    """One query."""
    reports = list(reports)
    marked = open_marks_of(reports)
    return [Row(one, tags_of(one, now, with_moment=False, marked=marked.get(one.pk, 0))) for one in reports]


def _key(sieve):
    return sieve.word.replace("-", "_")
