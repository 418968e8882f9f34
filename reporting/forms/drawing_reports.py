"""Drawing a report's form: over what is stored, or over what was typed where that could not be stored."""

import json
from collections.abc import Iterable, Mapping

from plans.choices import Measure
from portal.numbers import format_number
from reporting.answers import (
    ANSWER,
    NOTE,
    address_of,
    address_of_indicator,
)
from reporting.checking import Problem
from reporting.choices import Heading
from reporting.evidence import ReportEvidence
from reporting.filling import Saved
from reporting.forms.drawing_boxes import drawn_boxes, offered_of, sum_label_of, sum_of, texts_of
from reporting.forms.drawn_reports import Choice, DrawnForm, DrawnGroup, DrawnProse, DrawnQuestion, DrawnRow, Lock
from reporting.forms.entry_markup import boxes_markup, options_markup
from reporting.forms.reports import (
    KEEP,
    MINE,
    THEIRS,
    Mistake,
    ReadRow,
    ReportForm,
)
from reporting.lines import NO_EVIDENCE, answer_words, last_words, wordings_of
from reporting.marks import LOCKED, Key
from reporting.merging import TEXT, cells_of, fingerprints, plain
from reporting.questions import Question, QuestionGroup, Row
from reporting.sections import PROSE, section_address
from reporting.threads import NO_TALK, Talk

SOMEBODY_ELSE = "Người khác vừa lưu: {theirs}. Bạn đang ghi: {mine}. Chọn số được giữ."
CHOICES_OF_CONFLICT = [(THEIRS, "Giữ của người kia"), (MINE, "Dùng của tôi")]


def draw(
    groups: list[QuestionGroup],
    prose: Mapping[str, str],
    version: int,
    typed: ReportForm | None = None,
    saved: Saved | None = None,
    *,
    problems: Iterable[Problem] = (),
    evidence: ReportEvidence = NO_EVIDENCE,
    talk: Talk = NO_TALK,
    only: str | None = None,
) -> DrawnForm:
    """The form over what is stored now; rows that could not be stored show what was typed, with the reason.

    `typed` without `saved` means that nothing at all was stored. `problems`: what is said of the report as it is stored.
    `talk`: what was written about its rows, and which of them are locked. `only`: the address of the one section to draw.
    """
    conflicts = (saved.conflicts if saved else frozenset()) | (typed.unresolved if typed else set())
    unstored = conflicts | (saved.locked if saved else frozenset())
    nothing_stored = typed is not None and saved is None
    several_plans = len({group.plan_name for group in groups}) > 1
    groups = [group for group in groups if only in (None, section_address(group))]
    headings = list(Heading) if only in (None, PROSE) else []
    drawing = _Drawing(typed, nothing_stored, unstored, _by_row(problems), evidence, talk, several_plans=several_plans)
    drawn_groups = tuple(drawing.group(group) for group in groups)
    drawn_prose = tuple(drawing.heading(heading, prose.get(heading, "")) for heading in headings)
    return DrawnForm(
        groups=drawn_groups,
        prose=drawn_prose,
        version=str(typed.version if nothing_stored else version),
        shown=json.dumps(
            typed.typed.shown if nothing_stored else fingerprints_of(groups, prose), separators=(",", ":")
        ),
        errors=[*(typed.mistakes if typed else []), *drawing.disagreements],
    )


def _by_row(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """What is to be said beside each row; what was explained is settled."""
    found: dict[str, list[Problem]] = {}
    for problem in problems:
        if not problem.is_settled:
            found.setdefault(problem.row, []).append(problem)
    return found


def fingerprints_of(groups: list[QuestionGroup], prose: Mapping[str, str]) -> dict[str, str]:
    """The fingerprint of every cell of a report as it stands (merging.fingerprints)."""
    found = {}
    for group in groups:
        for question in group.questions:
            for row in question.rows:
                found |= fingerprints(address_of((question.indicator.pk, row.kind)), cells_of(row.answer))
    for heading, text in prose.items():
        found |= fingerprints(heading, {TEXT: text})
    return found


class _Drawing:
    """Draws rows either as stored or, where they could not be stored, as typed."""

    def __init__(
        self,
        typed: ReportForm | None,
        nothing_stored: bool,
        unstored: frozenset[Key],
        problems: dict[str, list[Problem]],
        evidence: ReportEvidence,
        talk: Talk,
        *,
        several_plans: bool,
    ):
        self.typed = typed
        self.evidence = evidence
        self.problems = problems
        self.several_plans = several_plans
        self.nothing_stored = nothing_stored
        self.unstored = unstored
        self.talk = talk
        self.disagreements: list[Mistake] = []

    def group(self, group: QuestionGroup) -> DrawnGroup:
        questions = tuple(self.question(question, group.plan_name) for question in group.questions)
        plan_name = group.plan_name if self.several_plans else ""
        return DrawnGroup(section_address(group), plan_name, group.heading, questions)

    def question(self, question: Question, plan_name: str) -> DrawnQuestion:
        indicator = question.indicator
        address = address_of_indicator(indicator.pk)
        return DrawnQuestion(
            id=f"cau-{indicator.pk}",
            evidence=address,
            file_count=str(len(self.evidence.on(address)) or ""),
            name=indicator.name,
            wordings=wordings_of(question, plan_name),
            targets=tuple(dict.fromkeys(words for words in question.targets.values() if words)),
            definition=indicator.definition,
            example=indicator.example,
            rows=tuple(self.row(question, row) for row in question.rows),
        )

    def row(self, question: Question, row: Row) -> DrawnRow:
        key = (question.indicator.pk, row.kind)
        address, read = address_of(key), self._typed_of(key, self.typed.rows if self.typed else {})
        texts, errors = (read.texts, read.errors) if read else (texts_of(question, row), {})
        fixed = question.indicator.denominator_fixed
        conflict, lock = (
            "",
            self._lock(key, question.indicator.name, answer_words(question, row.answer), read),
        )
        if key in self.unstored and not lock:
            theirs = answer_words(question, row.answer)
            conflict = self._conflict(f"{address}-{KEEP}", question.indicator.name, theirs, texts)
        problems = self.problems.get(address, []) if row.is_answered and not read else []
        boxes = tuple(
            drawn_boxes(question, row.caption, address, texts, errors, {one.anchor for one in problems if one.stops})
        )
        return DrawnRow(
            address=address,
            caption=row.caption,
            says_caption=question.indicator.measure != Measure.COUNT or bool(question.parts),
            boxes=boxes,
            boxes_markup=boxes_markup(boxes),
            options_markup=options_markup(offered_of(question), texts.get(ANSWER, "")),
            answer_error=errors.get(ANSWER, ""),
            note=texts.get(NOTE, ""),
            note_error=errors.get(NOTE, ""),
            sum_label=sum_label_of(question),
            sum="" if read else sum_of(question, row),
            fixed="" if fixed is None else f"{question.indicator.denominator_label}: {format_number(fixed)}",
            denominator="" if fixed is None else plain(fixed),
            last=last_words(question, row.last),
            problems=tuple((one.level.value, one.anchor, one.message) for one in problems),
            conflict=conflict,
            keeps=_keeps(address) if conflict else (),
            lock=lock,
            thread=self.talk.threads.get(key, ()),
        )

    def heading(self, heading: Heading, stored: str) -> DrawnProse:
        read = self._typed_of(heading.value, self.typed.prose if self.typed else {})
        texts, errors = (read.texts, read.errors) if read else ({TEXT: stored}, {})
        conflict, lock = "", self._lock(heading.value, heading.label, stored, read)
        if heading.value in self.unstored and not lock:
            theirs = f"“{stored}”" if stored else "(đã xóa)"
            conflict = self._conflict(f"{heading}-{KEEP}", heading.label, theirs, texts)
        return DrawnProse(
            address=heading.value,
            label=heading.label,
            text=texts[TEXT],
            error=errors.get(TEXT, ""),
            conflict=conflict,
            keeps=_keeps(heading.value) if conflict else (),
            lock=lock,
            thread=self.talk.threads.get(heading.value, ()),
        )

    def _typed_of(self, key, read_rows: Mapping) -> ReadRow | None:
        read = read_rows.get(key)
        must_stay = read and (self.nothing_stored or read.errors or key in self.unstored)
        return read if must_stay else None

    def _lock(self, key: Key, name: str, stands: str, read: ReadRow | None) -> Lock | None:
        """Also of a row that was typed over in vain: then with what was typed."""
        if not self.talk.marks.locks(key):
            return None
        if key in self.unstored:
            address = key if isinstance(key, str) else address_of(key)
            self.disagreements.append(Mistake(f"{address}-khoa", f"{name}: {LOCKED}"))
        return Lock(LOCKED, stands, _mine(read.texts) if read else "")

    def _conflict(self, anchor: str, name: str, theirs: str, texts: Mapping[str, str]) -> str:
        mine = _mine(texts)
        words = SOMEBODY_ELSE.format(theirs=theirs, mine=mine)
        self.disagreements.append(Mistake(anchor, f"{name}: {words}"))
        return words


def _mine(texts: Mapping[str, str]) -> str:
    return "; ".join(text for box, text in texts.items() if text and box != ANSWER) or "(để trống)"


def _keeps(address: str) -> tuple[Choice, ...]:
    """The first one's id is the name itself, so that a summary's link lands on it."""
    name = f"{address}-{KEEP}"
    return tuple(
        Choice(name if number == 0 else f"{name}-{number}", value, label)
        for number, (value, label) in enumerate(CHOICES_OF_CONFLICT)
    )
