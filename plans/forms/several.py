"""A list of choices in a row of boxes, in an order that counts: Kính gửi, the one or two issuers."""

import re

from django import forms

from plans.forms.boxes import ChoiceBox

MOST = 60


class Several:
    """For forms of entries: `self.ask_several(…)` in `add_boxes` gives a key a row of boxes, two more than are filled in."""

    def ask_several(self, key: str, labels, choices: list, *, least: int = 3, most: int = MOST, required: bool = False):
        """`labels(number)` names the box of a number from 1."""
        there = self.there.get(key, [])
        asked = max(least, len(there) + 2, self._typed_so_far(key))
        self.rows_of = {**getattr(self, "rows_of", {}), key: []}
        for number in range(1, min(most, asked) + 1):
            name = f"{key}-{number}"
            self.fields[name] = ChoiceBox(label=labels(number), choices=choices, required=required and number == 1)
            self.rows_of[key].append(name)

    def _typed_so_far(self, key: str) -> int:
        numbers = [int(found[1]) for name in self.data if (found := re.fullmatch(f"{key}-([0-9]{{1,2}})", name))]
        return max(numbers, default=0)

    def shown(self, entry: dict) -> dict:
        shown = super().shown(entry)
        for key, names in getattr(self, "rows_of", {}).items():
            for name, code in zip(names, entry.get(key, []), strict=False):
                shown[name] = self.fields[name].shown(code)
        return shown

    def entry(self) -> dict:
        entry = super().entry()
        for key, names in getattr(self, "rows_of", {}).items():
            chosen = [entry.pop(name) for name in names if name in entry]
            if chosen:
                entry[key] = list(dict.fromkeys(chosen))
        return entry

    def box_of(self, path: str) -> str | None:
        key, _, rest = path.partition("[")
        names = getattr(self, "rows_of", {}).get(key)
        if not names:
            return super().box_of(path)
        number = rest.partition("]")[0]
        place = int(number) - 1 if number.isdecimal() else 0
        return names[min(place, len(names) - 1)]


def chosen_box(label: str, choices: list, *, required: bool = False, help_text: str = "") -> forms.Field:
    """A box with choices that the draft gives."""
    return ChoiceBox(label=label, choices=choices, required=required, help_text=help_text)
