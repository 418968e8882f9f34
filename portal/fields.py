"""Form fields that read and show numbers, days and texts the Vietnamese way.

What is not understood stays in its box as it was typed, with the reason beside it.
"""

from datetime import date
from decimal import Decimal

from django import forms

from portal.dates import DateNotUnderstood, format_date, parse_date
from portal.errors import RuleBroken
from portal.file_kinds import KINDS, WHAT_IS_TAKEN
from portal.files import CheckedFile, check_file, shown_name
from portal.numbers import NumberNotUnderstood, format_number, parse_number
from portal.text import normalise


class NumberField(forms.Field):
    """A number with at most `decimals` digits after the comma; None when empty. Its range is the form's question."""

    widget = forms.TextInput

    def __init__(self, *, decimals: int = 0, **kwargs):
        self.decimals = decimals
        super().__init__(**kwargs)

    def to_python(self, value) -> Decimal | None:
        if isinstance(value, Decimal | int):
            return Decimal(value)
        if not value or not value.strip():
            return None
        try:
            return parse_number(value, self.decimals)
        except NumberNotUnderstood as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value):
        return format_number(value) if isinstance(value, Decimal | int) else value

    def widget_attrs(self, widget):
        keyboard = "decimal" if self.decimals else "numeric"
        return {
            "inputmode": keyboard,
            "autocomplete": "off",
            "class": f"{widget.attrs.get('class', '')} text-end".strip(),
        }


class DateField(forms.Field):
    """A day typed as ngày/tháng/năm; None when empty. A text box: a browser's own calendar may put the month first."""

    widget = forms.TextInput

    def to_python(self, value) -> date | None:
        if isinstance(value, date):
            return value
        if not value or not value.strip():
            return None
        try:
            return parse_date(value)
        except DateNotUnderstood as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal

    def prepare_value(self, value):
        return format_date(value) if isinstance(value, date) else value

    def widget_attrs(self, widget):
        return {"autocomplete": "off", "placeholder": "ngày/tháng/năm"}


class TextField(forms.CharField):
    """A text as it is stored: composed letters, nothing unseen, no blanks around it."""

    def to_python(self, value) -> str:
        if value not in self.empty_values:
            value = normalise(str(value))
        return super().to_python(value)


ENDINGS = ",".join(ending for kind in KINDS for ending in kind.endings)


class UploadField(forms.FileField):
    """A file that is handed in, looked at by its content: `cleaned_data` holds a CheckedFile for portal.files.keep_file.

    None where no file was chosen. A browser never fills this box again: who mends another box chooses the file anew.
    """

    widget = forms.FileInput
    default_error_messages = {
        "empty": "Tệp rỗng, không có nội dung. Kiểm tra lại tệp trên máy rồi chọn lại.",
        "invalid": "Chưa nhận được tệp. Chọn lại tệp rồi gửi lại.",
    }

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", WHAT_IS_TAKEN)
        super().__init__(**kwargs)

    def say_kept(self, stored) -> None:
        """Name the file that is there already, where there is one, and what becomes of it."""
        if stored:
            self.help_text = f"Đang có: {stored.name}. Chọn tệp mới thì tệp cũ bị thay. {WHAT_IS_TAKEN}"

    def clean(self, data, initial=None) -> CheckedFile | None:
        upload = super().clean(data, initial)
        return self.checked(upload) if upload else None

    def checked(self, upload) -> CheckedFile:
        try:
            return check_file(upload)
        except RuleBroken as refusal:
            raise forms.ValidationError(str(refusal), code="invalid") from refusal

    def widget_attrs(self, widget):
        return {"accept": ENDINGS}


class ChooseSeveral(forms.FileInput):
    """The browser's box for files that lets several be chosen at once."""

    allow_multiple_selected = True


class UploadsField(UploadField):
    """Several files in one box, at most `most` at a time: `cleaned_data` holds a list of CheckedFile.

    One that is not taken is named, and so is every other one: none of them is kept then.
    """

    widget = ChooseSeveral

    def __init__(self, *, most: int = 5, **kwargs):
        self.most = most
        kwargs.setdefault("help_text", f"{WHAT_IS_TAKEN} Chọn được nhiều tệp, tối đa {most} tệp một lần.")
        super().__init__(**kwargs)

    def clean(self, data, initial=None) -> list[CheckedFile]:
        uploads = [upload for upload in data or [] if upload]
        if len(uploads) > self.most:
            raise forms.ValidationError(f"Mỗi lần gửi tối đa {self.most} tệp.", code="invalid")
        if not uploads:
            super().clean(None, initial)
        checked, mistakes = [], []
        for upload in uploads:
            try:
                checked.append(super().clean(upload, initial))
            except forms.ValidationError as refusal:
                mistakes += [f"{shown_name(upload.name)}: {words}" for words in refusal.messages]
        if mistakes:
            raise forms.ValidationError(mistakes, code="invalid")
        return checked
