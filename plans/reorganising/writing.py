"""Writing a reorganisation down: a draft, which disturbs nobody, until it is carried out or thrown away."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import blake2s

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from plans.auditing import record_reorganisation
from plans.choices import ReorganisationState
from plans.models import Reorganisation, ReorganisationLine
from plans.reorganising.sight import may_change_units
from portal.dates import VIET_NAM
from portal.errors import RuleBroken


@transaction.atomic
def write_reorganisation(
    draft: Reorganisation | None,
    *,
    province_id: int,
    name: str,
    decision: str,
    effective_on: date,
    lines: Sequence[ReorganisationLine],
    by,
    now: datetime,
) -> Reorganisation:
    """Store a new draft, or a draft anew, with these lines in this order (unsaved rows).

    Raises PermissionDenied for who does not administer the province, RuleBroken where it is no draft any more.
    """
    _only_administrators(by, province_id, now)
    said = {"name": name, "decision": decision, "effective_on": effective_on}
    if draft is None:
        draft = Reorganisation.objects.create(province_id=province_id, made_by=by, made_at=now, **said)
    else:
        draft = _locked_draft(draft)
        for field, value in said.items():
            setattr(draft, field, value)
        draft.save()
        draft.lines.all().delete()
    for order, line in enumerate(lines, start=1):
        line.pk, line.reorganisation, line.order = None, draft, order
    ReorganisationLine.objects.bulk_create(lines)
    return draft


@transaction.atomic
def discard(draft: Reorganisation, *, by, now: datetime) -> None:
    """Throw a draft away."""
    _only_administrators(by, draft.province_id, now)
    _locked_draft(draft).delete()
    record_reorganisation(draft, "discarded", by=by, now=now)


def fingerprint_of(draft: Reorganisation) -> str:
    """A short text that changes with everything the draft says: who confirms must have seen what is carried out."""
    lines = draft.lines.order_by("order", "pk").values_list("predecessor", "successor", "new_code", "new_name")
    said = (draft.name, draft.decision, draft.effective_on.isoformat(), list(lines))
    return blake2s(repr(said).encode(), digest_size=8).hexdigest()


def _locked_draft(draft: Reorganisation) -> Reorganisation:
    draft = Reorganisation.objects.select_for_update().filter(pk=draft.pk).first()
    if draft is None:
        raise RuleBroken("Bản soạn này đã có người bỏ.")
    if draft.state != ReorganisationState.DRAFT:
        raise RuleBroken("Lần sắp xếp này đã được thực hiện nên không sửa hay bỏ bản soạn được nữa.")
    return draft


def _only_administrators(by, province_id, now):
    if not may_change_units(by, province_id, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
