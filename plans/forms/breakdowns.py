"""A breakdown of a draft or of a province's own catalogue: its name and its parts, row by row."""

import re

from crispy_forms.layout import Div, Layout, Submit
from django.utils.text import slugify

from plans.forms.boxes import DayBox, TextBox
from plans.forms.entries import EntryForm
from plans.models import Breakdown
from portal.text import fold

MOST_PARTS = 40  # that a browser may ask for; a draft may hold more
BLANK_ROWS = 3
COLUMNS = {"name": "col-md-6", "from": "col-6 col-md-3", "to": "col-6 col-md-3"}
PART_KEYS = tuple(COLUMNS)


class BreakdownForm(EntryForm):
    """How a count is divided into parts that exclude each other. A part whose name is cleared is taken out."""

    button = "Ghi phân tổ"

    name = TextBox(label="Tên phân tổ", max_length=120, help_text="Ví dụ: Loại hình; Nguồn kinh phí; Hạng sao OCOP.")

    def add_boxes(self):
        typed = [
            int(found[1])
            for name in self.data
            if self.data.get(name) and (found := re.fullmatch(r"part([0-9]{1,2})-name", name))
        ]
        there = self.there.get("parts", [])
        self.row_count = max(len(there), min(max(typed, default=0), MOST_PARTS)) + BLANK_ROWS
        for number in range(1, self.row_count + 1):
            self.fields[f"part{number}-name"] = TextBox(label=f"Thành phần {number}", max_length=120, required=False)
            self.fields[f"part{number}-from"] = DayBox(label="Dùng từ", required=False)
            self.fields[f"part{number}-to"] = DayBox(label="Đến hết", required=False)

    def layout(self):
        rows = [
            Div(*(Div(f"part{number}-{key}", css_class=width) for key, width in COLUMNS.items()), css_class="row")
            for number in range(1, self.row_count + 1)
        ]
        return Layout("seen", "name", *rows, Submit("", self.button))

    def clean(self):
        said = super().clean()
        numbers = range(1, self.row_count + 1)
        names = [said.get(f"part{number}-name") for number in numbers]
        if not any(names) and not self.errors:
            self.add_error("part1-name", "Ghi ít nhất một thành phần. “Chưa phân loại” luôn có sẵn, không phải ghi.")
        for number, name in zip(numbers, names, strict=True):
            if not name and (said.get(f"part{number}-from") or said.get(f"part{number}-to")):
                self.add_error(f"part{number}-name", "Ghi tên thành phần, hoặc xóa ngày ở dòng này.")
        return said

    def shown(self, entry):
        shown = super().shown(entry)
        for number, part in enumerate(entry.get("parts", [])[: self.row_count], 1):
            said = {key: part[key] for key in PART_KEYS if part.get(key)}
            shown |= {
                f"part{number}-{key}": self.fields[f"part{number}-{key}"].shown(text) for key, text in said.items()
            }
        return shown

    def entry(self):
        entry, there = super().entry(), self.there.get("parts", [])
        rows = [
            {key: entry.pop(f"part{number}-{key}", "") for key in PART_KEYS} for number in range(1, self.row_count + 1)
        ]
        codes = [part.get("code", "") for part in there] + [""] * len(rows)
        taken = {code for code in codes if code}
        parts = []
        for code, row in zip(codes, rows, strict=False):
            if row["name"]:
                code = code or _fresh(row["name"], taken)
                taken.add(code)
                parts.append({"code": code} | {key: text for key, text in row.items() if text})
        return {**entry, "parts": parts} if parts else entry

    def box_of(self, path):
        found = re.match(r"parts\[([^\]]*)\]\.?(\w*)", path)
        if not found:
            return super().box_of(path)
        codes = [part.get("code") for part in self.there.get("parts", [])]
        number = codes.index(found[1]) + 1 if found[1] in codes else 1
        key = found[2] if found[2] in PART_KEYS else "name"
        return f"part{number}-{key}"

    def named_by(self):
        return self.cleaned_data["name"][:50]

    def taken(self):
        return Breakdown.objects.values_list("code", flat=True)


def _fresh(name: str, taken: set[str]) -> str:
    """A code of a part, made of its name."""
    stem = slugify(fold(name))[:50].strip("-") or "thanh-phan"
    numbers = range(1, len(taken) + 2)
    return next(code for code in (stem if n == 1 else f"{stem}-{n}" for n in numbers) if code not in taken)
