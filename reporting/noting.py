"""Notes of the province to everybody who reports in a round: writing, withdrawing, and who has read them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from plans.choices import PROVINCE_ROLES
from plans.rules import sitting_of
from plans.succession import current_map
from portal import notices
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from portal.files import CheckedFile, keep_file
from portal.outbox import post
from reporting.addressees import Addressees, each_once
from reporting.auditing import record_note
from reporting.models import NoteReading, Report, Round, RoundNote
from reporting.rules import reports_owed_by, rounds_steered_by, rounds_visible_to


@dataclass(frozen=True)
class Receipt:
    """One reporter of a note's round, and who of it has read the note (the first one first; empty: nobody yet)."""

    report: Report
    readings: tuple[NoteReading, ...]


def may_note(user, round_: Round, now: datetime) -> bool:
    """Write notes to a round: who reviews or administers at the home of its province."""
    today = timezone.localdate(now, VIET_NAM)
    return current_map().home(round_.province_id, today) in sitting_of(user, today).units(PROVINCE_ROLES)


def notes_visible_to(user) -> QuerySet[RoundNote]:
    """The notes of the rounds a person may see; withdrawn ones only for the province that steers the round."""
    seen = RoundNote.objects.filter(round__in=rounds_visible_to(user))
    return seen.standing() | seen.filter(round__in=rounds_steered_by(user))


def notes_of(round_: Round, *, with_withdrawn: bool) -> list[RoundNote]:
    """The notes of a round, the newest first; withdrawn ones for who may write some (may_note). One query."""
    notes = round_.notes.all() if with_withdrawn else round_.notes.standing()
    return list(notes.select_related("written_by"))


def unread_by(user) -> QuerySet[RoundNote]:
    """The standing notes of rounds in which a person answers for a report, and which that person has not read yet."""
    owed = reports_owed_by(user)
    if owed is None:
        return RoundNote.objects.none()
    read = NoteReading.objects.filter(by=user).values("note")
    return RoundNote.objects.standing().filter(round__in=owed.values("round")).exclude(pk__in=read)


@transaction.atomic
def write_note(
    round_: Round, *, title: str, text: str, files: Sequence[CheckedFile] = (), by, now: datetime
) -> RoundNote:
    """Tell something to everybody who reports in a round. The same words pressed twice are one note.

    Raises PermissionDenied for who may not.
    """
    _only_the_province(by, round_, now)
    # Held, so that two presses follow each other.
    Round.objects.select_for_update().get(pk=round_.pk)
    same = round_.notes.standing().filter(title=title, text=text, written_by=by).first()
    if same:
        return same
    note = RoundNote.objects.create(round=round_, title=title, text=text, written_by=by, written_at=now)
    note.files.set([keep_file(file, by=by, now=now) for file in files])
    _tell(note, now)
    record_note(note, "written", by=by, now=now)
    return note


@transaction.atomic
def withdraw_note(note: RoundNote, *, by, now: datetime) -> RoundNote:
    """Take a note back; whoever has read it can be seen still. Twice is once. Raises PermissionDenied for who may not."""
    note = RoundNote.objects.select_for_update(of=("self",)).select_related("round").get(pk=note.pk)
    _only_the_province(by, note.round, now)
    if note.withdrawn_at is None:
        note.withdrawn_by, note.withdrawn_at = by, now
        note.save(update_fields=["withdrawn_by", "withdrawn_at"])
        record_note(note, "withdrawn", by=by, now=now)
    return note


@transaction.atomic
def mark_read(note: RoundNote, *, by, now: datetime) -> None:
    """A person has read a note, for all reports of its round that the person answers for. Twice is once.

    Raises RuleBroken where the person answers for none.
    """
    owed = reports_owed_by(by)
    reports = list(owed.in_round(note.round_id).order_by("pk")) if owed is not None else []
    if not reports:
        raise RuleBroken("Chỉ người nhập hoặc ký báo cáo của kỳ này mới xác nhận đã đọc.")
    NoteReading.objects.bulk_create(
        [NoteReading(note=note, report=report, by=by, at=now) for report in reports], ignore_conflicts=True
    )
    for notice in by.notices.filter(key=_key(note), read_at__isnull=True):
        notices.mark_read(by, now=now, notice=notice)


def receipts_of(note: RoundNote) -> list[Receipt]:
    """Every reporter of the note's round in reading order, with who has read it. Two queries."""
    readings = defaultdict(list)
    for reading in note.readings.select_related("by").order_by("at", "pk"):
        readings[reading.report_id].append(reading)
    reports = Report.objects.in_round(note.round_id).select_related("unit", "agency", "round").in_reading_order()
    return [Receipt(report, tuple(readings[report.pk])) for report in reports]


def is_read_by(note: RoundNote, user) -> bool:
    """Whether this person has said so. One query."""
    return note.readings.filter(by=user).exists()


def _tell(note, now):
    """Each officer and head of the round's reporters hears of it once, by mail too."""
    addressees = Addressees(timezone.localdate(now, VIET_NAM))
    reports = Report.objects.in_round(note.round_id).select_related("round", "unit", "agency")
    people = [person for report in reports for person in [*addressees.officers(report), *addressees.heads(report)]]
    for person in each_once(people):
        post(
            person,
            kind="round-note",
            subject=f"Lưu ý của tỉnh: {note.title}",
            body=f"{note.round.name}\n{note.text}",
            address=note.get_absolute_url(),
            key=_key(note),
            now=now,
        )


def _key(note):
    return f"round-note-{note.pk}"


def _only_the_province(by, round_, now):
    if not may_note(by, round_, now):
        raise PermissionDenied
