"""What a province types about a sheet: for which time and from when, one goal's numbers, a paste, a file, the decision."""

from crispy_forms.layout import Fieldset
from django import forms

from plans.allocation.reading import Grid
from plans.allocation.sheets import OWN
from plans.allocation.spans import SheetSpan
from portal.fields import DateField, TextField
from portal.form_layout import laid_out
from portal.numbers import format_number
from reporting.allotting.typed import Texts, read_number

WEIGHT_DECIMALS = 4


class NewSheetForm(forms.Form):
    """For which years, and from which day the numbers apply."""

    span = forms.ChoiceField(
        label="Giao cho thời gian",
        error_messages={"invalid_choice": "Chọn một thời gian trong danh sách."},
    )
    effective_from = DateField(
        label="Áp dụng từ ngày",
        help_text="Kỳ báo cáo chốt số liệu từ ngày này trở đi được đánh giá theo bảng này. Bảng liệt kê các đơn vị của ngày này.",
    )

    def __init__(self, spans: list[SheetSpan], *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.spans = {span.key: span for span in spans}
        self.fields["span"].choices = [
            (key, span.words[:1].upper() + span.words[1:]) for key, span in self.spans.items()
        ]
        self.helper = laid_out("span", "effective_from", button="Lập bảng")

    @property
    def chosen(self) -> SheetSpan:
        return self.spans[self.cleaned_data["span"]]


class VersionForm(forms.Form):
    """Which version of the sheet the person had on the screen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def seen(self) -> int:
        """A form that was tampered with saw no version at all."""
        self.full_clean()
        return self.cleaned_data.get("version", -1)


class SheetDayForm(VersionForm):
    """Another day for a draft."""

    effective_from = DateField(
        label="Áp dụng từ ngày", help_text="Đổi ngày thì bảng lấy các đơn vị của ngày mới; số đã ghi được giữ nguyên."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("version", "effective_from", button="Lưu ngày áp dụng")


class PasteForm(forms.Form):
    """A block copied from Excel."""

    pasted = forms.CharField(
        label="Bảng chép từ Excel",
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "wrap": "off"}),
        help_text="Chép cả dòng tên chỉ tiêu ở trên và cột tên (hoặc mã) đơn vị ở bên trái. Ô trống thì giữ số đang có.",
        error_messages={"required": "Chưa dán gì vào ô này."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("pasted", button="Xem trước")


class WorkbookForm(forms.Form):
    """The sheet's own workbook, filled in."""

    workbook = forms.FileField(
        label="Tệp Excel đã điền",
        help_text="Tệp .xlsx tải từ chính bảng này, nhẹ hơn 5 MB. Chỉ các ô trắng được đọc.",
        error_messages={"required": "Chọn tệp Excel đã điền.", "empty": "Tệp rỗng."},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = laid_out("workbook", button="Xem trước")


class PublishForm(VersionForm):
    """The decision, why, and a word for each gap."""

    decision = TextField(
        label="Theo văn bản",
        max_length=200,
        widget=forms.TextInput(attrs={"placeholder": "QĐ 12/QĐ-BTV ngày 05/01/2027"}),
        error_messages={"required": "Ghi số, ngày của văn bản giao chỉ tiêu."},
    )
    reason = TextField(
        label="Lý do, căn cứ",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Ghi lý do, căn cứ của lần giao này."},
    )

    def __init__(self, grid: Grid, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.gaps = [balance for balance in grid.balances if balance.needs_word]
        for balance in self.gaps:
            self.fields[_word(balance.goal.code)] = TextField(
                label=f"{balance.goal.name}: {balance.gap_words}",
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text="Vì sao vẫn giao với chênh lệch này?",
                error_messages={"required": "Ghi lý do chấp nhận chênh lệch, hoặc quay lại bảng để chia cho đủ."},
            )
        words = [_word(balance.goal.code) for balance in self.gaps]
        gaps = [Fieldset("Chênh lệch phải ghi lý do", *words)] if words else []
        self.helper = laid_out("version", *gaps, "decision", "reason", button="Giao chỉ tiêu cho đơn vị")

    def acknowledged(self) -> dict[str, str]:
        return {balance.goal.code: self.cleaned_data[_word(balance.goal.code)] for balance in self.gaps}


class GoalNumbers:
    """One goal's numbers as posted: `texts` for the sheet, and the weights that were typed beside them, with mistakes."""

    def __init__(self, grid: Grid, code: str, data):
        boxes = {unit.pk: data.get(f"u{unit.pk}") for unit in grid.units} | {OWN: data.get(OWN)}
        self.texts: Texts = {code: {unit: text for unit, text in boxes.items() if text is not None}}
        self.weight_texts = {unit.pk: data.get(f"w{unit.pk}", "") for unit in grid.units}
        read = {pk: read_number(text, WEIGHT_DECIMALS) for pk, text in self.weight_texts.items()}
        self.weights = {pk: number for pk, (number, _) in read.items() if number is not None}
        self.wrong_weights = {pk: words for pk, (_, words) in read.items() if words}


def shown_number(number) -> str:
    return "" if number is None else format_number(number)


def _word(goal: str) -> str:
    return f"ly-do-{goal}"
