"""A task of a draft: who does it, where, by when or how often."""

from crispy_forms.layout import Div, Layout, Submit
from django import forms

from plans.choices import UnitLevel
from plans.forms.boxes import ChoiceBox, DayBox, LinesBox, TextBox
from plans.forms.entries import EntryForm
from plans.forms.several import Several, chosen_box
from plans.forms.territory import units_of_territory

OFTENEST = 5
ONCE = ("", "một lần")
NOBODY = ("", "– không giao chung –")
LEVELS = [level for level in UnitLevel if level not in {UnitLevel.COUNTRY, UnitLevel.PROVINCE}]


class UnitsBox(forms.MultipleChoiceField):
    """Some units of the plan's territory, by code. A code of the draft that is not there stays, so that nothing is lost."""

    widget = forms.CheckboxSelectMultiple

    def shown(self, codes):
        known = {code for code, _ in self.choices}
        unknown = [code for code in codes if code not in known]
        self.choices = [*self.choices, *((code, f"{code} (không có trong phạm vi)") for code in unknown)]
        return codes

    def written(self, value):
        return value


class TaskForm(Several, EntryForm):
    """One task. It may lie on agencies, on every unit of a level, or on some units."""

    button = "Ghi nhiệm vụ"

    wording = TextBox(label="Lời của văn bản, nguyên văn", rows=4)
    frequency = TextBox(
        label="Văn bản ghi bao lâu một lần",
        required=False,
        max_length=120,
        help_text="Ví dụ: hàng năm; 02 năm/lần; đột xuất.",
    )
    due = DayBox(label="Ngày phải xong", required=False, help_text="Chỉ với việc làm một lần.")
    programmes = LinesBox(
        label="Lồng ghép với",
        rows=3,
        required=False,
        help_text="Mỗi chương trình một dòng, ví dụ: OCOP; nông thôn mới.",
    )
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)

    def add_boxes(self):
        agencies = self.offers.agencies
        self.fields["section"] = chosen_box("Ở mục", self.offers.sections, required=True)
        self.ask_several("lead", lambda n: _numbered("Chủ trì", n), agencies, least=2)
        self.ask_several("partners", lambda n: _numbered("Phối hợp", n), agencies)
        self.fields["level"] = ChoiceBox(
            label="Giao cho mọi đơn vị của một cấp",
            choices=[NOBODY, *((level.value, f"mọi đơn vị {level.label}") for level in LEVELS)],
            required=False,
        )
        self.fields["units"] = UnitsBox(
            label="Hoặc chỉ giao cho một số đơn vị",
            choices=units_of_territory(self.offers.draft.content),
            required=False,
        )
        self.fields["every"] = ChoiceBox(label="Làm mấy lần", choices=[ONCE, *turn_choices()], required=False)

    def layout(self):
        leads, partners = self.rows_of["lead"], self.rows_of["partners"]
        units = Div("units", css_class="many-choices") if self.fields["units"].choices else Div()
        return Layout(
            *("seen", "section", "wording", *leads, *partners, "level", units),
            *("every", "due", "frequency", "programmes", "note", Submit("", self.button)),
        )

    def named_by(self):
        return self.cleaned_data["wording"][:60]


def turn_choices() -> list[tuple[str, str]]:
    """How often a thing comes again."""
    return [(str(years), "hằng năm" if years == 1 else f"{years:02} năm một lần") for years in range(1, OFTENEST + 1)]


def turn_words(every: str | None) -> str:
    """ "hằng năm", "02 năm một lần"; of what is done once, nothing."""
    return dict(turn_choices()).get(every or "", f"{every} năm một lần" if every else "")


def _numbered(words: str, number: int) -> str:
    return words if number == 1 else f"{words} (thứ {number})"
