"""F6, F7: on time is what reached us before midnight in Viet Nam, whatever the clocks of server and browser say."""

import os
import time
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from plans.choices import Period
from portal.dates import VIET_NAM
from reporting.deadlines import days_late
from reporting.history import history_of
from reporting.workflow import move_report
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_round
from tests.reporting.pressing import stands

MIDNIGHT = datetime(2024, 6, 14, 17, 0, tzinfo=UTC)  # 15/6, 00:00 in Viet Nam; the last day on time is 14/6
A_MOMENT = timedelta(microseconds=1)


@pytest.fixture
def report(plan, world):
    """Hải Hậu's, filled in, in the round that is due before 15/6."""
    indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, indicator)
    report = make_report(make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14)), world.hai_hau, version=1)
    make_figure(report, indicator, 3)
    return report


@pytest.fixture
def server_zone():
    """Let this process live in another zone, as the machine's own setting does."""
    before = os.environ.get("TZ")

    def move(zone):
        os.environ["TZ"] = zone
        time.tzset()

    yield move
    if before is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = before
    time.tzset()


def submitted(client, head, report, *, seen, headers=None, **environ):
    """The head presses "Nộp báo cáo"; this program first sees it at `seen`."""
    with time_machine.travel(seen, tick=False):
        client.force_login(head)
        address = reverse("reporting:report-submit", args=[report.pk])
        response = client.post(address, {"version": report.version}, headers=headers or {}, **environ)
    assert response.status_code == 302, response.content.decode()
    return stands(report)


@pytest.mark.parametrize("zone", ["Asia/Ho_Chi_Minh", "UTC", "America/New_York"])
@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (MIDNIGHT - timedelta(hours=20), 0),
        (MIDNIGHT - A_MOMENT, 0),
        (MIDNIGHT, 1),
        (MIDNIGHT + timedelta(hours=23, minutes=59), 1),
        (MIDNIGHT + timedelta(days=1), 2),
    ],
)
def test_midnight_is_viet_nams_wherever_the_server_stands(
    client, report, hai_hau_head, server_zone, zone, moment, late
):
    server_zone(zone)

    came = submitted(client, hai_hau_head, report, seen=moment)

    assert (came.first_submitted_at, days_late(came)) == (moment, late)


@pytest.mark.parametrize("wrong_by", [timedelta(days=-1), timedelta(days=1)])
def test_the_browsers_clock_changes_nothing(client, report, hai_hau_head, wrong_by):
    browsers = (MIDNIGHT + wrong_by).strftime("%a, %d %b %Y %H:%M:%S GMT")

    came = submitted(client, hai_hau_head, report, seen=MIDNIGHT, headers={"Date": browsers})

    assert days_late(came) == 1


def test_a_server_clock_stepped_back_changes_neither_order_nor_answer(client, report, hai_hau_head, province_reviewer):
    came = submitted(client, hai_hau_head, report, seen=MIDNIGHT + timedelta(seconds=5))
    stepped_back = MIDNIGHT - timedelta(seconds=5)

    with time_machine.travel(stepped_back, tick=False):
        again = client.post(reverse("reporting:report-submit", args=[report.pk]), {"version": report.version})
        move_report(came, "begin_review", by=province_reviewer, now=stepped_back)

    assert again.url == reverse("reporting:receipt", args=[came.revisions.get().receipt])
    assert [step.name for step in history_of(report)] == ["begin_review", "submit"]
    assert (days_late(stands(report)), report.revisions.count()) == (1, 1)


# --- Queueing at the deadline -----------------------------------------------------------------------------------------

SENT, HANDLED = MIDNIGHT - timedelta(seconds=10), MIDNIGHT + timedelta(seconds=10)


@pytest.fixture
def trusted(settings):
    settings.ARRIVAL_HEADER, settings.TRUSTED_PROXIES = "X-Request-Start", ["10.1.2.3"]


@pytest.mark.parametrize(
    ("address", "arrived", "late"),
    [("10.1.2.3", SENT, 0), ("203.0.113.9", HANDLED, 1)],
    ids=["the proxy is believed", "nobody else is"],
)
def test_what_waited_is_judged_by_its_arrival(client, report, hai_hau_head, trusted, address, arrived, late):
    header = {"X-Request-Start": f"t={SENT.timestamp():.3f}"}

    came = submitted(client, hai_hau_head, report, seen=HANDLED, headers=header, REMOTE_ADDR=address)

    revision = came.revisions.get()
    assert (came.first_submitted_at, came.submitted_at, days_late(came)) == (arrived, arrived, late)
    assert (revision.submitted_at, revision.handled_at) == (arrived, HANDLED)


def test_the_receipt_tells_both_moments_where_they_differ(client, report, hai_hau_head, trusted):
    header = {"X-Request-Start": f"t={SENT.timestamp():.3f}"}
    came = submitted(client, hai_hau_head, report, seen=HANDLED, headers=header, REMOTE_ADDR="10.1.2.3")

    with time_machine.travel(HANDLED, tick=False):
        page = client.get(reverse("reporting:receipt", args=[came.revisions.get().receipt])).content.decode()

    assert "23:59:50 ngày 14/06/2024" in page
    assert "00:00:10 ngày 15/06/2024" in page
    assert "Nộp muộn" not in page


def test_the_receipt_tells_one_moment_where_they_are_the_same(client, report, hai_hau_head):
    came = submitted(client, hai_hau_head, report, seen=SENT)

    with time_machine.travel(SENT, tick=False):
        page = client.get(reverse("reporting:receipt", args=[came.revisions.get().receipt])).content.decode()

    assert "23:59:50 ngày 14/06/2024" in page
    assert "Xử lý lúc" not in page


def test_what_reached_us_before_the_closing_is_taken_though_it_waited(client, report, hai_hau_head, trusted):
    report.round.closes_on = date(2024, 6, 14)
    report.round.save()
    header = {"X-Request-Start": f"t={SENT.timestamp():.3f}"}

    came = submitted(client, hai_hau_head, report, seen=HANDLED, headers=header, REMOTE_ADDR="10.1.2.3")

    assert came.state == "submitted"


@pytest.mark.parametrize(("minutes", "words"), [(5, "Nộp trong 5 phút châm chước"), (0, "Nộp muộn 1 ngày")])
def test_grace_is_told_on_the_report_and_the_round(
    client, report, hai_hau_head, province_reviewer, settings, minutes, words
):
    settings.DEADLINE_GRACE_MINUTES = minutes
    submitted(client, hai_hau_head, report, seen=MIDNIGHT + timedelta(minutes=4))

    with time_machine.travel(datetime(2024, 6, 15, 9, 0, tzinfo=VIET_NAM), tick=False):
        client.force_login(province_reviewer)
        page = client.get(report.get_absolute_url()).content.decode()
        round_page = client.get(report.round.get_absolute_url()).content.decode()

    assert words in page
    assert ("nộp trong 5 phút sau khi hết ngày cuối" in round_page) == bool(minutes)
