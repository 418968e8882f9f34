"""A finding about a report, and what all checks say of boxes in the same way."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from plans.models import BreakdownPart
from reporting.answers import ANSWER, RowKey, address_of, boxes_of, part_box
from reporting.check_rules import SIDES
from reporting.choices import STOPPING_LEVELS, FigureKind, ProblemLevel
from reporting.questions import Question, Row

LOOK_OR_EXPLAIN = "Xem lại, hoặc giải trình."

Rows = Mapping[RowKey, tuple[Question, Row]]


@dataclass(frozen=True)
class Problem:
    """One finding. `anchor` is the id of the box in the form; `message` says what to do.

    `rows` are the addresses of all rows that it is about, first that of the box: a form can mark them all.
    """

    level: ProblemLevel
    indicator: str
    part: str
    kind: FigureKind
    anchor: str
    message: str
    rows: tuple[str, ...]

    @property
    def row(self) -> str:
        """What the box's row is called in the form."""
        return self.rows[0]

    @property
    def stops(self) -> bool:
        """Whether the report cannot be submitted while this stands."""
        return self.level in STOPPING_LEVELS

    @property
    def is_settled(self) -> bool:
        """Whether somebody has explained it already."""
        return self.level == ProblemLevel.EXPLAINED

    @property
    def text(self) -> str:
        """The finding as one line, with the indicator that it is about."""
        part = f" ({self.part})" if self.part else ""
        kind = "" if self.kind == FigureKind.ACTUAL else f", {FigureKind(self.kind).label}"
        return f"{self.indicator}{part}{kind}: {self.message}"


class Finding(NamedTuple):
    """What a check found of a row, at one of its boxes; `others` are further rows that it is about."""

    level: ProblemLevel
    box: str
    message: str
    others: tuple[RowKey, ...] = ()


def problem_of(question: Question, row: Row, finding: Finding) -> Problem:
    """The finding with its place; what is doubtful and has a word beside it is explained."""
    level, box, message, others = finding
    if level == ProblemLevel.EXPLAIN and row.answer.note:
        level = ProblemLevel.EXPLAINED
    key = (question.indicator.pk, row.kind)
    rows = dict.fromkeys(address_of(each) for each in (key, *others))
    part = next((part.name for part in question.parts if part_box(part.pk) == box), "")
    return Problem(level, question.indicator.name, part, row.kind, address_of(key, box), message, tuple(rows))


def first_box(question: Question) -> str:
    """Where a finding about a whole row is told."""
    return (boxes_of(question.indicator, question.parts) or [ANSWER])[0]


def missing_parts(question: Question, row: Row) -> list[BreakdownPart]:
    """The parts without a number; "chưa phân loại" may always stay blank."""
    return [part for box, part in question.named_parts.items() if box not in row.answer.numbers]


def lasting_numbers(question: Question, row: Row) -> list[tuple[str, str, Decimal]]:
    """(box, its words, number) of the boxes that can be compared. "Chưa phân loại" goes down as work is done."""
    numbers, parts = row.answer.numbers, question.named_parts
    return [(box, SIDES.get(box, ""), number) for box, number in numbers.items() if box in parts or not parts]
