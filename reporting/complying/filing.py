"""A document comes: its number, its day, its file. Filing it again corrects it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plans.choices import Reporter
from plans.models import OwedDocument, Plan, Unit
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from portal.files import CheckedFile, drop_file, keep_file
from reporting.auditing import record_paper
from reporting.complying.rights import ComplianceRights, rights_on, units_of
from reporting.models import FiledDocument


@dataclass(frozen=True)
class Filing:
    """What is known of a document. Without a file the one that lies there stays."""

    number: str
    dated: date
    title: str = ""
    note: str = ""
    file: CheckedFile | None = None


def filed_visible_to(rights: ComplianceRights, plan: Plan) -> QuerySet[FiledDocument]:
    """The documents under a plan that a person may see."""
    seen = rights.sees | ({plan.scope_id} if rights.sees_province else frozenset())
    return FiledDocument.objects.filter(owed__plan=plan, unit__in=seen).select_related("owed__plan", "unit", "file")


@transaction.atomic
def file_document(owed: OwedDocument, unit: Unit, year: int, filing: Filing, *, by, now: datetime) -> FiledDocument:
    """Write down that a unit (or the province: the plan's scope) has a document of a year.

    Raises PermissionDenied for who files for neither, RuleBroken for a day to come.
    """
    today = timezone.localdate(now, VIET_NAM)
    if not rights_on(by, owed.plan, today).may_file(unit.pk):
        raise PermissionDenied
    if filing.dated > today:
        raise RuleBroken(f"Ngày {format_date(filing.dated)} chưa đến. Ghi ngày ký văn bản.")
    _refuse_strangers(owed, unit, year)
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    before = FiledDocument.objects.filter(owed=owed, unit=unit, year=year).select_related("file").first()
    old, told_before = before.file if before else None, _told(before) if before else None
    filed = before or FiledDocument(owed=owed, unit=unit, year=year)
    filed.number, filed.dated, filed.title, filed.note = filing.number, filing.dated, filing.title, filing.note
    filed.filed_by, filed.filed_at = by, now
    if filing.file:
        filed.file = keep_file(filing.file, by=by, now=now)
    filed.save()
    if filing.file:
        drop_file(old)
    words = f"ghi “{owed}” năm {year} của {unit}: {filing.number} ngày {format_date(filing.dated)}"
    record_paper("filed", owed.plan, words, by=by, now=now, details={"from": told_before, "to": _told(filed)})
    return filed


@transaction.atomic
def withdraw_document(filed: FiledDocument, *, by, now: datetime) -> None:
    """Take back what was filed by mistake, with its file. PermissionDenied for who files for neither."""
    if not rights_on(by, filed.owed.plan, timezone.localdate(now, VIET_NAM)).may_file(filed.unit_id):
        raise PermissionDenied
    file = filed.file
    filed.delete()
    drop_file(file)
    words = f"bỏ văn bản “{filed.owed}” năm {filed.year} của {filed.unit}: {filed.number}"
    record_paper("withdrawn", filed.owed.plan, words, by=by, now=now, details={"file": file and file.name})


def _told(filed: FiledDocument) -> dict:
    facts = {name: getattr(filed, name) for name in ("number", "dated", "title", "note")}
    return facts | {"file": filed.file.digest if filed.file else None}


def _refuse_strangers(owed: OwedDocument, unit: Unit, year: int) -> None:
    """The form offers only what is owed; whoever asks by hand for a unit or a year that is not gets this."""
    of_province = owed.owed_by == Reporter.PROVINCE
    is_asked = unit.pk == owed.plan.scope_id if of_province else unit.pk in units_of(owed.plan) - {owed.plan.scope_id}
    since = year - owed.first_year
    is_turn = since == 0 if not owed.every_years else year <= owed.last_year and since % owed.every_years == 0
    if not is_asked or since < 0 or not is_turn:
        raise RuleBroken(f"{unit} không phải có văn bản này của năm {year}.")
