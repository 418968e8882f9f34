"""What differs between two contents of a plan, entry by entry: was, is."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.comparing.words import Words
from plans.drafting import EntryKind, LineKind, entries_of, section_list
from plans.drafting.kinds import SECTIONS
from plans.drafting.vocabulary import KEYS
from plans.drafting.words import noun_of, title_of

ADDED, REMOVED, EDITED = "thêm", "bỏ", "sửa"
ORDER, PARENT = "thứ tự", "mục trên"
# In the order in which a plan is read.
KINDS = (
    EntryKind.RELATIONS,
    EntryKind.AGENCIES,
    EntryKind.PHASES,
    SECTIONS,
    EntryKind.BREAKDOWNS,
    EntryKind.INDICATORS,
    EntryKind.RULES,
    EntryKind.GOALS,
    EntryKind.TASKS,
    EntryKind.DOCUMENTS,
    EntryKind.DUTIES,
    EntryKind.LETTERHEADS,
)
SILENT = ("code", "edition")


@dataclass(frozen=True)
class Difference:
    """One entry that differs: its kind, what it is called, and (label, was, is) of each thing that changed."""

    kind: str
    noun: str
    name: str
    changes: tuple[tuple[str, str, str], ...]
    what: str = EDITED


def differences(was: dict, is_: dict) -> list[Difference]:
    """All differences in the order of the plan. Three queries at most, for the names of shared things."""
    words = Words(was, is_)
    found = [*_frame(was, is_, words)]
    for kind in LineKind.values:
        found += _lines(kind, was.get(kind) or [], is_.get(kind) or [])
    for kind in KINDS:
        found += _entries(kind, _keyed(kind, was), _keyed(kind, is_), words)
    return found


def _frame(was: dict, is_: dict, words: Words) -> list[Difference]:
    changes = _changes("plan", was.get("plan") or {}, is_.get("plan") or {}, words)
    return [Difference("plan", noun_of("plan"), "", changes, EDITED if was.get("plan") else ADDED)] if changes else []


def _lines(kind: str, was: list[str], is_: list[str]) -> list[Difference]:
    if was == is_:
        return []
    gone, come = [line for line in was if line not in is_], [line for line in is_ if line not in was]
    label = KEYS.get(kind, kind)
    told = (label, "\n".join(gone), "\n".join(come)) if gone or come else (ORDER, "\n".join(was), "\n".join(is_))
    return [Difference(kind, str(LineKind(kind).label), "", (told,))]


def _entries(kind: str, was: dict, is_: dict, words: Words) -> list[Difference]:
    found = []
    for key, entry in is_.items():
        changes = _changes(kind, was.get(key, {}), entry, words)
        if changes:
            what = EDITED if key in was else ADDED
            found.append(Difference(kind, noun_of(kind), title_of(kind, entry), changes, what))
    for key, entry in was.items():
        if key not in is_:
            changes = _changes(kind, entry, {}, words)
            found.append(Difference(kind, noun_of(kind), title_of(kind, entry), changes, REMOVED))
    return found + _order(kind, was, is_)


def _order(kind: str, was: dict, is_: dict) -> list[Difference]:
    """The entries that are in both, where they stand in another order."""
    before, after = [key for key in was if key in is_], [key for key in is_ if key in was]
    if before == after:
        return []
    told = [_titles(kind, (entries[key] for key in keys)) for entries, keys in ((was, before), (is_, after))]
    return [Difference(kind, noun_of(kind), "", ((ORDER, *told),))]


def _titles(kind: str, entries: Iterable[dict]) -> str:
    return "\n".join(title_of(kind, entry) for entry in entries)


def _changes(kind: str, was: dict, is_: dict, words: Words) -> tuple[tuple[str, str, str], ...]:
    keys = dict.fromkeys([*was, *is_])
    changed = [key for key in keys if key not in SILENT and was.get(key) != is_.get(key)]
    return tuple((KEYS.get(key, key), _said(kind, key, was, words), _said(kind, key, is_, words)) for key in changed)


def _said(kind: str, key: str, entry: dict, words: Words) -> str:
    return words.of(kind, key, entry[key]) if entry.get(key) else ""


def _keyed(kind: str, content: dict) -> dict:
    """The entries of a kind by what tells them apart, in their order; a section with the name of the one above it."""
    if kind == SECTIONS:
        return {spot.code: _own_words(spot, content) for spot in section_list(content)}
    entries = entries_of(content, kind)
    if kind == EntryKind.RELATIONS:
        return {tuple(entry.get(key, "") for key in ("carries_out", "amends", "replaces")): entry for entry in entries}
    if kind == EntryKind.LETTERHEADS:
        return {(entry.get("agency"), entry.get("from", "")): entry for entry in entries}
    return {entry.get("code", number): entry for number, entry in enumerate(entries)}


def _own_words(spot, content: dict) -> dict:
    own = {key: value for key, value in spot.entry.items() if key != SECTIONS}
    if len(spot.path) == 1:
        return own
    above = next(other for other in section_list(content) if other.path == spot.path[:-1])
    return own | {PARENT: title_of(SECTIONS, above.entry)}
