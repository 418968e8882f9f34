"""A draft while it is written: saved without overwriting anybody, told what it follows, discarded."""

import json
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans.auditing import record_draft_discarded
from plans.models import PlanDraft
from plans.rules import may_write_for
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from portal.models import StoredFile

LONGEST_CONTENT = 2_000_000  # characters of JSON; the longest of the two papers has some 60,000
LONGEST_TITLE = 200


class DraftChanged(RuleBroken):
    """Somebody saved the draft meanwhile; `draft` is how it stands now."""

    def __init__(self, draft: PlanDraft):
        self.draft = draft
        when = timezone.localtime(draft.saved_at, VIET_NAM)
        super().__init__(
            f"{draft.saved_by} vừa ghi bản soạn này lúc {when:%H:%M} ngày {format_date(when.date())}. "
            "Hãy xem lại nội dung hiện có rồi ghi lại phần của mình."
        )


class DraftGone(RuleBroken):
    """The draft was published or discarded meanwhile."""

    def __init__(self):
        super().__init__("Bản soạn này không còn: đã được công bố hoặc đã bỏ. Xem lại ở Bàn kế hoạch.")


@transaction.atomic
def save_draft(draft: PlanDraft, content: dict, *, version: int, by, now: datetime) -> PlanDraft:
    """Keep a new content, if nobody has saved since `version`. Raises DraftChanged, DraftGone, RuleBroken."""
    only_writers(by, draft.province_id, timezone.localdate(now, VIET_NAM))
    refuse_too_long(content)
    row = locked(draft)
    if row.version != version:
        raise DraftChanged(row)
    row.content, row.title = content, title_of(content) or row.title
    row.version, row.saved_by, row.saved_at = version + 1, by, now
    row.save(update_fields=["content", "title", "version", "saved_by", "saved_at"])
    return row


@transaction.atomic
def describe_amendment(
    draft: PlanDraft,
    *,
    decision: str = "",
    decided_on: date | None = None,
    effective_from: date | None = None,
    reason: str = "",
    scan: StoredFile | None = None,
    by,
    now: datetime,
) -> PlanDraft:
    """Say by which decision a draft amends, from when, why; and hang the signed scan on it."""
    only_writers(by, draft.province_id, timezone.localdate(now, VIET_NAM))
    row = locked(draft)
    row.decision, row.decided_on, row.effective_from = decision, decided_on, effective_from
    row.reason, row.scan, row.saved_by, row.saved_at = reason, scan, by, now
    row.save(update_fields=["decision", "decided_on", "effective_from", "reason", "scan", "saved_by", "saved_at"])
    return row


@transaction.atomic
def discard(draft: PlanDraft, *, by, now: datetime) -> None:
    """Throw a draft away; what is published stays as it is."""
    only_writers(by, draft.province_id)
    locked(draft).delete()
    record_draft_discarded(draft, by=by, now=now)


def locked(draft: PlanDraft) -> PlanDraft:
    """The draft as it stands now, kept from others until the transaction ends. Raises DraftGone."""
    row = PlanDraft.objects.select_for_update().filter(pk=draft.pk).first()
    if row is None:
        raise DraftGone
    return row


def refuse_gone(pk: int) -> None:
    """DraftGone where nobody has such a draft any more: who presses after the other is told what became of it."""
    if not PlanDraft.objects.filter(pk=pk).exists():
        raise DraftGone


def only_writers(by, province_id: int, today: date | None = None) -> None:
    """PermissionDenied for whoever does not write the plans of this province."""
    if not may_write_for(by, province_id, today):
        raise PermissionDenied


def refuse_too_long(content: dict) -> None:
    if len(json.dumps(content, ensure_ascii=False)) > LONGEST_CONTENT:
        raise RuleBroken("Nội dung quá dài, không ghi được. Kế hoạch chỉ gồm chữ của văn bản; hãy bỏ phần dán nhầm.")


def title_of(content: dict) -> str:
    """What a draft is called in lists: the plan's short title."""
    return str((content.get("plan") or {}).get("short_title", ""))[:LONGEST_TITLE]
