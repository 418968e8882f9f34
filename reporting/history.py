"""What happened to a report, as people read it: each step with who, when and why, and the receipt it gave."""

from dataclasses import dataclass
from datetime import datetime

from reporting.answers import address_of
from reporting.choices import ReportState
from reporting.models import Report
from reporting.moves import MOVES

SENDING_BACK = {"return", "reopen"}
# Steps that are nobody's button in a report.
OTHER_STEPS = {
    "import": "Nhập số liệu cũ",
    "extend": "Gia hạn",
    "end_extension": "Thôi gia hạn",
    "pass_review": "Giao người khác xem xét",
    "release_review": "Trả về danh sách chờ duyệt",
}
MAKING_RECEIPTS = {"submit", "import"}


@dataclass(frozen=True)
class Step:
    """One step; `receipt` is the submission's number where the step made one, `marked` how many rows a return marked."""

    name: str
    label: str
    by: str
    at: datetime
    reason: str
    receipt: str
    figure_count: int | None
    marked: int = 0


def sent_back(report: Report) -> Step | None:
    """The return or reopening that put the report back into the unit's hands, while it is there. At most one query."""
    if report.state not in {ReportState.RETURNED, ReportState.REOPENED}:
        return None
    return next((step for step in history_of(report) if step.name in SENDING_BACK), None)


def history_of(report: Report) -> list[Step]:
    """All steps, the latest first: by number, since a server clock may be set back. One query."""
    return [
        Step(
            name=event.move,
            label=MOVES[event.move].label if event.move in MOVES else OTHER_STEPS[event.move],
            by=str(event.by),
            at=event.at,
            reason=event.reason,
            receipt=event.revision.receipt if event.move in MAKING_RECEIPTS else "",
            figure_count=event.revision.figure_count if event.move in MAKING_RECEIPTS else None,
            marked=event.mark_count,
        )
        for event in report.events.select_related("by", "revision").order_by("-pk")
    ]


def last_changed_by(report: Report) -> dict[str, str]:
    """Who changed each row and heading last, by its address in the form. One query."""
    changes = report.changes.order_by("pk").values_list("indicator_id", "kind", "heading", "by__full_name")
    return {heading or address_of((indicator, kind)): name for indicator, kind, heading, name in changes}
