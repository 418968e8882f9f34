"""A form for one entry of a draft: typed the Vietnamese way, kept as texts under the keys of the plan form."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from crispy_forms.layout import Layout, Submit
from django import forms

from plans.drafting import fresh_code
from plans.forms.boxes import flat
from plans.forms.offers import Offers
from portal.form_layout import without_tag

BLANK = ("", None, [], {})


@dataclass(frozen=True)
class Difference:
    """A box in which two people wrote different things, as they would read it."""

    label: str
    there: str
    typed: str


class EntryForm(forms.Form):
    """The boxes of an entry, named after its keys. What is there now is `entry`; without it the entry is new.

    `seen` carries what was on the screen, so that nobody overwrites unseen what somebody else saved meanwhile. The fields
    are those of plans.forms.boxes: each knows how its text of the draft is shown, and how what was typed is written.
    """

    button = "Ghi vào bản soạn"
    kept_keys = ("code",)  # said by the draft, not by a box

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, offers: Offers, entry: dict | None = None, data=None):
        self.offers, self.there = offers, entry or {}
        super().__init__(data)
        self.add_boxes()
        self.initial = {"seen": stamp_of(entry), **self.shown(self.there)}
        self.helper = without_tag(self.layout())

    # --- For each kind of entry to say --------------------------------------------------------------------------------

    def add_boxes(self) -> None:
        """Boxes whose choices come from the draft, or whose number does."""

    def layout(self) -> Layout:
        return Layout(*self.fields, Submit("", self.button))

    def shown(self, entry: dict) -> dict:
        """What stands in the boxes for an entry."""
        return {name: box.shown(entry.get(name)) for name, box in self.boxes() if name in entry}

    def entry(self) -> dict:
        """What was typed, as an entry of the draft."""
        said = {name: box.written(self.cleaned_data[name]) for name, box in self.boxes()}
        kept = {key: self.there[key] for key in self.kept_keys if key in self.there}
        return {key: value for key, value in (kept | said).items() if value not in BLANK}

    def named_by(self) -> str:
        """The words of which the code of a new entry is made: clerks never invent codes."""
        return ""

    def taken(self) -> Collection[str]:
        """Codes that are in use outside the draft."""
        return ()

    def box_of(self, path: str) -> str | None:
        """The box to which a mistake at a key of the entry belongs; None where there is no single one."""
        name = path.partition(".")[0].partition("[")[0]
        return name if name in self.fields else None

    def code_in(self, content: dict, kind: str) -> str:
        """A code for a new entry, unlike all others."""
        return fresh_code(content, kind, self.named_by(), self.taken())

    # --- What all of them do ------------------------------------------------------------------------------------------

    def boxes(self):
        return [(name, box) for name, box in self.fields.items() if hasattr(box, "written")]

    def is_stale(self) -> bool:
        """Whether the entry is another one now than it was on the screen."""
        return self.cleaned_data["seen"] != stamp_of(self.there or None)

    def look_again(self) -> list[Difference]:
        """What differs from what is there now; the next saving is taken as made with both before the eyes."""
        self.data = self.data.copy()
        self.data["seen"] = stamp_of(self.there or None)
        there, typed = self.shown(self.there), self.shown(self.entry())
        return [
            Difference(box.label, in_words(box, there.get(name)), in_words(box, typed.get(name)))
            for name, box in self.boxes()
            if there.get(name) != typed.get(name)
        ]

    @classmethod
    def with_problems(cls, offers: Offers, entry: dict, problems: list) -> "EntryForm":
        """The form of an entry as it stands, each problem (plans.forms.problems.Problem) beside its box."""
        blank = cls(offers, entry)
        form = cls(offers, entry, blank.as_if_typed())
        form.full_clean()
        form._errors.clear()
        for problem in problems:
            box = form.box_of(problem.path)
            form.add_error(box, problem.at_box if box else problem.words)
        return form

    def as_if_typed(self) -> dict:
        """What the browser would send if nothing were changed."""
        return {name: value for name, value in self.initial.items() if value not in (None, False)}


def stamp_of(value) -> str:
    """What tells a part of a draft from what it was before; blank for nothing."""
    if value in BLANK:
        return ""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def in_words(box: forms.Field, value) -> str:
    """A box's value as its reader calls it: of a choice, the words."""
    if isinstance(value, list):
        return "\n".join(in_words(box, item) for item in value)
    for code, words in flat(getattr(box, "choices", ())):
        if str(code) == str(value):
            return str(words)
    return "" if value is None else str(value)
