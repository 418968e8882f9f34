"""Form fields that read and show numbers, days and texts the Vietnamese way.

What is not understood stays in its box as it was typed, with the reason beside it.
"""

from datetime import date
from decimal import Decimal

from django import forms

from portal.dates import DateNotUnderstood, format_date, parse_date
from portal.numbers import NumberNotUnderstood, format_number, parse_number
from portal.text import normalise


class NumberField(forms.Field):
    """A number with at most `decimals` digits after the comma; None when empty. Its range is the form's question."""

    widget = forms.TextInput

    def __init__(self, *, decimals: int = 0, **kwargs):
        self.decimals = decimals
        super().__init__(**kwargs)

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, Decimal | int):
            return Decimal(value)
        if not value or not value.strip():
            return None
        try:
            return parse_number(value, self.decimals)
        except NumberNotUnderstood as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value):
        return format_number(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget):
        keyboard = "decimal" if self.decimals else "numeric"
        return {
            "inputmode": keyboard,
            "autocomplete": "off",
            "class": f"{widget.attrs.get('class', '')} text-end".strip(),
        }


class DateField(forms.Field):
    """A day typed as ngày/tháng/năm; None when empty. A text box: a browser's own calendar may put the month first."""

    widget = forms.TextInput

    def to_python(self, value) -> date | None:
        if isinstance(value, date):
            return value
        if not value or not value.strip():
            return None
        try:
            return parse_date(value)
        except DateNotUnderstood as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value):
        return format_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "placeholder": "ngày/tháng/năm"}


class TextField(forms.CharField):
    """A text as it is stored: composed letters, nothing unseen, no blanks around it."""

    def to_python(self, value) -> str:
        if value not in self.empty_values:
            value = normalise(str(value))
        return super().to_python(value)
