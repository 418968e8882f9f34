"""Boxes show a text of the draft the Vietnamese way, and write it back as it was."""

import pytest
from django.forms import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from plans.forms.boxes import ChoiceBox, DayBox, LinesBox, NumberBox, TextBox, YearDayBox, YearsBox


@pytest.mark.parametrize(
    ("box", "text", "shown"),
    [
        (TextBox(), "Hội LHPN tỉnh", "Hội LHPN tỉnh"),
        (DayBox(), "2024-02-26", "26/02/2024"),
        (NumberBox(decimals=4), "1234.5", "1.234,5"),
        (NumberBox(), "1500", "1.500"),
        (YearsBox(), "2024", "2024"),
        (YearsBox(), "2023-2030", "2023-2030"),
        (YearDayBox(), "30/11", "30/11"),
        (YearDayBox(), "5/6", "05/06"),
        (LinesBox(), ["TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH"], "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH"),
        (ChoiceBox(choices=[("plan", "Kế hoạch")]), "plan", "plan"),
    ],
)
def test_what_is_shown_is_written_back_as_it_was(box, text, shown):
    assert box.shown(text) == shown
    assert box.written(box.clean(shown)) == text


@pytest.mark.parametrize(
    ("box", "text"),
    [
        (DayBox(), "hôm nào"),
        (NumberBox(), "nhiều"),
        (YearDayBox(), "cuối năm"),
        (YearsBox(), "các năm tới"),
    ],
)
def test_what_cannot_be_read_is_shown_as_it_is(box, text):
    assert box.shown(text) == text


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("2026", "2026"),
        ("2026-2030", "2026-2030"),
        ("2026 – 2030", "2026-2030"),
        (" 2026 —2030 ", "2026-2030"),
        ("2026-2026", "2026"),
        ("２０２６", "2026"),
    ],
)
def test_years_are_taken_with_any_dash(typed, written):
    assert YearsBox().clean(typed) == written


@pytest.mark.parametrize("typed", ["26", "2026-27", "2026-2027-2028", "2026, 2027", "năm nay", "2026-"])
def test_other_texts_are_no_years(typed):
    with pytest.raises(ValidationError, match="Gõ một năm"):
        YearsBox().clean(typed)


def test_years_do_not_end_before_they_begin():
    with pytest.raises(ValidationError, match="Năm cuối đứng trước năm đầu"):
        YearsBox().clean("2030-2026")


@pytest.mark.parametrize(("typed", "written"), [("30/11", "30/11"), ("05/06", "5/6"), ("5-6", "5/6"), ("5 . 6", "5/6")])
def test_a_day_of_every_year_is_day_and_month(typed, written):
    assert YearDayBox().clean(typed) == written


@pytest.mark.parametrize("typed", ["31/6", "29/2", "15/13", "0/5"])
def test_a_day_that_not_every_year_has_is_refused(typed):
    with pytest.raises(ValidationError, match="Không phải năm nào cũng có ngày"):
        YearDayBox().clean(typed)


def test_a_year_behind_a_day_of_every_year_is_refused():
    with pytest.raises(ValidationError, match="không có năm"):
        YearDayBox().clean("15/6/2026")


@given(st.dates(), st.decimals(0, 10**9, places=4))
def test_every_day_and_number_comes_back(day, number):
    of_days, of_numbers = DayBox(), NumberBox(decimals=4)

    if 1900 <= day.year <= 2100:
        assert of_days.written(of_days.clean(of_days.shown(day.isoformat()))) == day.isoformat()
    text = format(number.normalize(), "f")
    assert of_numbers.written(of_numbers.clean(of_numbers.shown(text))) == text


def test_blank_lines_are_no_lines():
    assert LinesBox().written("Căn cứ một;\n\n  Căn cứ hai;  \n") == ["Căn cứ một;", "Căn cứ hai;"]


def test_a_choice_that_is_not_offered_any_more_stays_in_its_box():
    box = ChoiceBox(choices=[("", "– chọn –")])

    box.shown("so-cu")

    assert box.clean("so-cu") == "so-cu"
