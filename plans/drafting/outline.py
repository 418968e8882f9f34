"""The sections of a content: a tree, shown and moved as an outline."""

from collections.abc import Callable
from dataclasses import dataclass

from plans.drafting.kinds import SECTIONS
from plans.drafting.references import pointing_at, with_references
from plans.drafting.words import name_of
from portal.errors import RuleBroken

UP, DOWN, IN, OUT = "up", "down", "in", "out"


@dataclass(frozen=True)
class SectionSpot:
    """A section where it stands: `depth` from 1, `path` the codes from the top down to it, `entry` as written."""

    depth: int
    path: tuple[str, ...]
    entry: dict

    @property
    def code(self) -> str:
        return self.entry.get("code", "")

    @property
    def title(self) -> str:
        """Its number and heading as printed, else the beginning of its text."""
        return " ".join(
            filter(None, (self.entry.get("label"), self.entry.get("heading") or self.entry.get("text", "")))
        )


def section_list(content: dict) -> list[SectionSpot]:
    """All sections from above downwards, each before what is below it."""
    return list(_spots(content.get(SECTIONS) or (), ()))


def section_of(content: dict, key: str) -> SectionSpot:
    """A section by its code. LookupError where there is none."""
    spot = next((spot for spot in section_list(content) if spot.code == key), None)
    if spot is None:
        raise LookupError(f"{SECTIONS} {key}")
    return spot


def with_section(content: dict, entry: dict, key: str | None = None, parent: str | None = None) -> dict:
    """The content with a section as the last below `parent` (None: of the top), or in the place of the one with this key.

    `entry` holds the section's own words; what lies below a replaced one stays below it. A changed code is followed.
    """
    own = {name: value for name, value in entry.items() if name != SECTIONS and value not in (None, "")}
    if key is None:
        return _under(content, parent, lambda siblings: _followed_by(siblings, content, own))
    _refuse_taken(content, entry, key)
    kept = section_of(content, key).entry.get(SECTIONS)
    replacement = own | ({SECTIONS: kept} if kept else {})
    changed = _around(content, key, lambda siblings, place: [*siblings[:place], replacement, *siblings[place + 1 :]])
    return with_references(changed, SECTIONS, key, own["code"]) if own.get("code", key) != key else changed


def said_again(entries: list[dict], entry: dict) -> bool:
    """Whether an entry says just what the last one says, but for the code that it was given: a button pressed twice."""
    return bool(entries) and _without_code(entries[-1]) == _without_code(entry)


def _without_code(entry: dict) -> dict:
    return {name: value for name, value in entry.items() if name != "code"}


def _followed_by(siblings: list[dict], content: dict, own: dict) -> list[dict]:
    if said_again(siblings, own):
        return siblings
    _refuse_taken(content, own, None)
    return [*siblings, own]


def without_section(content: dict, key: str) -> dict:
    """The content without a section. RuleBroken while sections, goals, tasks, documents or duties lie in it."""
    entry = section_of(content, key).entry
    if entry.get(SECTIONS):
        raise RuleBroken(
            f"Không xóa được {name_of(SECTIONS, entry)}: còn {len(entry[SECTIONS])} mục con. Hãy xóa mục con trước."
        )
    users = pointing_at(content, SECTIONS, key)
    if users:
        names = "; ".join(name_of(top, user) for top, user in users[:3])
        raise RuleBroken(
            f"Không xóa được {name_of(SECTIONS, entry)}: còn {len(users)} chỗ ghi ở mục này ({names}). "
            "Hãy chuyển chúng sang mục khác trước."
        )
    return _around(content, key, lambda siblings, place: [*siblings[:place], *siblings[place + 1 :]])


def moved_section(content: dict, key: str, way: str) -> dict:
    """The content with a section moved: up or down among its own, in below the one before it, out behind the one above.

    Where there is no such place, it stays.
    """
    spot = section_of(content, key)
    if way in (UP, DOWN):
        return _around(content, key, lambda siblings, place: _swapped(siblings, place, -1 if way == UP else 1))
    if way == IN:
        return _around(content, key, _nested)
    if way == OUT and len(spot.path) > 1:
        without = _around(content, key, lambda siblings, place: [*siblings[:place], *siblings[place + 1 :]])
        return _around(
            without, spot.path[-2], lambda siblings, place: [*siblings[: place + 1], spot.entry, *siblings[place + 1 :]]
        )
    return content


def _spots(entries, path):
    for entry in entries:
        here = (*path, entry.get("code", ""))
        yield SectionSpot(len(here), here, entry)
        yield from _spots(entry.get(SECTIONS) or (), here)


def _under(content: dict, parent: str | None, change: Callable[[list], list]) -> dict:
    """The content with the list of sections below a section (None: of the top) changed."""
    if parent is None:
        return content | {SECTIONS: change(content.get(SECTIONS) or [])}
    section_of(content, parent)

    def below(siblings):
        return [
            entry | {SECTIONS: change(entry.get(SECTIONS) or [])}
            if entry.get("code") == parent
            else _with_below(entry, below)
            for entry in siblings
        ]

    return content | {SECTIONS: below(content.get(SECTIONS) or [])}


def _around(content: dict, key: str, change: Callable[[list, int], list]) -> dict:
    """The content with the list changed in which a section stands; `change` is told its place there."""
    section_of(content, key)

    def within(siblings):
        codes = [entry.get("code") for entry in siblings]
        if key in codes:
            return change(siblings, codes.index(key))
        return [_with_below(entry, within) for entry in siblings]

    return content | {SECTIONS: within(content.get(SECTIONS) or [])}


def _with_below(entry: dict, change: Callable[[list], list]) -> dict:
    if not entry.get(SECTIONS):
        return entry
    below = change(entry[SECTIONS])
    left = {name: value for name, value in entry.items() if name != SECTIONS}
    return left | {SECTIONS: below} if below else left


def _swapped(siblings: list, place: int, by: int) -> list:
    other, swapped = place + by, list(siblings)
    if 0 <= other < len(siblings):
        swapped[place], swapped[other] = swapped[other], swapped[place]
    return swapped


def _nested(siblings: list, place: int) -> list:
    if place == 0:
        return siblings
    above, entry = siblings[place - 1], siblings[place]
    grown = above | {SECTIONS: [*(above.get(SECTIONS) or []), entry]}
    return [*siblings[: place - 1], grown, *siblings[place + 1 :]]


def _refuse_taken(content: dict, entry: dict, key: str | None) -> None:
    code = entry.get("code")
    if code and code != key and any(spot.code == code for spot in section_list(content)):
        raise RuleBroken(f"Đã có mục mang mã “{code}” trong kế hoạch này.")
