"""A content read whole, as text: part by part, each entry with what it says."""

from dataclasses import dataclass

from plans.comparing.differences import SILENT
from plans.comparing.words import Words
from plans.drafting import LineKind, entries_of, section_list
from plans.drafting.kinds import SECTIONS, EntryKind
from plans.drafting.vocabulary import KEYS
from plans.drafting.words import FRAME, noun_of

VERBATIM = ("opening", "closing")
SHARED = (EntryKind.BREAKDOWNS, EntryKind.INDICATORS, EntryKind.RULES, EntryKind.LETTERHEADS)
IN_SECTIONS = (EntryKind.GOALS, EntryKind.TASKS, EntryKind.DOCUMENTS, EntryKind.DUTIES)


@dataclass(frozen=True)
class Reading:
    """One entry: what it is, its words, and (label, value) of what it says besides."""

    noun: str
    title: str
    facts: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Passage:
    """A part of the document: a heading with its depth (from 1), the paper's own text, and the entries that lie there."""

    heading: str
    depth: int
    text: str = ""
    lines: tuple[str, ...] = ()
    readings: tuple[Reading, ...] = ()


def passages_of(content: dict) -> list[Passage]:
    """The whole document in reading order: frame, lists, sections with all that lies in them, the rest."""
    words = Words(content)
    frame = content.get("plan") or {}
    facts = _facts("plan", frame, words, leaving_out=(*VERBATIM, "title"))
    before = [
        Passage(FRAME.capitalize(), 1, frame.get("title", ""), readings=(Reading("", "", facts),) if facts else ()),
        _lines(LineKind.LEGAL_BASIS, content),
        *(_list(kind, content, words) for kind in (EntryKind.RELATIONS, EntryKind.AGENCIES, EntryKind.PHASES)),
        Passage("Lời dẫn", 1, frame.get("opening", "")),
    ]
    after = [
        Passage("Ngoài các mục", 1, readings=_of_section(None, content, words)),
        Passage("Lời kết", 1, frame.get("closing", "")),
        _lines(LineKind.FUNDING, content),
        _lines(LineKind.RECIPIENTS, content),
        *(_list(kind, content, words) for kind in SHARED),
    ]
    sections = [_section(spot, content, words) for spot in section_list(content)]
    return [*_said(before), *sections, *_said(after)]


def _said(passages: list[Passage]) -> list[Passage]:
    return [passage for passage in passages if passage.text or passage.lines or passage.readings]


def _section(spot, content: dict, words: Words) -> Passage:
    entry = spot.entry
    heading = spot.title if entry.get("heading") else ""
    text = " ".join(filter(None, ("" if heading else entry.get("label"), entry.get("text"))))
    note = (Reading("", "", ((KEYS["note"], entry["note"]),)),) if entry.get("note") else ()
    return Passage(heading, spot.depth, text, readings=(*_of_section(entry.get("code"), content, words), *note))


def _of_section(code: str | None, content: dict, words: Words) -> tuple[Reading, ...]:
    """What lies in a section; with None, what lies in none."""
    return tuple(
        _reading(kind, entry, words)
        for kind in IN_SECTIONS
        for entry in entries_of(content, kind)
        if entry.get("section") == code
    )


def _reading(kind: str, entry: dict, words: Words) -> Reading:
    title = entry.get("wording") or entry.get("name") or ""
    facts = _facts(kind, entry, words, leaving_out=("wording" if entry.get("wording") else "name", "section"))
    return Reading(noun_of(kind), title, facts)


def _list(kind: str, content: dict, words: Words) -> Passage:
    readings = tuple(
        Reading(
            "", entry.get("name") or entry.get("words", ""), _facts(kind, entry, words, leaving_out=("name", "words"))
        )
        for entry in entries_of(content, kind)
    )
    return Passage(noun_of(kind).capitalize(), 1, readings=readings)


def _lines(kind: LineKind, content: dict) -> Passage:
    return Passage(str(kind.label).capitalize(), 1, lines=tuple(content.get(kind) or ()))


def _facts(kind: str, entry: dict, words: Words, leaving_out: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    silent = (*SILENT, SECTIONS, *leaving_out)
    return tuple(
        (KEYS.get(key, key), words.of(kind, key, value)) for key, value in entry.items() if key not in silent and value
    )
