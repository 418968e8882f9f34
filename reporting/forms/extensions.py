"""More time for one report, as the province's administrator grants it or takes it back."""

from django import forms

from portal.fields import DateField, TextField
from portal.form_layout import laid_out

LONGEST_REASON = 500


def _reason(help_text: str) -> TextField:
    return TextField(
        label="Lý do",
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=help_text,
        error_messages={"required": "Ghi lý do: đơn vị và người duyệt sẽ đọc."},
    )


class ExtensionForm(forms.Form):
    """Until which day, and why."""

    last_day = DateField(
        label="Gia hạn đến hết ngày",
        help_text="Nộp trong ngày này vẫn là đúng hạn.",
        error_messages={"required": "Ghi ngày gia hạn, ví dụ 20/06/2026."},
    )
    reason = _reason("Đơn vị đọc lý do này ở mọi nơi ghi hạn nộp.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out(*self.fields, button="Gia hạn")


class EndExtensionForm(forms.Form):
    """Why an extension is taken back."""

    reason = _reason("Đơn vị đọc lý do này ở phần quá trình xử lý.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="thoi", **kwargs)
        self.helper = laid_out(*self.fields, button="Thôi gia hạn", css_class="btn-danger")
