"""How an entry of a content is called where a clerk reads of it."""

from plans.drafting.kinds import SECTIONS, EntryKind

LONGEST_NAME = 60
FRAME = "phần đầu kế hoạch"
# Where an entry keeps the words that people know it by; the first that is there.
NAMING_KEYS = (
    "name",
    "short_title",
    "wording",
    "heading",
    "text",
    "label",
    "carries_out",
    "amends",
    "replaces",
    "body",
    "words",
)


def noun_of(kind: str) -> str:
    """ "chỉ tiêu", "mục", "cơ quan"…"""
    if kind == SECTIONS:
        return "mục"
    return FRAME if kind == "plan" else str(EntryKind(kind).label)


def title_of(kind: str, entry: dict) -> str:
    """The entry's own words, shortened; its code where it has none yet."""
    words = next((entry[key] for key in NAMING_KEYS if entry.get(key)), entry.get("code", ""))
    if kind == SECTIONS and entry.get("label") and words != entry["label"]:
        words = f"{entry['label']} {words}"
    return shortened(words)


def name_of(kind: str, entry: dict | None) -> str:
    """Noun and words: "chỉ tiêu “Thành lập mới 03 HTX”"; the frame has none of its own."""
    return f"{noun_of(kind)} “{title_of(kind, entry)}”" if entry else noun_of(kind)


def shortened(words: str) -> str:
    line = " ".join(str(words).split())
    return line if len(line) <= LONGEST_NAME else line[:LONGEST_NAME].rstrip() + "…"
