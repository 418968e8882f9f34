"""What a workbook would change, cell by cell: compared with the cells as they were when it was made, and as they are now."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from plans.choices import Measure
from portal.dates import format_date
from portal.numbers import format_number
from reporting.answers import ANSWER, DAY, NOTE, address_of, boxes_of
from reporting.choices import Answer, Heading
from reporting.filling import Typed
from reporting.lines import answer_words
from reporting.marks import Marks
from reporting.merging import TEXT, Cells, cells_of, is_changed, row_from
from reporting.questions import Question, QuestionGroup, Row
from reporting.spreadsheets.report_form.layout import box_name, row_name

WITHOUT_DATA = {Answer.NOT_APPLICABLE, Answer.NO_DATA}


class ChangeKind(TextChoices):
    NEW = "new", "mới"
    EDITED = "edited", "sửa"
    CLEARED = "cleared", "xóa trống"
    DIFFERS = "differs", "khác số trên cổng"


@dataclass(frozen=True)
class Change:
    """One cell, or a row where halves of two answers make none. DIFFERS: both were changed, somebody has to choose."""

    address: str
    name: str
    online: str
    sent: str
    kind: ChangeKind

    @property
    def is_choice(self) -> bool:
        return self.kind == ChangeKind.DIFFERS


@dataclass(frozen=True)
class Comparison:
    """`typed` is what would be written: only the cells that the workbook changed.

    `same` counts filled cells that say what stands online, `kept` those that were typed online since and that the
    workbook left as they were; `locked` are changes of rows that the province did not send back: they are not written.
    """

    typed: Typed
    changes: tuple[Change, ...]
    same: int
    kept: int
    locked: tuple[Change, ...] = ()

    @property
    def choices(self) -> list[str]:
        return [change.address for change in self.changes if change.is_choice]

    def without_locked(self, marks: Marks) -> "Comparison":
        """The same with the changes of locked rows set apart."""
        locked = {address_of(key): key for key in self.typed.rows if marks.locks(key)}
        locked |= {heading: heading for heading in self.typed.prose if marks.locks(heading)}
        rows = {key: cells for key, cells in self.typed.rows.items() if key not in locked.values()}
        prose = {heading: text for heading, text in self.typed.prose.items() if heading not in locked}
        refused = tuple(change for change in self.changes if _is_below(change, locked))
        return replace(
            self,
            typed=Typed(rows, prose, self.typed.shown),
            changes=tuple(change for change in self.changes if change not in refused),
            locked=refused,
        )

    def typed_over(self, shown: dict[str, str]) -> Typed:
        """What would be written, over the cells as they stand now (their fingerprints)."""
        return replace(self.typed, shown=shown)


def compare(groups: list[QuestionGroup], prose: Mapping[str, str], typed: Typed) -> Comparison:
    """`typed.shown` holds the fingerprints of the workbook's cells when it was made. Rows may be there in part."""
    rows, texts, changes, seen = {}, {}, [], []
    for question, row in ((q, row) for group in groups for q in group.questions for row in q.rows):
        key = (question.indicator.pk, row.kind)
        if key in typed.rows:
            boxes = [*(boxes_of(question.indicator, question.parts) or [DAY]), NOTE]
            cells = _Cells.of(address_of(key), boxes, typed.rows[key], cells_of(row.answer), typed.shown)
            found = list(_changes_of_row(question, row, cells))
            rows |= {key: cells.to_write(whole=_is_whole(question, cells))} if found else {}
            changes, seen = changes + found, [*seen, cells]
    for heading in Heading:
        if heading in typed.prose:
            online = {TEXT: prose.get(heading, "")}
            cells = _Cells.of(heading.value, [TEXT], {TEXT: typed.prose[heading]}, online, typed.shown)
            found = [_change(cells, TEXT, heading.label)] if cells.mine else []
            texts |= {heading.value: typed.prose[heading]} if found else {}
            changes, seen = changes + found, [*seen, cells]
    kept, same = sum(cells.kept for cells in seen), sum(cells.same for cells in seen)
    return Comparison(Typed(rows, texts), tuple(changes), same, kept)


def chosen(typed: Typed, choices: Collection[str], taken: Collection[str]) -> Typed:
    """What is written of `typed` where of the `choices` only those `taken` are to be the workbook's."""
    left = set(choices) - set(taken)
    rows = {
        key: {box: text for box, text in cells.items() if f"{address_of(key)}-{box}" not in left}
        for key, cells in typed.rows.items()
        if address_of(key) not in left
    }
    prose = {heading: text for heading, text in typed.prose.items() if f"{heading}-{TEXT}" not in left}
    return Typed(rows, prose, typed.shown)


def _is_below(change: Change, addresses: Collection[str]) -> bool:
    return any(change.address == address or change.address.startswith(f"{address}-") for address in addresses)


@dataclass(frozen=True)
class _Cells:
    """The cells of a row or heading, as sent and as they stand online, and those that either side has changed.

    `mine` are the workbook's, without those that say what stands online anyway; `boxes` are those that are spoken of.
    """

    address: str
    boxes: list[str]
    sent: Cells
    online: Cells
    mine: set[str]
    theirs: set[str]

    @classmethod
    def of(cls, address: str, boxes: list[str], sent: Cells, online: Cells, shown: Mapping[str, str]):
        mine = {box for box in sent if is_changed(address, box, sent, shown) and sent[box] != online.get(box, "")}
        theirs = {box for box in {*sent, *online} if is_changed(address, box, online, shown)}
        return cls(address, boxes, sent, online, mine, theirs)

    @property
    def same(self) -> int:
        return sum(1 for box in self.boxes if self.sent.get(box) and self.sent[box] == self.online.get(box))

    @property
    def kept(self) -> int:
        left = self.theirs - self.mine
        return sum(1 for box in self.boxes if box in left and self.sent.get(box, "") != self.online.get(box, ""))

    def to_write(self, *, whole: bool) -> Cells:
        return self.sent if whole else {box: self.sent[box] for box in self.mine}


def _changes_of_row(question: Question, row: Row, cells: _Cells) -> Iterator[Change]:
    answers = {cells.online.get(ANSWER), cells.sent.get(ANSWER)}
    is_milestone = question.indicator.measure == Measure.MILESTONE
    if not cells.mine:
        return
    if _is_whole(question, cells) or (not cells.theirs and (is_milestone or answers & WITHOUT_DATA)):
        online, sent = (_answer_words(question, which) for which in (cells.online, {**cells.online, **cells.sent}))
        yield Change(cells.address, row_name(question, row), online, sent, _kind(cells, ANSWER, cells.theirs))
        return
    yield from (_change(cells, box, box_name(question, row, box)) for box in cells.boxes if box in cells.mine)


def _is_whole(question: Question, cells: _Cells) -> bool:
    """Both sides changed the row so that it has to be taken from one of them: the answer differs, something was cleared."""
    if not (cells.mine and cells.theirs):
        return False
    is_cleared = not all(cells.sent[box] for box in cells.mine) or not all(map(cells.online.get, cells.theirs))
    is_another_answer = ANSWER in cells.mine or (
        ANSWER in cells.theirs and cells.sent.get(ANSWER) != cells.online[ANSWER]
    )
    return is_cleared or is_another_answer or question.indicator.measure == Measure.MILESTONE


def _change(cells: _Cells, box: str, name: str) -> Change:
    online, sent = (_words(box, which.get(box, "")) for which in (cells.online, cells.sent))
    return Change(f"{cells.address}-{box}", name, online, sent, _kind(cells, box, cells.theirs & {box}))


def _kind(cells: _Cells, box: str, theirs: Collection[str]) -> ChangeKind:
    if theirs:
        return ChangeKind.DIFFERS
    if not cells.online.get(box):
        return ChangeKind.NEW
    return ChangeKind.EDITED if cells.sent.get(box, "?") else ChangeKind.CLEARED


def _words(box: str, text: str) -> str:
    """A cell as people read it."""
    if not text or box in {NOTE, TEXT}:
        return text
    return format_date(date.fromisoformat(text)) if box == DAY else format_number(Decimal(text))


def _answer_words(question: Question, cells: Cells) -> str:
    """A whole row as people read it, with its reason."""
    answer = row_from(cells)
    words = answer_words(question, answer)
    return f"{words} ({answer.note})" if answer.note else words
