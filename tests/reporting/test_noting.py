"""Notes of the province to everybody who reports in a round."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from plans.choices import Role
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from portal.models import StoredFile
from reporting.models import NoteReading, RoundNote
from reporting.noting import mark_read, notes_visible_to, receipts_of, unread_by, withdraw_note, write_note
from tests.builders import make_plan, make_report, make_round, make_seat, make_user

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=VIET_NAM)
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@pytest.fixture
def round_(world, on_day):
    on_day(date(2024, 11, 4))
    round_ = make_round(make_plan(scope=world.nam_dinh), name="Năm 2024")
    make_report(round_, world.hai_hau)
    make_report(round_, world.y_yen)
    return round_


def make_note(round_, by, title="Cách tính việc làm mới"):
    return write_note(round_, title=title, text="Chỉ tính người có việc từ 15/12/2023.", by=by, now=NOW)


def test_a_note_is_unread_for_who_answers_for_a_report_of_the_round(
    round_, province_reviewer, hai_hau_officer, hai_hau_head, stranger, central_reader
):
    note = make_note(round_, province_reviewer)

    people = [hai_hau_officer, hai_hau_head, province_reviewer, stranger, central_reader]

    assert [list(unread_by(person)) for person in people] == [[note], [note], [], [], []]


def test_reading_is_told_by_reporter_with_who_and_when(round_, province_reviewer, hai_hau_officer, hai_hau_head):
    note = make_note(round_, province_reviewer)

    mark_read(note, by=hai_hau_officer, now=NOW + timedelta(hours=1))
    mark_read(note, by=hai_hau_officer, now=NOW + timedelta(hours=2))
    mark_read(note, by=hai_hau_head, now=NOW + timedelta(hours=3))

    told = [
        (str(receipt.report.unit), [(reading.by, reading.at) for reading in receipt.readings])
        for receipt in receipts_of(note)
    ]
    assert told == [
        ("Huyện Ý Yên", []),
        ("Huyện Hải Hậu", [(hai_hau_officer, NOW + timedelta(hours=1)), (hai_hau_head, NOW + timedelta(hours=3))]),
    ]
    assert list(unread_by(hai_hau_officer)) == []


def test_who_answers_for_no_report_cannot_say_to_have_read(round_, province_reviewer, people_committee_reader):
    note = make_note(round_, province_reviewer)

    for person in (province_reviewer, people_committee_reader):
        with pytest.raises(RuleBroken, match="Chỉ người nhập hoặc ký báo cáo"):
            mark_read(note, by=person, now=NOW)

    assert NoteReading.objects.count() == 0


def test_only_the_province_of_the_round_writes_and_withdraws(world, round_, province_administrator, hai_hau_head):
    away = make_user("ninh-binh", "Người Tỉnh Khác")
    make_seat(away, Role.ADMINISTRATOR, unit=world.ninh_binh)
    note = make_note(round_, province_administrator)

    for person in (hai_hau_head, away):
        with pytest.raises(PermissionDenied):
            make_note(round_, person, title="Khác")
        with pytest.raises(PermissionDenied):
            withdraw_note(note, by=person, now=NOW)

    assert list(RoundNote.objects.standing()) == [note]


def test_officers_and_heads_of_the_round_hear_of_a_note_once(
    round_, province_reviewer, hai_hau_officer, hai_hau_head, alliance_officer
):
    note = make_note(round_, province_reviewer)
    make_note(round_, province_reviewer)

    told = [
        [(notice.subject, notice.address) for notice in person.notices.all()]
        for person in (hai_hau_officer, hai_hau_head, alliance_officer, province_reviewer)
    ]
    once = [("Lưu ý của tỉnh: Cách tính việc làm mới", note.get_absolute_url())]
    assert told == [once, once, [], []]


def test_the_same_note_pressed_twice_is_one(round_, province_reviewer):
    assert make_note(round_, province_reviewer) == make_note(round_, province_reviewer)
    assert RoundNote.objects.count() == 1


def test_a_withdrawn_note_is_seen_by_the_province_alone(round_, province_reviewer, hai_hau_officer):
    note = make_note(round_, province_reviewer)
    mark_read(note, by=hai_hau_officer, now=NOW)

    withdraw_note(note, by=province_reviewer, now=NOW + timedelta(hours=1))
    again = withdraw_note(note, by=province_reviewer, now=NOW + timedelta(hours=2))

    assert again.withdrawn_at == NOW + timedelta(hours=1)
    assert list(notes_visible_to(province_reviewer)) == [note]
    assert list(notes_visible_to(hai_hau_officer)) == []
    assert list(unread_by(hai_hau_officer)) == []
    assert len(receipts_of(note)[1].readings) == 1


def test_the_database_refuses_a_note_withdrawn_by_nobody(round_, province_reviewer):
    note = make_note(round_, province_reviewer)

    with pytest.raises(IntegrityError), transaction.atomic():
        RoundNote.objects.filter(pk=note.pk).update(withdrawn_at=NOW)


def test_the_receipts_take_two_queries_whatever_there_is(
    round_, world, province_reviewer, hai_hau_officer, y_yen_officer, django_assert_num_queries
):
    note = make_note(round_, province_reviewer)
    for person in (hai_hau_officer, y_yen_officer):
        mark_read(note, by=person, now=NOW)

    for unit in (world.city, world.my_loc):
        make_report(round_, unit)

    with django_assert_num_queries(2):
        assert len([str(reading.by) for receipt in receipts_of(note) for reading in receipt.readings]) == 2


# --- Pages ------------------------------------------------------------------------------------------------------------


def test_the_province_writes_and_the_unit_confirms(
    client, round_, province_reviewer, hai_hau_officer, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client.force_login(province_reviewer)
    typed = {
        "title": "Cách tính việc làm mới",
        "text": "Chỉ tính người có việc từ <15/12/2023>.",
        "files": SimpleUploadedFile("Hướng dẫn.pdf", PDF),
    }

    answer = client.post(reverse("reporting:note-new", args=[round_.pk]), typed)

    note = RoundNote.objects.get()
    assert (answer.status_code, answer.url) == (302, note.get_absolute_url())
    assert "Đã đọc 0/2 đơn vị" in client.get(note.get_absolute_url()).content.decode()
    client.force_login(hai_hau_officer)
    assert "Cách tính việc làm mới" in client.get(reverse("reporting:home")).content.decode()
    page = client.get(note.get_absolute_url()).content.decode()
    assert "&lt;15/12/2023&gt;" in page
    assert "Ai đã đọc" not in page
    assert client.get(reverse("reporting:note-file", args=[note.pk, note.files.get().pk])).getvalue() == PDF
    client.post(reverse("reporting:note-read", args=[note.pk]))
    assert "Cách tính việc làm mới" not in client.get(reverse("reporting:home")).content.decode()
    assert "Cách tính việc làm mới" in client.get(round_.get_absolute_url()).content.decode()


def test_what_was_typed_stays_when_something_is_missing(client, round_, province_reviewer):
    client.force_login(province_reviewer)

    answer = client.post(reverse("reporting:note-new", args=[round_.pk]), {"title": "", "text": "Nhớ tính cả THT."})

    assert answer.status_code == 422
    assert "Ghi tiêu đề" in answer.content.decode()
    assert "Nhớ tính cả THT." in answer.content.decode()
    assert RoundNote.objects.count() == 0


def test_a_file_that_is_not_taken_makes_no_note(client, round_, province_reviewer):
    client.force_login(province_reviewer)
    typed = {"title": "Mẫu", "text": "Xem tệp.", "files": SimpleUploadedFile("mau.exe", b"MZ")}

    answer = client.post(reverse("reporting:note-new", args=[round_.pk]), typed)

    assert answer.status_code == 422
    assert (RoundNote.objects.count(), StoredFile.objects.count()) == (0, 0)
