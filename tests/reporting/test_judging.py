"""When a goal is met, and which word its progress gets: each rule of domain.md, section 6, with its edge."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Comparator, Measure
from reporting.aggregation import Span, Total
from reporting.choices import Status
from reporting.judging import STATUS_HELP, Aim, forecast_of, status_of

YEAR = Span(2024, 2024, date(2023, 12, 15), date(2024, 12, 14))
DURING, LAST_DAY, AFTER = date(2024, 6, 14), date(2024, 12, 14), date(2024, 12, 15)


def aim(comparator=Comparator.AT_LEAST, target="100", *, accumulation=Accumulation.FLOW, measure=Measure.COUNT, **more):
    more = {name: None if value is None else Decimal(value) for name, value in more.items()}
    return Aim(comparator, measure, accumulation, None if target is None else Decimal(target), **more)


def status(aim, value, *, on=DURING, time_share="50"):
    total = Total(value=None if value is None else Decimal(value), count=0 if value is None else 1)
    return status_of(aim, total, YEAR, on, Decimal(time_share))


@pytest.mark.parametrize(
    ("comparator", "target", "target_to", "value", "expected"),
    [
        (Comparator.AT_LEAST, "12", None, "12", Status.MET),
        (Comparator.AT_LEAST, "12", None, "11.9999", Status.MISSED),
        (Comparator.AT_LEAST, "100", None, "280", Status.EXCEEDED),
        (Comparator.REACH, "70", None, "70", Status.MET),
        (Comparator.REACH, "70", None, "71", Status.EXCEEDED),
        (Comparator.MORE_THAN, "500", None, "500", Status.MISSED),
        (Comparator.MORE_THAN, "500", None, "501", Status.EXCEEDED),
        (Comparator.AT_MOST, "5", None, "5", Status.MET),
        (Comparator.AT_MOST, "5", None, "0", Status.MET),
        (Comparator.AT_MOST, "5", None, "6", Status.MISSED),
        (Comparator.RANGE, "90", "100", "89.9", Status.MISSED),
        (Comparator.RANGE, "90", "100", "90", Status.MET),
        (Comparator.RANGE, "90", "100", "100", Status.MET),
        (Comparator.RANGE, "90", "100", "100.1", Status.EXCEEDED),
        (Comparator.ABOUT, "50", None, "500", Status.NONE),
        (Comparator.FOLLOWED, None, None, "75", Status.NONE),
    ],
)
def test_after_the_last_day_a_goal_is_met_or_missed(comparator, target, target_to, value, expected):
    assert status(aim(comparator, target, target_to=target_to), value, on=AFTER) == expected


@pytest.mark.parametrize(
    ("given", "value", "time_share", "expected"),
    [
        # a flow keeps pace with the days
        (aim(), "50", "50", Status.ON_TRACK),
        (aim(), "49.9", "50", Status.BEHIND),
        (aim(), "100", "1", Status.MET),
        # a stock without a baseline: nine tenths, whatever the day
        (aim(accumulation=Accumulation.STOCK), "90", "1", Status.ON_TRACK),
        (aim(accumulation=Accumulation.STOCK), "89.9", "1", Status.BEHIND),
        # with one: on the line from it to the target
        (aim(accumulation=Accumulation.STOCK, baseline="60"), "80", "50", Status.ON_TRACK),
        (aim(accumulation=Accumulation.STOCK, baseline="60"), "79.9", "50", Status.BEHIND),
        # a ratio is judged like a stock, also a ratio of flows
        (aim(measure=Measure.RATIO, target="60"), "54", "90", Status.ON_TRACK),
        (aim(measure=Measure.RATIO, target="60"), "53.9", "10", Status.BEHIND),
        # what is above "không quá" does not come back
        (aim(Comparator.AT_MOST, "5"), "6", "1", Status.BEHIND),
        # a range goes by its lower end
        (aim(Comparator.RANGE, "1", target_to="2"), "1", "1", Status.MET),
    ],
)
def test_until_the_last_day_a_goal_is_on_track_or_behind(given, value, time_share, expected):
    assert status(given, value, on=LAST_DAY, time_share=time_share) == expected


def test_without_any_value_there_is_no_data_once_the_span_has_begun():
    before = date(2023, 12, 14)

    assert [status(aim(), None, on=day) for day in (before, DURING, AFTER)] == [
        Status.NOT_DUE,
        Status.NO_DATA,
        Status.NO_DATA,
    ]


@pytest.mark.parametrize(
    ("done_on", "count", "on", "expected"),
    [
        (date(2024, 5, 20), 1, DURING, Status.MET),
        (None, 1, DURING, Status.NOT_DUE),
        (None, 0, DURING, Status.NOT_DUE),
        (None, 1, LAST_DAY, Status.NOT_DUE),
        (None, 1, AFTER, Status.MISSED),
        (None, 0, AFTER, Status.NO_DATA),
    ],
)
def test_a_milestone_is_due_on_the_last_day(done_on, count, on, expected):
    milestone = aim(target=None, accumulation="", measure=Measure.MILESTONE)

    assert status_of(milestone, Total(done_on=done_on, count=count), YEAR, on, Decimal(50)) == expected


def test_a_share_is_exact_and_never_clamped():
    assert aim(target="3").share_of(Decimal(1)) == Decimal(100) / 3
    assert aim(target="100").share_of(Decimal(280)) == 280
    assert aim(target="0").share_of(Decimal(5)) is None
    assert aim(Comparator.FOLLOWED, None).share_of(Decimal(5)) is None


def test_a_forecast_is_a_straight_line_of_a_flow():
    assert forecast_of(aim(), Decimal(30), Decimal(50)) == 60
    assert forecast_of(aim(), Decimal(30), Decimal(0)) is None
    assert forecast_of(aim(), Decimal(30), Decimal(100)) is None
    assert forecast_of(aim(accumulation=Accumulation.STOCK), Decimal(30), Decimal(50)) is None


def test_time_share_counts_both_ends():
    assert YEAR.time_share(date(2023, 12, 14)) == 0
    assert YEAR.time_share(date(2023, 12, 15)) == Decimal(100) / 366
    assert YEAR.time_share(LAST_DAY) == YEAR.time_share(AFTER) == 100


def test_every_word_is_explained():
    assert set(STATUS_HELP) == set(Status)
