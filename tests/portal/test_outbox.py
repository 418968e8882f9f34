"""Telling a person something: once, into the portal and into the outbox, without sending anything."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from portal.models import Notice, OutgoingMail, User
from portal.outbox import absolute, one_line, post

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def lan(db, settings):
    """Has an account with an e-mail address."""
    settings.PORTAL_ADDRESS = "https://kehoach.example.vn"
    return User.objects.create_user("lan", full_name="Nguyễn Thị Lan", email="lan@example.vn")


def told(user, **changed):
    fields = {"kind": "reminder", "subject": "Còn 7 ngày", "body": "Còn 3 dòng.", "address": "/bao-cao/1/", "key": "a"}
    return post(user, now=NOW, **{**fields, **changed})


def unread(user):
    user.refresh_from_db()
    return user.unread_notices


def test_a_person_is_told_in_the_portal_and_by_mail(lan):
    notice = told(lan)

    assert (notice.user, notice.kind, notice.subject, notice.body) == (lan, "reminder", "Còn 7 ngày", "Còn 3 dòng.")
    assert (notice.address, notice.key, notice.at, notice.read_at) == ("/bao-cao/1/", "a", NOW, None)
    assert unread(lan) == 1
    letter = notice.mail
    assert (letter.to, letter.subject, letter.not_before, letter.attempts) == ("lan@example.vn", "Còn 7 ngày", NOW, 0)
    assert (letter.sent_at, letter.given_up_at, letter.leased_until, letter.last_error) == (None, None, None, "")
    assert letter.body == (
        "Còn 3 dòng.\n\nXem trong phần mềm: https://kehoach.example.vn/bao-cao/1/\n\n"
        "Thư này do phần mềm theo dõi kế hoạch tự gửi, không cần trả lời. "
        "Toàn bộ thông báo nằm ở mục “Thông báo” sau khi đăng nhập.\n"
    )


def test_paths_in_a_body_lead_to_the_portal_from_outside(lan):
    notice = told(lan, body="Năm 2024\n/bao-cao/1/\n//la.example.vn/\n/ và chữ")

    assert notice.mail.body.splitlines()[:4] == [
        "Năm 2024",
        "https://kehoach.example.vn/bao-cao/1/",
        "//la.example.vn/",
        "/ và chữ",
    ]


def test_telling_sends_nothing(lan):
    told(lan)

    assert mail.outbox == []


def test_the_same_key_tells_a_person_once(lan):
    told(lan)

    assert told(lan, subject="Khác") is None
    assert [notice.subject for notice in lan.notices.all()] == ["Còn 7 ngày"]
    assert (OutgoingMail.objects.count(), unread(lan)) == (1, 1)


def test_the_same_key_tells_another_person_too(lan):
    hoa = User.objects.create_user("hoa", email="hoa@example.vn")

    assert [told(lan).user, told(hoa).user] == [lan, hoa]


def test_the_database_itself_keeps_a_key_once_a_person(lan):
    told(lan)

    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.create(user=lan, kind="x", subject="x", body="x", key="a", at=NOW)


def test_without_an_address_there_is_no_mail(db):
    hoa = User.objects.create_user("hoa")

    assert (told(hoa).user, unread(hoa), OutgoingMail.objects.count()) == (hoa, 1, 0)


def test_what_is_not_worth_a_mail_stays_in_the_portal(lan):
    assert (told(lan, by_mail=False).user, OutgoingMail.objects.count()) == (lan, 0)


def test_a_closed_account_is_told_nothing(lan):
    User.objects.filter(pk=lan.pk).update(is_active=False)

    assert (told(lan), Notice.objects.count(), unread(lan)) == (None, 0, 0)


def test_what_is_taken_back_was_never_told(lan):
    with transaction.atomic():
        told(lan)
        transaction.set_rollback(True)

    assert (Notice.objects.count(), OutgoingMail.objects.count(), unread(lan)) == (0, 0, 0)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Năm 2024", "Năm 2024"),
        ("Năm 2024\r\nBcc: ai-do@example.vn", "Năm 2024 Bcc: ai-do@example.vn"),
        ("a\nb\rc\x00d\x0be\u2028f\x85g", "a b c d e f g"),
        ("  hai   khoảng\ttrắng ", "hai khoảng trắng"),
        ("dài" * 100, "dài" * 66 + "d…"),
    ],
)
def test_a_subject_is_one_line_whatever_was_typed(typed, shown):
    assert one_line(typed) == shown


def test_no_header_comes_in_by_the_subject(lan):
    notice = told(lan, subject="Kỳ 2024\r\nBcc: ai-do@example.vn")

    assert (notice.subject, notice.mail.subject) == ("Kỳ 2024 Bcc: ai-do@example.vn",) * 2


def test_a_mail_is_not_both_sent_and_given_up(lan):
    told(lan)

    with pytest.raises(IntegrityError), transaction.atomic():
        OutgoingMail.objects.update(sent_at=NOW, given_up_at=NOW + timedelta(hours=1))


def test_a_link_leads_to_the_portal_from_outside(lan):
    assert absolute("/bao-cao/1/") == "https://kehoach.example.vn/bao-cao/1/"
