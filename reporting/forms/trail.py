"""What of the audit trail is asked for, as the address says it."""

from django import forms

from portal.fields import DateField, TextField
from reporting.trail import SUBJECTS, Sieve


class TrailForm(forms.Form):
    """All boxes may be blank. What is not understood is told beside its box, and lets everything through."""

    tu = DateField(label="Từ ngày", required=False)
    den = DateField(label="Đến ngày", required=False)
    loai = forms.ChoiceField(label="Loại việc", required=False)
    nguoi = TextField(label="Người làm", max_length=150, required=False)
    tim = TextField(label="Có chữ", max_length=150, required=False)
    ve = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    truoc = forms.IntegerField(required=False, min_value=1, max_value=10**15, widget=forms.HiddenInput)

    def __init__(self, data, *, kinds):
        super().__init__(data)
        self.fields["loai"].choices = [("", "Mọi việc"), *kinds]
        for name in ("tu", "den", "nguoi", "tim"):
            self.fields[name].widget.attrs["class"] = "form-control"
        self.fields["loai"].widget.attrs["class"] = "form-select"

    def clean(self):
        said = super().clean()
        if said.get("tu") and said.get("den") and said["tu"] > said["den"]:
            self.add_error("den", "Ngày cuối phải từ ngày đầu trở đi.")
        return said

    def clean_ve(self):
        """A thing with a history of its own: "bao-cao-12"; None for anything else."""
        kind, _, pk = self.cleaned_data["ve"].rpartition("-")
        return (kind, str(int(pk))) if kind in SUBJECTS and pk.isascii() and pk.isdecimal() else None

    def sieve(self) -> Sieve:
        """What was understood of it."""
        self.is_valid()
        said = self.cleaned_data
        return Sieve(
            first=said.get("tu"),
            last=said.get("den"),
            kind=said.get("loai", ""),
            person=said.get("nguoi", ""),
            words=said.get("tim", ""),
            about=said.get("ve"),
        )

    def below(self) -> int | None:
        """The number below which the page begins."""
        self.is_valid()
        return self.cleaned_data.get("truoc")
