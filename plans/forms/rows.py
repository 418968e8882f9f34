"""The entries of a part as a list shows them: a line that names each, and what else helps to tell it from the others."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from plans.choices import AgencyKind, Measure, Period, RelationKind, Reporter, RuleWeight, UnitLevel
from plans.drafting import SectionSpot, entries_of, section_list
from plans.drafting.kinds import NUMBERED
from plans.forms import parts
from plans.forms.boxes import flat
from plans.forms.check_rules import formula_of
from plans.forms.offers import Offers
from plans.forms.papers import OWED_BY
from plans.forms.parts import Part
from plans.forms.tasks import turn_words
from plans.loading.scalars import SLUG
from portal.dates import format_date

LONGEST_TITLE = 160
HOLDERS = (("lead", "Chủ trì"), ("partners", "Phối hợp"))


@dataclass(frozen=True)
class Way:
    """A button that moves an entry: its word in addresses, the words and the icon on it."""

    address: str
    words: str
    icon: str = ""


UP, DOWN = Way("len", "Lên", "arrow-up"), Way("xuong", "Xuống", "arrow-down")
IN, OUT = Way("vao", "Lùi vào"), Way("ra", "Đưa ra")


@dataclass(frozen=True)
class EntryRow:
    """One entry. `key` finds it in its part, blank where its code is none; `depth` is how deep a section lies."""

    key: str
    title: str
    details: tuple[str, ...] = ()
    depth: int = 1
    ways: tuple[Way, ...] = ()


def rows_of(part: Part, content: dict, offers: Offers) -> list[EntryRow]:
    """The entries of a part in their order."""
    if part is parts.SECTIONS:
        return _sections(content)
    describe, entries = DESCRIBED[part.key], entries_of(content, part.key)
    return [
        EntryRow(
            str(number) if part.key in NUMBERED else key_of(entry.get("code", "")),
            *describe(entry, offers),
            ways=tuple(way for way, is_open in ((UP, number > 1), (DOWN, number < len(entries))) if is_open),
        )
        for number, entry in enumerate(entries, 1)
    ]


def _sections(content: dict) -> list[EntryRow]:
    siblings = defaultdict(list)
    spots, tasks = section_list(content), _tasks_of_sections(content)
    for spot in spots:
        siblings[spot.path[:-1]].append(spot.code)
    return [
        EntryRow(
            key_of(spot.code),
            _title(spot, tasks.get(spot.code, "")),
            _of_section(spot.entry),
            spot.depth,
            _ways_of_section(spot, siblings[spot.path[:-1]]),
        )
        for spot in spots
    ]


def _ways_of_section(spot: SectionSpot, siblings: list[str]) -> tuple[Way, ...]:
    place = siblings.index(spot.code)
    is_open = ((UP, place > 0), (DOWN, place < len(siblings) - 1), (IN, place > 0), (OUT, spot.depth > 1))
    return tuple(way for way, is_open in is_open if is_open)


def _title(spot: SectionSpot, task: str) -> str:
    """Its printed title; a section that is nothing but a task is known by the task's words."""
    own = spot.entry.get("heading") or spot.entry.get("text")
    return shortened(spot.title if own else f"{spot.title} {task}".strip())


def _tasks_of_sections(content: dict) -> dict[str, str]:
    """The words of each section's first task."""
    tasks = {}
    for task in entries_of(content, "tasks"):
        tasks.setdefault(task.get("section"), task.get("wording", ""))
    return tasks


def key_of(code: str) -> str:
    """What stands in addresses. A draft made from a file may hold codes that are none: those are mended in the file."""
    return code if SLUG.fullmatch(code) else ""


def shortened(text: str, longest: int = LONGEST_TITLE) -> str:
    """The first words of a text."""
    if len(text) <= longest:
        return text
    return text[:longest].rsplit(" ", 1)[0] + "…"


def _of_section(entry: dict) -> tuple[str, ...]:
    return tuple(shortened(text) for text in [entry.get("text", "") if entry.get("heading") else ""] if text)


def _of_relation(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    kind = next((kind for kind in RelationKind if entry.get(kind)), None)
    title = f"{kind.label.capitalize()}: {entry[kind]}" if kind else "(chưa rõ văn bản nào)"
    return title, _said(entry.get("number"), _day(entry.get("dated")))


def _of_agency(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    each = _label(UnitLevel.choices, entry.get("each_level"))
    until = _day(entry.get("to"))
    return entry.get("name", "(chưa có tên)"), _said(
        _label(AgencyKind.choices, entry.get("kind")),
        _label(flat(offers.places), entry.get("unit")),
        each and f"mỗi đơn vị {each}",
        until and f"đến hết {until}",
    )


def _of_phase(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    return entry.get("name", "(chưa có tên)"), _said(entry.get("years"))


def _of_document(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    every = entry.get("every")
    return entry.get("name", "(chưa có tên)"), _said(
        _label(OWED_BY, entry.get("owed_by")),
        {"1": "hằng năm", None: "một lần"}.get(every, f"{every} năm một lần"),
        entry.get("due") and f"hạn {entry['due']}",
    )


def _of_duty(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    periods = [
        f"{_label(Period.choices, report.get('period'))} ({report.get('due') or 'không nêu hạn'})"
        for report in entry.get("reports", [])
    ]
    return shortened(entry.get("wording", "")), _said(_label(Reporter.choices, entry.get("reporter")), *periods)


def _of_task(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    units, due = entry.get("units", []), _day(entry.get("due"))
    names = dict(flat(offers.agencies))
    who = [
        f"{words}: {', '.join(names.get(code, code) for code in entry[key])}"
        for key, words in HOLDERS
        if entry.get(key)
    ]
    return shortened(entry.get("wording", "")), _said(
        *who,
        entry.get("level") and f"Mọi đơn vị {_label(UnitLevel.choices, entry['level'])}",
        units and f"{len(units)} đơn vị",
        turn_words(entry.get("every")) or entry.get("frequency"),
        due and f"Xong trước hoặc trong ngày {due}",
    )


def _of_indicator(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    return entry.get("name", "(chưa có tên)"), _said(
        _label(Measure.choices, entry.get("measure")).capitalize(), entry.get("unit_of_measure")
    )


def _of_breakdown(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    parts = [part.get("name", "") for part in entry.get("parts", [])]
    return entry.get("name", "(chưa có tên)"), _said(", ".join(parts))


def _of_rule(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    formula, weight = formula_of(entry, offers), _label(RuleWeight.choices, entry.get("weight")).capitalize()
    words = entry.get("words")
    return words or shortened(formula), _said(formula if words else "", weight)


def _of_letterhead(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    since = _day(entry.get("from"))
    return entry.get("body", "(chưa có tên)"), _said(entry.get("number"), since and f"áp dụng từ {since}")


DESCRIBED = {
    "relations": _of_relation,
    "agencies": _of_agency,
    "phases": _of_phase,
    "documents": _of_document,
    "breakdowns": _of_breakdown,
    "indicators": _of_indicator,
    "rules": _of_rule,
    "tasks": _of_task,
    "duties": _of_duty,
    "letterheads": _of_letterhead,
}


def _said(*texts: str | None) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def _label(choices, code) -> str:
    return next((str(words) for known, words in choices if code and known == code), "")


def _day(text: str | None) -> str:
    try:
        return format_date(date.fromisoformat(text)) if text else ""
    except ValueError:
        return text or ""
