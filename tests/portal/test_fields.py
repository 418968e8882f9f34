from datetime import date
from decimal import Decimal

import pytest
from django import forms

from portal.fields import DateField, NumberField, TextField


class TrainingForm(forms.Form):
    trained = NumberField(label="Người được tập huấn", required=False)
    cost = NumberField(label="Kinh phí", decimals=2, required=False)
    held_on = DateField(label="Ngày mở lớp", required=False)
    place = TextField(label="Nơi mở lớp", required=False, max_length=20)


def filled(**typed):
    return TrainingForm(typed)


def box(form, name):
    """The attributes of the input as the browser gets them."""
    return form[name].as_widget()


def test_numbers_days_and_texts_are_read_the_vietnamese_way():
    form = filled(trained="1.500", cost="1.234.567,89", held_on="05/06/2026", place="  Hải\u200b Hậu ")

    assert form.is_valid()
    assert form.cleaned_data == {
        "trained": Decimal(1500),
        "cost": Decimal("1234567.89"),
        "held_on": date(2026, 6, 5),
        "place": "Hải Hậu",
    }


@pytest.mark.parametrize("blank", ["", "   ", "\u00a0"])
def test_an_empty_box_is_no_number_and_no_day(blank):
    form = filled(trained=blank, cost=blank, held_on=blank, place=blank)

    assert form.is_valid()
    assert form.cleaned_data == {"trained": None, "cost": None, "held_on": None, "place": ""}


def test_a_box_that_is_missing_from_what_was_sent_is_empty():
    form = filled()

    assert form.is_valid()
    assert form.cleaned_data == {"trained": None, "cost": None, "held_on": None, "place": ""}


def test_zero_is_an_answer_where_one_is_required():
    field = NumberField()

    assert field.clean("0") == 0
    with pytest.raises(forms.ValidationError):
        field.clean("")


def test_what_is_not_understood_stays_as_typed_with_the_reason_beside_it():
    form = filled(trained="1.5", cost="1,234.5", held_on="31/02/2026")

    assert form.errors == {
        "trained": [
            "Ô này chỉ nhận số nguyên, không có phần sau dấu phẩy. "
            "Dấu chấm hoặc dấu cách chỉ dùng để tách từng nhóm ba chữ số, như 1.234.567."
        ],
        "cost": [
            "Dấu phẩy chỉ dùng một lần, để tách phần thập phân; hàng nghìn tách bằng dấu chấm. "
            "Có phải bạn muốn gõ 1.234,5?"
        ],
        "held_on": ["Không có ngày 31/02/2026 trong lịch."],
    }
    assert 'value="1.5"' in box(form, "trained")
    assert 'value="1,234.5"' in box(form, "cost")
    assert 'value="31/02/2026"' in box(form, "held_on")


def test_what_is_stored_is_shown_the_vietnamese_way():
    stored = {"trained": 1500, "cost": Decimal("1234567.50"), "held_on": date(2026, 6, 5)}

    form = TrainingForm(initial=stored)

    assert 'value="1.500"' in box(form, "trained")
    assert 'value="1.234.567,5"' in box(form, "cost")
    assert 'value="05/06/2026"' in box(form, "held_on")


def test_a_zero_is_shown_and_nothing_is_an_empty_box():
    form = TrainingForm(initial={"trained": Decimal(0), "cost": None})

    assert 'value="0"' in box(form, "trained")
    assert "value=" not in box(form, "cost")


def test_sending_back_what_was_shown_changes_nothing():
    stored = {"trained": 1500, "cost": Decimal("1234567.50"), "held_on": date(2026, 6, 5), "place": "Hải Hậu"}
    shown = {"trained": "1.500", "cost": "1.234.567,5", "held_on": "05/06/2026", "place": "Hải Hậu"}

    assert TrainingForm(shown, initial=stored).changed_data == []
    assert TrainingForm(shown | {"trained": "1.501"}, initial=stored).changed_data == ["trained"]
    assert TrainingForm(shown | {"trained": "1.5"}, initial=stored).changed_data == ["trained"]


def test_a_number_box_brings_the_right_keyboard_and_stands_to_the_right():
    form = TrainingForm()

    assert NumberField().widget.attrs == {"inputmode": "numeric", "autocomplete": "off", "class": "text-end"}
    assert 'inputmode="decimal"' in box(form, "cost")
    assert 'type="text"' in box(form, "cost")
    assert 'autocomplete="off"' in box(form, "held_on")


def test_a_number_box_keeps_the_class_its_form_gives_it():
    field = NumberField(widget=forms.TextInput(attrs={"class": "figure"}))

    assert field.widget.attrs["class"] == "figure text-end"


def test_the_length_of_a_text_is_counted_as_it_is_stored():
    form = filled(place="Hải Hậu\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b\u200b")

    assert form.is_valid()
    assert form.cleaned_data["place"] == "Hải Hậu"
