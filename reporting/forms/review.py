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
    """The same with a reason, which the unit will read; not `required` where marks say it already."""

    reason = TextField(
        label="Lý do",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do để đơn vị biết cần sửa gì."},
    )

    def __init__(self, *args, required=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = required


class ReplyForm(forms.Form):
    """The unit's answer to what a reviewer wrote about a row."""

    text = TextField(
        label="Trả lời",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi câu trả lời."},
    )


class OpeningForm(forms.Form):
    """Why the unit opens a row that the province did not mark."""

    reason = TextField(
        label="Lý do phải sửa ô này",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Ghi lý do phải sửa ô này."},
    )
