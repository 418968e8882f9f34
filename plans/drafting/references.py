"""Which entries of a content point at which: a changed code is followed, and nothing is removed from under another."""

from collections.abc import Iterator
from typing import Any

from plans.drafting.kinds import SECTIONS, EntryKind

MANY = "*"

# For each kind, every place where one of its codes may stand; MANY is each item of a list.
PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    EntryKind.AGENCIES: (
        ("plan", "issuers", MANY),
        ("agencies", MANY, "body_of"),
        ("agencies", MANY, "successor"),
        ("goals", MANY, "agencies", MANY),
        ("tasks", MANY, "lead", MANY),
        ("tasks", MANY, "partners", MANY),
        ("duties", MANY, "recipients", MANY),
        ("duties", MANY, "via"),
        ("letterheads", MANY, "agency"),
    ),
    EntryKind.PHASES: (("goals", MANY, "targets", MANY, "phase"),),
    EntryKind.BREAKDOWNS: (("indicators", MANY, "breakdown"),),
    EntryKind.INDICATORS: (
        ("goals", MANY, "indicator"),
        ("indicators", MANY, "not_above"),
        ("indicators", MANY, "sum_of", MANY),
        ("indicators", MANY, "ratio_of", "numerator"),
        ("indicators", MANY, "ratio_of", "denominator"),
        ("rules", MANY, "left", MANY, "indicator"),
        ("rules", MANY, "right", MANY, "indicator"),
    ),
    EntryKind.GOALS: (("goals", MANY, "alternative_to"), ("goals", MANY, "beneficiaries_of")),
    SECTIONS: (
        ("goals", MANY, "section"),
        ("tasks", MANY, "section"),
        ("documents", MANY, "section"),
        ("duties", MANY, "section"),
    ),
}


def with_references(content: dict, kind: str, was: str, is_: str) -> dict:
    """The content with another code wherever an entry of this kind is pointed at."""
    for place in PLACES.get(kind, ()):
        content = _renamed(content, place, was, is_)
    return content


def pointing_at(content: dict, kind: str, code: str) -> list[tuple[str, dict | None]]:
    """(kind, entry) of each entry that points at a code, once; the frame is ("plan", None). Not the entry itself."""
    found = []
    for top, *below in PLACES.get(kind, ()):
        if top == "plan":
            found += [(top, None)] if code in _texts(content.get(top), below) else []
            continue
        for entry in content.get(top) or ():
            is_itself = top == kind and entry.get("code") == code
            if not is_itself and code in _texts(entry, below[1:]) and (top, entry) not in found:
                found.append((top, entry))
    return found


def codes_at(content: dict, place: tuple[str, ...]) -> list[str]:
    """The codes that stand at one of PLACES."""
    return [code for code in _texts(content, list(place)) if code]


def _renamed(node: Any, place: tuple[str, ...], was: str, is_: str) -> Any:
    if not place:
        return is_ if node == was else node
    step, *below = place
    if step == MANY:
        return [_renamed(item, below, was, is_) for item in node] if isinstance(node, list) else node
    if isinstance(node, dict) and step in node:
        return node | {step: _renamed(node[step], below, was, is_)}
    return node


def _texts(node: Any, place: list[str]) -> Iterator[str]:
    if not place:
        yield node
        return
    step, *below = place
    if step == MANY and isinstance(node, list):
        for item in node:
            yield from _texts(item, below)
    elif step != MANY and isinstance(node, dict) and step in node:
        yield from _texts(node[step], below)
