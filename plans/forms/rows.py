"""The entries of a part as a list shows them: a line that names each, and what else helps to tell it from the others."""

from dataclasses import dataclass
from datetime import date

from plans.choices import AgencyKind, Period, RelationKind, Reporter, UnitLevel
from plans.drafting import entries_of, section_list
from plans.drafting.kinds import NUMBERED
from plans.forms import parts
from plans.forms.boxes import flat
from plans.forms.offers import Offers
from plans.forms.papers import OWED_BY
from plans.forms.parts import Part
from plans.loading.scalars import SLUG
from portal.dates import format_date

LONGEST_TITLE = 160


@dataclass(frozen=True)
class EntryRow:
    """One entry. `key` finds it in its part, blank where its code is none; `depth` is how deep a section lies."""

    key: str
    title: str
    details: tuple[str, ...] = ()
    depth: int = 1


def rows_of(part: Part, content: dict, offers: Offers) -> list[EntryRow]:
    """The entries of a part in their order."""
    if part is parts.SECTIONS:
        return [
            EntryRow(_key(spot.code), shortened(spot.title), _of_section(spot.entry), spot.depth)
            for spot in section_list(content)
        ]
    describe = DESCRIBED[part.key]
    return [
        EntryRow(str(number) if part.key in NUMBERED else _key(entry.get("code", "")), *describe(entry, offers))
        for number, entry in enumerate(entries_of(content, part.key), 1)
    ]


def _key(code: str) -> str:
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


def _of_letterhead(entry: dict, offers: Offers) -> tuple[str, tuple[str, ...]]:
    since = _day(entry.get("from"))
    return entry.get("body", "(chưa có tên)"), _said(entry.get("number"), since and f"áp dụng từ {since}")


DESCRIBED = {
    "relations": _of_relation,
    "agencies": _of_agency,
    "phases": _of_phase,
    "documents": _of_document,
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
