"""A report's figures as they are read: each line in words, for the page, the check and the form's "kỳ trước"."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Measure
from plans.models import BreakdownPart, Indicator
from portal.dates import format_date
from portal.numbers import format_number, format_percent
from reporting.answers import (
    DENOMINATOR,
    NUMERATOR,
    VALUE,
    RowAnswer,
    address_of,
    address_of_indicator,
    address_of_section,
    part_box,
)
from reporting.checking import Problem
from reporting.choices import Answer, Heading
from reporting.evidence import ReportEvidence
from reporting.last_values import LastValue
from reporting.models import Evidence, Report
from reporting.questions import Question, QuestionGroup, Row

NOT_ANSWERED = "Chưa trả lời"
NOT_DONE = "Chưa thực hiện"
NO_PROBLEMS: Mapping[str, list[str]] = {}
MISSING = "thiếu"  # a part without its number, among others that have one
NOTHING = "-"  # how a 0 prints (không phát sinh)
NO_EVIDENCE = ReportEvidence()


@dataclass(frozen=True)
class Line:
    """One row of the table: what is asked, the answer in words with its details, what was before, what was explained.

    `address` is what the row is called in the form. An indicator's name, targets and files stand once beside all its rows:
    `height` is how many, "" on the rows after the first.
    """

    address: str
    name: str
    height: str
    caption: str
    value: str
    unit: str
    details: str
    note: str
    last: str
    targets: tuple[str, ...]
    problems: tuple[str, ...]
    files: tuple[Evidence, ...] = ()


@dataclass(frozen=True)
class LineGroup:
    """The lines under one heading, with the files that bear out all of it; the plan is named where there are several."""

    address: str
    plan_name: str
    heading: str
    lines: tuple[Line, ...]
    files: tuple[Evidence, ...] = ()


def lines_of(
    groups: list[QuestionGroup], problems: Iterable[Problem] = (), evidence: ReportEvidence = NO_EVIDENCE
) -> list[LineGroup]:
    """The whole report, in the order of the form, with what is said of each line among `problems` and its files."""
    of_row: dict[str, list[str]] = {}
    for problem in problems:
        of_row.setdefault(problem.row, []).append(problem.message)
    several_plans = len({group.plan_name for group in groups}) > 1
    return [
        LineGroup(
            address_of_section(group.section_id),
            group.plan_name if several_plans else "",
            group.heading,
            tuple(line for question in group.questions for line in _lines(question, of_row, evidence)),
            evidence.on(address_of_section(group.section_id)),
        )
        for group in groups
    ]


def narratives_of(report: Report) -> list[tuple[Heading, str]]:
    """The prose that is there, in the headings' order. One query."""
    texts = dict(report.narratives.order_by("pk").values_list("heading", "text"))
    return [(heading, texts[heading]) for heading in Heading if texts.get(heading)]


def last_words(question: Question, last: LastValue | None) -> str:
    """What was last accepted, with its round and the units whose numbers are in it; empty where nothing was."""
    if last is None:
        return ""
    value = _with(*value_words(question, last.numbers, last.done_on))
    return f"{value} – {where_from(last)}"


def last_value(question: Question, last: LastValue) -> str:
    """The value alone: "5"."""
    value, _ = value_words(question, last.numbers, last.done_on)
    return value


def where_from(last: LastValue) -> str:
    """The round of a last value, and the units that merged into this one and are in it: "Năm 2024, cộng Huyện Mỹ Lộc"."""
    return last.round_name + "".join(f", cộng {name}" for name in last.added)


def answer_words(question: Question, answer: RowAnswer) -> str:
    """An answer in one line: "5 (HTX 2; THT 3)", "Không áp dụng"."""
    return _with(*_answer_words(question, answer))


def wordings_of(question: Question, plan_name: str = "") -> tuple[tuple[str, str], ...]:
    """(plan, the plan's own words) of the goals in force that set a question, without what another wording says in full.

    The plan of that name is left unnamed: its words stand under its own heading.
    """
    in_force = [goal for goal in question.goals if question.targets.get(goal.pk)] or question.goals
    plans = {goal.pk: "" if str(goal.plan) == plan_name else str(goal.plan) for goal in in_force}
    every = tuple(dict.fromkeys((plans[goal.pk], goal.wording) for goal in in_force))
    return tuple(
        (plan, words)
        for plan, words in every
        if not any(other == plan and words != longer and words in longer for other, longer in every)
    )


def answer_value(question: Question, answer: RowAnswer) -> str:
    """The same without details: "5", "40 %", "Không áp dụng"."""
    value, _ = _answer_words(question, answer)
    return value


def box_words(number: Decimal | None) -> str:
    """The number of one box as it is read; a 0 prints as "-"."""
    return NOTHING if number == 0 else format_number(number)


def _lines(question: Question, problems: Mapping[str, list[str]], evidence: ReportEvidence) -> list[Line]:
    files = evidence.on(address_of_indicator(question.indicator.pk))
    return [line_of(question, row, problems, files, is_first=row is question.rows[0]) for row in question.rows]


def line_of(
    question: Question,
    row: Row,
    problems: Mapping[str, list[str]] = NO_PROBLEMS,
    files: tuple[Evidence, ...] = (),
    *,
    is_first=True,
) -> Line:
    """One row in words; `problems` by the address of their row."""
    address, (value, details) = address_of((question.indicator.pk, row.kind)), _answer_words(question, row.answer)
    targets = dict.fromkeys(words for words in question.targets.values() if words)
    is_counted = question.indicator.measure == Measure.COUNT and row.answer.has_value and value != NOTHING
    return Line(
        address=address,
        name=question.indicator.name,
        height=str(len(question.rows)) if is_first else "",
        caption=row.caption,
        value=value,
        unit=question.indicator.unit_of_measure if is_counted else "",
        details=details,
        note=row.answer.note,
        last=last_words(question, row.last),
        targets=tuple(targets) if is_first else (),
        problems=tuple(problems.get(address, ())),
        files=files if is_first else (),
    )


def _answer_words(question: Question, answer: RowAnswer) -> tuple[str, str]:
    if not answer.answer:
        return NOT_ANSWERED, ""
    if not answer.has_value:
        return Answer(answer.answer).label.capitalize(), ""
    return value_words(question, answer.numbers, answer.done_on)


def _with(value: str, details: str) -> str:
    return f"{value} ({details})" if details else value


def value_words(question: Question, numbers: Mapping[str, Decimal], done_on: date | None) -> tuple[str, str]:
    """The value and its details: "5" and "HTX 2; THT 3", "40 %" and "30/75", "Hoàn thành ngày 20/05/2024".

    A total that is given stands, for it may hold parts that are no longer in use.
    """
    measure = question.indicator.measure
    if measure == Measure.MILESTONE:
        return (f"Hoàn thành ngày {format_date(done_on)}" if done_on else NOT_DONE), ""
    if measure == Measure.RATIO:
        return _ratio_words(question.indicator, numbers)
    if not question.parts:
        return box_words(numbers.get(VALUE)), ""
    answered = [numbers[part_box(part.pk)] for part in question.parts if part_box(part.pk) in numbers]
    details = "; ".join(words for part in question.parts if (words := _part_words(part, numbers)))
    return box_words(numbers.get(VALUE, sum(answered, Decimal(0)) if answered else None)), details


def _ratio_words(indicator: Indicator, numbers: Mapping[str, Decimal]) -> tuple[str, str]:
    numerator, denominator = numbers.get(NUMERATOR), numbers.get(DENOMINATOR, indicator.denominator_fixed)
    of = f"{format_number(numerator) or '…'}/{format_number(denominator) or '…'} {indicator.unit_of_measure}".strip()
    if numerator is None or not denominator:
        return "Chưa đủ số liệu", of
    return format_percent(numerator * 100 / denominator), of


def _part_words(part: BreakdownPart, numbers: Mapping[str, Decimal]) -> str:
    number = numbers.get(part_box(part.pk))
    if number is not None:
        return f"{part.name} {box_words(number)}"
    return "" if part.code == BreakdownPart.UNCLASSIFIED else f"{MISSING} {part.name}"
