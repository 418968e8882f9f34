"""All that is known of one row of a report's form, for its side panel and its page."""

from dataclasses import dataclass

from plans.choices import Accumulation
from portal.charts import Chart
from reporting.answers import DAY, address_of, boxes_of
from reporting.checking import Problem, problems_in
from reporting.choices import ProblemLevel
from reporting.lines import Line, line_of, wordings_of
from reporting.models import Report
from reporting.questions import Question, Row, questions_of
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
    """What is wrong with the row: how much it weighs, in words, and what to do."""

    weight: str
    message: str


@dataclass(frozen=True)
class RowDetails:
    """One row: its line as the report shows it, what it means, what is wrong, what was before, and who changed it.

    `first_box` is the id of its first box in the form. `earlier` has the newest first. No chart of a milestone, nor
    before there are two values.
    """

    line: Line
    first_box: str
    indicator_id: int
    definition: str
    example: str
    wordings: tuple[tuple[str, str], ...]
    findings: tuple[Finding, ...]
    earlier: tuple[EarlierValue, ...]
    how_to_read: str
    chart: Chart | None
    chart_title: str
    log: ChangeLog


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
    line, chart = line_of(question, row), chart_of(question, row, earlier)
    return RowDetails(
        line=line,
        first_box=f"{line.address}-{(boxes_of(indicator, question.parts) or [DAY])[0]}",
        indicator_id=indicator.pk,
        definition=indicator.definition,
        example=indicator.example,
        wordings=wordings_of(question),
        findings=tuple(
            Finding(ProblemLevel(problem.level).label.capitalize(), problem.message)
            for problem in found
            if problem.row == line.address
        ),
        earlier=earlier[::-1],
        how_to_read=f"{HOW_TO_READ[indicator.accumulation]} {hint_of(chart)}".strip(),
        chart=chart,
        chart_title=title_of(question, row, earlier) if chart else "",
        log=changes_of(report, question, row),
    )
