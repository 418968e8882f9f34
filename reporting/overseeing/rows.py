"""The lines of a round's matrix: of each reporter where it stands, and the rows answered of those asked."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from portal.dates import VIET_NAM
from reporting.choices import Heading, ReportState
from reporting.marks import open_marks_of
from reporting.models import Report, Round
from reporting.overseeing.columns import Column, Sections
from reporting.overseeing.filled import answered_rows
from reporting.overseeing.gone import Gone, became, rows_of_gone, successors_named
from reporting.overseeing.tags import gone_since, standing_tags
from reporting.sections import PROSE
from reporting.tags import Tag


class Standing(NamedTuple):
    """A report as far as it is asked where it stands (tags, deadlines): two hundred of them are read with each page."""

    round: Round
    pk: int
    reporter: str
    unit_id: int
    agency_id: int | None
    state: str
    version: int
    first_submitted_at: datetime | None
    review_began_at: datetime | None
    is_imported: bool
    extended_to: date | None
    unit_name: str
    agency_name: str | None

    @property
    def reporter_name(self) -> str:
        return self.agency_name or self.unit_name


class Cell(NamedTuple):
    """Rows answered of those asked; nobody asked this reporter where `asked` is 0."""

    answered: int
    asked: int


NOT_ASKED = Cell(0, 0)


@dataclass(frozen=True)
class Row:
    """A reporter's line. `is_open`: the person who looks may open the report. `note` says what became of its unit, while somebody
    has to carry its report on.
    """

    report: Standing
    tags: tuple[Tag, ...]
    cells: tuple[Cell, ...]
    prose: Cell
    is_open: bool
    note: str = ""


def in_reading_order(reports: QuerySet[Report]) -> QuerySet:
    """The units in official order, the province's own report, then agencies', with what `read` needs of each."""
    in_order = reports.order_by("-reporter", "unit__code", "agency__name", "pk")
    return in_order.values_list(*Standing._fields[1:-2], "unit__name", "agency__name")


def read(round_: Round, rows: Iterable[tuple]) -> list[Standing]:
    """The rows of `in_reading_order` of one round."""
    return [Standing(round_, *row) for row in rows]


def filled_rows(
    reports: list[Standing],
    ended: list[int],
    columns: Sequence[Column],
    sections: Sections,
    opened: Collection[int],
    now: datetime,
) -> tuple[tuple[Row, ...], tuple[Gone, ...]]:
    """The lines of these reports of the round, and of the units that ended before it; `opened` may be opened. Two queries."""
    units, today = sections.plans.units, timezone.localdate(now, VIET_NAM)
    gone_on = {report.pk: day for report in reports if (day := gone_since(report, units, today))}
    names = successors_named(units, [*ended, *(report.unit_id for report in reports if report.pk in gone_on)])
    reader = _Reader(reports, columns, sections, gone_on, now)
    carried_on = {
        report.pk: became(report.unit_id, units, names)
        for report in reports
        if report.pk in gone_on and report.state != ReportState.ACCEPTED
    }
    rows = [reader.row(report, report.pk in opened, carried_on.get(report.pk, "")) for report in reports]
    return tuple(rows), tuple(rows_of_gone(ended, units, names))


class _Reader:
    """What the database counted of some reports, ready to be put into their lines."""

    def __init__(
        self,
        reports: list[Standing],
        columns: Sequence[Column],
        sections: Sections,
        gone_on: dict[int, date],
        now: datetime,
    ):
        self._sections, self._gone_on, self._now = sections, gone_on, now
        self._shown = [column.section_id for column in columns]
        self._answered = answered_rows(reports, sections)
        self._marked = open_marks_of([report for report in reports if report.state == ReportState.RETURNED])

    def row(self, report: Standing, is_open: bool, note: str) -> Row:
        pk, asking = report.pk, self._sections.asking(report)
        answered = self._answered.get(pk, {})
        prose = answered.get(PROSE, 0)
        tags = standing_tags(
            report,
            self._now,
            answered=sum(answered.values()) - prose,
            asked=asking.total,
            marked=self._marked.get(pk, 0),
            gone_on=self._gone_on.get(pk),
        )
        cells = [
            Cell(answered.get(one, 0), asking.rows[one]) if one in asking.rows else NOT_ASKED for one in self._shown
        ]
        return Row(report, tags, tuple(cells), Cell(prose, len(Heading)), is_open, note)
