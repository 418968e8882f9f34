"""All that is found of a report, and what of it stops the submission."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from reporting.checking.answering import incomplete, not_yet, unanswered
from reporting.checking.findings import Finding, Problem, Rows, problem_of
from reporting.checking.relating import against_rules, estimate_below_actual, ratio_above_one
from reporting.checking.remembering import beside_the_past, undone
from reporting.choices import ProblemLevel
from reporting.models import Report
from reporting.questions import Question, Row, asked_of

SHOWN_AS = {
    ProblemLevel.BLOCKS: ("red", "Sửa xong mới nộp được."),
    ProblemLevel.EXPLAIN: ("orange", "Sửa số, hoặc ghi một câu vào ô “Lý do, giải trình” của dòng đó là nộp được."),
    ProblemLevel.UNUSUAL: ("blue", "Số khác nhiều so với các lần trước. Nếu đúng thì không phải làm gì."),
    ProblemLevel.EXPLAINED: ("green", "Người duyệt sẽ đọc câu giải trình ở từng dòng."),
}


@dataclass(frozen=True)
class Weighed:
    """The findings of one weight, with what there is to do about them; `tone` as in .panel--TONE."""

    level: ProblemLevel
    tone: str
    advice: str
    problems: tuple[Problem, ...]


def problems(report: Report) -> list[Problem]:
    """Everything to say about a report's figures, in the order of the form."""
    return problems_in(asked_of(report), report.round.cut_off)


def blocking(report: Report) -> list[Problem]:
    """What stops the submission: mistakes, and what is doubtful and not explained."""
    return [problem for problem in problems(report) if problem.stops]


def problems_in(questions: Iterable[Question], cut_off: date) -> list[Problem]:
    """As `problems`, for questions that are already there; asks nothing of the database."""
    rows = {(question.indicator.pk, row.kind): (question, row) for question in questions for row in question.rows}
    return [
        problem_of(question, row, finding)
        for question, row in rows.values()
        for finding in _worth_saying(list(_findings(question, row, rows, cut_off)))
    ]


def by_weight(problems: Iterable[Problem]) -> list[Weighed]:
    """The findings as the check shows them: each weight that there is, in the order of ProblemLevel."""
    found = list(problems)
    weighed = {level: tuple(problem for problem in found if problem.level == level) for level in ProblemLevel}
    return [Weighed(level, *SHOWN_AS[level], of_level) for level, of_level in weighed.items() if of_level]


def _worth_saying(found: list[Finding]) -> list[Finding]:
    """What is only shown of a box is left out where the box is asked about anyway."""
    asked_about = {finding.box for finding in found if finding.level != ProblemLevel.UNUSUAL}
    return [finding for finding in found if finding.level != ProblemLevel.UNUSUAL or finding.box not in asked_about]


def _findings(question: Question, row: Row, rows: Rows, cut_off: date) -> Iterator[Finding]:
    yield from unanswered(question, row)
    if row.answer.has_value:
        yield from incomplete(question, row)
        yield from not_yet(row, cut_off)
        yield from against_rules(question, row, rows)
        yield from ratio_above_one(question, row)
        yield from undone(row)
        yield from beside_the_past(question, row)
        yield from estimate_below_actual(question, row, rows)
