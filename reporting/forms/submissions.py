"""Choosing two submissions of a report to be laid side by side."""

from django import forms

from portal.dates import format_moment

SELECT = {"class": "form-select"}


class SubmissionsForm(forms.Form):
    """Which submission was, and which came after; the last two where nothing was chosen."""

    tu = forms.TypedChoiceField(label="Trước", coerce=int, widget=forms.Select(attrs=SELECT))
    den = forms.TypedChoiceField(label="Sau", coerce=int, widget=forms.Select(attrs=SELECT))

    def __init__(self, revisions, data=None):
        """`revisions`: the last first, at least two."""
        super().__init__(data)
        choices = [(one.number, f"Lần {one.number}, {format_moment(one.submitted_at)}") for one in revisions]
        self.fields["tu"].choices = self.fields["den"].choices = choices
        self.initial = {"tu": choices[1][0], "den": choices[0][0]}

    def numbers(self) -> tuple[int, int] | None:
        """The two, or nothing where what was asked for is not there."""
        said = self.initial if not self.is_bound else self.cleaned_data if self.is_valid() else {}
        return (said["tu"], said["den"]) if said else None
