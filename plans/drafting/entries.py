"""The entries of a content: listed, written, moved, removed."""

import re
from collections.abc import Collection

from plans.drafting.kinds import LONGEST_CODE, LONGEST_OTHER_CODE, NUMBERED, SECTIONS, EntryKind
from plans.drafting.outline import said_again, section_list
from plans.drafting.references import pointing_at, with_references
from plans.drafting.words import name_of, noun_of
from portal.errors import RuleBroken
from portal.text import fold

NAMES_TOLD = 3


def entries_of(content: dict, kind: str) -> list[dict]:
    """All entries of a kind, in the plan's order."""
    return list(content.get(kind) or ())


def entry_of(content: dict, kind: str, key: str | int) -> dict:
    """An entry by its code, or by its number (from 1) where the kind has no codes. LookupError where there is none."""
    return entries_of(content, kind)[_place(content, kind, key)]


def with_entry(content: dict, kind: str, entry: dict, key: str | int | None = None) -> dict:
    """The content with an entry at the end, or in the place of the one with this key; a changed code is followed.

    A new entry that only says the last one again (`said_again`) is not put there twice.
    """
    entries = entries_of(content, kind)
    said = {name: value for name, value in entry.items() if value not in (None, "", [], {})}
    if key is None and said_again(entries, said):
        return content
    _refuse_taken(entries, kind, entry, key)
    if key is None:
        return content | {kind: [*entries, said]}
    place = _place(content, kind, key)
    was = entries[place].get("code")
    entries[place] = said
    changed = content | {kind: entries}
    if was and said.get("code") and said["code"] != was:
        return with_references(changed, kind, was, said["code"])
    return changed


def without_entry(content: dict, kind: str, key: str | int) -> dict:
    """The content without an entry. RuleBroken where another entry still points at it, with their names."""
    place = _place(content, kind, key)
    entries = entries_of(content, kind)
    if kind not in NUMBERED:
        refuse_pointed_at(content, kind, entries[place])
    del entries[place]
    left = {name: value for name, value in content.items() if name != kind}
    return left | {kind: entries} if entries else left


def moved(content: dict, kind: str, key: str | int, by: int) -> dict:
    """The content with an entry one place earlier (by=-1) or later (by=+1); at the end of the list it stays."""
    place = _place(content, kind, key)
    entries = entries_of(content, kind)
    other = place + by
    if 0 <= other < len(entries):
        entries[place], entries[other] = entries[other], entries[place]
    return content | {kind: entries}


def with_frame(content: dict, frame: dict) -> dict:
    """The content with these values of the plan's frame; a blank one is taken out, one that is not named stays."""
    said = (content.get("plan") or {}) | frame
    return content | {"plan": {name: value for name, value in said.items() if value not in (None, "", [], {})}}


def with_lines(content: dict, name: str, lines: Collection[str]) -> dict:
    """The content with another list of plain lines (LineKind); blank lines are left out."""
    said = [line.strip() for line in lines if line.strip()]
    left = {key: value for key, value in content.items() if key != name}
    return left | {name: said} if said else left


def fresh_code(content: dict, kind: str, words: str, taken: Collection[str] = ()) -> str:
    """A code made of words that nothing of this kind bears yet. `taken`: codes that are in use outside the content."""
    longest = LONGEST_CODE.get(kind, LONGEST_OTHER_CODE)
    stem = _slug(words, longest - 4) or _slug(noun_of(kind), longest - 4)
    entries = [spot.entry for spot in section_list(content)] if kind == SECTIONS else entries_of(content, kind)
    used = {entry.get("code") for entry in entries} | set(taken)
    numbers = range(1, len(used) + 2)
    return next(code for code in (stem if n == 1 else f"{stem}-{n}" for n in numbers) if code not in used)


def refuse_pointed_at(content: dict, kind: str, entry: dict) -> None:
    """RuleBroken where entries still point at this one."""
    users = pointing_at(content, kind, entry.get("code", ""))
    if not users:
        return
    names = [name_of(top, user) for top, user in users]
    told = "; ".join(names[:NAMES_TOLD]) + (
        f" và {len(names) - NAMES_TOLD} chỗ khác" if len(names) > NAMES_TOLD else ""
    )
    raise RuleBroken(f"Không xóa được {name_of(kind, entry)}: đang được dùng ở {told}. Hãy bỏ ở đó trước.")


def _slug(words: str, longest: int) -> str:
    slug = "-".join(re.findall("[a-z0-9]+", fold(words)))
    if len(slug) <= longest:
        return slug
    return slug[: longest + 1].rpartition("-")[0] or slug[:longest]


def _place(content: dict, kind: str, key: str | int) -> int:
    entries = entries_of(content, kind)
    if kind in NUMBERED:
        number = int(key) if str(key).isdecimal() else 0
        if 1 <= number <= len(entries):
            return number - 1
    else:
        for place, entry in enumerate(entries):
            if entry.get("code") == key:
                return place
    raise LookupError(f"{kind} {key}")


def _refuse_taken(entries: list[dict], kind: str, entry: dict, key: str | int | None) -> None:
    code = entry.get("code")
    if code and code != key and kind not in NUMBERED and any(other.get("code") == code for other in entries):
        raise RuleBroken(f"Đã có {EntryKind(kind).label} mang mã “{code}” trong kế hoạch này.")
