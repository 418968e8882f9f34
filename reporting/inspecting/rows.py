"""The rows of a report as its reviewer sees them. A fixed number of queries, whatever there is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from plans.choices import Measure
from plans.succession import current_map
from portal.numbers import format_number, format_percent
from reporting.answers import address_of, address_of_indicator, part_box
from reporting.checking import Problem, problems_in
from reporting.choices import FigureKind, Heading, RemarkAct
from reporting.evidence import evidence_of
from reporting.inspecting.neighbours import Neighbours, neighbours_of
from reporting.inspecting.revised import Revised, revised
from reporting.lines import Line, answer_words, line_of
from reporting.marks import Key
from reporting.models import Remark, Report
from reporting.questions import Question, Row, questions_of
from reporting.threads import Said, Talk, drafts_of, talk_of
from reporting.tracing.details import Finding, findings_on, usual_words
from reporting.tracing.earlier import measured
from reporting.unit_targets import numbers_of_the_year

BLANK = "(để trống)"


@dataclass(frozen=True)
class Inspected:
    """What is the same of a row and of a heading: how it stood before it was sent back, and what was written about it.

    `was` is None where the unit changed nothing. `draft` is what the reviewer has not sent yet.
    """

    key: Key
    address: str
    name: str
    was: str | None
    thread: tuple[Said, ...]
    draft: Remark | None

    @property
    def is_changed(self) -> bool:
        """Changed, or opened by the unit with a reason, which counts as changed."""
        return self.was is not None or any(said.stands and said.act == RemarkAct.OPENS for said in self.thread)

    @property
    def is_marked(self) -> bool:
        """Sent back in the last return, or marked in this review."""
        in_draft = self.draft is not None and self.draft.act == RemarkAct.MARKS
        return in_draft or any(said.stands and said.act == RemarkAct.MARKS for said in self.thread)


@dataclass(frozen=True)
class InspectedRow(Inspected):
    """A row: its line as the report shows it, and everything that it is measured by.

    `change` since the last accepted value; `attained` of this reporter's own target of the year; `usual` of this reporter,
    `neighbours` of the round's other units.
    """

    line: Line
    change: str
    attained: tuple[str, ...]
    usual: tuple[str, ...]
    neighbours: str
    findings: tuple[Finding, ...]
    files_changed: bool

    @property
    def is_changed(self) -> bool:
        return super().is_changed or self.files_changed


@dataclass(frozen=True)
class InspectedProse(Inspected):
    """The prose under one heading."""

    text: str


@dataclass(frozen=True)
class InspectedGroup:
    """The rows under one heading of a plan."""

    plan_name: str
    heading: str
    rows: tuple[InspectedRow, ...]


@dataclass(frozen=True)
class InspectedReport:
    """The whole report. `earlier` is the number of the submission that was sent back, None before the first return."""

    groups: tuple[InspectedGroup, ...]
    prose: tuple[InspectedProse, ...]
    earlier: int | None

    @property
    def everything(self) -> list[InspectedRow | InspectedProse]:
        return [*(row for group in self.groups for row in group.rows), *self.prose]


def inspected(report: Report) -> InspectedReport:
    """A report's rows and prose for its reviewer. Needs the report with its round."""
    groups = questions_of(report)
    questions = [question for group in groups for question in group.questions]
    look = _Look(report, questions)
    texts = dict(report.narratives.order_by("pk").values_list("heading", "text"))
    several_plans = len({group.plan_name for group in groups}) > 1
    return InspectedReport(
        groups=tuple(
            InspectedGroup(
                group.plan_name if several_plans else "",
                group.heading,
                tuple(look.at(question, row) for question in group.questions for row in question.rows),
            )
            for group in groups
        ),
        prose=tuple(look.at_prose(heading, texts.get(heading, "")) for heading in Heading),
        earlier=look.revised.number if look.revised else None,
    )


class _Look:
    """What rows are looked at beside."""

    def __init__(self, report: Report, questions: list[Question]):
        goals = [goal for question in questions for goal in question.goals]
        self.asked = numbers_of_the_year(goals, report, current_map())
        self.evidence = evidence_of(report)
        self.neighbours: Mapping[Key, Neighbours] = neighbours_of(report)
        self.problems: list[Problem] = problems_in(questions, report.round.cut_off)
        self.talk: Talk = talk_of(report)
        self.drafts: Mapping[Key, Remark] = drafts_of(report)
        self.revised: Revised | None = revised(report, questions)

    def at(self, question: Question, row: Row) -> InspectedRow:
        indicator = question.indicator
        key = (indicator.pk, row.kind)
        address, neighbours = address_of(key), self.neighbours.get(key)
        files = self.evidence.on(address_of_indicator(indicator.pk))
        return InspectedRow(
            key=key,
            address=address,
            name=indicator.name if len(question.rows) == 1 else f"{indicator.name}, {row.caption.lower()}",
            was=self._was(question, key, row),
            thread=self.talk.threads.get(key, ()),
            draft=self.drafts.get(key),
            line=line_of(question, row, files=files, is_first=row is question.rows[0]),
            change=_change(question, row),
            attained=tuple(self._attained(question, row)),
            usual=tuple(usual_words(question, row)),
            neighbours=neighbours.words if neighbours else "",
            findings=tuple(findings_on(address, self.problems)),
            files_changed=self.revised is not None and indicator.pk in self.revised.files,
        )

    def at_prose(self, heading: Heading, text: str) -> InspectedProse:
        is_changed = self.revised is not None and heading.value in self.revised.prose
        return InspectedProse(
            key=heading.value,
            address=heading.value,
            name=heading.label,
            was=(self.revised.prose[heading.value] or BLANK) if is_changed else None,
            thread=self.talk.threads.get(heading.value, ()),
            draft=self.drafts.get(heading.value),
            text=text,
        )

    def _was(self, question: Question, key: Key, row: Row) -> str | None:
        """The earlier answer; with its word of explanation where that is what changed."""
        if self.revised is None or key not in self.revised.rows:
            return None
        before = self.revised.rows[key]
        words = answer_words(question, before)
        return words if before.note == row.answer.note else f"{words} – giải trình: {before.note or BLANK}"

    def _attained(self, question: Question, row: Row) -> Iterator[str]:
        """How much of its own target of the year the reporter has reached: of actual numbers only."""
        if row.kind != FigureKind.ACTUAL or not row.answer.has_value:
            return
        for goal in question.goals:
            number = _measured(question, row, goal)
            if goal.pk in self.asked and number is not None:
                of_part = f" ({goal.part.name})" if goal.part else ""
                yield f"đạt {format_percent(number * 100 / self.asked[goal.pk])}{of_part}"


def _measured(question: Question, row: Row, goal) -> Decimal | None:
    if goal.indicator_id != question.indicator.pk:  # set on what this is only a part of
        return None
    if goal.part_id:
        return row.answer.numbers.get(part_box(goal.part_id))
    return measured(question, row.answer.numbers)


def _change(question: Question, row: Row) -> str:
    """Since the last accepted value: "+3 (+60 %)", "−2", of a ratio "+5 điểm %"; nothing where they cannot be compared."""
    now, before = _both(question, row)
    if now is None or before is None:
        return ""
    step = now - before
    if not step:
        return "không đổi"
    sign = "+" if step > 0 else "−"
    if question.indicator.measure == Measure.RATIO:
        return f"{sign}{format_number(round(abs(step), 1).normalize())} điểm %"
    share = f" ({sign}{format_percent(abs(step) * 100 / abs(before))})" if before else ""
    return f"{sign}{format_number(abs(step))}{share}"


def _both(question: Question, row: Row) -> tuple[Decimal | None, Decimal | None]:
    """The number of now and the last accepted one."""
    if row.last is None or not row.answer.has_value:
        return None, None
    return measured(question, row.answer.numbers), measured(question, row.last.numbers)
