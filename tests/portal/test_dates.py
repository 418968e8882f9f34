import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.dates import (
    VIET_NAM,
    DateNotUnderstood,
    countdown,
    date_in_words,
    first_moment_after,
    format_date,
    format_moment,
    parse_date,
)

HOW_TO_TYPE = "Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."
FULL_YEAR = "Gõ năm đủ bốn chữ số, ví dụ 05/06/2026."
DAY = timedelta(days=1)


@pytest.fixture(params=["UTC", "America/New_York", "Asia/Ho_Chi_Minh"])
def server_time_zone(request, monkeypatch):
    """The same answers on a server that stands anywhere."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


@pytest.mark.parametrize(
    "typed",
    ["05/06/2026", "5/6/2026", "05-06-2026", "5.6.2026", "2026-06-05", " 05/06/2026 ", "０５/０６/２０２６"],
)
def test_the_day_comes_before_the_month(typed):
    assert parse_date(typed) == date(2026, 6, 5)


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", HOW_TO_TYPE),
        ("hôm nay", HOW_TO_TYPE),
        ("5/6", HOW_TO_TYPE),
        ("05/06-2026", HOW_TO_TYPE),
        ("05 06 2026", HOW_TO_TYPE),
        ("2026/06/05", HOW_TO_TYPE),
        ("05062026", HOW_TO_TYPE),
        ("٠٥/٠٦/٢٠٢٦", HOW_TO_TYPE),
        ("5/6/26", FULL_YEAR),
        ("5/6/20260", FULL_YEAR),
        ("5/6/0026", "Năm phải trong khoảng 1900 đến 2100."),
        ("5/6/2620", "Năm phải trong khoảng 1900 đến 2100."),
        ("31/02/2026", "Không có ngày 31/02/2026 trong lịch."),
        ("29/2/2026", "Không có ngày 29/02/2026 trong lịch."),
        ("0/6/2026", "Không có ngày 00/06/2026 trong lịch."),
        ("06/15/2026", "Không có tháng 15: gõ ngày trước, tháng sau. Có phải bạn muốn gõ 15/06/2026?"),
    ],
)
def test_what_is_no_date_is_refused_with_what_to_type_instead(typed, message):
    with pytest.raises(DateNotUnderstood) as refusal:
        parse_date(typed)

    assert str(refusal.value) == message


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_every_day_that_is_written_is_read_back_the_same(day):
    assert parse_date(format_date(day)) == day
    assert parse_date(day.isoformat()) == day


def test_nothing_is_written_where_there_is_no_day():
    assert [format_date(None), format_moment(None), date_in_words(None)] == ["", "", ""]


def test_a_moment_is_shown_as_viet_nam_has_it(server_time_zone):
    moment = datetime(2026, 6, 4, 17, 5, 59, tzinfo=UTC)

    assert format_moment(moment) == "00:05 05/06/2026"
    assert format_date(moment) == "05/06/2026"


def test_a_moment_without_a_time_zone_is_refused():
    with pytest.raises(ValueError, match="naive"):
        format_moment(datetime(2026, 6, 5, 14, 5))


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
        (date(2024, 1, 31), "ngày 31 tháng 01 năm 2024"),
        (date(2024, 5, 26), "ngày 26 tháng 5 năm 2024"),
        (date(2023, 3, 9), "ngày 09 tháng 3 năm 2023"),
        (date(2024, 10, 10), "ngày 10 tháng 10 năm 2024"),
        (date(2024, 12, 1), "ngày 01 tháng 12 năm 2024"),
    ],
)
def test_a_date_in_words_pads_days_below_ten_and_the_months_one_and_two(day, words):
    assert date_in_words(day) == words


def test_the_last_day_lasts_until_midnight_in_viet_nam(server_time_zone):
    last_day = date(2024, 6, 14)

    over = first_moment_after(last_day)

    assert over == datetime(2024, 6, 14, 17, 0, tzinfo=UTC)
    assert datetime(2024, 6, 14, 23, 59, 59, 999999, tzinfo=VIET_NAM) < over
    assert not datetime(2024, 6, 15, 0, 0, tzinfo=VIET_NAM) < over


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (datetime(2024, 6, 12, 20, 0, tzinfo=VIET_NAM), "Còn 2 ngày 4 giờ"),
        (datetime(2024, 6, 12, 19, 59, 1, tzinfo=VIET_NAM), "Còn 2 ngày 4 giờ"),
        (datetime(2024, 6, 12, 0, 0, tzinfo=VIET_NAM), "Còn 3 ngày"),
        (datetime(2024, 6, 14, 0, 0, 0, tzinfo=VIET_NAM), "Còn 1 ngày"),
        (datetime(2024, 6, 14, 0, 0, 1, tzinfo=VIET_NAM), "Còn 23 giờ 59 phút"),
        (datetime(2024, 6, 14, 20, 0, tzinfo=VIET_NAM), "Còn 4 giờ"),
        (datetime(2024, 6, 14, 23, 15, tzinfo=VIET_NAM), "Còn 45 phút"),
        (datetime(2024, 6, 14, 23, 59, 59, 999999, tzinfo=VIET_NAM), "Còn chưa đến 1 phút"),
        (datetime(2024, 6, 14, 17, 0, tzinfo=UTC), "Quá hạn 1 ngày"),
        (datetime(2024, 6, 15, 23, 59, tzinfo=VIET_NAM), "Quá hạn 1 ngày"),
        (datetime(2024, 6, 17, 8, 0, tzinfo=VIET_NAM), "Quá hạn 3 ngày"),
    ],
)
def test_the_countdown_runs_to_the_end_of_the_last_day(server_time_zone, now, said):
    assert countdown(date(2024, 6, 14), now) == said
