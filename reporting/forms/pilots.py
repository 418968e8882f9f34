"""A pilot, as the province types it."""

from django import forms

from plans.models import Agency
from portal.fields import DateField, TextField, UploadField
from portal.form_layout import laid_out
from reporting.choices import PilotKind
from reporting.complying import PilotFacts
from reporting.forms.unit_choice import UnitChoiceField
from reporting.models import Pilot

NAMES = ("kind", "unit", "name", "since", "until", "registered_by", "registered_by_text", "note")


class PilotForm(forms.Form):
    """A locality or a cooperative that is chosen as "điểm"."""

    kind = forms.ChoiceField(label="Loại điểm", choices=[("", "Chọn loại"), *PilotKind.choices])
    unit = UnitChoiceField(label="Địa bàn", empty_label="Chọn địa bàn")
    name = TextField(
        label="Tên hợp tác xã, tổ hợp tác, mô hình",
        max_length=200,
        required=False,
        help_text="Bắt buộc khi chọn loại HTX, tổ hợp tác điểm.",
    )
    since = DateField(label="Làm điểm từ ngày")
    until = DateField(label="Đến hết ngày", required=False, help_text="Để trống khi còn làm điểm.")
    registered_by = forms.ModelChoiceField(
        Agency.objects.none(), label="Cơ quan đăng ký", required=False, empty_label="Không có trong danh sách"
    )
    registered_by_text = TextField(label="Ai đăng ký (nếu không có trong danh sách)", max_length=200, required=False)
    note = TextField(
        label="Nội dung làm điểm", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = UploadField(label="Văn bản đăng ký", required=False)

    def __init__(self, *args, units, agencies, pilot: Pilot | None = None, **kwargs):
        super().__init__(*args, initial={name: getattr(pilot, name) for name in NAMES} if pilot else {}, **kwargs)
        self.fields["unit"].queryset, self.fields["registered_by"].queryset = units, agencies
        self.fields["file"].say_kept(pilot and pilot.file)
        self.helper = laid_out(*self.fields, button="Lưu điểm")

    def facts(self) -> PilotFacts:
        return PilotFacts(**self.cleaned_data)
