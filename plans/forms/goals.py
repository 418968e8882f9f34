"""A goal of a draft: what is measured, how it is compared, and its targets."""

from django import forms

from plans.choices import Comparator, UnitLevel
from plans.forms.boxes import ChoiceBox, DayBox, NumberBox, TextBox
from plans.forms.entries import EntryForm
from plans.forms.measured import Measured
from plans.forms.offers import NOTHING
from plans.forms.several import Several, chosen_box
from plans.forms.target_rows import TargetRows
from portal.fields import TextField

COMPARED = {
    Comparator.AT_LEAST: "Ít nhất, tối thiểu, trở lên: bằng số giao là đạt (giao 12, được 12 là đạt)",
    Comparator.MORE_THAN: "Trên: phải lớn hơn số giao (trên 500: đúng 500 là chưa đạt, 501 mới đạt)",
    Comparator.REACH: "Đạt: bằng số giao là đạt, như “ít nhất”; mốc công việc: đã hoàn thành là đạt",
    Comparator.AT_MOST: "Không quá: đạt khi chưa lớn hơn số giao; không có mức vượt",
    Comparator.ABOUT: "Khoảng: chỉ so phần trăm, không xét đạt hay chưa",
    Comparator.RANGE: "Từ … đến … (90-100 %, 1-2 mô hình): đạt từ số đầu trở lên, vượt khi trên số cuối",
    Comparator.FOLLOWED: "Theo dõi: kế hoạch không giao số, chỉ xem kết quả",
}
WHOLE = ("", "– cả chỉ số, không riêng thành phần nào –")
TOGETHER = ("", "– tính chung cả kế hoạch –")
ALONE = ("", "– không đi cùng chỉ tiêu nào –")
JOINED = {
    "alternative_to": "Hoặc: đạt chỉ tiêu này hay chỉ tiêu kia đều được",
    "beneficiaries_of": "Cho: đây là số người, HTX được hưởng chỉ tiêu kia (02 lớp cho 30 HTX)",
}
LEVELS = [level for level in UnitLevel if level not in {UnitLevel.COUNTRY, UnitLevel.PROVINCE}]
SEARCH = "tim"


class GoalForm(TargetRows, Several, EntryForm):
    """One goal. `added`: a target begun as the amendment of a published one; `published`: targets that stay as they are."""

    button = "Ghi chỉ tiêu"

    wording = TextBox(label="Câu của văn bản, nguyên văn", rows=3)
    indicator = TextBox(
        label="Chỉ số",
        widget=forms.HiddenInput,
        error_messages={"required": "Tìm và chọn chỉ số mà chỉ tiêu này đo, hoặc tạo chỉ số mới."},
    )
    comparator = ChoiceBox(label="So sánh thế nào", choices=list(COMPARED.items()), widget=forms.RadioSelect)
    baseline_value = NumberBox(label="Số ban đầu", decimals=4, required=False)
    baseline_on = DayBox(label="Số ban đầu tính đến ngày", required=False)
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)
    tim = TextField(label="Tìm chỉ số", required=False, max_length=200)

    def __init__(self, offers, entry=None, data=None, *, published=frozenset(), added=None):
        self.measured = Measured(offers.draft)
        self.published_numbers, self.added = published, added
        super().__init__(offers, entry, data)

    def add_boxes(self):
        content = self.offers.draft.content
        self.fields["section"] = chosen_box("Ở mục", self.offers.sections, required=True)
        self.fields["part"] = chosen_box("Riêng thành phần", [WHOLE, *self._parts()])
        self.fields["per"] = chosen_box(
            "Mức tối thiểu của mỗi đơn vị",
            [TOGETHER, *((level.value, f"mỗi đơn vị {level.label}") for level in LEVELS)],
            help_text="“Mỗi huyện ít nhất 01 HTX”: xét riêng từng đơn vị, không cộng lại; kết quả là “7/9 đơn vị đạt”.",
        )
        self.ask_several("agencies", _giver, self.offers.agencies, least=1)
        self.fields["joined_as"] = chosen_box("Đi cùng chỉ tiêu khác", [ALONE, *JOINED.items()])
        self.fields["joined_to"] = chosen_box("Chỉ tiêu kia", [NOTHING, *self._other_goals()])
        self.ask_targets(content, published=self.published_numbers, added=self.added)

    def _parts(self) -> list:
        card = self.card()
        return list(card.parts) if card else []

    def _other_goals(self) -> list:
        goals = self.offers.draft.content.get("goals", ())
        others = [goal for goal in goals if goal.get("code") and goal.get("code") != self.there.get("code")]
        return [(goal["code"], goal.get("wording", goal["code"])[:120]) for goal in others]

    # --- What is measured ---------------------------------------------------------------------------------------------

    def card(self):
        """The card of the indicator that is chosen; None while there is none, or none of that code."""
        return self.measured.cards.get(self.chosen_code())

    def chosen_code(self) -> str:
        return (self.data.get("indicator") if self.data else self.there.get("indicator")) or ""

    def origin(self):
        return self.measured.origin(self.chosen_code())

    def found(self) -> list:
        """(card, where it comes from) of the indicators that hold the words looked for."""
        words = self.data.get(SEARCH, "") if self.data else ""
        return [(card, self.measured.origin(card.code)) for card in self.measured.found(words)] if words.strip() else []

    def asks_agencies(self) -> bool:
        """Whether the agencies that give the figure are asked for: of such an indicator, or while some are named."""
        card = self.card()
        return bool((card and card.from_agencies) or self.there.get("agencies"))

    # --- Boxes and the tree -------------------------------------------------------------------------------------------

    def clean(self):
        said = super().clean()
        value, day = said.get("baseline_value"), said.get("baseline_on")
        if value is not None and not day and "baseline_on" not in self.errors:
            self.add_error("baseline_on", "Gõ ngày của số ban đầu, hoặc xóa số ban đầu.")
        if day and value is None and "baseline_value" not in self.errors:
            self.add_error("baseline_value", "Gõ số ban đầu, hoặc xóa ngày của nó.")
        if bool(said.get("joined_as")) != bool(said.get("joined_to")):
            box = "joined_to" if said.get("joined_as") else "joined_as"
            self.add_error(box, "Chọn cả cách đi cùng và chỉ tiêu kia, hoặc bỏ trống cả hai.")
        return said

    def shown(self, entry):
        shown, baseline = super().shown(entry), entry.get("baseline", {})
        for box, key in (("baseline_value", "value"), ("baseline_on", "on")):
            if baseline.get(key):
                shown[box] = self.fields[box].shown(baseline[key])
        for key in JOINED:
            if entry.get(key):
                shown |= {"joined_as": key, "joined_to": self.fields["joined_to"].shown(entry[key])}
        return shown

    def entry(self):
        entry = super().entry()
        value, day = entry.pop("baseline_value", ""), entry.pop("baseline_on", "")
        joined_as, joined_to = entry.pop("joined_as", ""), entry.pop("joined_to", "")
        if value:
            entry["baseline"] = {"value": value, "on": day}
        if joined_as:
            entry[joined_as] = joined_to
        return entry

    def box_of(self, path):
        key = path.partition(".")[0].partition("[")[0]
        if key == "baseline":
            return "baseline_on" if path.endswith(".on") else "baseline_value"
        return "joined_to" if key in JOINED else super().box_of(path)

    def named_by(self):
        return self.cleaned_data["wording"][:60]


def _giver(number: int) -> str:
    return "Cơ quan cho số" if number == 1 else f"Cơ quan cho số (thứ {number})"
