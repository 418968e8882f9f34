"""A note of the province to everybody who reports in a round, as it is typed."""

from django import forms

from portal.fields import TextField, UploadsField
from portal.form_layout import laid_out


class NoteForm(forms.Form):
    """What to watch for, and files to it: a guide, a letter, a sample."""

    title = TextField(
        label="Tiêu đề",
        max_length=150,
        help_text="Ví dụ: Cách tính việc làm mới trong kỳ 6 tháng.",
        error_messages={"required": "Ghi tiêu đề để đơn vị biết lưu ý nói về việc gì."},
    )
    text = TextField(
        label="Nội dung",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Ghi nội dung cần đơn vị lưu ý."},
    )
    files = UploadsField(label="Tệp kèm theo", required=False, help_text="Không bắt buộc. Hướng dẫn, công văn, mẫu.")

    helper = laid_out("title", "text", "files", button="Gửi tới các đơn vị")
