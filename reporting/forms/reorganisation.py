"""A reorganisation as a province types it: its decision and day, and who becomes part of whom, line by line or as a list."""

from datetime import date

from django import forms

from plans.models import Reorganisation, ReorganisationLine, Unit
from plans.reorganising import Misread, TypedLine, UnitsHere, read_file, read_pasted, understood
from portal.errors import RuleBroken
from portal.fields import DateField, TextField

# Longer drafts are edited as a list: so many boxes are no form any more.
MOST_ROWS, BLANK_ROWS = 60, 4
UNITS, UNITS_AFTER = "don-vi-cu", "don-vi-nhan"
LARGEST_FILE = 5 * 1024 * 1024


class LineForm(forms.Form):
    """One line; a unit is named by its code or its name."""

    predecessor = TextField(label="Đơn vị cũ", required=False, max_length=140)
    successor = TextField(label="Vào đơn vị đang có", required=False, max_length=140)
    new_code = TextField(label="Mã đơn vị mới", required=False, max_length=10)
    new_name = TextField(label="Tên đơn vị mới", required=False, max_length=120)

    def __init__(self, *args, number: int, **kwargs):
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.number = number
        for field in self.fields.values():
            field.widget.attrs |= {
                "class": "form-control",
                "aria-label": f"Dòng {number}: {field.label.lower()}",
                "autocomplete": "off",
            }
        self.fields["predecessor"].widget.attrs["list"] = UNITS
        self.fields["successor"].widget.attrs["list"] = UNITS_AFTER

    def typed(self) -> TypedLine:
        cleaned = getattr(self, "cleaned_data", {})
        return TypedLine(*(cleaned.get(name, "") for name in self.fields))


class ReorganisationForm(forms.Form):
    """The whole; `lines` are there once it is valid. Whether they fit together is the rule's question."""

    name = TextField(label="Tên gọi", max_length=200, help_text="Ví dụ: Sắp xếp đơn vị hành chính cấp xã năm 2026.")
    decision = TextField(
        label="Theo văn bản", max_length=200, help_text="Số, ký hiệu, ngày của nghị quyết hoặc quyết định."
    )
    effective_on = DateField(
        label="Có hiệu lực từ ngày", help_text="Đơn vị cũ kết thúc hết ngày trước đó; đơn vị mới có từ ngày này."
    )
    pasted = forms.CharField(
        label="Dán danh sách từ Excel",
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 4, "spellcheck": "false"}),
        help_text="Mỗi dòng bốn cột: đơn vị cũ, vào đơn vị đang có, mã đơn vị mới, tên đơn vị mới.",
    )
    list_file = forms.FileField(
        label="Hoặc chọn tệp danh sách",
        required=False,
        widget=forms.FileInput({"accept": ".xlsx,.csv"}),
        help_text="Tệp .xlsx hoặc .csv theo mẫu, đến 5 MB. Các dòng trong tệp được thêm vào các dòng ở trên.",
    )

    def __init__(self, province: Unit, *args, draft: Reorganisation | None = None, **kwargs):
        self.province, self.lines = province, []
        saved = _typed_lines(draft) if draft else []
        as_list = len(saved) > MOST_ROWS
        if draft:
            kwargs["initial"] = {"name": draft.name, "decision": draft.decision, "effective_on": draft.effective_on}
        if as_list:
            kwargs["initial"]["pasted"] = "\n".join("\t".join(_cells(line)) for line in saved)
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.rows = self._rows([] if as_list else saved)

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("effective_on")
        if day is None:
            return cleaned
        here = UnitsHere(self.province.pk, day)
        for row in self.rows:
            if row.is_valid():
                lines, misread = understood([row.typed()], here)
                self._take(lines, misread, lambda one, row=row: row.add_error(one.box, one.message))
            else:
                self.add_error(None, f"Dòng {row.number} có ô quá dài.")
        self._take_list("pasted", lambda: read_pasted(cleaned.get("pasted") or ""), here)
        if upload := cleaned.get("list_file"):
            self._take_list("list_file", lambda: _read_upload(upload), here)
        if any(row.errors for row in self.rows):
            self.add_error(None, "Có dòng chưa hiểu được. Sửa các ô được đánh dấu.")
        return cleaned

    @property
    def units(self) -> list[tuple[str, list[Unit]]]:
        """What the boxes offer while typing: the lists by their ids."""
        here = UnitsHere(self.province.pk, self._day_offered)
        return [(UNITS, here.ending), (UNITS_AFTER, here.receiving)]

    @property
    def problems(self) -> list["Problem"]:
        """The mistakes in single lines, for the summary on top of the page."""
        return [
            Problem(f"Dòng {row.number}, {row.fields[name].label.lower()}: {message}", row[name].auto_id)
            for row in self.rows
            for name, messages in row.errors.items()
            for message in messages
        ]

    def offer_for(self, day: date) -> "ReorganisationForm":
        """While no day is typed, the units of this one are offered."""
        self._fallback_day = day
        return self

    @property
    def _day_offered(self) -> date:
        typed = self.cleaned_data.get("effective_on") if self.is_bound and hasattr(self, "cleaned_data") else None
        return typed or self.initial.get("effective_on") or self._fallback_day

    def _rows(self, saved: list[TypedLine]) -> list[LineForm]:
        count = len(saved) + BLANK_ROWS
        if self.is_bound:
            count = sum(f"dong{number}-predecessor" in self.data for number in range(1, MOST_ROWS + BLANK_ROWS + 1))
        return [
            LineForm(
                self.data if self.is_bound else None,
                number=number,
                prefix=f"dong{number}",
                initial=vars(saved[number - 1]) if number <= len(saved) else None,
            )
            for number in range(1, count + 1)
        ]

    def _take(self, lines: list[ReorganisationLine], misread: list[Misread], tell) -> None:
        for one in misread:
            tell(one)
        if not misread:
            self.lines += lines

    def _take_list(self, field: str, read, here: UnitsHere) -> None:
        try:
            lines, misread = understood(read(), here)
        except RuleBroken as refusal:
            self.add_error(field, str(refusal))
        else:
            self._take(lines, misread, lambda one: self.add_error(field, f"Dòng {one.line + 1}: {one.message}"))


class Problem:
    """One line of the error summary."""

    def __init__(self, text: str, anchor: str):
        self.text, self.anchor = text, anchor


class ConfirmForm(forms.Form):
    """What is asked when a reorganisation is carried out: by when the units that end owe their closing reports."""

    seen = forms.CharField(widget=forms.HiddenInput)
    closing_last_day = DateField(
        label="Hạn nộp báo cáo kết thúc hoạt động",
        help_text="Ngày cuối để nộp báo cáo của đơn vị kết thúc. Nộp trong ngày này vẫn là đúng hạn.",
    )


class UndoForm(forms.Form):
    """Why it is undone."""

    reason = TextField(
        label="Lý do hủy",
        max_length=2000,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": "Ghi lý do hủy."},
    )


class SeatForm(forms.Form):
    """Where somebody goes on whose unit was split."""

    seat = forms.IntegerField(widget=forms.HiddenInput)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label="Làm tiếp ở", empty_label="Chọn đơn vị", error_messages={"required": "Chọn đơn vị."}
    )

    def __init__(self, successors, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = successors
        self.fields["unit"].widget.attrs["class"] = "form-select"


def _typed_lines(draft: Reorganisation) -> list[TypedLine]:
    lines = draft.lines.select_related("predecessor", "successor").order_by("order", "pk")
    return [TypedLine(_words(line.predecessor), _words(line.successor), line.new_code, line.new_name) for line in lines]


def _words(unit: Unit | None) -> str:
    return f"{unit.code} {unit.name}" if unit else ""


def _cells(line: TypedLine) -> list[str]:
    return [line.predecessor, line.successor, line.new_code, line.new_name]


def _read_upload(upload) -> list[TypedLine]:
    if upload.size > LARGEST_FILE:
        raise RuleBroken("Tệp nặng hơn 5 MB nên không được nhận.")
    return read_file(upload.read())
