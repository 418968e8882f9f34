"""A plan's content as a tree of texts, changed entry by entry. Every function returns a new content; none asks the tables.

Start at entries.py; outline.py knows the sections, references.py who points at whom, kinds.py what kinds there are.
"""

from plans.drafting.entries import (
    entries_of,
    entry_of,
    fresh_code,
    moved,
    with_entry,
    with_frame,
    with_lines,
    without_entry,
)
from plans.drafting.kinds import EntryKind, LineKind
from plans.drafting.outline import (
    SectionSpot,
    moved_section,
    section_list,
    section_of,
    with_section,
    without_section,
)

__all__ = [
    "EntryKind",
    "LineKind",
    "SectionSpot",
    "entries_of",
    "entry_of",
    "fresh_code",
    "moved",
    "moved_section",
    "section_list",
    "section_of",
    "with_entry",
    "with_frame",
    "with_lines",
    "with_section",
    "without_entry",
    "without_section",
]
