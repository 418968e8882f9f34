"""What a file says of things that several files share: agencies, letterheads, breakdowns, indicators."""

from datetime import date

from plans.loading.entries import Entry
from plans.loading.form import CatalogueFile, PlanFile

# By the form's own keys.
SHARED = ("agencies", "letterheads", "breakdowns", "indicators")


def declarations(file: PlanFile | CatalogueFile) -> dict[str, dict]:
    """Kind, then code, then the entry's words, as JSON."""
    return {kind: {code: entry.plain() for code, entry in entries_of(file, kind).items()} for kind in SHARED}


def entries_of(file: PlanFile | CatalogueFile, kind: str) -> dict[str, Entry]:
    """The entries of a kind by code; a letterhead goes by its agency and its first day."""
    entries = getattr(file, kind, ())
    if kind == "letterheads":
        return {letterhead_key(entry.agency, entry.valid_from): entry for entry in entries if entry.agency}
    return {entry.code: entry for entry in entries if entry.code}


def letterhead_key(agency: str, valid_from: date | None) -> str:
    """What tells a letterhead from another."""
    return f"{agency} {valid_from}" if valid_from else agency
