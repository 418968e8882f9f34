"""The day up to which a plan's progress is shown, and the view in which its values are laid out."""

from datetime import date

from django import forms

from portal.dates import DateNotUnderstood, format_date
from portal.fields import DateField
from reporting.dashboards.placing import AT_CUT_OFF, View, view_named

VIEW = "ban-do"


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


class ViewField(forms.Field):
    """A view by its name in the address, or a map by its day; blank is the view that is shown unasked."""

    widget = forms.TextInput

    def __init__(self, *, today: date, **kwargs):
        self.today = today
        super().__init__(**kwargs)

    def to_python(self, value) -> View:
        try:
            return view_named((value or "").strip(), self.today)
        except DateNotUnderstood as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal


class ViewForm(forms.Form):
    """How the values are laid out (`?ban-do=`): as reported, on today's map, on the map of a day."""

    def __init__(self, data, *, today: date):
        super().__init__(data)
        box = forms.TextInput({"class": "form-control", "size": 12, "placeholder": "ngày/tháng/năm"})
        self.fields[VIEW] = ViewField(label="Địa giới ngày", required=False, today=today, widget=box)

    def view(self) -> View:
        """What is not understood is shown in the usual way."""
        return self.cleaned_data[VIEW] if self.is_valid() else AT_CUT_OFF

    @property
    def typed(self) -> str:
        """For the box: a day as it was understood, or what was not understood as it was typed."""
        if self.is_valid():
            view = self.cleaned_data[VIEW]
            return format_date(view.day) if view.is_of_a_day else ""
        return self.data.get(VIEW, "")

    @property
    def mistakes(self) -> list[str]:
        return self.errors.get(VIEW, [])
