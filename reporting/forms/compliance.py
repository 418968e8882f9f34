"""Documents and records of units, as people type them."""

from django import forms

from portal.fields import DateField, NumberField, TextField, UploadField
from portal.form_layout import laid_out
from reporting.choices import RecordKind
from reporting.complying import Filing, RecordFacts
from reporting.forms.unit_choice import UnitChoiceField
from reporting.models import FiledDocument, UnitRecord


class FilingForm(forms.Form):
    """The number, the day and the file of a document that a unit has."""

    number = TextField(label="Số, ký hiệu", max_length=60, help_text="Như trên văn bản, ví dụ 12/KH-UBND.")
    dated = DateField(label="Ngày ký")
    title = TextField(label="Trích yếu", max_length=250, required=False)
    file = UploadField(label="Bản ký (tệp quét)", required=False)
    note = TextField(label="Ghi chú", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args, filed: FiledDocument | None = None, **kwargs):
        kept = {name: getattr(filed, name) for name in ("number", "dated", "title", "note")} if filed else {}
        super().__init__(*args, initial=kept, **kwargs)
        self.fields["file"].say_kept(filed and filed.file)
        self.helper = laid_out(*self.fields, button="Lưu văn bản")

    def filing(self) -> Filing:
        return Filing(**self.cleaned_data)


class RecordForm(forms.Form):
    """A proposal for funds, an inspection or a commendation of one of some units."""

    unit = UnitChoiceField(label="Đơn vị", empty_label="Chọn đơn vị")
    kind = forms.ChoiceField(label="Loại", choices=[("", "Chọn loại"), *RecordKind.choices])
    dated = DateField(label="Ngày")
    subject = TextField(label="Nội dung", max_length=250, help_text="Đề xuất, kiểm tra hoặc khen thưởng việc gì.")
    number = TextField(label="Số, ký hiệu văn bản", max_length=60, required=False)
    amount = NumberField(
        label="Số tiền đề xuất (triệu đồng)", decimals=2, required=False, help_text="Chỉ ghi với đề xuất kinh phí."
    )
    result = TextField(
        label="Kết quả, kết luận", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    file = UploadField(label="Tệp kèm theo", required=False)

    def __init__(self, *args, units, record: UnitRecord | None = None, **kwargs):
        names = ("unit", "kind", "dated", "subject", "number", "amount", "result")
        super().__init__(*args, initial={name: getattr(record, name) for name in names} if record else {}, **kwargs)
        self.fields["unit"].queryset = units
        self.fields["file"].say_kept(record and record.file)
        self.helper = laid_out(*self.fields, button="Lưu")

    def facts(self) -> RecordFacts:
        return RecordFacts(**self.cleaned_data)
