"""Reporting duties: who reports to whom, and when each of the five kinds of report is due."""

from collections.abc import Iterator
from dataclasses import dataclass

from crispy_forms.layout import Layout
from django import forms

from plans.choices import Period, Reporter
from plans.forms.boxes import ChoiceBox, TextBox, YearDayBox, YearsBox
from plans.forms.entries import EntryForm
from plans.forms.offers import NOTHING
from plans.forms.several import Several, chosen_box
from plans.loading.scalars import DUE, LEFT_TO_PROVINCE

PERIODS = [period for period in Period if period != Period.CLOSING]
WITH_A_DAY = ["trước ngày", "chậm nhất ngày", "đến hết ngày"]
NOT_ASKED, NO_DAY = "", "không nêu hạn"
PERIODIC = {Period.HALF_YEAR, Period.YEAR}
PARTS_OF_A_ROW = ("words", "day", "cut_off", "years")


@dataclass(frozen=True)
class OccasionRow:
    """The boxes of one kind of report."""

    name: str
    words: forms.BoundField
    day: forms.BoundField
    cut_off: forms.BoundField
    years: forms.BoundField


class DutyForm(Several, EntryForm):
    """One duty. Its reports are a row of boxes for each kind of report; a row left alone is not asked."""

    wording = TextBox(label="Câu của văn bản, nguyên văn", rows=3)
    reporter = ChoiceBox(label="Ai báo cáo", choices=[NOTHING, *Reporter.choices])
    basis = TextBox(label="Căn cứ", rows=2, required=False)
    note = TextBox(label="Ghi chú của người nhập", rows=2, required=False)

    def add_boxes(self):
        self.fields["section"] = chosen_box("Ở mục", self.offers.sections, help_text="Để trống nếu ở phần kết.")
        self.ask_several("recipients", _recipient, self.offers.agencies, required=True)
        self.fields["via"] = chosen_box("Gửi qua", self.offers.agencies)
        for period in PERIODS:
            self._add_row(period)

    def _add_row(self, period):
        name, words = period.label, [*WITH_A_DAY, *self._words_there()]
        self.fields[f"{period}-words"] = ChoiceBox(
            label=f"Hạn, kỳ {name}", choices=_due_words(period, words), required=False
        )
        self.fields[f"{period}-day"] = YearDayBox(label=f"Ngày/tháng, kỳ {name}", required=False)
        self.fields[f"{period}-cut_off"] = YearDayBox(label=f"Chốt số liệu, kỳ {name}", required=False)
        self.fields[f"{period}-years"] = YearsBox(label=f"Các năm, kỳ {name}", required=False, help_text="")

    def _words_there(self) -> list[str]:
        """Other ways in which the paper words its days: "chậm nhất 15/6"."""
        parted = [_parted(report.get("due", "")) for report in self.there.get("reports", [])]
        return [words for words in dict.fromkeys(words for words, day in parted if day) if words not in WITH_A_DAY]

    def layout(self):
        return Layout("seen")

    def rows(self) -> Iterator[OccasionRow]:
        for period in PERIODS:
            yield OccasionRow(period.label, *(self[f"{period}-{part}"] for part in PARTS_OF_A_ROW))

    def above_rows(self) -> list[forms.BoundField]:
        return [self[name] for name in ("wording", "section", "reporter", *self.rows_of["recipients"], "via", "basis")]

    def clean(self):
        said, with_a_day = super().clean(), [*WITH_A_DAY, *self._words_there()]
        for period in PERIODS:
            words, day = said.get(f"{period}-words", ""), said.get(f"{period}-day", "")
            others = [said.get(f"{period}-{part}") for part in PARTS_OF_A_ROW[1:]]
            if words in with_a_day and not day and f"{period}-day" not in self.errors:
                self.add_error(f"{period}-day", "Gõ ngày/tháng của hạn, ví dụ 30/11.")
            elif day and words not in with_a_day:
                self.add_error(f"{period}-words", "Chọn cách nói hạn cho ngày đã gõ, hoặc xóa ngày đi.")
            elif words == NOT_ASKED and any(others):
                self.add_error(f"{period}-words", "Chọn hạn cho kỳ này, hoặc xóa những gì đã gõ ở dòng này.")
        return said

    def shown(self, entry):
        shown = super().shown(entry)
        for report in entry.get("reports", []):
            period = report.get("period")
            if period in PERIODS:
                shown |= self._shown_row(period, report)
        return shown

    def _shown_row(self, period, report):
        words, day = _parted(report.get("due", ""))
        said = {"words": words, "day": day, "cut_off": report.get("cut_off"), "years": report.get("years")}
        return {f"{period}-{part}": self.fields[f"{period}-{part}"].shown(text) for part, text in said.items() if text}

    def entry(self):
        entry = super().entry()
        rows = {period: self._row(period, entry) for period in PERIODS}
        order = [report.get("period") for report in self.there.get("reports", [])]
        known = sorted(PERIODS, key=lambda period: order.index(period) if period in order else len(order))
        reports = [rows[period] for period in known if rows[period]]
        return {**entry, "reports": reports} if reports else entry

    def _row(self, period, entry):
        words, day, cut_off, years = (entry.pop(f"{period}-{part}", "") for part in PARTS_OF_A_ROW)
        if not words:
            return None
        due = "" if words == NO_DAY else f"{words} {day}".strip()
        row = {"period": period.value, "due": due, "cut_off": cut_off, "years": years}
        return {key: text for key, text in row.items() if text}

    def box_of(self, path):
        place, _, key = path.partition(".")
        if not place.startswith("reports"):
            return super().box_of(path)
        number = place.removeprefix("reports[").removesuffix("]")
        reports = self.there.get("reports", [])
        period = reports[int(number) - 1].get("period") if number.isdecimal() and int(number) <= len(reports) else None
        if period not in PERIODS:
            return f"{PERIODS[1]}-words"
        return f"{period}-{ {'due': 'words', 'cut_off': 'cut_off', 'years': 'years'}.get(key, 'words') }"

    def named_by(self):
        return f"{self.cleaned_data['reporter']} {self.cleaned_data['wording'][:40]}"


def _due_words(period, with_a_day) -> list:
    """What the paper may say of the day. Of the periodic reports one must be said."""
    asked = [(words, words) for words in with_a_day]
    without = [] if period in PERIODIC else [(NO_DAY, NO_DAY)]
    return [(NOT_ASKED, "không có kỳ này"), *asked, (LEFT_TO_PROVINCE, LEFT_TO_PROVINCE), *without]


def _parted(due: str) -> tuple[str, str]:
    """The words and the day of a due text; what cannot be read stays whole."""
    if not due:
        return NO_DAY, ""
    match = DUE.fullmatch(due)
    return (due.removesuffix(match[2]).strip(), match[2]) if match else (due, "")


def _recipient(number: int) -> str:
    return "Kính gửi" if number == 1 else f"Kính gửi (thứ {number})"
