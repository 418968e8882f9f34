"""Hải Hậu's papers under a plan: a document that it owed, an inspection that its officer wrote down, and a pilot."""

from datetime import date, datetime
from types import SimpleNamespace

from plans.choices import Reporter
from plans.models import OwedDocument
from portal.dates import VIET_NAM
from portal.files import keep_file
from reporting.choices import PilotKind, RecordKind
from reporting.models import FiledDocument, Pilot, UnitRecord
from tests.portal import handed_in

NOW = datetime(2024, 12, 2, 9, 0, tzinfo=VIET_NAM)


def make_owed(plan, code="ke-hoach-nam", *, owed_by=Reporter.UNIT, due=None, every_years=1, years=None, **fields):
    """A document owed every year (or once), with its last day as "15/12" or without one."""
    day, month = map(int, due.split("/")) if due else (None, None)
    first, last = years or (plan.first_year, plan.last_year)
    return OwedDocument.objects.create(
        plan=plan,
        code=code,
        order=fields.pop("order", plan.owed_documents.count() + 1),
        name=fields.pop("name", "Kế hoạch năm của Hội"),
        owed_by=owed_by,
        every_years=every_years,
        first_year=first,
        last_year=last,
        due_day=day,
        due_month=month,
        **fields,
    )


def kept(by, name="ban-ky.pdf", now=NOW):
    return keep_file(handed_in.uploaded(name, handed_in.PDF), by=by, now=now)


def make_filed(owed, unit, by, *, number="12/KH-HPN", dated=date(2024, 3, 5), year=2024, file=None):
    return FiledDocument.objects.create(
        owed=owed, unit=unit, year=year, number=number, dated=dated, file=file, filed_by=by, filed_at=NOW
    )


def make_record(plan, unit, by, *, kind=RecordKind.INSPECTION, subject="Kiểm tra HTX Hoa Sen", **fields):
    fields.setdefault("dated", date(2024, 10, 8))
    return UnitRecord.objects.create(
        plan=plan, unit=unit, kind=kind, subject=subject, recorded_by=by, recorded_at=NOW, **fields
    )


def make_pilot(plan, unit, by, *, kind=PilotKind.LOCALITY, since=date(2024, 4, 1), **fields):
    fields.setdefault("registered_by_text", "Hội LHPN huyện")
    return Pilot.objects.create(plan=plan, unit=unit, kind=kind, since=since, recorded_by=by, recorded_at=NOW, **fields)


def make_papers(plan, unit, people):
    """All of it, each with a file."""
    owed = make_owed(plan)
    return SimpleNamespace(
        owed=owed,
        filed=make_filed(owed, unit, people["officer"], file=kept(people["officer"])),
        record=make_record(plan, unit, people["officer"], file=kept(people["officer"])),
        pilot=make_pilot(plan, unit, people["admin"], file=kept(people["admin"])),
    )


def put_on_file(plan, unit, cast):
    """A district of the real plan has one of its papers, was inspected, and is a pilot; as it writes these down itself."""
    officer, head = cast.officers[unit.code], cast.heads[unit.code]
    owed = plan.owed_documents.filter(owed_by=Reporter.UNIT).first()
    make_filed(owed, unit, officer, file=kept(officer))
    make_record(plan, unit, officer, file=kept(officer))
    make_pilot(plan, unit, head, file=kept(head))


WITHOUT_KEYS = ["compliance-page", "record-list", "record-new", "pilot-list", "pilot-new", "history-template"]


def arguments(name, house):
    """The arguments of an address of these pages, or None where it is none of them."""
    papers, code = house.papers, house.plan.code
    keys = {
        "compliance-file": [papers.owed.code, papers.filed.unit_id, 2024],
        "compliance-withdraw": [papers.filed.pk],
        "compliance-attachment": [papers.filed.pk],
        "record-edit": [papers.record.pk],
        "record-remove": [papers.record.pk],
        "record-attachment": [papers.record.pk],
        "pilot-edit": [papers.pilot.pk],
        "pilot-remove": [papers.pilot.pk],
        "pilot-attachment": [papers.pilot.pk],
        **{name: [] for name in WITHOUT_KEYS},
    }
    own = name.removeprefix("reporting:")
    return [code, *keys[own]] if own in keys else None


def form_for(name, house):
    """What a person types, where the address takes a form."""
    unit = house.papers.filed.unit_id
    record = {"unit": unit, "kind": "inspection", "dated": "8/10/2024", "subject": "Kiểm tra HTX Hoa Sen"}
    pilot = {"unit": unit, "kind": "locality", "since": "1/4/2024", "until": "30/6/2024", "registered_by_text": "Hội"}
    return {
        "reporting:compliance-file": {"number": "13/KH-HPN", "dated": "5/3/2024"},
        "reporting:record-new": record,
        "reporting:record-edit": record,
        "reporting:pilot-new": pilot,
        "reporting:pilot-edit": pilot,
    }.get(name, {})
