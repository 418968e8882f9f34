"""A report's form as words: what its template puts on the page, nothing left to ask or to count."""

from dataclasses import dataclass, field

from django.utils.safestring import SafeString

from reporting.forms.reports import Mistake
from reporting.threads import Said


@dataclass(frozen=True)
class Choice:
    """A radio button: one of two people's versions."""

    id: str
    value: str
    label: str


@dataclass(frozen=True)
class Box:
    """One input with its label, its unit of measure inside, how it stands, and what is wrong with it."""

    id: str
    label: str
    text: str
    unit: str
    keyboard: str
    may_stay_blank: bool
    error: str
    state: str


@dataclass(frozen=True)
class Lock:
    """Why a row has no boxes now: what stands in it in words, and what somebody typed over it in vain."""

    why: str
    stands: str
    typed: str = ""


@dataclass(frozen=True)
class DrawnRow:
    """One kind of number of a question: its boxes, the four answers to choose from, the reason or explanation.

    A single box has the caption as its label, else it stands above them (`says_caption`). `fixed` says what a fixed
    denominator is of, `denominator` is the same number for the script. `problems`: (level, box, words) of what is stored.
    `lock`: None of an open row. `thread`: what reviewer and unit wrote to each other about it.
    """

    address: str
    caption: str
    says_caption: bool
    boxes: tuple[Box, ...]
    boxes_markup: SafeString
    options_markup: SafeString
    answer_error: str
    note: str
    note_error: str
    sum_label: str
    sum: str
    fixed: str
    denominator: str
    last: str
    problems: tuple[tuple[str, str, str], ...]
    conflict: str
    keeps: tuple[Choice, ...]
    lock: Lock | None = None
    thread: tuple[Said, ...] = ()


@dataclass(frozen=True)
class DrawnQuestion:
    """An indicator with the plans' words for it; `file_count` files bear it out, under `evidence` among those of the report."""

    id: str
    evidence: str
    file_count: str
    name: str
    wordings: tuple[tuple[str, str], ...]
    targets: tuple[str, ...]
    definition: str
    example: str
    rows: tuple[DrawnRow, ...]

    @property
    def height(self) -> str:
        """How many rows of the table the name stands beside."""
        return str(len(self.rows))


@dataclass(frozen=True)
class DrawnGroup:
    """The questions under one heading (its plan is named where the report has several)."""

    id: str
    plan_name: str
    heading: str
    questions: tuple[DrawnQuestion, ...]


@dataclass(frozen=True)
class DrawnProse:
    """One heading of the narrative; `lock` and `thread` as of a row."""

    address: str
    label: str
    text: str
    error: str
    conflict: str
    keeps: tuple[Choice, ...]
    lock: Lock | None = None
    thread: tuple[Said, ...] = ()


@dataclass(frozen=True)
class DrawnForm:
    """The whole form, or one section of it. `errors` is the summary on top; a page with errors says so in its title."""

    groups: tuple[DrawnGroup, ...]
    prose: tuple[DrawnProse, ...]
    version: str
    shown: str
    errors: list[Mistake] = field(default_factory=list)
