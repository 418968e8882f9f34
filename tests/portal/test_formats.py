"""What Django itself writes and reads, and the filters that our templates use instead."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django import forms
from django.template import Context, Template
from django.utils import formats


def rendered(source, **values):
    return Template("{% load vietnamese %}" + source).render(Context(values))


def test_django_groups_digits_and_puts_a_decimal_comma():
    assert formats.localize(Decimal("1234567.89")) == "1.234.567,89"


def test_django_shows_and_reads_the_day_first():
    assert formats.localize(date(2026, 6, 5)) == "05/06/2026"
    assert formats.date_format(datetime(2026, 6, 5, 14, 5), "DATETIME_FORMAT") == "14:05 05/06/2026"
    assert forms.DateField().clean("05/06/2026") == date(2026, 6, 5)
    assert forms.DateField(localize=True).widget.format_value(date(2026, 6, 5)) == "05/06/2026"


def test_the_week_begins_on_monday():
    assert formats.get_format("FIRST_DAY_OF_WEEK") == 1


@pytest.mark.parametrize(
    ("source", "value", "written"),
    [
        ("{{ value|number }}", Decimal("1234.50"), "1.234,5"),
        ("{{ value|number:2 }}", Decimal("1234.5"), "1.234,50"),
        ("{{ value|number }}", None, ""),
        ("{{ value|percent }}", Decimal("99.96"), "99,9 %"),
        ("{{ value|percent:0 }}", Decimal("133.33"), "133 %"),
        ("{{ value|padded }}", 3, "03"),
        ("{{ value|day }}", date(2026, 6, 5), "05/06/2026"),
        ("{{ value|day }}", None, ""),
        ("{{ value|moment }}", datetime(2026, 6, 5, 7, 5, tzinfo=UTC), "14:05 05/06/2026"),
        ("{{ value|in_words }}", date(2024, 2, 5), "ngày 05 tháng 02 năm 2024"),
    ],
)
def test_a_filter_writes_as_its_module_does(source, value, written):
    assert rendered(source, value=value) == written


def test_a_percent_sign_stays_beside_its_number():
    assert rendered("{{ words|unbroken }}", words="ít nhất 70 %, năm 2024") == "ít nhất 70\u00a0%, năm 2024"
