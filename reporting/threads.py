"""What reviewer and unit have written to each other about each row of a report, in order."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from reporting.choices import RemarkAct
from reporting.marks import NO_MARKS, Key, Marks, standing_marks
from reporting.models import Remark, Report

TOLD_AS = {
    RemarkAct.SAYS: "",
    RemarkAct.MARKS: "Phải sửa",
    RemarkAct.OPENS: "Mở ô để sửa",
}


@dataclass(frozen=True)
class Said:
    """One message: who, when, about which submission, and what it does. `stands`: a mark or opening in force now."""

    by: str
    at: datetime
    text: str
    act: RemarkAct
    revision: int
    stands: bool

    @property
    def label(self) -> str:
        """What it does, in words; nothing of a mere message."""
        return TOLD_AS[self.act]


Threads = Mapping[Key, tuple[Said, ...]]


@dataclass(frozen=True)
class Talk:
    """A report's threads, with what is marked and locked by them now."""

    marks: Marks = NO_MARKS
    threads: Threads = field(default_factory=dict)


NO_TALK = Talk()


def talk_of(report: Report) -> Talk:
    """Two queries, none where nobody can have judged the report yet."""
    return Talk(standing_marks(report), threads_of(report))


def threads_of(report: Report) -> Threads:
    """All that was sent about a report's rows, the oldest first. One query, none where nobody can have judged it yet.

    What a reviewer has not sent yet is not in it.
    """
    if report.first_submitted_at is None:
        return {}
    found: dict[Key, tuple[Said, ...]] = {}
    for remark in report.remarks.sent().select_related("by", "revision").order_by("sent_at", "pk"):
        found[remark.row] = (*found.get(remark.row, ()), _said(remark))
    return found


def drafts_of(report: Report) -> dict[Key, Remark]:
    """What its reviewer has written and not sent yet, by row. One query."""
    return {remark.row: remark for remark in report.remarks.drafts().order_by("pk")}


def _said(remark: Remark) -> Said:
    return Said(
        by=str(remark.by),
        at=remark.sent_at,
        text=remark.text,
        act=RemarkAct(remark.act),
        revision=remark.revision.number,
        stands=remark.settled_at is None and remark.act != RemarkAct.SAYS,
    )
