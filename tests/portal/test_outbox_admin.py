"""Who keeps the accounts sees what could not be sent, and lets it go again."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from portal.models import OutgoingMail, User
from portal.outbox import post

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 22, 1, 0, tzinfo=UTC)
LIST = reverse("admin:portal_outgoingmail_changelist")


@pytest.fixture
def letters(client, keeper):
    lan = User.objects.create_user("lan", email="lan@example.vn")
    for key in ("đã gửi", "đang chờ", "hỏng"):
        post(lan, kind="reminder", subject=f"Thư {key}", body="Nội dung.", address="/", key=key, now=NOW)
    OutgoingMail.objects.filter(subject="Thư đã gửi").update(sent_at=NOW)
    OutgoingMail.objects.filter(subject="Thư hỏng").update(
        given_up_at=NOW, attempts=8, last_error="550 no such mailbox"
    )
    client.force_login(keeper)


def subjects_in(answer):
    return [subject for subject in ("Thư đã gửi", "Thư đang chờ", "Thư hỏng") if subject in answer.content.decode()]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("", ["Thư đã gửi", "Thư đang chờ", "Thư hỏng"]),
        ("waiting", ["Thư đang chờ"]),
        ("sent", ["Thư đã gửi"]),
        ("given-up", ["Thư hỏng"]),
    ],
)
def test_mails_are_sifted_by_how_they_stand(state, shown, client, letters):
    assert subjects_in(client.get(LIST, {"state": state} if state else {})) == shown


def test_the_list_says_that_there_is_no_server(client, letters, settings):
    settings.EMAIL_HOST = ""

    assert "Chưa cấu hình máy chủ thư" in client.get(LIST).content.decode()


def test_what_was_given_up_is_let_go_again(client, letters):
    chosen = OutgoingMail.objects.values_list("pk", flat=True)

    answer = client.post(LIST, {"action": "let_go_again", "_selected_action": list(chosen)}, follow=True)

    assert "Đã cho gửi lại 1 thư." in answer.content.decode()
    letter = OutgoingMail.objects.get(subject="Thư hỏng")
    assert (letter.given_up_at, letter.attempts, letter.last_error) == (None, 0, "")


def test_nothing_is_written_or_dropped_by_hand(client, letters):
    letter = OutgoingMail.objects.first()
    change = reverse("admin:portal_outgoingmail_change", args=[letter.pk])

    statuses = [client.get(LIST + "add/").status_code, client.post(change + "delete/").status_code]
    client.post(change, {"to": "ai-do@example.vn", "subject": "Khác"})

    letter.refresh_from_db()
    assert (statuses, letter.to) == ([403, 403], "lan@example.vn")
