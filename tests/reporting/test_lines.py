"""How a report's figures are read."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Measure, Period
from reporting.choices import Answer, FigureKind
from reporting.lines import lines_of
from reporting.questions import questions_of
from tests.builders import (
    accept_report,
    frozen,
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
)


def line(report):
    [group] = lines_of(questions_of(report))
    return group.lines[0]


def shown(report):
    read = line(report)
    return read.value, read.unit, read.details


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        (None, ("Chưa trả lời", "", "")),
        ({"value": "1234"}, ("1.234", "người", "")),
        ({"value": 0}, ("-", "", "")),
        ({"answer": Answer.NOT_APPLICABLE}, ("Không áp dụng", "", "")),
        ({"answer": Answer.NO_DATA}, ("Chưa có số liệu", "", "")),
    ],
)
def test_a_count_in_words(report, jobs, figure, words):
    if figure:
        make_figure(report, jobs, **figure)

    assert shown(report) == words


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"htx": 2, "tht": 3}, ("5", "HTX, THT", "HTX 2; THT 3")),
        ({"htx": 2}, ("2", "HTX, THT", "HTX 2; thiếu THT")),
        ({"htx": 0, "tht": 0}, ("-", "", "HTX -; THT -")),
        ({"htx": 2, "tht": 3, "chua-phan-loai": 1}, ("6", "HTX, THT", "HTX 2; THT 3; chưa phân loại 1")),
    ],
)
def test_a_count_in_parts_names_what_is_missing(report, founded, parts, words):
    founded.unit_of_measure = "HTX, THT"
    founded.save()
    for code, value in parts.items():
        make_figure(report, founded, value, part=founded.breakdown.parts.get(code=code))

    assert shown(report) == words


@pytest.mark.parametrize(
    ("numerator", "denominator", "words"),
    [
        (30, 40, ("75 %", "", "30/40 người")),
        (9999, 10000, ("99,9 %", "", "9.999/10.000 người")),
        (0, 0, ("Chưa đủ số liệu", "", "0/0 người")),
        (30, None, ("Chưa đủ số liệu", "", "30/… người")),
    ],
)
def test_a_ratio_in_words(plan, report, numerator, denominator, words):
    trained = make_indicator("Tập huấn", measure=Measure.RATIO, unit_of_measure="người")
    make_goal(plan, trained)
    make_figure(
        report,
        trained,
        numerator=Decimal(numerator),
        denominator=None if denominator is None else Decimal(denominator),
    )

    assert shown(report) == words


@pytest.mark.parametrize(
    ("value", "day", "words"),
    [(1, date(2024, 5, 20), "Hoàn thành ngày 20/05/2024"), (0, None, "Chưa thực hiện")],
)
def test_a_milestone_in_words(plan, report, value, day, words):
    issued = make_indicator("Ban hành", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    make_figure(report, issued, value, done_on=day)

    assert shown(report) == (words, "", "")


def test_the_name_stands_once_beside_all_numbers_of_an_indicator(plan, world, jobs):
    report = make_report(make_round(plan, asks_estimate=True), world.hai_hau)
    make_figure(report, jobs, 12, kind=FigureKind.ESTIMATE, remark="Dự kiến hai lớp")

    [group] = lines_of(questions_of(report))

    assert [(one.height, one.caption, one.value, one.note) for one in group.lines] == [
        ("2", "Đến ngày 29/11/2024", "Chưa trả lời", ""),
        ("", "Ước cả năm 2024", "12", "Dự kiến hai lớp"),
    ]


def test_a_merged_unit_is_named_with_the_last_value(plan, world):
    steady = make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK)
    make_goal(plan, steady)
    half_year = make_round(plan, period=Period.HALF_YEAR, name="6 tháng 2024", cut_off=date(2024, 6, 14))
    accept_report(half_year, world.city, frozen(steady, 40))
    accept_report(half_year, world.my_loc, frozen(steady, 30))
    report = make_report(make_round(plan), world.city)

    assert line(report).last == "70 – 6 tháng 2024, cộng Huyện Mỹ Lộc"


def test_the_plan_is_named_where_there_are_several(plan, world, jobs):
    other = make_plan(scope=world.nam_dinh, number="90/KH-UBND", signed_on=date(2024, 5, 1))
    make_goal(other, make_indicator("Việc khác"))
    alone, together = make_round(plan), make_round(plan, cut_off=date(2024, 11, 28))
    together.plans.add(other)

    named = [
        [group.plan_name for group in lines_of(questions_of(make_report(round_, world.hai_hau)))]
        for round_ in (alone, together)
    ]

    assert named == [[""], ["Kế hoạch 108/KH-BTV", "Kế hoạch 90/KH-UBND"]]
