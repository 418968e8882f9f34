from datetime import date

import pytest
from django.db import IntegrityError, transaction

from plans.calendar import current_calendar, half_year_end, year_of, year_span
from plans.models import ReportingCalendar


def choose(unit, *, first_year, month=1, day=1, the_year_before=False):
    return ReportingCalendar.objects.create(
        unit=unit,
        first_year=first_year,
        starts_on_month=month,
        starts_on_day=day,
        starts_the_year_before=the_year_before,
    )


def test_without_a_choice_the_year_runs_from_15_12_to_14_12(world):
    span = year_span(world.nam_dinh.pk, 2024)

    assert span == (date(2023, 12, 15), date(2024, 12, 14))


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(2023, 12, 14), 2023),
        (date(2023, 12, 15), 2024),
        (date(2024, 1, 1), 2024),
        (date(2024, 12, 2), 2024),
        (date(2024, 12, 14), 2024),
        (date(2024, 12, 20), 2025),
        (date(2024, 12, 31), 2025),
    ],
)
def test_a_day_belongs_to_the_year_whose_span_holds_it(world, day, year):
    assert year_of(world.hai_hau.pk, day) == year


def test_the_half_year_ends_six_months_after_the_years_beginning(world):
    assert half_year_end(world.nam_dinh.pk, 2024) == date(2024, 6, 14)

    choose(world.nam_dinh, first_year=2025)

    assert half_year_end(world.nam_dinh.pk, 2025) == date(2025, 6, 30)


def test_a_province_may_choose_the_calendar_year_for_itself_and_all_below(world):
    choose(world.nam_dinh, first_year=2024)

    calendar = current_calendar()

    assert calendar.year_span(world.nam_dinh.pk, 2024) == (date(2024, 1, 1), date(2024, 12, 31))
    assert calendar.year_span(world.hai_hau.pk, 2024) == (date(2024, 1, 1), date(2024, 12, 31))
    assert calendar.year_of(world.hai_hau.pk, date(2024, 12, 20)) == 2024
    assert calendar.year_span(world.ninh_binh.pk, 2024) == (date(2023, 12, 15), date(2024, 12, 14))


def test_when_the_choice_changes_the_years_still_follow_each_other(world):
    choose(world.ninh_binh, first_year=2025)

    spans = [year_span(world.ninh_binh.pk, year) for year in (2023, 2024, 2025)]

    assert spans == [
        (date(2022, 12, 15), date(2023, 12, 14)),
        (date(2023, 12, 15), date(2024, 12, 31)),
        (date(2025, 1, 1), date(2025, 12, 31)),
    ]
    assert year_of(world.ninh_binh.pk, date(2024, 12, 20)) == 2024


def test_the_nearest_choice_above_counts(world):
    choose(world.country, first_year=2020)
    choose(world.nam_dinh, first_year=2024, month=12, day=15, the_year_before=True)

    assert year_span(world.hai_hau.pk, 2024) == (date(2023, 12, 15), date(2024, 12, 14))
    assert year_span(world.ninh_binh.pk, 2024) == (date(2024, 1, 1), date(2024, 12, 31))


def test_a_unit_keeps_the_calendar_under_which_its_year_began(world):
    choose(world.ninh_binh, first_year=2025)

    assert year_span(world.y_yen.pk, 2025)[0] == date(2024, 12, 15)
    assert year_span(world.communes["Xã Ý Yên"].pk, 2025)[0] == date(2025, 1, 1)
    assert year_span(world.nam_dinh.pk, 2026) == (date(2026, 1, 1), date(2026, 12, 31))


def test_a_year_may_begin_on_a_day_that_not_every_month_or_year_has(world):
    choose(world.nam_dinh, first_year=2024, month=2, day=29)
    choose(world.ninh_binh, first_year=2024, month=8, day=31)

    assert year_span(world.nam_dinh.pk, 2024) == (date(2024, 2, 29), date(2025, 2, 27))
    assert half_year_end(world.ninh_binh.pk, 2024) == date(2025, 2, 27)


@pytest.mark.parametrize("day", [{"month": 13}, {"month": 0}, {"day": 0}, {"day": 32}])
def test_a_year_cannot_begin_on_a_day_that_no_month_has(world, day):
    with pytest.raises(IntegrityError, match="reporting_calendar_starts_on_a_day"), transaction.atomic():
        choose(world.nam_dinh, first_year=2024, **day)


def test_a_calendar_is_read_once_and_again_after_a_change(world, django_assert_num_queries):
    row = choose(world.nam_dinh, first_year=2024)
    assert year_span(world.nam_dinh.pk, 2024)[0] == date(2024, 1, 1)

    with django_assert_num_queries(1):
        year_span(world.nam_dinh.pk, 2024)
    row.starts_on_month = 4
    row.save()

    assert year_span(world.nam_dinh.pk, 2024)[0] == date(2024, 4, 1)
