"""A goal of a draft: what is measured, how it is compared, and its targets."""

from dataclasses import dataclass

from django import forms

from plans.choices import Comparator, UnitLevel, VersionKind
from plans.forms.boxes import ChoiceBox, DayBox, NumberBox, TextBox, flat
from plans.forms.entries import EntryForm
from plans.forms.goal_words import GoalReader, GoalWords
from plans.forms.offers import NOTHING
from plans.forms.several import Several, chosen_box
from plans.forms.target_rows import TargetRows, span_of_line, span_words_of
from plans.loading.amending import FIXED
from plans.loading.versions import last_version
from plans.models import PlanDraft
from portal.dates import format_date
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
SEARCH, NEW = "tim", "chi-tieu-moi"


@dataclass(frozen=True)
class PublishedRow:
    """A published target: "Năm 2024: 3"; its number among the goal's."""

    number: int
    words: str
    decision: str


class GoalForm(TargetRows, Several, EntryForm):
    """One goal. In an adjustment what a published goal measures and its published targets stay as they are."""

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

    def __init__(self, offers, entry=None, data=None):
        self.measured = offers.measured
        self.standing = standing_goal(offers.draft, (entry or {}).get("code", ""))
        super().__init__(offers, entry, data)

    def add_boxes(self):
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
        self.ask_targets(self.offers.draft.content, published=self._published())
        self.order_fields(
            ["seen", "section", "wording", "indicator", "part", *self.rows_of["agencies"], "comparator", "per"]
        )
        for key in FIXED if self.standing else ():
            self.fields[key].disabled = True

    def _published(self) -> frozenset[int]:
        """The numbers of the targets that an adjustment leaves as they are."""
        standing = self.standing.get("targets", [])
        return frozenset(n for n, line in enumerate(self.there.get("targets", []), 1) if line in standing)

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

    def asks_part(self) -> bool:
        """Whether the part is asked for: of an indicator that has parts, or while one is named."""
        return bool(self._parts() or self.there.get("part") or self.data.get("part"))

    def agency_boxes(self) -> list[forms.BoundField]:
        return [self[name] for name in self.rows_of["agencies"]]

    def published_rows(self) -> list["PublishedRow"]:
        """The targets that stay as they are, in words."""
        content = self.offers.draft.content
        return [
            PublishedRow(at.number, _line_words(at.line, content), _line_decision(at.line)) for at in self.published
        ]

    def asks_agencies(self) -> bool:
        """Whether the agencies that give the figure are asked for: of such an indicator, or while some are named."""
        card = self.card()
        return bool((card and card.from_agencies) or self.there.get("agencies"))

    # --- What was typed, in words -------------------------------------------------------------------------------------

    def drawn_again(self) -> "GoalForm":
        """What was typed, without a word on what is still missing: nothing was to be saved."""
        self.full_clean()
        self._errors.clear()
        return self

    def words(self) -> GoalWords:
        """What the goal commits to and how it is counted, as it stands in the boxes."""
        entry = {**self._entry_as_far_as_read(), "code": self.there.get("code", NEW)}
        content = self.offers.draft.content
        others = [goal for goal in content.get("goals", ()) if goal.get("code") != entry["code"]]
        names = {code: words for code, words in flat(self.offers.agencies) if code}
        return GoalReader(content | {"goals": [*others, entry]}, self.measured.cards, names).words_of(entry["code"])

    def _entry_as_far_as_read(self) -> dict:
        if not self.is_bound:
            return self.there
        self.full_clean() if self._errors is None else None
        for name in self.fields:
            self.cleaned_data.setdefault(name, None)
        return self.entry()

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


def standing_goal(draft: PlanDraft, code: str) -> dict:
    """The goal of this code as it was published last, where the draft may not rewrite it; nothing else."""
    if not code or draft.kind != VersionKind.ADJUSTMENT:
        return {}
    version = last_version(draft.plan)
    goals = version.content.get("goals", ()) if version else ()
    return next((goal for goal in goals if goal.get("code") == code), {})


def with_adjustment(form: GoalForm, draft: PlanDraft, number: int) -> dict:
    """What was typed into a form, and in its next row a line begun: a published target's span, by the draft's decision."""
    line = next((published.line for published in form.published if published.number == number), {})
    row = f"target{form.row_count - 1}"
    begun = {
        f"{row}-span": span_of_line(line),
        f"{row}-years": line.get("years", ""),
        f"{row}-effective_from": format_date(draft.effective_from) if draft.effective_from else "",
        f"{row}-decision": draft.decision,
        f"{row}-reason": draft.reason,
    }
    return {name: form.data.get(name) for name in form.data} | begun


def _line_words(line: dict, content: dict) -> str:
    numbers = "-".join(NumberBox(decimals=4).shown(line[key]) for key in ("value", "to") if line.get(key))
    span = span_words_of(line, content)
    return f"{span}: {numbers}" if numbers else span


def _line_decision(line: dict) -> str:
    since = f"từ {DayBox().shown(line['effective_from'])}" if line.get("effective_from") else ""
    return ", ".join(words for words in (since, line.get("decision", "")) if words)


def _giver(number: int) -> str:
    return "Cơ quan cho số" if number == 1 else f"Cơ quan cho số (thứ {number})"
