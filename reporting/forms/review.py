"""What a reviewer types when sending a report back or opening it again."""

from django import forms

from portal.fields import TextField


class MoveForm(forms.Form):
    """A press of a button: which version of the report the person had on the screen."""

    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def seen_version(self) -> int | None:
        self.full_clean()
        return self.cleaned_data.get("version")


class ReasonForm(MoveForm):
    """The same with a reason, which the unit will read."""

    reason = TextField(
        label="Lý do",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do để đơn vị biết cần sửa gì."},
    )
