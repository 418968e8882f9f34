"""The parts of the paper beside its text: what it stands on, who takes part, its phases."""

from crispy_forms.layout import Layout, Submit
from django import forms

from plans.choices import AgencyKind, RelationKind, UnitLevel
from plans.forms.boxes import ChoiceBox, DayBox, TextBox, YearsBox
from plans.forms.entries import EntryForm
from plans.forms.offers import NOTHING
from plans.forms.several import chosen_box
from plans.models import Agency
from portal.text import fold

NOT_AT_EACH = ("", "không: chỉ một cơ quan")


class RelationForm(EntryForm):
    """Another document that the plan carries out, amends or replaces. In the plan form the kind is a key."""

    kept_keys = ()

    kind = ChoiceBox(
        label="Quan hệ",
        choices=[NOTHING, *RelationKind.choices],
        help_text="Kế hoạch này thực hiện, sửa đổi hay thay thế văn bản kia.",
    )
    document = TextBox(label="Tên văn bản", rows=2, help_text="Ghi đủ như trong kế hoạch.")
    number = TextBox(
        label="Số, ký hiệu",
        max_length=60,
        required=False,
        help_text="Văn bản đã có trên cổng thì cổng tự nối theo số, ký hiệu.",
    )
    dated = DayBox(label="Ngày", required=False)

    def shown(self, entry):
        kinds = [kind for kind in RelationKind.values if entry.get(kind)]
        named = {"kind": kinds[0], "document": entry[kinds[0]]} if kinds else {}
        return super().shown({**entry, **named})

    def entry(self):
        entry = super().entry()
        return {entry.pop("kind"): entry.pop("document"), **entry}

    def box_of(self, path):
        return "document" if path in RelationKind.values else super().box_of(path)


class AgencyForm(EntryForm):
    """An agency that the portal does not know yet."""

    name = TextBox(label="Tên cơ quan", max_length=200, help_text="Tên đầy đủ, có tên tỉnh.")
    kind = ChoiceBox(label="Loại", choices=[NOTHING, *AgencyKind.choices])

    def add_boxes(self):
        self.fields["unit"] = chosen_box("Của đơn vị", self.offers.places, required=True)
        self.fields["each_level"] = ChoiceBox(
            label="Ở mỗi đơn vị của một cấp",
            choices=[NOT_AT_EACH, *((level.value, level.label) for level in UnitLevel if level != UnitLevel.COUNTRY)],
            required=False,
            help_text="Cho những cơ quan đơn vị nào cũng có, ví dụ “Hội LHPN các xã, phường” là cấp xã.",
        )
        self.fields["body_of"] = chosen_box(
            "Là ban của", self.offers.agencies, help_text="Chỉ cho ban của Hội: chọn cấp Hội có ban này."
        )
        self.fields["from"] = DayBox(label="Hoạt động từ ngày", required=False, help_text="Để trống nếu không cần.")
        self.fields["to"] = DayBox(label="Đến hết ngày", required=False, help_text="Chỉ khi đã kết thúc hoạt động.")
        self.fields["successor"] = chosen_box(
            "Cơ quan kế tục", self.offers.agencies, help_text="Cơ quan tiếp nhận khi đã sáp nhập hoặc đổi tên."
        )

    def clean_name(self):
        """The same agency twice would split what is asked of it."""
        name = self.cleaned_data["name"]
        if not self.there and any(fold(name) == fold(known) for known in self.offers.agency_names):
            raise forms.ValidationError("Cơ quan này đã có trong danh sách, không cần thêm: chọn luôn ở nơi cần.")
        return name

    def named_by(self):
        return self.cleaned_data["name"]

    def taken(self):
        return set(Agency.objects.values_list("code", flat=True))


class PhaseForm(EntryForm):
    """A span of whole years; a one-year plan has one."""

    name = TextBox(label="Tên giai đoạn", max_length=120, help_text="Ví dụ: Giai đoạn 1 (2023-2025), hoặc Năm 2026.")
    years = YearsBox(label="Các năm")
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)

    def named_by(self):
        return self.cleaned_data["name"]


class SectionForm(EntryForm):
    """One of the plan's own headings, with its verbatim text."""

    kept_keys = ("code", "sections")

    label = TextBox(
        label="Số thứ tự như in",
        max_length=20,
        required=False,
        help_text="Ví dụ I., 1., a), -; văn bản không có thì để trống.",
    )
    heading = TextBox(label="Tiêu đề, nguyên văn", rows=2, required=False)
    text = TextBox(
        label="Nội dung, nguyên văn",
        rows=12,
        required=False,
        help_text="Chép đúng từng chữ, cả chỗ văn bản viết nhầm. Đoạn là một nhiệm vụ thì chỉ ghi ở nhiệm vụ.",
    )
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)

    def add_boxes(self):
        if not self.there:
            self.fields["parent"] = chosen_box(
                "Nằm trong mục", self.offers.sections, help_text="Để trống thì là mục lớn, đứng cuối văn bản."
            )

    def layout(self):
        first = ["parent"] if "parent" in self.fields else []
        return Layout("seen", *first, "label", "heading", "text", "note", Submit("", self.button))

    def clean(self):
        said = super().clean()
        if not self.there and not (said.get("heading") or said.get("text")):
            self.add_error("heading", "Gõ tiêu đề hoặc nội dung của mục.")
        return said

    def parent(self) -> str | None:
        return self.cleaned_data.get("parent") or None

    def entry(self):
        entry = super().entry()
        entry.pop("parent", None)
        return entry

    def named_by(self):
        said = self.cleaned_data
        return " ".join(filter(None, [said["label"], said["heading"] or said["text"][:60]]))
