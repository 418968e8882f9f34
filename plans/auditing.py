"""What the audit trail says of plans, drafts, allotments and reorganisations. Each is called last by the deed itself."""

from collections.abc import Sequence
from datetime import datetime

from plans.choices import VersionKind
from plans.models import AllotmentSheet, PlanDraft, PlanVersion, Reorganisation, Seat, Unit
from portal.auditing import name_of, record
from portal.dates import format_date

_PUBLISHED = {
    VersionKind.FIRST: "công bố",
    VersionKind.ADJUSTMENT: "công bố điều chỉnh",
    VersionKind.CORRECTION: "công bố đính chính",
}
LONGEST_LIST = 200


def record_version(version: PlanVersion, *, by, now: datetime) -> None:
    """A plan was published in the browser, or loaded from a file by the operator (`by=None`)."""
    plan = version.plan
    verb = _PUBLISHED[version.kind] if by else "nạp từ tệp"
    paper = f", theo {version.decision}" if version.decision else ""
    since = f", áp dụng từ {format_date(version.effective_from)}" if version.effective_from else ""
    record(
        "plan.published" if by else "plan.loaded",
        by=by,
        now=now,
        subject=plan,
        words=f"{name_of(by)} {verb} “{plan.short_title}”, bản {version.number}{paper}{since}.",
        details={"version": version.number, "reason": version.reason, "changes": _some(version.changes)},
    )


def record_draft_begun(draft: PlanDraft, *, by, now: datetime) -> None:
    what = f"bản {draft.get_kind_display()} của “{draft.title}”" if draft.plan_id else f"bản soạn “{draft.title}”"
    record("plan.draft_begun", by=by, now=now, subject=draft, words=f"{name_of(by)} mở {what}.")


def record_draft_discarded(draft: PlanDraft, *, by, now: datetime) -> None:
    record("plan.draft_discarded", by=by, now=now, subject=draft, words=f"{name_of(by)} bỏ bản soạn “{draft.title}”.")


def record_sheet_published(sheet: AllotmentSheet, numbers: int, *, by, now: datetime) -> None:
    record(
        "allotment.published",
        by=by,
        now=now,
        subject=sheet,
        words=(
            f"{name_of(by)} giao chỉ tiêu của “{sheet.plan.short_title}” {_years(sheet)} theo {sheet.decision}, "
            f"áp dụng từ {format_date(sheet.effective_from)}: {numbers} số."
        ),
        details={
            "decision": sheet.decision,
            "reason": sheet.reason,
            "cells": sheet.cells,
            "own": sheet.own,
            "acknowledged": sheet.acknowledged,
        },
    )


def record_sheet_discarded(sheet: AllotmentSheet, *, by, now: datetime) -> None:
    record(
        "allotment.discarded",
        by=by,
        now=now,
        subject=sheet,
        words=f"{name_of(by)} bỏ bảng đang chia chỉ tiêu của “{sheet.plan.short_title}” {_years(sheet)}.",
        details={"cells": sheet.cells, "own": sheet.own},
    )


def record_reorganisation(
    reorganisation: Reorganisation, verb: str, lines: Sequence[str] = (), *, by, now: datetime, reason: str = ""
) -> None:
    """`verb` is one of _REORGANISED: carried out, undone, discarded. `lines` say which unit becomes part of which."""
    because = f", lý do: {reason.rstrip('.')}" if reason else ""
    record(
        f"reorganisation.{verb}",
        by=by,
        now=now,
        subject=reorganisation,
        words=(
            f"{name_of(by)} {_REORGANISED[verb]} “{reorganisation.name}” theo {reorganisation.decision}, "
            f"có hiệu lực từ {format_date(reorganisation.effective_on)}{because}."
        ),
        details={"reason": reason, "lines": lines},
    )


_REORGANISED = {
    "carried_out": "thực hiện sắp xếp",
    "undone": "hủy sắp xếp",
    "discarded": "bỏ bản soạn sắp xếp",
}


def record_seat_given(reorganisation: Reorganisation, seat: Seat, *, by, now: datetime) -> None:
    record(
        "reorganisation.seat_given",
        by=by,
        now=now,
        subject=reorganisation,
        words=(
            f"{name_of(by)} giao {seat.user} làm {seat.get_role_display()} tại {seat.unit} sau sắp xếp "
            f"“{reorganisation.name}”, từ {format_date(seat.valid_from)}."
        ),
        details={"seat": seat.pk, "user": seat.user_id, "unit": seat.unit_id, "role": seat.role},
    )


def record_own_catalogue(owner: Unit, before: dict, after: dict, *, by, now: datetime) -> None:
    """A province's own indicators or breakdowns changed; `before` and `after` hold the entries of each kind."""
    changed = {
        entry.get("name", ""): {"from": was.get(code), "to": is_.get(code)}
        for kind in before.keys() | after.keys()
        for was, is_ in [(_by_code(before, kind), _by_code(after, kind))]
        for code, entry in (was | is_).items()
        if was.get(code) != is_.get(code)
    }
    names = "; ".join(f"“{name}”" for name in changed) or "không đổi gì"
    words = f"{name_of(by)} sửa danh mục riêng của {owner}: {names}."
    record("plan.catalogue_kept", by=by, now=now, words=words, details=changed, unit_pk=owner.pk)


def _by_code(content: dict, kind: str) -> dict:
    return {entry.get("code"): entry for entry in content.get(kind) or ()}


def _years(sheet: AllotmentSheet) -> str:
    if sheet.first_year == sheet.last_year:
        return f"năm {sheet.first_year}"
    return f"giai đoạn {sheet.first_year}–{sheet.last_year}"


def _some(lines: Sequence[str]) -> list[str]:
    """So many lines are kept here; all of them stand in the version."""
    return [*lines[:LONGEST_LIST], *(["…"] if len(lines) > LONGEST_LIST else [])]
