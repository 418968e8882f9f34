"""Whoever keeps the system sees on the front page that what runs by itself has stopped, and what mail could not be sent."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from portal.models import OutgoingMail, User
from portal.outbox import post
from reporting.daily import Background, background_on, run_day
from tests.reporting.reminders_of_2024 import at

NOW = at(date(2024, 11, 22), 8)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def with_a_server(settings):
    settings.SAMPLE_DATABASE, settings.EMAIL_HOST = False, "smtp.example.vn"


def test_before_the_first_run():
    assert background_on(NOW) == Background(None, True, True, 0, 0)


@pytest.mark.parametrize(("hours", "stopped"), [(0, False), (36, False), (37, True)])
def test_after_a_run(hours, stopped):
    run_day(NOW)

    standing = background_on(NOW + timedelta(hours=hours))

    assert (standing.last_run, standing.has_stopped) == (NOW, stopped)


def test_the_outbox_is_counted():
    lan = User.objects.create_user("lan", email="lan@example.vn")
    for key in "abcd":
        post(lan, kind="x", subject="x", body="x", address="", key=key, now=NOW)
    OutgoingMail.objects.filter(notice__key="a").update(sent_at=NOW)
    OutgoingMail.objects.filter(notice__key="b").update(given_up_at=NOW)
    OutgoingMail.objects.filter(notice__key="c").update(given_up_at=NOW - timedelta(days=8))

    standing = background_on(NOW)

    assert (standing.waiting, standing.given_up) == (1, 1)


def test_the_keeper_sees_it_and_nobody_else(client, system_administrator, hai_hau_officer, on_day):
    on_day(date(2024, 11, 22))
    words = "Việc hằng ngày (nhắc hạn, tổng hợp tuần) chưa chạy lần nào"

    pages = []
    for person in (system_administrator, hai_hau_officer):
        client.force_login(person)
        pages.append(client.get(reverse("reporting:home")).content.decode())

    assert [words in page for page in pages] == [True, False]
