"""A small form for the entry desk: a plain count, a count in parts, a ratio and a milestone, in two sections."""

from datetime import date
from types import SimpleNamespace

from playwright.sync_api import expect

from plans.choices import Accumulation, Measure, Period
from plans.models import Section
from reporting.answers import address_of, rows_of
from reporting.merging import plain
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
)

TODAY = date(2024, 11, 20)


def make_entry_world(world):
    """Hải Hậu's report of the year 2024; its report of six months was accepted with 5 jobs and 2 HTX."""
    plan = make_plan(scope=world.nam_dinh)
    jobs = make_indicator("Việc làm mới", code="viec-lam", unit_of_measure="người")
    founded = make_indicator("HTX, THT mới", code="htx-moi", breakdown=make_breakdown(), unit_of_measure="HTX, THT")
    trained = make_indicator(
        "Cán bộ được tập huấn", code="tap-huan", measure=Measure.RATIO, accumulation=Accumulation.STOCK
    )
    issued = make_indicator("Ban hành kế hoạch", code="ban-hanh", measure=Measure.MILESTONE)
    first = make_goal(plan, jobs).section
    second = Section.objects.create(plan=plan, code="iii", label="III.", heading="TẬP HUẤN", order=9)
    make_goal(plan, founded, section=first)
    make_goal(plan, trained, section=second)
    make_goal(plan, issued, section=second)
    half = make_round(plan, code="6t", name="6 tháng 2024", period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    accept_report(half, world.hai_hau, frozen(jobs, 5), frozen(founded, 2, part="htx"), frozen(founded, 0, part="tht"))
    report = make_report(make_round(plan, name="Năm 2024"), world.hai_hau)
    boxes = SimpleNamespace(
        jobs=f"q{jobs.pk}-actual-value",
        htx=f"q{founded.pk}-actual-part{founded.breakdown.parts.get(code='htx').pk}",
        tht=f"q{founded.pk}-actual-part{founded.breakdown.parts.get(code='tht').pk}",
        trained=f"q{trained.pk}-actual-numerator",
        in_post=f"q{trained.pk}-actual-denominator",
        issued=f"q{issued.pk}-actual-day",
        jobs_answer=f"q{jobs.pk}-actual-answer",
        jobs_note=f"q{jobs.pk}-actual-note",
    )
    return SimpleNamespace(
        plan=plan, report=report, boxes=boxes, jobs=jobs, founded=founded, trained=trained, issued=issued, second=second
    )


def saved_words(page):
    """Where the form says how it stands as a whole."""
    return page.locator("#tinh-trang")


def wait_until_saved(page):
    """Until nothing waits and nothing is on its way."""
    expect(page.locator('[data-state="unsent"], [data-state="saving"]')).to_have_count(0)


def stored_texts(report):
    """The numbers that the report holds, by the name of their box."""
    return {
        address_of(key, box): plain(number)
        for key, row in rows_of(report.figures.all()).items()
        for box, number in row.numbers.items()
    }


def opened(page, entry):
    page.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    return page


def box(page, name):
    return page.locator(f'[name="{name}"]')


def type_into(page, name, text):
    box(page, name).fill(text)
    box(page, name).press("Enter")
