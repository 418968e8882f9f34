"""Choosing a unit from a list that also holds ended ones."""

from django import forms

from plans.models import Unit
from portal.dates import format_date


class UnitChoiceField(forms.ModelChoiceField):
    """A unit; one that has ended says until when it was, since another of its name may have come after it."""

    def __init__(self, **kwargs):
        super().__init__(Unit.objects.none(), **kwargs)

    def label_from_instance(self, unit: Unit) -> str:
        return f"{unit} (đến {format_date(unit.valid_to)})" if unit.valid_to else str(unit)
