"""Sending what lies in the outbox: once, by several workers, past servers that hang or refuse."""

import threading
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from django.db import connection

from portal.models import Notice, OutgoingMail, User
from portal.outbox import LEASE, OLDEST, PAUSES, Sent, post, send_again, send_due
from portal.sample import mark_sample
from tests.portal.mail_servers import mail_server

NOW = datetime(2024, 11, 22, 1, 0, tzinfo=UTC)


@pytest.fixture
def lan(db, settings):
    """Has an account with an e-mail address."""
    settings.SAMPLE_DATABASE = False
    settings.PORTAL_ADDRESS = "https://kehoach.example.vn"
    return User.objects.create_user("lan", full_name="Nguyễn Thị Lan", email="lan@example.vn")


def told(user, key="a", at=NOW):
    told = {"kind": "reminder", "subject": f"Còn 7 ngày: {key}", "body": "Còn 3 dòng.", "address": "/", "key": key}
    return post(user, now=at, **told).mail


def outcome(sent=0, put_off=0, given_up=0, waiting=0, is_set_up=True):
    return Sent(sent, put_off, given_up, waiting, is_set_up)


def test_what_is_due_is_sent_and_marked(lan, settings):
    letter = told(lan)

    with mail_server(settings) as server:
        assert send_due(NOW) == outcome(sent=1)

    letter.refresh_from_db()
    assert (letter.sent_at, letter.attempts, letter.leased_until, letter.last_error) == (NOW, 1, None, "")
    ((to, raw),) = server.taken
    message = message_from_bytes(raw, policy=policy.default)
    assert to == ["lan@example.vn"]
    assert (message["Subject"], message["From"]) == ("Còn 7 ngày: a", "kehoach@example.vn")
    assert message["Message-ID"] == f"<thong-bao-{letter.notice_id}-1732237200@kehoach.example.vn>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content().splitlines()[:3] == [
        "Còn 3 dòng.",
        "",
        "Xem trong phần mềm: https://kehoach.example.vn/",
    ]


def test_what_was_sent_is_not_sent_again(lan, settings):
    told(lan)

    with mail_server(settings) as server:
        assert [send_due(NOW), send_due(NOW + timedelta(days=1))] == [outcome(sent=1), outcome()]
    assert len(server.taken) == 1


def test_many_go_by_one_connection(lan, settings):
    for number in range(5):
        told(lan, key=str(number))

    with mail_server(settings) as server:
        assert send_due(NOW, limit=3) == outcome(sent=3, waiting=2)
    assert (len(server.taken), server.met) == (3, 1)


def test_without_a_server_everything_waits(lan, settings):
    settings.EMAIL_HOST = ""
    letter = told(lan)

    assert send_due(NOW) == outcome(waiting=1, is_set_up=False)
    letter.refresh_from_db()
    assert (letter.attempts, letter.sent_at) == (0, None)


def test_a_sample_writes_to_nobody(lan, settings):
    told(lan)
    mark_sample()

    with mail_server(settings) as server:
        assert send_due(NOW) == outcome(waiting=1, is_set_up=False)
    assert server.met == 0


def test_a_server_that_hangs_is_left_and_tried_again(lan, settings):
    letter, _ = told(lan), told(lan, key="b")

    with mail_server(settings, hangs=True) as server:
        assert send_due(NOW) == outcome(put_off=1, waiting=2)
    assert server.met == 1  # the second one is not tried at a server that is away

    letter.refresh_from_db()
    assert (letter.attempts, letter.not_before, letter.leased_until) == (1, NOW + PAUSES[0], None)
    assert "timed out" in letter.last_error
    with mail_server(settings) as server:
        assert send_due(NOW + PAUSES[0]) == outcome(sent=2)


def test_a_server_that_is_not_there_is_tried_again(lan, settings):
    letter = told(lan)
    with mail_server(settings):
        pass  # its port is free again

    assert send_due(NOW) == outcome(put_off=1, waiting=1)
    letter.refresh_from_db()
    assert "refused" in letter.last_error


def test_pauses_grow_and_end(lan, settings):
    letter, now, waited = told(lan), NOW, []
    with mail_server(settings, refuses="451 later"):
        while OutgoingMail.objects.waiting().exists():
            send_due(now)
            letter.refresh_from_db()
            waited.append(letter.not_before - now)
            now = letter.not_before

    assert waited[:-1] == PAUSES
    assert (letter.attempts, letter.sent_at, letter.given_up_at) == (len(PAUSES) + 1, None, now)
    assert "451" in letter.last_error


def test_an_address_that_is_refused_for_good_is_given_up_at_once(lan, settings):
    letter = told(lan)

    with mail_server(settings, refuses="550 no such mailbox"):
        assert send_due(NOW) == outcome(given_up=1)
    letter.refresh_from_db()
    assert (letter.given_up_at, letter.attempts) == (NOW, 1)
    assert "550" in letter.last_error


def test_an_address_that_is_none_holds_up_no_other(lan, settings):
    told(lan)
    OutgoingMail.objects.update(to="lan@example.vn\r\nBcc: ai-do@example.vn")
    told(lan, key="b")

    with mail_server(settings) as server:
        assert send_due(NOW) == outcome(sent=1, given_up=1)
    assert [to for to, _ in server.taken] == [["lan@example.vn"]]


def test_who_keeps_the_accounts_is_told_once_a_day_of_what_was_given_up(lan, settings):
    keeper = User.objects.create_user("binh", is_staff=True, email="binh@example.vn")
    told(lan), told(lan, key="b")

    with mail_server(settings, refuses="550 no such mailbox"):
        send_due(NOW)

    (notice,) = keeper.notices.all()
    assert notice.subject == "Có thư không gửi được trong ngày 22/11/2024"
    assert notice.address == "/quan-tri-he-thong/portal/outgoingmail/?state=given-up"
    assert not OutgoingMail.objects.filter(notice__user=keeper).exists()


def test_what_is_too_old_is_not_sent_any_more(lan, settings):
    letter = told(lan)

    with mail_server(settings) as server:
        assert send_due(NOW + OLDEST + timedelta(seconds=1)) == outcome(given_up=1)
    letter.refresh_from_db()
    assert (server.taken, letter.last_error) == ([], "Đã quá 3 ngày, nội dung không còn đúng lúc.")


def test_what_was_given_up_can_be_sent_again(lan, settings):
    told(lan)
    later = NOW + OLDEST + timedelta(days=1)
    with mail_server(settings):
        send_due(later)

        assert send_again(OutgoingMail.objects.all(), later) == 1
        assert send_due(later) == outcome(sent=1)


def test_what_another_worker_is_sending_is_left_alone_until_its_time_is_up(lan, settings):
    told(lan)
    OutgoingMail.objects.update(leased_until=NOW + LEASE, attempts=1)

    with mail_server(settings):
        assert send_due(NOW + LEASE - timedelta(seconds=1)) == outcome(waiting=1)
        assert send_due(NOW + LEASE) == outcome(sent=1)


def test_a_letter_that_kills_its_worker_is_not_tried_for_ever(lan, settings):
    letter, now = told(lan), NOW
    with mail_server(settings) as server:
        for _ in range(len(PAUSES) + 1):  # each worker claims it and dies
            OutgoingMail.objects.filter(pk=letter.pk).update(attempts=letter.attempts + 1, leased_until=now)
            letter.refresh_from_db()

        assert send_due(now) == outcome(given_up=1)
    assert server.taken == []


def test_what_the_server_may_have_taken_goes_again_under_the_same_name(lan, settings):
    told(lan)

    with mail_server(settings, breaks_after_data=True) as first:
        assert send_due(NOW) == outcome(put_off=1, waiting=1)
    with mail_server(settings) as second:
        assert send_due(NOW + PAUSES[0]) == outcome(sent=1)

    names = [message_from_bytes(raw)["Message-ID"] for server in (first, second) for _, raw in server.taken]
    assert len(names) == 2
    assert len(set(names)) == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_letter_once(settings):
    settings.SAMPLE_DATABASE = False
    person = User.objects.create_user("lan", email="lan@example.vn")
    for number in range(20):
        told(person, key=str(number))
    ready, runs = threading.Barrier(3), []

    def work():
        ready.wait()
        runs.append(send_due(NOW))
        connection.close()

    with mail_server(settings) as server:
        settings.EMAIL_TIMEOUT = 10
        workers = [threading.Thread(target=work) for _ in range(3)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()

    assert sum(run.sent for run in runs) == 20
    assert len(server.taken) == 20
    assert len({message_from_bytes(raw)["Message-ID"] for _, raw in server.taken}) == 20
    assert Notice.objects.count() == OutgoingMail.objects.filter(sent_at=NOW).count() == 20
