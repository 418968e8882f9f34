"""When a request reached us: the proxy's word where the proxy is trusted, else the first moment we saw it (F7)."""

import logging
from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import RequestFactory

from portal.arrival import ArrivalNoted, arrival_of, is_trusted
from portal.checks import proxies_are_named_rightly

NOW = datetime(2024, 6, 14, 17, 0, 10, tzinfo=UTC)  # 15/6, 00:00:10 in Viet Nam
BEFORE_MIDNIGHT = datetime(2024, 6, 14, 16, 59, 50, tzinfo=UTC)
PROXY, STRANGER = "10.1.2.3", "203.0.113.9"


@pytest.fixture(autouse=True)
def proxy(settings):
    settings.ARRIVAL_HEADER, settings.TRUSTED_PROXIES = "X-Request-Start", ["10.1.0.0/16", "::1", "unix"]


def asked(header=None, address=PROXY):
    headers = {} if header is None else {"X-Request-Start": header}
    return RequestFactory().post("/", headers=headers, REMOTE_ADDR=address)


@pytest.mark.parametrize(
    "written",
    ["t=1718384390.000", "t=1718384390", "1718384390.000", "1718384390000", "t=1718384390000000", " 1718384390 "],
)
def test_the_trusted_proxy_says_when(written):
    assert arrival_of(asked(written), NOW) == BEFORE_MIDNIGHT


def test_to_the_microsecond():
    last_moment = datetime(2024, 6, 14, 16, 59, 59, 999999, tzinfo=UTC)

    assert arrival_of(asked("t=1718384399.999999"), NOW) == last_moment
    assert arrival_of(asked("1718384399999999"), NOW) == last_moment
    assert arrival_of(asked("t=1718384400.000000"), NOW) == datetime(2024, 6, 14, 17, 0, tzinfo=UTC)


def test_without_the_header_it_is_now():
    assert arrival_of(asked(), NOW) == NOW


@pytest.mark.parametrize("address", [STRANGER, "10.2.0.1", "not an address"])
def test_from_anybody_else_the_header_is_not_believed(address, caplog):
    with caplog.at_level(logging.WARNING, "portal.arrival"):
        assert arrival_of(asked("t=1718384390", address), NOW) == NOW
    assert "comes from no trusted proxy" in caplog.text


def test_without_trusted_proxies_nobody_is_believed(settings):
    settings.TRUSTED_PROXIES = []

    assert arrival_of(asked("t=1718384390"), NOW) == NOW


def test_without_the_setting_the_header_is_not_looked_at(settings, caplog):
    settings.ARRIVAL_HEADER = ""

    assert arrival_of(asked("t=1718384390"), NOW) == NOW
    assert caplog.text == ""


@pytest.mark.parametrize("seconds", [-601, 61, -86400, 86400])
def test_a_moment_far_from_our_clock_is_not_believed(seconds, caplog):
    told = f"t={(NOW + timedelta(seconds=seconds)).timestamp():.3f}"

    with caplog.at_level(logging.WARNING, "portal.arrival"):
        assert arrival_of(asked(told), NOW) == NOW
    assert "s from our clock" in caplog.text


@pytest.mark.parametrize("seconds", [-600, -20, 0, 10, 60])
def test_a_clock_stepped_back_does_not_make_it_another_moment(seconds):
    """Our own clock set back by ten seconds: the proxy's moment lies ten seconds ahead, and stands."""
    moment = NOW + timedelta(seconds=seconds)

    assert arrival_of(asked(f"t={moment.timestamp():.3f}"), NOW) == moment


@pytest.mark.parametrize(
    "written", ["", "yesterday", "t=", "1718384390, 1718384000", "-1718384390", "1e9", "9" * 40, "t=nan"]
)
def test_what_is_not_understood_is_told_and_left(written):
    assert arrival_of(asked(written), NOW) == NOW


@pytest.mark.parametrize(
    ("address", "trusted"),
    [("10.1.2.3", True), ("10.2.2.3", False), ("::1", True), ("::2", False), ("", True), ("unix", False)],
)
def test_an_address_is_trusted_as_named(address, trusted):
    assert is_trusted(address) == trusted


def test_a_sample_that_stands_still_keeps_its_day(settings):
    settings.SAMPLE_DATABASE, settings.SAMPLE_TODAY = True, date(2026, 12, 1)
    seen = []

    ArrivalNoted(lambda request: seen.append(request.arrived_at))(asked(f"t={datetime.now(UTC).timestamp():.3f}"))

    (arrived,) = seen
    assert (arrived.astimezone().date() - date(2026, 12, 1)) <= timedelta(days=1)


def test_the_first_middleware_notes_it(settings):
    assert settings.MIDDLEWARE[0] == "portal.arrival.ArrivalNoted"


@pytest.mark.parametrize(
    ("header", "proxies", "found"),
    [
        ("X-Request-Start", ["10.0.0.0/8", "unix"], []),
        ("", [], []),
        ("X-Request-Start", [], ["portal.W002"]),
        ("X-Request-Start", ["nginx"], ["portal.E003"]),
    ],
)
def test_a_mistyped_proxy_is_found_before_the_start(settings, header, proxies, found):
    settings.ARRIVAL_HEADER, settings.TRUSTED_PROXIES = header, proxies

    assert [message.id for message in proxies_are_named_rightly(None)] == found
