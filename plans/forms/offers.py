"""What the forms of a draft offer for choosing: its own agencies, sections and phases, and what the portal knows already."""

from dataclasses import dataclass
from functools import cached_property

from plans.choices import UnitLevel
from plans.drafting import entries_of, section_list
from plans.drafting.words import shortened
from plans.forms.boxes import flat
from plans.forms.measured import Measured
from plans.models import Agency, PlanDraft, Unit
from plans.succession import current_map
from portal import clock
from portal.dates import format_date
from portal.text import sort_key

INDENT = "\u2003"
NOTHING = ("", "– chọn –")


@dataclass(frozen=True)
class Offers:
    """The choices of one draft, asked when they are needed."""

    draft: PlanDraft

    @cached_property
    def agencies(self) -> list:
        """Of the draft first, then those of the province and of the whole country that the portal knows."""
        own = [(entry["code"], entry.get("name", entry["code"])) for entry in self._entries("agencies")]
        taken = {code for code, _ in own}
        others = [pair for pair in self.known_agencies if pair[0] not in taken]
        return [NOTHING, *grouped("Của kế hoạch này", own), *grouped("Đã có trên cổng", others)]

    @cached_property
    def known_agencies(self) -> list[tuple[str, str]]:
        """(code, name) of the portal's agencies of the province and of the whole country, by name."""
        known = Agency.objects.filter(unit__in=[*self._province_units, *self._roots]).values_list("code", "name")
        return sorted(known, key=lambda pair: sort_key(pair[1]))

    @cached_property
    def sections(self) -> list:
        """In the paper's order, indented by depth."""
        rows = section_list(self.draft.content)
        return [NOTHING, *((row.code, INDENT * (row.depth - 1) + shortened(row.title)) for row in rows)]

    @cached_property
    def measured(self) -> Measured:
        """What its goals may measure."""
        return Measured(self.draft)

    @cached_property
    def phases(self) -> list:
        rows = self._entries("phases")
        return [NOTHING, *((row["code"], row.get("name", row["code"])) for row in rows)]

    @cached_property
    def agency_names(self) -> list[str]:
        return [words for code, words in flat(self.agencies) if code]

    @cached_property
    def scopes(self) -> list:
        """The province, and the provinces that went into it, as a plan names them."""
        units = Unit.objects.filter(pk__in=self._province_units)
        return [NOTHING, *((f"{unit.level} {unit.code}", _with_its_end(unit)) for unit in units)]

    @cached_property
    def places(self) -> list:
        """Where an agency may belong: the province, what went into it, the whole country."""
        roots = Unit.objects.filter(pk__in=self._roots)
        return [*self.scopes, *((f"{unit.level} {unit.code}", unit.name) for unit in roots)]

    def _entries(self, kind: str) -> list[dict]:
        return [entry for entry in entries_of(self.draft.content, kind) if entry.get("code")]

    @cached_property
    def _province_units(self) -> list[int]:
        today, unit_map = clock.today(), current_map()
        provinces = Unit.objects.filter(level=UnitLevel.PROVINCE).values_list("pk", flat=True)
        return [pk for pk in provinces if unit_map.home(pk, today) == self.draft.province_id]

    @cached_property
    def _roots(self) -> list[int]:
        return list(Unit.objects.filter(level=UnitLevel.COUNTRY).values_list("pk", flat=True))


def grouped(words: str, choices: list) -> list:
    """A named group of a list of choices; nothing where it is empty."""
    return [(words, choices)] if choices else []


def _with_its_end(unit: Unit) -> str:
    return f"{unit.name} (đến {format_date(unit.valid_to)})" if unit.valid_to else unit.name
