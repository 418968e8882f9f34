"""Proposals for funds, inspections and commendations of units."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plans.models import Plan, Unit
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from portal.files import CheckedFile, drop_file, keep_file
from reporting.auditing import record_paper
from reporting.choices import RecordKind
from reporting.complying.rights import ComplianceRights, rights_on, units_of
from reporting.models import UnitRecord


@dataclass(frozen=True)
class RecordFacts:
    """What is known of a record; `amount` in triệu đồng. Without a file the one that lies there stays."""

    unit: Unit
    kind: RecordKind
    dated: date
    subject: str
    number: str = ""
    amount: Decimal | None = None
    result: str = ""
    file: CheckedFile | None = None


def records_visible_to(rights: ComplianceRights, plan: Plan) -> QuerySet[UnitRecord]:
    """The records of a plan that a person may see, the latest first."""
    seen = rights.sees | ({plan.scope_id} if rights.sees_province else frozenset())
    return UnitRecord.objects.filter(plan=plan, unit__in=seen).select_related("unit", "file", "recorded_by")


@transaction.atomic
def save_record(plan: Plan, facts: RecordFacts, *, by, now: datetime, record: UnitRecord | None = None) -> UnitRecord:
    """Write a record down, or correct one. PermissionDenied for who may not; RuleBroken for facts that cannot be."""
    today = timezone.localdate(now, VIET_NAM)
    _refuse(plan, facts, by, record, today)
    record = record or UnitRecord(plan=plan, recorded_by=by)
    old, told_before = record.file, _told(record) if record.pk else None
    for name in ("unit", "kind", "dated", "subject", "number", "amount", "result"):
        setattr(record, name, getattr(facts, name))
    record.recorded_at = now
    if facts.file:
        record.file = keep_file(facts.file, by=by, now=now)
    record.save()
    if facts.file:
        drop_file(old)
    words = f"ghi {record.get_kind_display().lower()} của {record.unit}: {record.subject}"
    record_paper("record_saved", plan, words, by=by, now=now, details={"from": told_before, "to": _told(record)})
    return record


@transaction.atomic
def remove_record(record: UnitRecord, *, by, now: datetime) -> None:
    """Take a record away, with its file. PermissionDenied for who neither wrote it nor is the province."""
    if not rights_on(by, record.plan, timezone.localdate(now, VIET_NAM)).may_change(record):
        raise PermissionDenied
    file = record.file
    record.delete()
    drop_file(file)
    words = f"bỏ {record.get_kind_display().lower()} của {record.unit}: {record.subject}"
    record_paper("record_removed", record.plan, words, by=by, now=now, details=_told(record))


def _told(record: UnitRecord) -> dict:
    return {
        name: getattr(record, name) for name in ("kind", "unit_id", "dated", "subject", "number", "amount", "result")
    }


def _refuse(plan: Plan, facts: RecordFacts, by, record: UnitRecord | None, today: date) -> None:
    rights = rights_on(by, plan, today)
    if not rights.may_file(facts.unit.pk) or (record and not rights.may_change(record)):
        raise PermissionDenied
    if facts.unit.pk not in units_of(plan):
        raise RuleBroken(f"{facts.unit} không thuộc phạm vi của kế hoạch này.")
    if facts.dated > today:
        raise RuleBroken(f"Ngày {format_date(facts.dated)} chưa đến. Ghi ngày của văn bản hoặc của việc đã làm.")
    if facts.amount is not None and facts.kind != RecordKind.PROPOSAL:
        raise RuleBroken("Chỉ đề xuất kinh phí mới ghi số tiền. Xóa số tiền, hoặc chọn lại loại.")
    if facts.amount is not None and facts.amount < 0:
        raise RuleBroken("Số tiền không được âm.")
