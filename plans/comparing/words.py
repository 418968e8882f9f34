"""What stands in a content, said in words: days and numbers as Vietnamese write them, names instead of codes."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F

from plans.choices import AgencyKind, PlanKind
from plans.drafting import EntryKind, entries_of, section_list
from plans.drafting.references import MANY, PLACES, codes_at
from plans.drafting.vocabulary import CHOICES, KEYS
from plans.loading.form.indicators import Source
from plans.models import Agency, BreakdownPart, Indicator, Unit
from portal.dates import format_date
from portal.numbers import format_number

ISO_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER_KEYS = {"value", "to", "fixed", "constant"}
CHOICE_KEYS = {
    "kind",
    "comparator",
    "measure",
    "accumulation",
    "reporter",
    "owed_by",
    "per",
    "level",
    "each_level",
    "period",
    "comparison",
    "side",
    "weight",
}
REFERENCE_KEYS = {place[-1] if place[-1] != MANY else place[-2] for places in PLACES.values() for place in places}
NAMED = {
    "phase": EntryKind.PHASES,
    "agency": EntryKind.AGENCIES,
    "goal": EntryKind.GOALS,
    "indicator": EntryKind.INDICATORS,
    "breakdown": EntryKind.BREAKDOWNS,
}
# Where a part of a breakdown is named.
PARTS = (("goals", MANY, "part"), ("rules", MANY, "left", MANY, "part"), ("rules", MANY, "right", MANY, "part"))
UNIT_KEYS = {"scope", "unit"}
# Inside a line these say by themselves what they are.
SPEAKING = {"name", "period", "value"}
DISTINCT = {"year": "năm", "phase": "giai đoạn"}
SPANS = {
    "year": "năm {}",
    "phase": "{}",
    "cumulative": "cộng dồn đến hết năm {}",
    "term": "đến cuối năm {}",
    "every": "{} năm một lần",
}


class Words:
    """How the values of some contents are said; codes are looked up there, and where they are shared in the tables."""

    def __init__(self, *contents: dict):
        self.names: dict[str, dict[str, str]] = {}
        for content in contents:
            self._name("section", {spot.code: spot.title for spot in section_list(content)})
            for key, kind in NAMED.items():
                for entry in entries_of(content, kind):
                    self._name(key, {entry.get("code", ""): entry.get("name") or entry.get("wording", "")})
                    self._name(
                        "part", {part.get("code", ""): part.get("name", "") for part in entry.get("parts") or ()}
                    )
        self._look_up(contents)

    def of(self, kind: str, key: str, value: Any) -> str:
        """A value behind a key of an entry of some kind."""
        if isinstance(value, list):
            joint = "\n" if any(isinstance(item, dict) for item in value) else "; "
            return joint.join(self.of(kind, key, item) for item in value)
        if isinstance(value, dict):
            return self._line(kind, key, value)
        return self._scalar(kind, key, str(value))

    def _scalar(self, kind: str, key: str, text: str) -> str:
        if key in REFERENCE_KEYS or key == "part":
            return self.names.get(_noun(kind, key), {}).get(text) or text
        if ISO_DAY.fullmatch(text):
            return format_date(date.fromisoformat(text))
        if key in NUMBER_KEYS and re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", text):
            return format_number(Decimal(text))
        if key in UNIT_KEYS:
            return self.names.get("unit", {}).get(text, text)
        if key == "kind":
            kinds = PlanKind if kind == "plan" else AgencyKind
            return str(dict(kinds.choices).get(text, text))
        if key in CHOICE_KEYS:
            return str(CHOICES.get(text, text))
        if key == "collected_from":
            return str(dict(Source.choices).get(text, text))
        return DISTINCT.get(text, text) if key == "distinct_within" else text

    def _line(self, kind: str, key: str, entry: dict) -> str:
        """An entry inside an entry, on one line."""
        if key == "targets":
            return self._target(entry)
        said = []
        for name, value in entry.items():
            if name != "code" and value not in (None, ""):
                words = self.of(kind, name, value)
                said.append(words if name in SPEAKING else f"{KEYS.get(name, name)} {words}")
        return ", ".join(said)

    def _target(self, line: dict) -> str:
        """ "năm 2024: 3, áp dụng từ ngày 01/09/2024 (15/QĐ-BTV): lý do"."""
        spans = [SPANS[key].format(self.of("goals", key, line[key])) for key in SPANS if line.get(key)]
        if line.get("years"):
            spans.append(f"trong {line['years']}")
        numbers = [self.of("goals", key, line[key]) for key in ("value", "to") if line.get(key)]
        words = ", ".join(spans) + (f": {' – '.join(numbers)}" if numbers else "")
        if line.get("effective_from"):
            words += f", áp dụng từ ngày {self.of('goals', 'on', line['effective_from'])}"
        if line.get("decision"):
            words += f" ({line['decision']})"
        return words + (f"; lý do: {line['reason']}" if line.get("reason") else "")

    def _name(self, key: str, named: dict[str, str]) -> None:
        self.names.setdefault(key, {}).update({code: words for code, words in named.items() if words})

    def _look_up(self, contents: tuple[dict, ...]) -> None:
        """The names of what other files declare, and of units: four queries at most."""
        self._look_up_units(contents)
        for key, kind, model in (
            ("agency", EntryKind.AGENCIES, Agency),
            ("indicator", EntryKind.INDICATORS, Indicator),
        ):
            used = {code for content in contents for place in PLACES[kind] for code in codes_at(content, place)}
            missing = used - self.names.get(key, {}).keys()
            if missing:
                self._name(key, dict(model.objects.filter(code__in=missing).values_list("code", "name")))
        parts = {code for content in contents for place in PARTS for code in codes_at(content, place)}
        missing = parts - self.names.get("part", {}).keys()
        if missing:
            self._name("part", dict(BreakdownPart.objects.filter(code__in=missing).values_list("code", "name")))

    def _look_up_units(self, contents: tuple[dict, ...]) -> None:
        """ "province 36" is called by its name; where a code was used again, by the later one."""
        named = {
            entry.get(key, "")
            for content in contents
            for entry, key in [
                (content.get("plan") or {}, "scope"),
                *((agency, "unit") for agency in entries_of(content, EntryKind.AGENCIES)),
            ]
        }
        codes = {text.partition(" ")[2] for text in named if text}
        units = (
            Unit.objects.filter(code__in=codes).order_by(F("valid_from").asc(nulls_first=True), "pk") if codes else []
        )
        self._name("unit", {f"{unit.level} {unit.code}": unit.name for unit in units})


def _noun(kind: str, key: str) -> str:
    """What a key points at."""
    if key in ("section", "phase", "breakdown", "part", "indicator", "agency"):
        return key
    if key in ("alternative_to", "beneficiaries_of"):
        return "goal"
    is_indicator = kind == EntryKind.INDICATORS and key in ("not_above", "sum_of", "numerator", "denominator")
    return "indicator" if is_indicator else "agency"
