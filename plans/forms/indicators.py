"""Searching the catalogue of indicators."""

from collections.abc import Iterable

from django import forms

from plans.cataloguing import IndicatorCard, IndicatorKind
from portal.fields import TextField

EVERY_KIND = ("", "Mọi loại")


class SearchForm(forms.Form):
    """What is looked for, in the address."""

    tim = TextField(
        label="Tìm chỉ số",
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "placeholder": "ví dụ: hop tac xa moi", "type": "search"}),
    )
    loai = forms.ChoiceField(
        label="Loại",
        required=False,
        choices=[EVERY_KIND, *IndicatorKind.choices],
        widget=forms.Select({"class": "form-select"}),
    )

    def words(self) -> str:
        self.full_clean()
        return self.cleaned_data.get("tim", "")

    def of_kind(self, cards: Iterable[IndicatorCard]) -> list[IndicatorCard]:
        kind = self.cleaned_data.get("loai")
        return [card for card in cards if not kind or card.kind == kind]
