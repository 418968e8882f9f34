"""The targets of a goal as rows of boxes: the years that each speaks of in one choice, its value, and by which decision."""

import re
from dataclasses import dataclass

from django import forms

from plans.choices import SpanKind
from plans.forms.boxes import ChoiceBox, DayBox, NumberBox, TextBox, YearsBox
from plans.loading.mistakes import Mistakes, Place
from plans.loading.scalars import Years, some_years
from plans.loading.source import Scalar
from plans.wording import years_words

MOST_ROWS = 40  # that a browser may ask for; a draft may hold more
BLANK_ROWS = 2
OFTENEST = 5  # years between two turns that are offered
DECISION_KEYS = ("effective_from", "decision", "reason")
VALUE_KEYS = ("value", "to")
KEYS = ("years", *VALUE_KEYS, *DECISION_KEYS)
CHOOSE_SPAN = "Chọn thời gian của lần giao này, hoặc xóa những gì đã gõ ở dòng này."
OUT_OF_PLAN = "ngoài các năm của kế hoạch"


@dataclass(frozen=True)
class PublishedLine:
    """A target that is published and stays as it is: only another one beside it changes it."""

    number: int
    line: dict


@dataclass(frozen=True)
class TargetRow:
    """The boxes of one target. `has_decision`: whether it asks from when, by which decision and why."""

    number: int
    boxes: tuple[forms.BoundField, ...]
    decision_boxes: tuple[forms.BoundField, ...]
    drop: forms.BoundField | None


class TargetRows:
    """For forms of goals: `self.ask_targets(...)` in `add_boxes` gives a row of boxes to each target, and some blank ones.

    `published` are the numbers (from 1) of targets that may not be rewritten. The last two rows are always blank.
    """

    def ask_targets(self, content: dict, *, published: frozenset[int] = frozenset()) -> None:
        there = self.there.get("targets", [])
        self.published = [PublishedLine(n, line) for n, line in enumerate(there, 1) if n in published]
        self.lines = [line for n, line in enumerate(there, 1) if n not in published]
        self.spans = span_choices(content)
        self.asks_decision = bool(self.published) or any(key in line for line in self.lines for key in DECISION_KEYS)
        self.row_count = max(len(self.lines), min(self._rows_typed(), MOST_ROWS)) + BLANK_ROWS
        for number in range(1, self.row_count + 1):
            self._add_row(number)

    def _rows_typed(self) -> int:
        """The last row in which something was typed."""
        typed = re.compile(r"target([0-9]{1,2})-(?:span|years|value|to)")
        numbers = [int(found[1]) for name in self.data if (found := typed.fullmatch(name)) and self.data.get(name)]
        return max(numbers, default=0)

    def _add_row(self, number: int) -> None:
        line = self.lines[number - 1] if number <= len(self.lines) else {}
        name = f"target{number}"
        spans = [("", "– chọn –"), *self.spans, *_span_out_of_plan(line, self.spans)]
        self.fields[f"{name}-span"] = ChoiceBox(label="Thời gian", choices=spans, required=False)
        self.fields[f"{name}-years"] = YearsBox(label="Chỉ các năm (định kỳ)", required=False, help_text="")
        self.fields[f"{name}-value"] = NumberBox(label="Giá trị", decimals=4, required=False)
        self.fields[f"{name}-to"] = NumberBox(label="Đến", decimals=4, required=False)
        if self.asks_decision:
            self.fields[f"{name}-effective_from"] = DayBox(label="Áp dụng từ ngày", required=False)
            self.fields[f"{name}-decision"] = TextBox(label="Theo văn bản", required=False, max_length=200)
            self.fields[f"{name}-reason"] = TextBox(label="Lý do", required=False)
        if line:
            self.fields[f"{name}-drop"] = forms.BooleanField(label="Bỏ lần giao này", required=False)

    def rows(self) -> list[TargetRow]:
        """For the template."""
        decisions = DECISION_KEYS if self.asks_decision else ()
        return [
            TargetRow(
                number,
                tuple(self[f"target{number}-{key}"] for key in ("span", "years", *VALUE_KEYS)),
                tuple(self[f"target{number}-{key}"] for key in decisions),
                self[f"target{number}-drop"] if f"target{number}-drop" in self.fields else None,
            )
            for number in range(1, self.row_count + 1)
        ]

    def clean(self):
        said = super().clean()
        for number in range(1, self.row_count + 1):
            typed = [said.get(f"target{number}-{key}") for key in (*VALUE_KEYS, "years")]
            dropped = said.get(f"target{number}-drop")
            if not said.get(f"target{number}-span") and not dropped and any(v not in (None, "") for v in typed):
                self.add_error(f"target{number}-span", CHOOSE_SPAN)
        return said

    def shown(self, entry: dict) -> dict:
        shown = super().shown(entry)
        lines = self.lines if entry is self.there else entry.get("targets", [])[len(self.published) :]
        for number, line in enumerate(lines[: self.row_count], 1):
            said = {"span": span_of_line(line)} | {key: line[key] for key in KEYS if key in line}
            boxes = {key: self.fields.get(f"target{number}-{key}") for key in said}
            shown |= {f"target{number}-{key}": box.shown(said[key]) for key, box in boxes.items() if box}
        return shown

    def entry(self) -> dict:
        entry = super().entry()
        typed = [self._line(number, entry) for number in range(1, self.row_count + 1)]
        lines = [published.line for published in self.published] + [line for line in typed if line]
        return {**entry, "targets": lines} if lines else entry

    def _line(self, number: int, entry: dict) -> dict:
        """A row as a target of the tree; what a row asks about the values is taken out of `entry`."""
        row = {key: entry.pop(f"target{number}-{key}", "") for key in ("span", *KEYS)}
        kind, _, spoken = row.pop("span").partition(":")
        if not kind or self.cleaned_data.get(f"target{number}-drop"):
            return {}
        kept = self.lines[number - 1] if number <= len(self.lines) else {}
        besides = {key: kept[key] for key in (*DECISION_KEYS, "units") if key in kept and key not in row}
        return {kind: spoken} | {key: text for key, text in row.items() if text} | besides

    def box_of(self, path: str) -> str | None:
        place, _, key = path.partition(".")
        if not place.startswith("targets["):
            return super().box_of(path)
        number = self._row_at(place.removeprefix("targets[").removesuffix("]"))
        if number is None:
            return None
        box = f"target{number}-{'span' if key in SpanKind.values else key or 'value'}"
        return box if box in self.fields else f"target{number}-value"

    def _row_at(self, text: str) -> int | None:
        """The row of the target of a number, counted without the published ones."""
        if not text.isdecimal():
            return None
        before = sum(published.number <= int(text) for published in self.published)
        is_published = any(published.number == int(text) for published in self.published)
        return None if is_published else int(text) - before


# --- The years --------------------------------------------------------------------------------------------------------


def span_choices(content: dict) -> list:
    """Every span that a target of this plan may speak of, grouped by kind; without the plan's years there are none."""
    years = plan_years(content)
    phases = [
        (f"phase:{phase['code']}", _phase_words(phase)) for phase in content.get("phases", ()) if phase.get("code")
    ]
    if years is None:
        return [("Trong giai đoạn", phases)] if phases else []
    every = range(years.first, years.last + 1)
    later = [year for year in every if year > years.first]
    turns = range(1, min(OFTENEST, years.last - years.first + 1) + 1)
    groups = [
        ("Trong một năm", [(f"year:{year}", f"Năm {year}") for year in every]),
        ("Trong giai đoạn", phases),
        (
            "Cộng dồn từ đầu kế hoạch",
            [(f"cumulative:{year}", f"Cộng dồn đến hết năm {year}") for year in later or every],
        ),
        ("Hiện có, hoàn thành vào cuối năm", [(f"term:{year}", f"Đến hết năm {year}") for year in every]),
        ("Định kỳ", [(f"every:{turn}", _turn_words(turn)) for turn in turns]),
    ]
    return [(words, choices) for words, choices in groups if choices]


def plan_years(content: dict) -> Years | None:
    """The years of the plan, where its frame says them so that they can be read."""
    return some_years.read(Scalar(Place(0), str((content.get("plan") or {}).get("years", ""))), Mistakes(""))


def span_of_line(line: dict) -> str:
    """The choice that a target of the tree has made; blank where it names none."""
    return next((f"{kind}:{line[kind]}" for kind in SpanKind.values if line.get(kind)), "")


def span_words_of(line: dict, content: dict) -> str:
    """A target's span as its choice words it."""
    chosen = span_of_line(line)
    known = {code: words for _, choices in span_choices(content) for code, words in choices}
    return known.get(chosen) or next((words for _, words in _span_out_of_plan(line, [])), "")


def _span_out_of_plan(line: dict, choices: list) -> list:
    """A span of the draft that is not offered stays choosable, so that opening the form loses nothing."""
    chosen = span_of_line(line)
    if not chosen or any(chosen == code for _, group in choices for code, _ in group):
        return []
    kind, _, spoken = chosen.partition(":")
    words = (
        _turn_words(int(spoken))
        if kind == SpanKind.EVERY and spoken.isdecimal()
        else f"{SpanKind(kind).label} {spoken}"
    )
    return [(chosen, words if kind == SpanKind.EVERY else f"{words} ({OUT_OF_PLAN})")]


def _turn_words(turn: int) -> str:
    return "Mỗi năm" if turn == 1 else f"{turn:02} năm một lần"


def _phase_words(phase: dict) -> str:
    name, years = phase.get("name", phase["code"]), phase.get("years", "")
    first, _, last = years.partition("-")
    told = years_words(int(first), int(last or first)) if first.isdecimal() and (last or first).isdecimal() else years
    return name if told in name.replace(" ", "") else f"{name} ({told})"
