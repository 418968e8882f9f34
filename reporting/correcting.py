"""A report sent back, row by row: what is to be corrected and where, and a row with its thread for the page of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reporting.answers import DAY, address_of, boxes_of
from reporting.choices import Heading, RemarkAct
from reporting.lines import answer_words
from reporting.marks import Key
from reporting.merging import TEXT
from reporting.questions import Question, QuestionGroup, Row
from reporting.threads import Said, Talk


@dataclass(frozen=True)
class NamedRow:
    """A row of a form or a heading of its prose: its key, its address, the id of its first box, its name, what stands in it."""

    key: Key
    address: str
    first_box: str
    name: str
    value: str


@dataclass(frozen=True)
class Correction:
    """A marked row of a report, or one that the unit opened by itself; `said` is the message that did it."""

    row: NamedRow
    said: Said

    @property
    def is_own(self) -> bool:
        """Whether the unit opened it by itself."""
        return self.said.act == RemarkAct.OPENS


def named_rows(groups: Iterable[QuestionGroup], prose: Mapping[str, str]) -> list[NamedRow]:
    """All rows and headings of a report in the order of its form."""
    rows = [_row(question, row) for group in groups for question in group.questions for row in question.rows]
    return [*rows, *(_heading(heading, prose.get(heading, "")) for heading in Heading)]


def corrections_of(rows: Iterable[NamedRow], talk: Talk) -> list[Correction]:
    """What was marked or opened and is not judged again yet, in the order of the form."""
    standing = {
        key: said for key, thread in talk.threads.items() for said in thread if said.stands
    }  # the later of a mark and an opening, which never meet in one row
    return [Correction(row, standing[row.key]) for row in rows if row.key in standing]


def _row(question: Question, row: Row) -> NamedRow:
    key = (question.indicator.pk, row.kind)
    box = (boxes_of(question.indicator, question.parts) or [DAY])[0]
    name = question.indicator.name if len(question.rows) == 1 else f"{question.indicator.name}, {row.caption.lower()}"
    return NamedRow(key, address_of(key), address_of(key, box), name, answer_words(question, row.answer))


def _heading(heading: Heading, text: str) -> NamedRow:
    return NamedRow(heading.value, heading.value, f"{heading.value}-{TEXT}", f"Thuyết minh: {heading.label}", text)
