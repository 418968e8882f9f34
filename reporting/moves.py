"""The steps of a report's life as a table: who may take each, from where to where, and what stands against it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from portal.dates import format_moment
from reporting import deadlines, remarking, submitting
from reporting.aggregation import enter
from reporting.choices import EDITABLE_STATES, ReportState
from reporting.models import Report, Revision
from reporting.rules import has_written

WROTE_IT = "Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt."


@dataclass(frozen=True)
class Effect:
    """What a step did besides changing the state: the revision it speaks of, and how many rows it marked."""

    revision: Revision | None
    marked: int = 0


@dataclass(frozen=True)
class Move:
    """One step: its words, the right it needs (a field of Rights), from where to where, and what stands against it.

    An obstacle gives a sentence when it stands in the way, else an empty text. The effect is what the step does besides
    changing the state; it saves the report. Where a reason is needed, `told_otherwise` says whether it is told by marks.
    """

    name: str
    label: str
    address: str
    right: str
    from_states: frozenset[ReportState]
    to_state: ReportState
    effect: Callable[..., Effect]
    obstacles: tuple[Callable, ...] = ()
    needs_reason: bool = False
    told_otherwise: Callable[[Report], bool] = lambda report: False
    ask_for_reason: str = "Ghi lý do"
    changes_version: bool = True

    def lacks_reason(self, report: Report, reason: str) -> bool:
        """Whether the person has to say why. At most one query."""
        return self.needs_reason and not reason and not self.told_otherwise(report)

    def obstacle(self, report: Report, by, now: datetime) -> str:
        """The first sentence against this move, or an empty text."""
        return next((words for words in (stands(report, by, now) for stands in self.obstacles) if words), "")


def _shut(report, by, now):
    return deadlines.shut_sentence(report) if deadlines.is_shut(report, now) else ""


def _closed_meanwhile(report, by, now):
    if not deadlines.has_closed_for(report, now):
        return ""
    return "Kỳ báo cáo đã khóa: lấy lại thì không nộp lại được nữa. Nếu cần sửa, đề nghị tỉnh trả lại báo cáo."


def _review_began(report, by, now):
    if report.review_began_at is None:
        return ""
    return (
        f"{report.reviewer} đã nhận xem xét lúc {format_moment(report.review_began_at)} nên không lấy lại được. "
        "Nếu cần sửa, đề nghị người duyệt trả lại báo cáo."
    )


def _taken_up(report, by, now):
    if report.review_began_at is None:
        return ""
    who = "Bạn" if report.reviewer_id == by.pk else report.reviewer
    return f"{who} đã nhận xem xét báo cáo này lúc {format_moment(report.review_began_at)}."


def _wrote_it(report, by, now):
    if not has_written(by, report):
        return ""
    return WROTE_IT


def _marked(report, by, now):
    if report.review_began_at is None:
        return ""
    return marked_words(report, by, remarking.marked_in_draft(report))


def marked_words(report: Report, by, marked: int) -> str:
    """Why a report is not accepted in which so many rows are marked; empty of none."""
    if not marked:
        return ""
    who = "Bạn" if report.reviewer_id == by.pk else report.reviewer
    return f"{who} đã đánh dấu {marked} ô phải sửa. Trả lại báo cáo, hoặc bỏ đánh dấu các ô đó rồi duyệt."


def _has_marks(report):
    return remarking.marked_in_draft(report) > 0


def _submit(report, by, now, handled=None):
    revision = submitting.freeze(report, by=by, now=now, handled=handled)
    report.submitted_at, report.submitted_by = now, by
    report.first_submitted_at = report.first_submitted_at or now
    report.review_began_at = report.reviewer = None
    report.save()
    return Effect(revision)


def _take_back(report, by, now, handled=None):
    if report.first_submitted_at == report.submitted_at:
        report.first_submitted_at = None
    report.submitted_at = report.submitted_by = None
    report.save()
    return Effect(report.revisions.last())


def _begin_review(report, by, now, handled=None):
    report.review_began_at, report.reviewer = now, by
    report.save()
    return Effect(report.revisions.last())


def _judge(report, by, now, handled=None):
    report.review_began_at, report.reviewer = report.review_began_at or now, by
    report.save()
    return Effect(report.revisions.last(), marked=remarking.send(report, now=now))


def _accept(report, by, now, handled=None):
    report.accepted_at = now
    effect = _judge(report, by, now)
    enter(report)
    return effect


def _reopen(report, by, now, handled=None):
    report.save()
    return Effect(report.revisions.last())


_SUBMITTED = frozenset({ReportState.SUBMITTED})

MOVES: dict[str, Move] = {
    move.name: move
    for move in [
        Move(
            "submit",
            "Nộp báo cáo",
            "reporting:report-submit",
            "heads",
            frozenset(EDITABLE_STATES),
            ReportState.SUBMITTED,
            _submit,
            obstacles=(_shut,),
        ),
        Move(
            "take_back",
            "Lấy lại để sửa",
            "reporting:report-take-back",
            "heads",
            _SUBMITTED,
            ReportState.DRAFT,
            _take_back,
            obstacles=(_review_began, _closed_meanwhile),
        ),
        Move(
            "begin_review",
            "Nhận xem xét",
            "reporting:report-begin-review",
            "reviews",
            _SUBMITTED,
            ReportState.SUBMITTED,
            _begin_review,
            obstacles=(_wrote_it, _taken_up),
            changes_version=False,
        ),
        Move(
            "return",
            "Trả lại",
            "reporting:report-return",
            "reviews",
            _SUBMITTED,
            ReportState.RETURNED,
            _judge,
            obstacles=(_wrote_it,),
            needs_reason=True,
            told_otherwise=_has_marks,
            ask_for_reason="Ghi lý do, hoặc đánh dấu ít nhất một ô,",
        ),
        Move(
            "accept",
            "Duyệt",
            "reporting:report-accept",
            "reviews",
            _SUBMITTED,
            ReportState.ACCEPTED,
            _accept,
            obstacles=(_wrote_it, _marked),
        ),
        Move(
            "reopen",
            "Mở lại",
            "reporting:report-reopen",
            "administers",
            frozenset({ReportState.ACCEPTED}),
            ReportState.REOPENED,
            _reopen,
            needs_reason=True,
        ),
    ]
}
