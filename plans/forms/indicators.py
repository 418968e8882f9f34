"""Searching the catalogue of indicators, and writing one: the boxes of each kind of indicator."""

from collections.abc import Iterable
from urllib.parse import urlencode

from crispy_forms.layout import Layout, Submit
from django import forms

from plans.cataloguing import IndicatorCard, IndicatorKind, similar_to
from plans.choices import Accumulation, Measure
from plans.forms.boxes import ChoiceBox, NumberBox, TextBox
from plans.forms.entries import EntryForm
from plans.forms.offers import NOTHING
from plans.loading.form.indicators import DistinctWithin, Source
from plans.models import Indicator
from portal.fields import TextField

EVERY_KIND = ("", "Mọi loại")
NO_BREAKDOWN = ("", "– không chia –")
NO_WHOLE = ("", "– không –")
MOST_ALIKE = 5
DECIMALS = [(str(digits), f"{digits} chữ số sau dấu phẩy") for digits in range(1, 5)]
SAME = (
    "Đã có chỉ số gần giống, kể ở trên. Dùng lại chỉ số đó; nếu không phải thì đánh dấu “Đây là chỉ số khác, vẫn tạo mới” "
    "ở cuối trang rồi ghi lại."
)
ACCUMULATIONS = [
    (Accumulation.FLOW, "Phát sinh trong năm: báo cáo ghi lũy kế từ đầu năm; 5 của năm nay và 4 của năm sau cộng là 9"),
    (
        Accumulation.STOCK,
        "Hiện có đến ngày chốt: 40 cuối năm nay, 43 cuối năm sau thì sau hai năm là 43, không phải 83",
    ),
]
SOURCES = [
    (Source.UNITS, "Đơn vị báo cáo"),
    (Source.PROVINCE, "Cấp tỉnh (lớp do tỉnh mở, việc chỉ tỉnh làm)"),
    (Source.AGENCIES, "Cơ quan được nêu tên ở chỉ tiêu (Liên minh HTX, sở, ngân hàng)"),
]
KIND_WORDS = {
    IndicatorKind.COUNT: "Đếm HTX, người, lớp, triệu đồng… Tiền chia theo nguồn thì chọn phân tổ là nguồn kinh phí.",
    IndicatorKind.SUM: "Cổng tự cộng từ các chỉ số đã có: HTX mới cộng THT mới.",
    IndicatorKind.RATIO: "Đơn vị nhập hai số, cổng tự tính phần trăm: 9 cán bộ đã tập huấn trên 10 cán bộ.",
    IndicatorKind.FIXED_RATIO: "Đơn vị nhập tử số; mẫu số là một số văn bản đã định: trên 129 xã, phường.",
    IndicatorKind.RATIO_OF: "Cổng chia hai chỉ số đã có: HTX mới có trên 60 % lao động nữ, trong số HTX mới.",
    IndicatorKind.MILESTONE: "Một việc đã xong hay chưa, xong ngày nào: ra mắt câu lạc bộ, thành lập hội.",
}
MEASURES = {
    IndicatorKind.MILESTONE: Measure.MILESTONE,
    IndicatorKind.COUNT: Measure.COUNT,
    IndicatorKind.SUM: Measure.COUNT,
}
RATIOS = {IndicatorKind.RATIO, IndicatorKind.FIXED_RATIO}
COUNTS = {IndicatorKind.COUNT, IndicatorKind.SUM}
COMPUTED = {IndicatorKind.SUM, IndicatorKind.RATIO_OF}


class SearchForm(forms.Form):
    """What is looked for, in the address."""

    tim = TextField(
        label="Tìm chỉ số",
        required=False,
        max_length=200,
        widget=forms.TextInput({"class": "form-control", "placeholder": "ví dụ: hop tac xa moi", "type": "search"}),
    )
    loai = forms.ChoiceField(
        label="Loại",
        required=False,
        choices=[EVERY_KIND, *IndicatorKind.choices],
        widget=forms.Select({"class": "form-select"}),
    )

    def words(self) -> str:
        self.full_clean()
        return self.cleaned_data.get("tim", "")

    def of_kind(self, cards: Iterable[IndicatorCard]) -> list[IndicatorCard]:
        kind = self.cleaned_data.get("loai")
        return [card for card in cards if not kind or card.kind == kind]


class SeveralBox(forms.MultipleChoiceField):
    """Some of a list, in the list's order."""

    widget = forms.CheckboxSelectMultiple

    def shown(self, codes):
        return codes

    def written(self, value):
        return value


class IndicatorForm(EntryForm):
    """One indicator of a draft or of a province's own catalogue. Which boxes there are, its kind says."""

    button = "Ghi chỉ số"

    name = TextBox(label="Tên chỉ số", max_length=250)
    definition = TextBox(
        label="Cách hiểu",
        rows=4,
        required=False,
        help_text="Cái gì được đếm, cái gì không; ai cho số. Người nhập đọc ngay bên ô nhập.",
    )
    example = TextBox(label="Ví dụ", rows=3, required=False, help_text="Một trường hợp cụ thể, và ghi thế nào.")
    is_other = forms.BooleanField(required=False, label="Đây là chỉ số khác, vẫn tạo mới")

    def __init__(self, offers, entry=None, data=None, *, kind=IndicatorKind.COUNT):
        self.measured = offers.measured
        there = self.measured.own.get((entry or {}).get("code"))
        self.kind = IndicatorKind(there.kind if there else kind)
        self.alike: list[IndicatorCard] = []
        super().__init__(offers, entry, data)

    # --- The boxes of each kind ---------------------------------------------------------------------------------------

    def add_boxes(self):
        if self.kind in COUNTS:
            self._ask_count()
        if self.kind in RATIOS:
            self._ask_ratio()
        if self.kind == IndicatorKind.SUM:
            self.fields["sum_of"] = SeveralBox(label="Cộng từ các chỉ số", choices=self._counts())
        if self.kind == IndicatorKind.RATIO_OF:
            counts = [NOTHING, *self._counts()]
            self.fields["ratio_numerator"] = ChoiceBox(label="Tử số là chỉ số", choices=counts)
            self.fields["ratio_denominator"] = ChoiceBox(label="Mẫu số là chỉ số", choices=counts)
        if self.kind not in COMPUTED:
            self.fields["collected_from"] = SeveralBox(label="Ai cho số", choices=SOURCES)

    def _ask_count(self):
        self._ask_accumulation("Cộng như thế nào")
        self.fields["unit_of_measure"] = TextBox(
            label="Đơn vị tính", max_length=40, help_text="HTX, lớp, người, lượt người (khác với người), triệu đồng…"
        )
        whole = self.there.get("decimals", "")  # a file may say 0 or leave it out: both are whole numbers
        self.fields["decimals"] = ChoiceBox(
            label="Số lẻ",
            choices=[(whole if whole == "0" else "", "số nguyên"), *DECIMALS],
            required=False,
        )
        if self.kind == IndicatorKind.COUNT:
            breakdowns = [(code, _breakdown_words(name, parts)) for code, (name, parts) in self._breakdowns().items()]
            self.fields["breakdown"] = ChoiceBox(
                label="Chia theo",
                choices=[NO_BREAKDOWN, *breakdowns],
                required=False,
                help_text="Đơn vị nhập từng thành phần, cổng tự cộng.",
            )
            self.fields["not_above"] = ChoiceBox(
                label="Là “trong đó” của",
                choices=[NO_WHOLE, *self._counts()],
                required=False,
                help_text="Số này không được lớn hơn chỉ số kia.",
            )
            self.fields["distinct_within"] = ChoiceBox(
                label="Mỗi đối tượng chỉ đếm một lần",
                choices=[("", "– không đặt –"), *((each.value, f"trong {each.label}") for each in DistinctWithin)],
                required=False,
            )

    def _ask_ratio(self):
        self._ask_accumulation("Hai số cộng như thế nào")
        self.fields["numerator_name"] = TextBox(label="Tử số là", max_length=250)
        self.fields["denominator_name"] = TextBox(
            label="Mẫu số là", max_length=250, help_text="Ghi rõ trên tổng số nào."
        )
        if self.kind == IndicatorKind.FIXED_RATIO:
            self.fields["denominator_fixed"] = NumberBox(label="Mẫu số cố định", decimals=4)
        self.fields["unit_of_measure"] = TextBox(label="Đơn vị tính của hai số", max_length=40, required=False)

    def _ask_accumulation(self, label):
        self.fields["accumulation"] = ChoiceBox(label=label, choices=ACCUMULATIONS, widget=forms.RadioSelect)

    def _counts(self) -> list[tuple[str, str]]:
        mine = self.there.get("code")
        return [(c.code, c.name) for c in self.measured.cards.values() if c.measure == Measure.COUNT and c.code != mine]

    def _breakdowns(self) -> dict:
        return self.measured.breakdowns | self.measured.own_breakdowns

    def layout(self):
        asked = ["is_other"] if self.alike_asked() else []
        return Layout(*(name for name in self.fields if name != "is_other"), *asked, Submit("", self.button))

    def alike_asked(self) -> bool:
        """Whether the question is open if this is not an indicator that is there already."""
        return not self.there and bool(self.data)

    # --- Boxes and the tree -------------------------------------------------------------------------------------------

    def clean(self):
        said = super().clean()
        if not self.there and not said.get("is_other") and said.get("name"):
            self.alike = similar_to(said["name"], self.measured.cards.values())[:MOST_ALIKE]
            if self.alike:
                self.add_error("name", SAME)
        return said

    def shown(self, entry):
        shown = super().shown(entry)
        nested = {
            "numerator_name": ("numerator", "name"),
            "denominator_name": ("denominator", "name"),
            "denominator_fixed": ("denominator", "fixed"),
            "ratio_numerator": ("ratio_of", "numerator"),
            "ratio_denominator": ("ratio_of", "denominator"),
        }
        for box, (key, below) in nested.items():
            text = entry.get(key, {}).get(below)
            if box in self.fields and text:
                shown[box] = self.fields[box].shown(text)
        if self.kind in RATIOS and entry.get("numerator", {}).get("accumulation"):
            shown["accumulation"] = entry["numerator"]["accumulation"]
        if "collected_from" in self.fields and not shown.get("collected_from"):
            shown["collected_from"] = [Source.UNITS.value]
        return shown

    def entry(self):
        entry = super().entry()
        said = {key: entry.pop(key) for key in list(entry) if key not in ENTRY_KEYS}
        entry |= {key: text for key, text in self.there.items() if key in ENTRY_KEYS and key not in self.fields}
        entry["measure"] = MEASURES.get(self.kind, Measure.RATIO).value
        if self.kind in RATIOS:
            flow = {"accumulation": entry.pop("accumulation", "")}
            below = {"fixed": said["denominator_fixed"]} if self.kind == IndicatorKind.FIXED_RATIO else flow
            entry["numerator"] = {"name": said["numerator_name"]} | flow
            entry["denominator"] = {"name": said["denominator_name"]} | below
        if self.kind == IndicatorKind.RATIO_OF:
            entry["ratio_of"] = {"numerator": said["ratio_numerator"], "denominator": said["ratio_denominator"]}
        return entry

    def box_of(self, path):
        key, _, below = path.partition(".")
        boxes = {
            "numerator": "accumulation" if below == "accumulation" else "numerator_name",
            "denominator": {"fixed": "denominator_fixed", "accumulation": "accumulation"}.get(
                below, "denominator_name"
            ),
            "ratio_of": f"ratio_{below or 'numerator'}",
        }
        box = boxes.get(key.partition("[")[0], key.partition("[")[0])
        return box if box in self.fields else None

    def named_by(self):
        return self.cleaned_data["name"][:70]

    def taken(self):
        return Indicator.objects.values_list("code", flat=True)


def chosen_kind(asked) -> IndicatorKind | None:
    """The kind that an address names (?loai=)."""
    return next((kind for kind in IndicatorKind if kind.value == asked.get("loai")), None)


def kinds_offered(asked) -> list[tuple[str, str, str]]:
    """(label, explanation, the address's query) of each kind; what else the address asks stays."""
    besides = {name: text for name, text in asked.items() if name != "loai"}
    return [(kind.label, KIND_WORDS[kind], urlencode(besides | {"loai": kind.value})) for kind in IndicatorKind]


# The keys of the tree that a box of the same name writes.
ENTRY_KEYS = {
    "code",
    "name",
    "definition",
    "example",
    "accumulation",
    "unit_of_measure",
    "decimals",
    "breakdown",
    "not_above",
    "distinct_within",
    "collected_from",
    "sum_of",
}


def _breakdown_words(name: str, parts: tuple) -> str:
    return f"{name} ({', '.join(words for _, words in parts)})" if parts else name
