"""What a person was told: the number in the bar, the page, and that it was read."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from portal.models import Notice, User
from portal.notices import mark_read, unread_of
from portal.outbox import post

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 22, 1, 0, tzinfo=UTC)
LIST = reverse("portal:notice-list")


def told(user, key="a", **changed):
    fields = {"kind": "reminder", "subject": f"Nhắc {key}", "body": "Còn 3 dòng.", "address": "/bao-cao/1/", "key": key}
    return post(user, now=NOW, **{**fields, **changed})


@pytest.fixture
def three(clerk, client, small_site):
    """Three notices of the clerk's, the newest last; the clerk is signed in."""
    client.force_login(clerk)
    return [post_at(clerk, minutes) for minutes in range(3)]


def post_at(user, minutes):
    notice = told(user, key=str(minutes))
    Notice.objects.filter(pk=notice.pk).update(at=NOW + timedelta(minutes=minutes))
    return notice


def counted(user):
    """The number on the row, and how many there are."""
    user.refresh_from_db()
    return user.unread_notices, user.notices.unread().count()


def test_the_bar_tells_how_many_are_unread(client, three):
    html = client.get(LIST).content.decode()

    assert re.search(r'class="bell__count">3<span class="visually-hidden"> chưa đọc</span>', html)


def test_the_bar_tells_no_number_when_all_is_read(client, clerk, three):
    mark_read(clerk, now=NOW)

    assert "bell__count" not in client.get(LIST).content.decode()


def test_the_page_lists_the_newest_first_and_lays_the_unread_open(client, clerk, three):
    mark_read(clerk, now=NOW, notice=three[2])

    html = client.get(LIST).content.decode()

    assert re.findall(r'notice__subject">([^<]+)<', html) == ["Nhắc 2", "Nhắc 1", "Nhắc 0"]
    assert (html.count("<details open>"), html.count("Chưa đọc</span>")) == (2, 2)


def test_a_line_that_is_a_path_is_a_link_and_nothing_else_is_markup(client, clerk, small_site):
    client.force_login(clerk)
    told(clerk, body="Năm 2024\n/bao-cao/1/\n//la.example.vn/\n/a/<b>đậm</b>\nhttps://la.example.vn/")

    html = client.get(LIST).content.decode()

    body = html.split('notice__body">')[1].split("</p>")[0]
    assert body == (
        'Năm 2024<br><a href="/bao-cao/1/">Mở /bao-cao/1/</a><br>//la.example.vn/<br>'
        "/a/&lt;b&gt;đậm&lt;/b&gt;<br>https://la.example.vn/"
    )


def test_nobody_reads_anothers(client, keeper, three):
    client.force_login(keeper)

    answers = [client.post(reverse(f"portal:notice-{name}", args=[three[0].pk])) for name in ("open", "read")]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert "Nhắc" not in client.get(LIST).content.decode()


def test_opening_leads_to_what_it_is_about_and_counts_as_read(client, clerk, three):
    answer = client.post(reverse("portal:notice-open", args=[three[0].pk]))

    assert (answer.status_code, answer.headers["Location"]) == (302, "/bao-cao/1/")
    assert counted(clerk) == (2, 2)


def test_one_is_marked_as_read(client, clerk, three):
    client.post(reverse("portal:notice-read", args=[three[0].pk]))

    assert counted(clerk) == (2, 2)


def test_all_are_marked_as_read(client, clerk, three):
    client.post(reverse("portal:notice-read-all"))

    assert counted(clerk) == (0, 0)


def test_what_was_read_keeps_its_moment(clerk):
    notice = told(clerk)
    mark_read(clerk, now=NOW, notice=notice)
    mark_read(clerk, now=NOW + timedelta(days=1), notice=notice)

    notice.refresh_from_db()
    assert notice.read_at == NOW


def test_reading_is_a_press_not_a_visit(client, clerk, three):
    client.get(LIST)

    assert client.get(reverse("portal:notice-read-all")).status_code == 405
    assert counted(clerk) == (3, 3)


def test_anothers_notices_stay_unread(clerk, keeper):
    told(clerk), told(keeper)

    mark_read(clerk, now=NOW)

    assert (counted(clerk), counted(keeper)) == ((0, 0), (1, 1))


def test_a_number_that_went_wrong_is_counted_anew(clerk):
    notice = told(clerk)
    told(clerk, key="b")
    User.objects.filter(pk=clerk.pk).update(unread_notices=40)

    mark_read(clerk, now=NOW, notice=notice)

    assert counted(clerk) == (1, 1)


def test_nothing_is_asked_where_nothing_is_unread(clerk, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert unread_of(clerk, 3) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_for_many(count, client, clerk, small_site, django_assert_num_queries):
    client.force_login(clerk)
    for number in range(count):
        told(clerk, key=str(number))

    with django_assert_num_queries(4):
        client.get(LIST)
