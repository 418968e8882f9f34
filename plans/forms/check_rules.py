"""A rule between indicators of a draft: two sums of numbers that reports ask for, and how one has to stand to the other."""

from crispy_forms.layout import HTML, Layout, Submit
from django import forms

from plans.cataloguing import IndicatorCard
from plans.choices import Composition, Measure, RuleComparison, RuleWeight, SideOfRatio
from plans.forms.boxes import ChoiceBox, NumberBox, TextBox
from plans.forms.entries import EntryForm
from plans.forms.offers import NOTHING, Offers
from plans.forms.several import Several
from plans.wording import number_words, rule_words

SIDES = {"left": "Vế trái", "right": "Vế phải"}
TERM_KEYS = ("indicator", "part", "side")
MARK = "/"  # between the keys of a number in a choice; no code holds it
HELP = (
    "Mỗi vế là một số, hoặc tổng của các số chọn ở các dòng. Chỉ những báo cáo hỏi đủ các số này mới được kiểm tra; "
    "số chưa ghi thì chưa so."
)


class RuleForm(Several, EntryForm):
    """One rule. A number of it is one choice: an indicator, a part of it, or one side of a ratio."""

    button = "Ghi quy tắc"

    comparison = ChoiceBox(
        label="Vế trái so với vế phải",
        choices=[(each.value, each.label) for each in RuleComparison],
        widget=forms.RadioSelect,
    )
    constant = NumberBox(
        label="Cộng thêm vào vế phải",
        decimals=4,
        required=False,
        help_text="Vế phải chỉ là một con số thì để trống các dòng trên và ghi số ở đây.",
    )
    weight = ChoiceBox(
        label="Khi không đúng", choices=[(each.value, each.label) for each in RuleWeight], widget=forms.RadioSelect
    )
    words = TextBox(
        label="Câu giải thích cho người nhập",
        max_length=250,
        required=False,
        help_text="Vì sao hai vế phải như vậy. Ví dụ: Cán bộ phụ trách nằm trong số cán bộ Hội.",
    )
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)

    def add_boxes(self):
        numbers = [NOTHING, *numbers_of(self.offers)]
        for key, label in SIDES.items():
            self.ask_several(key, _numbered(label), numbers, least=2, required=key == "left")

    def layout(self):
        left, right = self.rows_of["left"], self.rows_of["right"]
        return Layout(
            HTML(f'<p class="quiet">{HELP}</p>'),
            *("seen", *left, "comparison", *right, "constant", "weight", "words", "note", Submit("", self.button)),
        )

    def clean(self):
        said = super().clean()
        has_right = any(said.get(name) for name in self.rows_of["right"])
        if not has_right and said.get("constant") is None and "constant" not in self.errors:
            self.add_error("right-1", "Chọn ít nhất một số ở vế phải, hoặc ghi một con số ở dòng dưới.")
        return said

    def shown(self, entry):
        chosen = {key: [_code_of(term) for term in entry.get(key, [])] for key in SIDES}
        return super().shown(entry | chosen)

    def entry(self):
        entry = super().entry()
        return entry | {key: [_term_of(code) for code in entry[key]] for key in SIDES if entry.get(key)}

    def named_by(self):
        first = _term_of(self.cleaned_data["left-1"])
        return self.cleaned_data["words"][:60] or first["indicator"]


def numbers_of(offers: Offers) -> list[tuple[str, str]]:
    """Every number that reports may ask for and a rule can speak of: (choice, words), by the indicators' names."""
    return [pair for card in offers.measured.cards.values() for pair in _numbers_of(card)]


def formula_of(rule: dict, offers: Offers) -> str:
    """ "A + B không lớn hơn C": a rule of a draft, with names for codes."""
    names = dict(numbers_of(offers))
    left, right = ([names.get(code := _code_of(term), code) for term in rule.get(key, [])] for key in SIDES)
    constant = NumberBox(decimals=4).shown(rule.get("constant", ""))
    return rule_words(left, rule.get("comparison", ""), [*right, *filter(None, [constant])])


def _numbers_of(card: IndicatorCard) -> list[tuple[str, str]]:
    if card.composition != Composition.ENTERED or card.measure not in (Measure.COUNT, Measure.RATIO):
        return []
    if card.measure == Measure.RATIO:
        sides = ((SideOfRatio.NUMERATOR, card.numerator), (SideOfRatio.DENOMINATOR, card.denominator))
        terms = [({"side": side.value}, number_words(card.name, side=side, label=label)) for side, label in sides]
    else:
        parts = [({"part": code}, number_words(card.name, part=name)) for code, name in card.parts]
        terms = [({}, card.name), *parts]
    return [(_code_of({"indicator": card.code} | keys), words) for keys, words in terms]


def _code_of(term: dict) -> str:
    """A number of a rule as a choice: "htx-moi", "htx-moi/part/htx"."""
    besides = [text for key in TERM_KEYS[1:] if term.get(key) for text in (key, term[key])]
    return MARK.join([term.get("indicator", ""), *besides])


def _term_of(code: str) -> dict:
    indicator, *besides = code.split(MARK)
    return {"indicator": indicator} | dict(zip(besides[::2], besides[1::2], strict=False))


def _numbered(label: str):
    return lambda number: label if number == 1 else f"{label}, cộng với"
