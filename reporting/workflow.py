"""A report's life: `move_report` is the only writer of its state, `moves_open_to` what the pages draw as buttons.

Both read the table MOVES. Each step is one transaction, and stands in the history with who, when and why.
"""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from portal import clock
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.auditing import record_move
from reporting.models import Report, ReportEvent
from reporting.moves import MOVES, Move
from reporting.rules import Rights, rights_in
from reporting.telling import tell_of

__all__ = ["MOVES", "Move", "move_report", "moves_open_to", "why_not"]


def moves_open_to(user, report: Report) -> list[Move]:
    """The moves this person may make now, in the table's order: what the page draws as buttons.

    "Nộp" is offered also when the report still has mistakes: the refusal then says which.
    """
    now = clock.now()
    rights = _rights(user, report, now)
    possible = [move for move in MOVES.values() if _in_reach(move, report, rights)]
    return [_as_asked_of(rights, move) for move in possible if not move.obstacle(report, user, now)]


def why_not(user, report: Report) -> list[str]:
    """What stands against moves that would else be this person's, as sentences without repetition."""
    now = clock.now()
    rights = _rights(user, report, now)
    said = [move.obstacle(report, user, now) for move in MOVES.values() if _in_reach(move, report, rights)]
    return list(dict.fromkeys(words for words in said if words))


@transaction.atomic
def move_report(
    report: Report, name: str, *, by, now: datetime, reason: str = "", version=None, handled: datetime | None = None
) -> ReportEvent:
    """Make one move and write it into the history; the returned event's report is the report as it now stands.

    The row is locked first. The same press again by the same person gives the first one's event. `version` is the
    report's version that the person looked at: whoever judges must have seen what is there now. `now` is when the press
    reached us and decides what is late or shut, `handled` when it is dealt with, where that is later. Raises PermissionDenied
    for who may not, RuleBroken with a sentence for what cannot be now.
    """
    move, reason = MOVES[name], reason.strip()
    report = Report.objects.locked().get(pk=report.pk)
    done = _done_already(report, move, by, reason)
    if done:
        return done
    rights = _rights(by, report, now)
    if not getattr(rights, move.right):
        raise PermissionDenied
    _refuse(report, _as_asked_of(rights, move), by=by, now=now, reason=reason, version=version)
    return _do(report, move, by=by, now=now, reason=reason, handled=handled)


def _do(report, move, *, by, now, reason, handled):
    from_state, report.state = report.state, move.to_state
    report.version += move.changes_version
    effect = move.effect(report, by, now, handled)
    event = ReportEvent.objects.create(
        report=report,
        move=move.name,
        from_state=from_state,
        to_state=move.to_state,
        by=by,
        at=now,
        reason=reason,
        revision=effect.revision,
        mark_count=effect.marked,
    )
    tell_of(event)
    return record_move(event, move.label, by=by, now=now)


def _rights(user, report, now) -> Rights:
    return rights_in(user, report, timezone.localdate(now, VIET_NAM))


def _in_reach(move, report, rights):
    return report.state in move.from_states and getattr(rights, move.right)


def _as_asked_of(rights, move):
    """After a split the province fills in for the unit that is gone, and says why."""
    return replace(move, needs_reason=True) if rights.unit_is_gone and move.name == "submit" else move


def _done_already(report, move, by, reason):
    # By number, not by time: a server clock may be set back.
    last = report.events.select_related("revision", "report").order_by("pk").last()
    same = last is not None and (last.move, last.by_id, last.reason) == (move.name, by.pk, reason)
    return last if same else None


def _refuse(report, move, *, by, now, reason, version):
    if report.state not in move.from_states:
        raise RuleBroken(
            f"Không còn bước “{move.label}”: báo cáo hiện ở trạng thái “{report.get_state_display()}”. "
            "Tải lại trang để xem ai đã làm gì."
        )
    if obstacle := move.obstacle(report, by, now):
        raise RuleBroken(obstacle)
    if move.lacks_reason(report, reason):
        raise RuleBroken(f"{move.ask_for_reason} rồi bấm “{move.label}” lần nữa.")
    if version is not None and version != report.version:
        raise RuleBroken("Báo cáo đã thay đổi sau khi bạn mở trang này. Tải lại trang, xem lại rồi bấm lần nữa.")
