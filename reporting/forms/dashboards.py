"""The day up to which a plan's progress is shown."""

from datetime import date

from django import forms

from portal.dates import format_date
from portal.fields import DateField


class DayForm(forms.Form):
    """One day in the address; blank or not understood means today."""

    den = DateField(
        label="Số liệu đến ngày", required=False, widget=forms.TextInput({"class": "form-control", "size": 12})
    )

    def __init__(self, *args, last_day: date, **kwargs):
        super().__init__(*args, **kwargs)
        self.last_day = last_day

    def clean_den(self) -> date | None:
        """Nothing is known of the days after the last round that is open, so nothing is judged by them."""
        day = self.cleaned_data["den"]
        if day and day > self.last_day:
            raise forms.ValidationError(
                f"Chọn ngày đến hết {format_date(self.last_day)}: sau đó chưa mở kỳ báo cáo nào."
            )
        return day

    def day(self, today: date) -> date:
        return (self.is_valid() and self.cleaned_data["den"]) or today

    def as_read(self, today: date) -> "DayForm":
        """For the page: the day as it was understood; what was not understood stays as typed, with its message."""
        return self if self.errors else DayForm(initial={"den": self.day(today)}, last_day=self.last_day)
