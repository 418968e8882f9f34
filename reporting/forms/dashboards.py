"""The day up to which a plan's progress is shown."""

from datetime import date

from django import forms

from portal.fields import DateField


class DayForm(forms.Form):
    """One day in the address; blank or not understood means today."""

    den = DateField(
        label="Số liệu đến ngày", required=False, widget=forms.TextInput({"class": "form-control", "size": 12})
    )

    def day(self, today: date) -> date:
        return (self.is_valid() and self.cleaned_data["den"]) or today

    def as_read(self, today: date) -> "DayForm":
        """For the page: the day as it was understood; what was not understood stays as typed, with its message."""
        return self if self.errors else DayForm(initial={"den": self.day(today)})
