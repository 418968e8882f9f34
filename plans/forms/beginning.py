"""How a draft is begun: from nothing, as a copy of a plan, from a file, as the amendment of a plan."""

from django import forms

from plans.forms.boxes import ChoiceBox
from plans.forms.offers import NOTHING
from plans.models import Plan
from portal.fields import NumberField, TextField
from portal.form_layout import laid_out

LONGEST_SHIFT = 20
LARGEST_FILE = 2 * 2**20


class BeginForm(forms.Form):
    """A form of the desk, with the provinces for which the person writes; asked only where there are several."""

    button = "Bắt đầu soạn"

    def __init__(self, provinces: list, data=None, files=None, **kwargs):
        super().__init__(data, files, **kwargs)
        self.provinces = provinces
        if len(provinces) > 1:
            choices = [NOTHING, *((str(pk), name) for pk, name in provinces)]
            self.fields["province"] = ChoiceBox(label="Soạn cho", choices=choices)
        self.helper = laid_out(*self.fields, button=self.button)

    def province_id(self) -> int:
        chosen = self.cleaned_data.get("province")
        return int(chosen) if chosen else self.provinces[0][0]


class NewPlanForm(BeginForm):
    """An empty plan; only its name is asked, the rest is written part by part."""

    title = TextField(
        label="Tên gọi ngắn của kế hoạch",
        max_length=200,
        help_text="Tên hiện trên các trang của cổng, nên có năm hoặc giai đoạn; đổi lại được.",
    )


class CopyForm(BeginForm):
    """A copy of a plan: last year's for the next year, or another province's as a pattern."""

    button = "Chép thành bản soạn mới"

    def __init__(self, provinces, plans: list[Plan], data=None, **kwargs):
        self.plans = {plan.code: plan for plan in plans}
        super().__init__(provinces, data, **kwargs)
        self.fields["plan"].choices = [NOTHING, *((plan.code, plan.short_title) for plan in plans)]

    plan = ChoiceBox(label="Chép từ kế hoạch", choices=[])
    years_later = NumberField(
        label="Dời các năm thêm",
        initial=1,
        help_text="Số năm cộng vào mọi năm và mọi ngày của kế hoạch: 1 là sang năm sau, 0 là giữ nguyên.",
    )
    keep_values = forms.BooleanField(
        label="Giữ giá trị các chỉ tiêu của kế hoạch cũ",
        required=False,
        help_text="Không đánh dấu thì các chỉ tiêu được chép mà để trống giá trị, điền lại theo văn bản mới.",
    )

    def clean_years_later(self):
        years = self.cleaned_data["years_later"]
        if not 0 <= years <= LONGEST_SHIFT:
            raise forms.ValidationError(f"Gõ số năm từ 0 đến {LONGEST_SHIFT}.")
        return int(years)

    def how(self) -> dict:
        """How plans.publishing.begin_copy is to copy."""
        said = self.cleaned_data
        return {
            "province_id": self.province_id(),
            "years_later": said["years_later"],
            "keep_values": said["keep_values"],
        }

    def chosen_plan(self) -> Plan:
        return self.plans[self.cleaned_data["plan"]]


class FromFileForm(BeginForm):
    """A plan file (YAML), of this portal or another one."""

    button = "Mở tệp thành bản soạn"

    file = forms.FileField(
        label="Tệp kế hoạch (.yaml)",
        help_text="Tệp tải từ cổng này hoặc cổng khác, hay tệp tự viết theo mẫu. Tệp còn chỗ sai vẫn mở được để sửa tiếp ở đây.",
        error_messages={"required": "Chọn tệp kế hoạch.", "empty": "Tệp trống.", "missing": "Chọn tệp kế hoạch."},
        widget=forms.ClearableFileInput(attrs={"accept": ".yaml,.yml"}),
    )

    def raw(self) -> bytes:
        return self.cleaned_data["file"].read(LARGEST_FILE + 1)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(f"Tệp lớn hơn {LARGEST_FILE // 2**20} MB, không phải tệp kế hoạch.")
        return file
