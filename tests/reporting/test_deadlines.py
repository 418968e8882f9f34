"""On time, late, overdue, closed: the last day is inclusive, in Viet Nam's time."""

from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from plans.choices import Reporter
from portal.dates import first_moment_after
from reporting.choices import ReportState
from reporting.deadlines import (
    came_in_grace,
    days_late,
    has_closed,
    has_closed_for,
    is_late,
    is_overdue,
    is_shut,
    last_day_of,
    shut_sentence,
)

LAST_DAY = date(2024, 6, 14)
MIDNIGHT = datetime(2024, 6, 14, 17, 0, 0, tzinfo=UTC)  # 15/6, 00:00 in Viet Nam


def report(
    *,
    first=None,
    state=ReportState.DRAFT,
    reporter=Reporter.UNIT,
    province_last_day=None,
    closes_on=None,
    extended_to=None,
):
    round_ = SimpleNamespace(
        name="6 tháng 2024", units_last_day=LAST_DAY, province_last_day=province_last_day, closes_on=closes_on
    )
    return SimpleNamespace(
        round=round_,
        reporter=reporter,
        first_submitted_at=first,
        is_imported=False,
        state=state,
        extended_to=extended_to,
    )


@pytest.mark.parametrize(
    ("moment", "late"),
    [
        (MIDNIGHT - timedelta(microseconds=1), 0),
        (MIDNIGHT, 1),
        (MIDNIGHT + timedelta(hours=23, minutes=59), 1),
        (MIDNIGHT + timedelta(days=1), 2),
        (MIDNIGHT - timedelta(days=20), 0),
    ],
)
def test_a_day_late_begins_at_midnight_in_viet_nam(moment, late):
    submitted = report(first=moment, state=ReportState.SUBMITTED)

    assert (days_late(submitted), is_late(submitted)) == (late, late > 0)


def test_what_was_not_submitted_is_overdue_but_not_late():
    waiting = report()

    assert days_late(waiting) == 0
    assert not is_overdue(waiting, MIDNIGHT - timedelta(microseconds=1))
    assert is_overdue(waiting, MIDNIGHT)


def test_what_was_sent_back_is_not_overdue_again():
    returned = report(first=MIDNIGHT - timedelta(days=1), state=ReportState.RETURNED)

    assert not is_overdue(returned, MIDNIGHT + timedelta(days=9))


def test_the_provinces_own_report_has_the_provinces_day():
    later = date(2024, 6, 20)

    assert last_day_of(report(reporter=Reporter.PROVINCE, province_last_day=later)) == later
    assert last_day_of(report(reporter=Reporter.PROVINCE)) == LAST_DAY
    assert last_day_of(report(reporter=Reporter.AGENCY, province_last_day=later)) == LAST_DAY


def test_a_round_is_open_through_its_closing_day():
    closing = report(closes_on=date(2024, 6, 30))

    assert not has_closed(closing.round, first_moment_after(date(2024, 6, 30)) - timedelta(microseconds=1))
    assert has_closed(closing.round, first_moment_after(date(2024, 6, 30)))
    assert not has_closed(report().round, MIDNIGHT + timedelta(days=999))


def test_closing_shuts_first_submissions_only():
    closed = first_moment_after(date(2024, 6, 30))
    never = report(closes_on=date(2024, 6, 30))
    sent_back = report(closes_on=date(2024, 6, 30), first=MIDNIGHT, state=ReportState.RETURNED)

    assert is_shut(never, closed)
    assert not is_shut(sent_back, closed)
    assert shut_sentence(never) == (
        "Kỳ “6 tháng 2024” đã khóa nhận báo cáo từ hết ngày 30/06/2024. "
        "Cần nộp bổ sung thì đề nghị quản trị cấp tỉnh gia hạn cho đơn vị."
    )


# --- An extension -----------------------------------------------------------------------------------------------------

EXTENDED = date(2024, 6, 20)


@pytest.mark.parametrize("reporter", Reporter)
def test_an_extension_moves_the_last_day_of_any_report(reporter):
    assert last_day_of(report(reporter=reporter, extended_to=EXTENDED)) == EXTENDED


def test_an_extension_that_the_rounds_days_have_passed_says_nothing():
    assert last_day_of(report(extended_to=date(2024, 6, 10))) == LAST_DAY
    own = report(reporter=Reporter.PROVINCE, province_last_day=date(2024, 6, 25), extended_to=EXTENDED)
    assert last_day_of(own) == date(2024, 6, 25)


def test_what_comes_on_the_extended_day_is_on_time_and_a_moment_later_late():
    end = first_moment_after(EXTENDED)

    assert not is_late(report(first=end - timedelta(microseconds=1), extended_to=EXTENDED))
    assert days_late(report(first=end, extended_to=EXTENDED)) == 1
    assert not is_overdue(report(extended_to=EXTENDED), end - timedelta(microseconds=1))
    assert is_overdue(report(extended_to=EXTENDED), end)


def test_an_extension_beyond_the_closing_day_keeps_that_report_open():
    closes_on, at = date(2024, 6, 15), first_moment_after(date(2024, 6, 15))
    extended = report(closes_on=closes_on, extended_to=EXTENDED)

    assert has_closed(extended.round, at)
    assert (has_closed_for(extended, at), is_shut(extended, at)) == (False, False)
    assert is_shut(extended, first_moment_after(EXTENDED))
    assert "từ hết ngày 20/06/2024" in shut_sentence(extended)


def test_an_extension_before_the_closing_day_shuts_nothing_earlier():
    longer = report(closes_on=date(2024, 6, 30), extended_to=EXTENDED)

    assert not is_shut(longer, first_moment_after(EXTENDED))


# --- Minutes of grace -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grace", "after_midnight", "late", "in_grace"),
    [
        (0, timedelta(microseconds=-1), 0, False),
        (0, timedelta(0), 1, False),
        (5, timedelta(microseconds=-1), 0, False),
        (5, timedelta(0), 0, True),
        (5, timedelta(minutes=5) - timedelta(microseconds=1), 0, True),
        (5, timedelta(minutes=5), 1, False),
        (5, timedelta(days=1, minutes=2), 2, False),
    ],
)
def test_minutes_of_grace_are_as_many_as_are_set(settings, grace, after_midnight, late, in_grace):
    settings.DEADLINE_GRACE_MINUTES = grace
    submitted = report(first=MIDNIGHT + after_midnight, state=ReportState.SUBMITTED)

    assert (days_late(submitted), came_in_grace(submitted)) == (late, in_grace)


def test_grace_holds_for_overdue_and_closing_too(settings):
    settings.DEADLINE_GRACE_MINUTES = 5
    waiting = report(closes_on=LAST_DAY)

    assert not is_overdue(waiting, MIDNIGHT + timedelta(minutes=4))
    assert not is_shut(waiting, MIDNIGHT + timedelta(minutes=4))
    assert is_overdue(waiting, MIDNIGHT + timedelta(minutes=5))
    assert is_shut(waiting, MIDNIGHT + timedelta(minutes=5))
