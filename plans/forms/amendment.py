"""By which paper a plan is published or amended: the decision, its days, why, and the signed scan."""

from django import forms

from plans.choices import VersionKind
from plans.models import PlanDraft
from portal.fields import DateField, TextField, UploadField
from portal.form_layout import laid_out

ASKED = {
    VersionKind.FIRST: ("scan",),
    VersionKind.ADJUSTMENT: ("decision", "decided_on", "effective_from", "reason", "scan"),
    VersionKind.CORRECTION: ("reason", "scan"),
}


class AmendmentForm(forms.Form):
    """What a draft of this kind has to say. It may be filled in by and by: publishing asks for the rest."""

    decision = TextField(
        label="Văn bản điều chỉnh",
        max_length=200,
        required=False,
        help_text="Tên, số và ngày, ví dụ: Quyết định số 15/QĐ-BTV ngày 02/6/2026.",
    )
    decided_on = DateField(label="Ngày của văn bản", required=False)
    effective_from = DateField(
        label="Áp dụng từ ngày",
        required=False,
        help_text="Kỳ báo cáo chốt số liệu từ ngày này trở đi so với số mới; kỳ trước đó vẫn so với số cũ.",
    )
    reason = TextField(label="Lý do", required=False, widget=forms.Textarea(attrs={"rows": 3}))
    scan = UploadField(label="Bản ký", required=False)

    def __init__(self, draft: PlanDraft, *args, **kwargs):
        said = {name: getattr(draft, name) for name in ("decision", "decided_on", "effective_from", "reason")}
        super().__init__(*args, initial=said, **kwargs)
        for name in set(self.fields) - set(ASKED[draft.kind]):
            del self.fields[name]
        if draft.kind == VersionKind.CORRECTION:
            self.fields["reason"].help_text = "Chỗ nào đã nhập sai so với văn bản giấy."
        self.helper = laid_out(*self.fields, button="Ghi vào bản soạn")

    def unasked(self) -> dict:
        """What a draft of this kind does not say."""
        blank = {"decision": "", "decided_on": None, "effective_from": None, "reason": ""}
        return {name: value for name, value in blank.items() if name not in self.fields}
