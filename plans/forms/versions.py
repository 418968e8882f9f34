"""Choosing two versions of a plan to be laid side by side."""

from django import forms
from django.utils import timezone

from portal.dates import VIET_NAM, format_date


class PairForm(forms.Form):
    """Which version was, and which is; the last two where nothing was chosen."""

    tu = forms.TypedChoiceField(label="Trước", coerce=int, widget=forms.Select(attrs={"class": "form-select"}))
    den = forms.TypedChoiceField(label="Sau", coerce=int, widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, versions, data=None):
        """`versions`: the last first."""
        super().__init__(data)
        choices = [(version.number, _told(version)) for version in versions]
        self.fields["tu"].choices = self.fields["den"].choices = choices
        self.initial = {"tu": choices[min(1, len(choices) - 1)][0], "den": choices[0][0]} if choices else {}

    def numbers(self) -> tuple[int, int] | None:
        """The two, or nothing where what was asked for is not there."""
        said = self.initial if not self.is_bound else self.cleaned_data if self.is_valid() else {}
        return (said["tu"], said["den"]) if said else None


def _told(version) -> str:
    day = format_date(timezone.localtime(version.made_at, VIET_NAM).date())
    return f"Bản {version.number}, {day} ({version.get_kind_display()})"
