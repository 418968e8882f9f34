"""All that is known of one row of a report's form, for its side panel and its page."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plans.choices import Accumulation
from portal.charts import Chart
from portal.numbers import format_number
from reporting.answers import DAY, VALUE, address_of, address_of_indicator, boxes_of, part_box
from reporting.check_rules import SIDES
from reporting.checking import Problem, by_weight, problems_in
from reporting.evidence import evidence_of
from reporting.lines import Line, line_of, wordings_of
from reporting.models import Report
from reporting.questions import Question, Row, questions_of
from reporting.threads import Said, threads_of
from reporting.tracing.changes import ChangeLog, changes_of
from reporting.tracing.drawing import chart_of, hint_of, title_of
from reporting.tracing.earlier import EarlierValue, earlier_values

HOW_TO_READ = {
    Accumulation.FLOW: "Mỗi số là lũy kế từ đầu năm báo cáo đến ngày ghi kèm; sang năm mới tính lại từ đầu.",
    Accumulation.STOCK: "Mỗi số là số đang có vào ngày ghi kèm.",
    "": "Việc đã hoàn thành hay chưa, tính đến ngày ghi kèm.",
}


@dataclass(frozen=True)
class Finding:
    """What is said of the row: how much it weighs, in words and as a tone of .panel--TONE, and what to do."""

    weight: str
    tone: str
    message: str


@dataclass(frozen=True)
class RowDetails:
    """One row: its line as the report shows it, what it means, what is wrong, what was before, and who changed it.

    `first_box` is the id of its first box in the form. `usual` says between which numbers its boxes usually lie. `earlier`
    has the newest first. No chart of a milestone, nor before there are two values. `thread`: what reviewer and unit wrote.
    """

    line: Line
    first_box: str
    definition: str
    example: str
    wordings: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    usual: tuple[str, ...]
    earlier: tuple[EarlierValue, ...]
    how_to_read: str
    chart: Chart | None
    chart_title: str
    log: ChangeLog
    thread: tuple[Said, ...]


def details_of(report: Report, address: str) -> RowDetails | None:
    """The row of that address ("q12-actual"); None where the report does not ask it. A fixed number of queries.

    Needs the report with its round.
    """
    questions = [question for group in questions_of(report) for question in group.questions]
    for question in questions:
        for row in question.rows:
            if address_of((question.indicator.pk, row.kind)) == address:
                return _details(report, question, row, problems_in(questions, report.round.cut_off))
    return None


def _details(report: Report, question: Question, row: Row, found: list[Problem]) -> RowDetails:
    indicator, earlier = question.indicator, earlier_values(report, question)
    files = evidence_of(report).on(address_of_indicator(indicator.pk))
    line, chart = line_of(question, row, files=files), chart_of(question, row, earlier)
    return RowDetails(
        line=line,
        first_box=f"{line.address}-{(boxes_of(indicator, question.parts) or [DAY])[0]}",
        definition=indicator.definition,
        example=indicator.example,
        wordings=wordings_of(question),
        findings=tuple(findings_on(line.address, found)),
        usual=tuple(usual_words(question, row)),
        earlier=earlier[::-1],
        how_to_read=f"{HOW_TO_READ[indicator.accumulation]} {hint_of(chart)}".strip(),
        chart=chart,
        chart_title=title_of(question, row, earlier) if chart else "",
        log=changes_of(report, question, row),
        thread=threads_of(report).get((indicator.pk, row.kind), ()),
    )


def findings_on(address: str, found: Iterable[Problem]) -> Iterator[Finding]:
    """What is said of a row, the weightiest first; what is told at another row names that one."""
    for weighed in by_weight(problem for problem in found if address in problem.rows):
        for problem in weighed.problems:
            message = problem.message if problem.row == address else problem.text
            yield Finding(weighed.level.label.capitalize(), weighed.tone, message)


def usual_words(question: Question, row: Row) -> Iterator[str]:
    """Between which numbers the boxes of a row usually lie: "HTX từ 2 đến 8"."""
    labels = {VALUE: "tổng " if question.parts else "", **SIDES}
    labels |= {part_box(part.pk): f"{part.name} " for part in question.parts}
    for box, usual in row.usual.items():
        if usual.low is not None and box in labels:
            yield f"{labels[box]}từ {format_number(usual.low)} đến {format_number(usual.high)}"
