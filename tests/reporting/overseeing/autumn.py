"""A round with its last day just over, in which every unit stands somewhere else."""

from datetime import date, datetime
from types import SimpleNamespace

from plans.choices import Reporter
from plans.models import Section
from portal.dates import VIET_NAM
from reporting.choices import ReportState
from reporting.models import Narrative, Revision
from reporting.overseeing.matrix import Asked, matrix_of
from tests.builders import make_breakdown, make_figure, make_goal, make_indicator, make_plan, make_report, make_round

CUT_OFF, LAST_DAY, TODAY = date(2024, 11, 20), date(2024, 11, 29), date(2024, 12, 2)
NOON = datetime(2024, 12, 2, 12, 0, tzinfo=VIET_NAM)


def make_autumn(world):
    """A plan of two sections, three rows in the first and one in the second; a draft of each unit in the round of the year."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    second = Section.objects.create(plan=plan, code="iii", label="III.", heading="TRUYỀN THÔNG", order=2)
    divided = make_indicator("HTX mới thành lập", breakdown=make_breakdown())
    jobs = make_indicator("Lao động nữ có việc làm mới")
    news = make_indicator("Tin, bài", unit_of_measure="tin, bài")
    make_goal(plan, divided)
    make_goal(plan, jobs)
    make_goal(plan, news, section=second)
    round_ = make_round(plan, name="Năm 2024", cut_off=CUT_OFF, units_last_day=LAST_DAY, asks_estimate=True)
    return SimpleNamespace(
        plan=plan,
        first=plan.sections.get(code="ii"),
        second=second,
        divided=divided,
        jobs=jobs,
        news=news,
        round=round_,
    )


def typed(report, autumn, *indicators, kind="actual"):
    """Rows that the report answers; a broken-down one in both its parts."""
    for indicator in indicators:
        parts = list(indicator.breakdown.parts.all()[:2]) if indicator.breakdown else [None]
        for part in parts:
            make_figure(report, indicator, 2, part=part, kind=kind)
    return report


def handed_in(round_, unit, by, on, *, state=ReportState.SUBMITTED, **fields):
    """A report with its first submission, of no figures."""
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=VIET_NAM)
    told = {"version": 2, "first_submitted_at": at, "submitted_at": at, "submitted_by": by, **fields}
    if state == ReportState.ACCEPTED:
        told |= {"accepted_at": at, "reviewer": by}
    report = make_report(round_, unit, state=state, **told)
    submission(report, 1, by=by)
    return report


def submission(report, number, *figures, by):
    return Revision.objects.create(
        report=report,
        number=number,
        receipt=f"BN-{report.pk}-{number}",
        content={"figures": list(figures), "narratives": []},
        figure_count=len(figures),
        submitted_at=report.submitted_at,
        submitted_by=by,
    )


def written(report, *headings):
    for heading in headings:
        Narrative.objects.create(report=report, heading=heading, text="Đã làm.")


def of_the_province(autumn, world, **fields):
    return make_report(autumn.round, world.nam_dinh, reporter=Reporter.PROVINCE, **fields)


def looked_at(autumn, user, now=NOON, **asked):
    return matrix_of(autumn.round, user, now, Asked(**asked))


def lines_of(matrix):
    """By name: the words of its tags, and its cells."""
    return {
        row.report.reporter_name: ([tag.label for tag in row.tags], [tuple(cell) for cell in row.cells])
        for row in matrix.rows
    }


def tags_of(matrix, unit):
    return lines_of(matrix)[unit.name][0]
