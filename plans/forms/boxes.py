"""The boxes of a draft's forms: how a text of the draft is shown in one, and how what was typed is written back.

A text that cannot be read (a draft may be wrong) is shown as it is, so that whoever mends it sees it.
"""

import re
from contextlib import suppress
from datetime import date
from decimal import Decimal, InvalidOperation

from django import forms

from portal.dates import format_date
from portal.fields import DateField, NumberField, TextField
from portal.numbers import format_number
from portal.text import narrow

DASHES = re.compile(r"\s*[-–—−]\s*")
YEAR = re.compile("[0-9]{4}")
DAY_AND_MONTH = re.compile(r"([0-9]{1,2})\s*[/.-]\s*([0-9]{1,2})")

HOW_TO_TYPE_YEARS = "Gõ một năm (2026) hoặc năm đầu và năm cuối (2026-2030)."
YEARS_TURNED = "Năm cuối đứng trước năm đầu."
HOW_TO_TYPE_A_YEAR_DAY = "Gõ ngày/tháng, không có năm, ví dụ 15/06."
NO_SUCH_YEAR_DAY = "Không phải năm nào cũng có ngày {text}."


class TextBox(TextField):
    """A text: on one line, or over several with `rows`."""

    def __init__(self, *, rows: int = 0, **kwargs):
        if rows:
            kwargs.setdefault("widget", forms.Textarea(attrs={"rows": rows}))
        super().__init__(**kwargs)

    def shown(self, text):
        return text

    def written(self, value):
        return value


class LinesBox(TextField):
    """A list of texts, one on each line."""

    def __init__(self, *, rows: int = 4, **kwargs):
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **kwargs)

    def shown(self, texts):
        lines = texts if isinstance(texts, list) else [texts]
        return "\n".join(" ".join(str(line).split("\n")) for line in lines)

    def written(self, value):
        return [line.strip() for line in value.split("\n") if line.strip()]


class ChoiceBox(forms.ChoiceField):
    """One word of a list. A word of the draft that is not in the list stays in it, so that opening a form loses nothing."""

    def shown(self, code):
        known = {str(known) for known, _ in flat(self.choices)}
        if code and str(code) not in known:
            self.choices = [*self.choices, (code, f"{code} (không còn trong danh sách)")]
        return code

    def written(self, value):
        return value


class DayBox(DateField):
    """A day."""

    def shown(self, text):
        with suppress(ValueError):
            return format_date(date.fromisoformat(str(text)))
        return text

    def written(self, value):
        return value.isoformat() if value else ""


class NumberBox(NumberField):
    """A number."""

    def shown(self, text):
        with suppress(InvalidOperation):
            return format_number(Decimal(str(text)))
        return text

    def written(self, value):
        return "" if value is None else format(value, "f")


class YearsBox(TextField):
    """One year, or the first and the last: "2026", "2026-2030"."""

    def __init__(self, **kwargs):
        kwargs.setdefault("help_text", HOW_TO_TYPE_YEARS)
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}), **kwargs)

    def to_python(self, value):
        typed = super().to_python(value)
        if not typed:
            return ""
        years = DASHES.split(narrow(typed).strip())
        if len(years) > 2 or not all(YEAR.fullmatch(year) for year in years):
            raise forms.ValidationError(HOW_TO_TYPE_YEARS, code="invalid")
        if years[-1] < years[0]:
            raise forms.ValidationError(YEARS_TURNED, code="turned")
        return "-".join(dict.fromkeys(years))

    def shown(self, text):
        return text

    def written(self, value):
        return value


class YearDayBox(TextField):
    """A day and month of every year: "15/06"."""

    def __init__(self, **kwargs):
        attrs = {"autocomplete": "off", "placeholder": "ngày/tháng"}
        super().__init__(widget=forms.TextInput(attrs=attrs), **kwargs)

    def to_python(self, value):
        typed = narrow(super().to_python(value) or "").strip()
        if not typed:
            return ""
        match = DAY_AND_MONTH.fullmatch(typed)
        if match is None:
            raise forms.ValidationError(HOW_TO_TYPE_A_YEAR_DAY, code="invalid")
        day, month = int(match[1]), int(match[2])
        try:
            date(2023, month, day)
        except ValueError:
            raise forms.ValidationError(NO_SUCH_YEAR_DAY.format(text=typed), code="invalid") from None
        return f"{day}/{month}"

    def shown(self, text):
        match = DAY_AND_MONTH.fullmatch(str(text))
        return f"{int(match[1]):02}/{int(match[2]):02}" if match else text

    def written(self, value):
        return value


def flat(choices):
    """(code, words) of all choices, also of those in groups."""
    for code, words in choices:
        if isinstance(words, list | tuple):
            yield from words
        else:
            yield code, words
