"""The table of a form on paper: its lines, with values or with boxes to write in."""

from datetime import date

import pytest

from plans.choices import Accumulation, Measure, Period
from reporting.choices import Answer, FigureKind, Heading
from reporting.documents.paper_form.rows import LONGEST_NOTE_BESIDE, TO_TICK, PaperLine
from reporting.models import Narrative
from tests.builders import (
    accept_report,
    frozen,
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
)
from tests.reporting.on_paper import form_of


def questions_on(form):
    return [question for group in form.groups for question in group.questions]


def row_on(form):
    [question] = questions_on(form)
    [row] = question.rows
    return row


def values_on(form):
    return [(line.name, line.value) for line in row_on(form).lines]


def test_a_count_in_parts_is_a_line_for_its_total_and_one_for_each_part(report, founded):
    make_figure(report, founded, 2, part=founded.breakdown.parts.get(code="htx"))
    make_figure(report, founded, 0, part=founded.breakdown.parts.get(code="tht"))

    assert row_on(form_of(report)).lines == (
        PaperLine("whole", "HTX, THT mới", "HTX", "", "", "2", is_computed=True),
        PaperLine("box", "HTX", "", "", "", "2"),
        PaperLine("box", "THT", "", "", "", "-"),
        PaperLine("box", "chưa phân loại", "", "", "", ""),
    )


def test_a_part_that_is_counted_in_its_own_unit_says_so(report, founded):
    founded.unit_of_measure = "HTX, THT"
    founded.save()

    assert [line.unit for line in row_on(form_of(report)).lines] == ["HTX, THT", "HTX", "THT", ""]


def test_a_part_without_a_number_is_missing_among_others(report, founded):
    make_figure(report, founded, 2, part=founded.breakdown.parts.get(code="htx"))

    assert values_on(form_of(report)) == [("HTX, THT mới", "2"), ("HTX", "2"), ("THT", "thiếu"), ("chưa phân loại", "")]


def test_a_ratio_has_its_two_numbers_below_its_percent(report, plan):
    trained = make_indicator(
        "Tỷ lệ được tập huấn",
        measure=Measure.RATIO,
        accumulation=Accumulation.STOCK,
        unit_of_measure="người",
        numerator_label="Đã tập huấn",
    )
    make_goal(plan, trained)
    make_figure(report, trained, numerator=7, denominator=8)

    assert [(line.name, line.unit, line.value) for line in row_on(form_of(report)).lines] == [
        ("Tỷ lệ được tập huấn", "%", "87,5 %"),
        ("Đã tập huấn", "người", "7"),
        ("Mẫu số", "người", "8"),
    ]


def test_a_fixed_denominator_is_printed_on_the_empty_form_too(report, plan):
    share = make_indicator(
        "Tỷ lệ xã có HTX",
        measure=Measure.RATIO,
        accumulation=Accumulation.STOCK,
        denominator_fixed=35,
        denominator_label="Xã",
    )
    make_goal(plan, share)

    assert values_on(form_of(report, is_empty=True)) == [("Tỷ lệ xã có HTX", ""), ("Tử số", ""), ("Xã", "35")]


def test_a_milestone_is_ticked_on_the_empty_form_and_told_on_the_filled_one(report, plan):
    issued = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    make_figure(report, issued, 1, done_on=date(2024, 5, 20))

    empty, filled = row_on(form_of(report, is_empty=True)), row_on(form_of(report))

    assert (empty.choices, empty.lines[0].value) == (TO_TICK, "")
    assert (filled.choices, filled.lines[0].value) == ((), "Hoàn thành ngày 20/05/2024")


@pytest.mark.parametrize(
    ("figure", "value", "note"),
    [
        ({}, "Chưa trả lời", ""),
        ({"value": 0, "remark": "Chưa có lớp nào."}, "-", "Chưa có lớp nào."),
        ({"value": "1234.5"}, "1.234,5", ""),
        ({"answer": Answer.NOT_APPLICABLE, "reason": "Không có HTX."}, "Không áp dụng", "Không có HTX."),
        ({"answer": Answer.NO_DATA, "reason": "Đang thu thập."}, "Chưa có số liệu", "Đang thu thập."),
    ],
)
def test_each_answer_prints_as_it_is_read(report, jobs, figure, value, note):
    if figure:
        make_figure(report, jobs, **figure)

    row = row_on(form_of(report))

    assert ([line.value for line in row.lines], row.note) == ([value], note)


def test_the_empty_form_shows_nothing_of_what_was_typed(report, founded):
    make_figure(report, founded, 2, part=founded.breakdown.parts.get(code="htx"), remark="Đã rà soát.")
    Narrative.objects.create(report=report, heading=Heading.RESULTS, text="Đã làm.")

    form = form_of(report, is_empty=True)

    assert {line.value for line in row_on(form).lines} == {""}
    assert row_on(form).note == ""
    assert {under.paragraphs for under in form.prose} == {()}
    assert form.state == ""


def test_a_long_note_goes_below_its_lines(report, jobs):
    note = "x" * (LONGEST_NOTE_BESIDE + 1)
    make_figure(report, jobs, 5, remark=note)

    row = row_on(form_of(report))

    assert (row.note, row.note_below, questions_on(form_of(report))[0].height) == ("", note, 2)


def test_indicators_are_numbered_through_under_the_plans_headings(report, jobs, founded):
    goal = jobs.goals.get()
    goal.section = goal.plan.sections.create(code="iii", label="III.", heading="GIẢI PHÁP", order=2)
    goal.save()

    form = form_of(report)

    assert [(group.heading, [question.number for question in group.questions]) for group in form.groups] == [
        ("II. NỘI DUNG HOẠT ĐỘNG", ["1"]),
        ("III. GIẢI PHÁP", ["2"]),
    ]


def test_each_kind_of_number_says_what_it_is_and_targets_stand_once(plan, jobs, world):
    make_target(jobs.goals.get(), 50)
    report = make_report(make_round(plan, asks_estimate=True), world.hai_hau)
    make_figure(report, jobs, 6, kind=FigureKind.ESTIMATE)

    [question] = questions_on(form_of(report))

    assert question.targets == ("Tỉnh Nam Định: ít nhất 50 người, năm 2024",)
    assert [(line.name, line.value) for row in question.rows for line in row.lines] == [
        ("Việc làm mới: đến ngày 29/11/2024", "Chưa trả lời"),
        ("Ước cả năm 2024", "6"),
    ]


def test_the_usual_round_of_the_last_values_stands_once(plan, jobs, founded, world):
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14), name="6 tháng 2024")
    adhoc = make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 8, 30), name="Đột xuất 2024")
    more = make_indicator("Lớp tập huấn", unit_of_measure="lớp")
    make_goal(plan, more)
    parts = {"htx": "2", "tht": "0"}
    accept_report(
        half,
        world.hai_hau,
        frozen(jobs, "5"),
        *(frozen(founded, number, part=part) for part, number in parts.items()),
    )
    accept_report(adhoc, world.hai_hau, frozen(more, "1"))

    form = form_of(make_report(make_round(plan), world.hai_hau), is_empty=True)

    lines = {
        line.name: (line.last, line.last_from) for question in questions_on(form) for line in question.rows[0].lines
    }
    assert form.last_from == "6 tháng 2024"
    assert lines == {
        "Việc làm mới": ("5", ""),
        "HTX, THT mới": ("2", ""),
        "HTX": ("2", ""),
        "THT": ("-", ""),
        "chưa phân loại": ("", ""),
        "Lớp tập huấn": ("1", "Đột xuất 2024"),
    }


def test_only_a_report_for_several_plans_names_them(plan, jobs, world, report):
    other = make_plan(scope=world.nam_dinh, number="15/KH-BTV", signed_on=date(2024, 3, 1), title="Hỗ trợ HTX.")
    make_goal(other, make_indicator("Lớp tập huấn"))

    alone = form_of(report)
    report.round.plans.add(other)
    both = form_of(report)

    assert [group.plan_name for group in alone.groups] == [""]
    assert [group.plan_name for group in both.groups] == ["Kế hoạch 108/KH-BTV", "Kế hoạch 15/KH-BTV"]
    assert both.subject == (
        "Kết quả thực hiện Kế hoạch số 108/KH-BTV về thực hiện Đề án 01",
        "Kết quả thực hiện Kế hoạch số 15/KH-BTV về hỗ trợ HTX",
        "Kỳ báo cáo năm 2024",
    )
