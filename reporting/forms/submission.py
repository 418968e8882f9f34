"""What the head of a unit sends with the press that hands a report in."""

from django import forms

from portal.fields import TextField


class SubmissionForm(forms.Form):
    """The version of the report that was looked at, and why the province submits for a unit that is gone."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label="Lý do nộp thay đơn vị", max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
