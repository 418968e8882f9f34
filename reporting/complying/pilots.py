"""Pilots ("điểm"): localities and cooperatives in which a plan is tried out first."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.models import Agency, Plan, Unit
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from portal.files import CheckedFile, drop_file, keep_file
from reporting.auditing import record_paper
from reporting.choices import PilotKind
from reporting.complying.rights import rights_on, units_of
from reporting.models import Pilot

FIELDS = ("kind", "unit", "name", "since", "until", "registered_by", "registered_by_text", "note")


@dataclass(frozen=True)
class PilotFacts:
    """What is known of a pilot; days are inclusive, `until` None while it goes on. Without a file the old one stays."""

    kind: PilotKind
    unit: Unit
    since: date
    name: str = ""
    until: date | None = None
    registered_by: Agency | None = None
    registered_by_text: str = ""
    note: str = ""
    file: CheckedFile | None = None


def pilots_of(plan: Plan) -> QuerySet[Pilot]:
    """All pilots of a plan: which ones there are is no secret among those who see the plan."""
    return Pilot.objects.filter(plan=plan).select_related("unit", "registered_by", "file", "recorded_by")


def agencies_of(plan: Plan) -> QuerySet[Agency]:
    """Who may have registered a pilot: those that take part in the plan and are one body, not one in each unit."""
    takes_part = Q(issuer_rows__plan=plan) | Q(task_rows__task__plan=plan) | Q(duties_received__plan=plan)
    return Agency.objects.filter(takes_part, each_level="").distinct()


def pilot_units(plan: Plan, day: date) -> frozenset[int]:
    """The localities that are pilots on a day."""
    standing = Pilot.objects.filter(Q(until__isnull=True) | Q(until__gte=day), plan=plan, since__lte=day)
    return frozenset(standing.filter(kind=PilotKind.LOCALITY).values_list("unit", flat=True))


@transaction.atomic
def save_pilot(plan: Plan, facts: PilotFacts, *, by, now: datetime, pilot: Pilot | None = None) -> Pilot:
    """Register a pilot, or correct or end one. PermissionDenied for who may not, RuleBroken for facts that cannot be."""
    rights = rights_on(by, plan, timezone.localdate(now, VIET_NAM))
    if not rights.may_name_pilot(facts.unit.pk) or (pilot and not rights.may_name_pilot(pilot.unit_id)):
        raise PermissionDenied
    _refuse(plan, facts, pilot)
    pilot = pilot or Pilot(plan=plan)
    old, told_before = pilot.file, _told(pilot) if pilot.pk else None
    for name in FIELDS:
        setattr(pilot, name, getattr(facts, name))
    pilot.recorded_by, pilot.recorded_at = by, now
    if facts.file:
        pilot.file = keep_file(facts.file, by=by, now=now)
    pilot.save()
    if facts.file:
        drop_file(old)
    words = f"ghi điểm chỉ đạo “{pilot}” tại {pilot.unit}"
    record_paper("pilot_saved", plan, words, by=by, now=now, details={"from": told_before, "to": _told(pilot)})
    return pilot


@transaction.atomic
def remove_pilot(pilot: Pilot, *, by, now: datetime) -> None:
    """Take away what was written down by mistake; a pilot that is over is ended instead. PermissionDenied for who may not."""
    if not rights_on(by, pilot.plan, timezone.localdate(now, VIET_NAM)).may_name_pilot(pilot.unit_id):
        raise PermissionDenied
    file = pilot.file
    pilot.delete()
    drop_file(file)
    record_paper("pilot_removed", pilot.plan, f"bỏ điểm chỉ đạo “{pilot}” tại {pilot.unit}", by=by, now=now)


def _told(pilot: Pilot) -> dict:
    return {name: str(value) if (value := getattr(pilot, name)) else "" for name in FIELDS}


def _refuse(plan: Plan, facts: PilotFacts, pilot: Pilot | None) -> None:
    if facts.unit.pk not in units_of(plan):
        raise RuleBroken(f"{facts.unit} không thuộc phạm vi của kế hoạch này.")
    if facts.kind == PilotKind.COOPERATIVE and not facts.name:
        raise RuleBroken("Ghi tên hợp tác xã, tổ hợp tác hoặc mô hình được chọn làm điểm.")
    if facts.until and facts.until < facts.since:
        raise RuleBroken("Ngày kết thúc phải đúng hoặc sau ngày bắt đầu làm điểm.")
    if facts.registered_by is None and not facts.registered_by_text:
        raise RuleBroken("Chọn cơ quan đăng ký, hoặc ghi ai đăng ký.")
    same = Pilot.objects.filter(plan=plan, kind=facts.kind, unit=facts.unit, name=facts.name, until=None)
    if facts.until is None and same.exclude(pk=pilot and pilot.pk).exists():
        raise RuleBroken(f"{facts.name or facts.unit} đang là điểm của kế hoạch này rồi.")
