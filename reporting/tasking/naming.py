"""What the holders of a task are called, and how an address names them."""

import re
from collections.abc import Collection, Iterable

from plans.choices import UnitLevel
from plans.models import Unit
from reporting.tasking.board import TaskLine
from reporting.tasking.holders import AGENCY, UNIT, Assignments, Holder, Party

WORDS = {UNIT: "don-vi", AGENCY: "co-quan"}
KEY = re.compile(r"(don-vi|co-quan)-([0-9]{1,12})")
KINDS = {word: kind for kind, word in WORDS.items()}
NAMED_AT_MOST = 3


def key_of(party: Party) -> str:
    """ "don-vi-12", "co-quan-45"."""
    return f"{WORDS[party.kind]}-{party.pk}"


def party_of_key(key: str) -> Party | None:
    match = KEY.fullmatch(key)
    return Party(KINDS[match[1]], int(match[2])) if match else None


def names_of(holders: Iterable[Holder], assignments: Assignments) -> dict[Party, str]:
    """The names of holders and of those whose part they carry on. One query for the units."""
    parties = {party for holder in holders for party in (holder.party, *holder.carries)}
    units = unit_names(party.pk for party in parties if party.kind == UNIT)
    return {party: units[party.pk] if party.kind == UNIT else assignments.agencies[party.pk].name for party in parties}


def unit_names(units: Iterable[int]) -> dict[int, str]:
    return dict(Unit.objects.filter(pk__in=set(units)).order_by("pk").values_list("pk", "name"))


def leaders_words(line: TaskLine, units: dict[int, str]) -> list[str]:
    """Who leads a task: the agencies as they are called now, else every unit of a level, else the units by name."""
    led = [agency.name for agency, leads in line.agencies if leads]
    if line.task.each_level:
        led.append(f"Mỗi đơn vị {UnitLevel(line.task.each_level).label}")
    elif not led:
        led = _some([units[each.holder.party.pk] for each in line.leads if each.holder.party.kind == UNIT])
    return led


def partners_words(line: TaskLine) -> list[str]:
    return [agency.name for agency, leads in line.agencies if not leads]


def _some(names: Collection[str]) -> list[str]:
    shown = list(names)[:NAMED_AT_MOST]
    rest = len(names) - len(shown)
    return [*shown, f"và {rest} đơn vị khác"] if rest else shown
