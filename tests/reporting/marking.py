"""A report under review in tests: three counts and prose handed in, and the shortest way to mark, send back and correct."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from reporting.choices import FigureKind, Heading
from reporting.filling import Typed, write_answers
from reporting.models import Remark, Report
from reporting.remarking import Draft, keep_drafts
from tests.builders import make_figure, make_goal, make_indicator, make_plan, make_report, make_round
from tests.reporting.pressing import NOON, press, stands

RESULTS = Heading.RESULTS.value


@dataclass(frozen=True)
class Case:
    """The report, and its three rows by what they count."""

    report: Report
    jobs: tuple
    loans: tuple
    classes: tuple

    @property
    def now(self) -> Report:
        return stands(self.report)


def handed_in(world, head) -> Case:
    """Hải Hậu's report of 2024: việc làm 5, vốn vay 20, lớp học 3, and a word of results; handed in at noon of 20/11."""
    plan = make_plan(scope=world.nam_dinh)
    round_ = make_round(plan, cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 29))
    report = make_report(round_, world.hai_hau, version=1)
    rows = []
    for name, code, value in [("Việc làm mới", "viec-lam", 5), ("Vốn vay", "von-vay", 20), ("Lớp học", "lop-hoc", 3)]:
        indicator = make_indicator(name, code=code)
        make_goal(plan, indicator)
        make_figure(report, indicator, value)
        rows.append((indicator.pk, FigureKind.ACTUAL.value))
    report.narratives.create(heading=RESULTS, text="Đã thành lập 5 tổ.")
    press(report, "submit", head)
    return Case(report, *rows)


def mark(case, reviewer, *, hours=1, **words):
    """The reviewer takes the report up and marks rows, named by what they count, with words for each."""
    if case.now.review_began_at is None:
        press(case.report, "begin_review", reviewer, hours=hours)
    drafts = {RESULTS if name == "results" else getattr(case, name): Draft(text, True) for name, text in words.items()}
    keep_drafts(case.report, drafts, by=reviewer, now=NOON + timedelta(hours=hours))


def send_back(case, reviewer, *, hours=1, reason="", **words):
    mark(case, reviewer, hours=hours, **words)
    return press(case.report, "return", reviewer, hours=hours, reason=reason)


def correct(case, by, *, hours=2, **values):
    """Type numbers into rows named by what they count, or the prose."""
    prose = {RESULTS: values.pop("results")} if "results" in values else {}
    rows = {getattr(case, name): {"answer": "value", "value": str(value)} for name, value in values.items()}
    now, version = NOON + timedelta(hours=hours), case.now.version
    return write_answers(case.report, Typed(rows, prose), by=by, now=now, version=version)


def written(case):
    """All remarks of a report, in the order written: (row, what it does, words, is it sent, does it stand)."""
    return [
        (
            one.row,
            one.act,
            one.text,
            one.sent_at is not None,
            one.act != "says" and bool(one.sent_at) and not one.settled_at,
        )
        for one in Remark.objects.filter(report=case.report).order_by("pk")
    ]


def url(case, name="review", *more):
    return reverse(f"reporting:report-{name}", args=[case.report.pk, *more])


def address(key):
    return f"q{key[0]}-actual"


def page_of(client, case, user, name="review", **asked):
    client.force_login(user)
    return client.get(url(case, name), asked).content.decode()
