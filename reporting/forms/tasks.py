"""What is typed about tasks: how one stands, and which ones a board shows."""

from datetime import date

from crispy_forms.layout import Div
from django import forms

from portal.dates import format_date
from portal.fields import DateField, TextField, UploadsField
from portal.form_layout import laid_out
from reporting.choices import TaskState
from reporting.tasking.board import PlanBoard
from reporting.tasking.listing import SIEVES, Wanted, agencies_of, sections_of
from reporting.tasking.owing import OpenRound
from reporting.tasking.standing import Said
from reporting.tasking.stating import MOST_FILES, Statement

STATES = [(state.value, state.label.capitalize()) for state in TaskState]


class TaskStatementForm(forms.Form):
    """How a task stands. Whether the parts fit together is the rule's question."""

    state = forms.ChoiceField(
        label="Tình trạng",
        choices=STATES,
        widget=forms.RadioSelect,
        error_messages={"required": "Chọn một tình trạng.", "invalid_choice": "Chọn một trong các tình trạng."},
    )
    done_on = DateField(label="Xong ngày", required=False, help_text="Chỉ ghi khi đã xong.")
    as_of = DateField(label="Tình hình đến ngày")
    note = TextField(
        label="Kết quả, ghi chú",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text="Đã làm gì, kết quả ra sao. Bắt buộc khi chậm (nguyên nhân, hướng khắc phục) và khi không áp dụng (lý do).",
    )
    files = UploadsField(label="Tệp kèm theo", required=False, most=MOST_FILES)

    def __init__(self, *args, said: Said | None, asked: OpenRound | None, today: date, **kwargs):
        initial = {"as_of": _day_offered(said, asked, today)}
        if said:
            initial |= {"state": said.state, "done_on": said.done_on}
        super().__init__(*args, initial=initial, **kwargs)
        if asked:
            cut_off = format_date(asked.round.cut_off)
            self.fields["as_of"].help_text = f"Kỳ “{asked.round.name}” chốt ngày {cut_off}."
        self.helper = laid_out(
            "state",
            Div(Div("done_on", css_class="col-sm-6"), Div("as_of", css_class="col-sm-6"), css_class="row"),
            "note",
            "files",
            button="Ghi tình hình",
        )

    def statement(self) -> Statement:
        """What was typed."""
        return Statement(**self.cleaned_data)


class BoardForm(forms.Form):
    """Which tasks of a board, in the address; what is not understood asks for nothing."""

    def __init__(self, data, *, board: PlanBoard, years: list[int], whole: bool):
        super().__init__(data)
        agencies = [(agency.code, agency.name) for agency in agencies_of(board)]
        self.fields["nam"] = _choice("Năm", [(year, str(year)) for year in years])
        self.fields["muc"] = _choice("Mục của kế hoạch", [("", "tất cả các mục"), *sections_of(board)])
        if whole:
            self.fields["co-quan"] = _choice("Cơ quan", [("", "tất cả các cơ quan"), *agencies])
            orders = [("", "mục của kế hoạch"), ("co-quan", "cơ quan thực hiện")]
            self.fields["xem"] = _choice("Xếp theo", orders)
        self.initial = {"nam": board.year}
        self.is_valid()

    def wanted(self) -> Wanted:
        """What was understood of it."""
        state = self.data.get("loc", "")
        return Wanted(
            section=self.cleaned_data.get("muc") or "",
            agency=self.cleaned_data.get("co-quan") or "",
            state=state if state in {sieve.word for sieve in SIEVES} else "",
            by_agency=self.cleaned_data.get("xem") == "co-quan",
        )


def _choice(label: str, choices: list) -> forms.ChoiceField:
    widget = forms.Select({"class": "form-select"})
    return forms.ChoiceField(label=label, choices=choices, required=False, widget=widget)


def _day_offered(said: Said | None, asked: OpenRound | None, today: date) -> date:
    """The cut-off of the round that is open, where it is over and nothing later was said; else today."""
    if asked and asked.round.cut_off <= today and (said is None or said.as_of <= asked.round.cut_off):
        return asked.round.cut_off
    return today
