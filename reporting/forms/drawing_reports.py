"""Drawing a report's form: over what is stored, or over what was typed where that could not be stored."""

import json
from collections.abc import Iterable, Mapping

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from plans.wording import counted_in
from portal.dates import format_date
from portal.numbers import format_number, format_percent
from reporting.answers import (
    ANSWER,
    DAY,
    NOTE,
    RowKey,
    address_of,
    address_of_indicator,
    box_labels,
    boxes_of,
    part_box,
)
from reporting.checking import Problem
from reporting.choices import Answer, Heading
from reporting.evidence import ReportEvidence
from reporting.filling import Saved
from reporting.forms.drawn_reports import Box, Choice, DrawnForm, DrawnGroup, DrawnProse, DrawnQuestion, DrawnRow
from reporting.forms.entry_markup import boxes_markup, options_markup
from reporting.forms.reports import (
    KEEP,
    MINE,
    NOTHING_AROSE,
    THEIRS,
    Mistake,
    ReadRow,
    ReportForm,
    standing_choice,
)
from reporting.lines import NO_EVIDENCE, answer_words, last_words, wordings_of
from reporting.merging import TEXT, cells_of, fingerprints, plain
from reporting.questions import Question, QuestionGroup, Row
from reporting.sections import PROSE, section_address

NUMBER_CHOICES = (
    ("", "Chưa trả lời"),
    (Answer.VALUE.value, "Có số liệu"),
    (NOTHING_AROSE, "Không phát sinh"),
    (Answer.NOT_APPLICABLE.value, "Không áp dụng"),
    (Answer.NO_DATA.value, "Chưa có số liệu"),
)
MILESTONE_CHOICES = (
    ("", "Chưa trả lời"),
    (Answer.VALUE.value, "Đã hoàn thành"),
    (NOTHING_AROSE, "Chưa thực hiện"),
    (Answer.NOT_APPLICABLE.value, "Không áp dụng"),
    (Answer.NO_DATA.value, "Chưa có số liệu"),
)
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
    only: str | None = None,
) -> DrawnForm:
    """The form over what is stored now; rows that could not be stored show what was typed, with the reason.

    `typed` without `saved` means that nothing at all was stored. `problems`: what is said of the report as it is stored.
    `only`: the address of the one section to draw.
    """
    conflicts = (saved.conflicts if saved else frozenset()) | (typed.unresolved if typed else set())
    nothing_stored = typed is not None and saved is None
    several_plans = len({group.plan_name for group in groups}) > 1
    groups = [group for group in groups if only in (None, section_address(group))]
    headings = list(Heading) if only in (None, PROSE) else []
    drawing = _Drawing(typed, nothing_stored, conflicts, _by_row(problems), evidence, several_plans=several_plans)
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
        conflicts: frozenset[RowKey | str],
        problems: dict[str, list[Problem]],
        evidence: ReportEvidence,
        *,
        several_plans: bool,
    ):
        self.typed = typed
        self.evidence = evidence
        self.problems = problems
        self.several_plans = several_plans
        self.nothing_stored = nothing_stored
        self.conflicts = conflicts
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
        conflict = ""
        if key in self.conflicts:
            theirs = answer_words(question, row.answer)
            conflict = self._conflict(f"{address}-{KEEP}", question.indicator.name, theirs, texts)
        problems = self.problems.get(address, []) if row.is_answered and not read else []
        boxes = tuple(
            _boxes(question, row.caption, address, texts, errors, {one.anchor for one in problems if one.stops})
        )
        return DrawnRow(
            address=address,
            caption=row.caption,
            says_caption=question.indicator.measure != Measure.COUNT or bool(question.parts),
            boxes=boxes,
            boxes_markup=boxes_markup(boxes),
            options_markup=options_markup(_offered(question), texts.get(ANSWER, "")),
            answer_error=errors.get(ANSWER, ""),
            note=texts.get(NOTE, ""),
            note_error=errors.get(NOTE, ""),
            sum_label=_sum_label(question),
            sum="" if read else sum_of(question, row),
            fixed="" if fixed is None else f"{question.indicator.denominator_label}: {format_number(fixed)}",
            denominator="" if fixed is None else plain(fixed),
            last=last_words(question, row.last),
            problems=tuple((one.level.value, one.anchor, one.message) for one in problems),
            conflict=conflict,
            keeps=_keeps(address) if conflict else (),
        )

    def heading(self, heading: Heading, stored: str) -> DrawnProse:
        read = self._typed_of(heading.value, self.typed.prose if self.typed else {})
        texts, errors = (read.texts, read.errors) if read else ({TEXT: stored}, {})
        conflict = ""
        if heading.value in self.conflicts:
            theirs = f"“{stored}”" if stored else "(đã xóa)"
            conflict = self._conflict(f"{heading}-{KEEP}", heading.label, theirs, texts)
        return DrawnProse(
            address=heading.value,
            label=heading.label,
            text=texts[TEXT],
            error=errors.get(TEXT, ""),
            conflict=conflict,
            keeps=_keeps(heading.value) if conflict else (),
        )

    def _typed_of(self, key, read_rows: Mapping) -> ReadRow | None:
        read = read_rows.get(key)
        must_stay = read and (self.nothing_stored or read.errors or key in self.conflicts)
        return read if must_stay else None

    def _conflict(self, anchor: str, name: str, theirs: str, texts: Mapping[str, str]) -> str:
        mine = "; ".join(text for box, text in texts.items() if text and box != ANSWER) or "(để trống)"
        words = SOMEBODY_ELSE.format(theirs=theirs, mine=mine)
        self.disagreements.append(Mistake(anchor, f"{name}: {words}"))
        return words


def texts_of(question: Question, row: Row) -> dict[str, str]:
    """A stored row as its boxes show it."""
    answer = row.answer
    numbers = {box: format_number(number) for box, number in answer.numbers.items()}
    return {ANSWER: standing_choice(question, answer), NOTE: answer.note, DAY: format_date(answer.done_on), **numbers}


def _boxes(
    question: Question,
    caption: str,
    address: str,
    texts: Mapping[str, str],
    errors: Mapping[str, str],
    doubtful: set[str],
) -> list[Box]:
    indicator = question.indicator
    labels = box_labels(indicator, question.parts)
    parts = {part_box(part.pk): part for part in question.parts}
    return [
        Box(
            id=f"{address}-{box}",
            label=labels.get(box, caption),
            text=texts.get(box, ""),
            unit=_unit(indicator, parts.get(box)),
            keyboard="text" if box == DAY else "decimal" if indicator.decimals else "numeric",
            may_stay_blank=box in parts and parts[box].code == BreakdownPart.UNCLASSIFIED,
            error=errors.get(box, ""),
            state=_state(texts.get(box), errors.get(box), is_doubtful=f"{address}-{box}" in doubtful),
        )
        for box in boxes_of(indicator, question.parts) or [DAY]
    ]


def _state(text: str | None, error: str | None, *, is_doubtful: bool) -> str:
    if error:
        return "refused"
    return "doubtful" if is_doubtful else "saved" if text else ""


def _unit(indicator: Indicator, part: BreakdownPart | None) -> str:
    return counted_in(indicator.unit_of_measure, part.name) if part else indicator.unit_of_measure


def _offered(question: Question) -> tuple[tuple[str, str], ...]:
    return MILESTONE_CHOICES if question.indicator.measure == Measure.MILESTONE else NUMBER_CHOICES


def _keeps(address: str) -> tuple[Choice, ...]:
    """The first one's id is the name itself, so that a summary's link lands on it."""
    name = f"{address}-{KEEP}"
    return tuple(
        Choice(name if number == 0 else f"{name}-{number}", value, label)
        for number, (value, label) in enumerate(CHOICES_OF_CONFLICT)
    )


def _sum_label(question: Question) -> str:
    return "Tỷ lệ" if question.indicator.measure == Measure.RATIO else "Tổng" if question.parts else ""


def sum_of(question: Question, row: Row) -> str:
    """The percent of a ratio or the total of parts, computed over what is stored, never typed."""
    if question.indicator.measure == Measure.RATIO:
        return format_percent(row.answer.percent(question.indicator.denominator_fixed))
    return format_number(row.answer.total) if question.parts else ""
