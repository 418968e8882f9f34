"""Which rows of a report are marked, and which are locked because of it: the one rule for who only corrects.

A return that marks rows leaves those open and locks the others; a locked row is opened by a typed reason. A return without
marks unlocks everything, and so does a reopening (domain, section 7). It holds until the report is judged again, also
when the unit hands it in meanwhile and takes it back.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count

from reporting.answers import RowKey
from reporting.choices import RemarkAct
from reporting.models import Remark, Report

Key = RowKey | str  # a row, or a heading of the prose

LOCKED = "Ô này đang khóa vì tỉnh chỉ trả lại những ô đã đánh dấu. Muốn sửa, bấm “Mở ô này để sửa” và ghi lý do."


@dataclass(frozen=True)
class Marks:
    """The rows that the last return marked, and those that the unit opened since, each with its reason."""

    marked: frozenset[Key] = frozenset()
    opened: frozenset[Key] = frozenset()

    def locks(self, key: Key) -> bool:
        """Whether a row may not be changed now. Without marks nothing is locked."""
        return bool(self.marked) and key not in self.marked and key not in self.opened


NO_MARKS = Marks()


def standing_marks(report: Report) -> Marks:
    """The standing marks and openings of a report. One query, none where nobody can have judged it yet."""
    if report.first_submitted_at is None:
        return NO_MARKS
    found: dict[str, set[Key]] = {RemarkAct.MARKS: set(), RemarkAct.OPENS: set()}
    for act, indicator, kind, heading in (
        report.remarks.standing().order_by().values_list("act", "indicator_id", "kind", "heading")
    ):
        found[act].add(heading or (indicator, kind))
    return Marks(frozenset(found[RemarkAct.MARKS]), frozenset(found[RemarkAct.OPENS]))


def open_marks_of(reports: Iterable[Report]) -> dict[int, int]:
    """How many rows of each report are marked and not judged again yet, by the report's key; absent where none. One query."""
    marked = Remark.objects.standing().filter(act=RemarkAct.MARKS, report__in=[report.pk for report in reports])
    return dict(marked.order_by().values("report").annotate(number=Count("pk")).values_list("report", "number"))
