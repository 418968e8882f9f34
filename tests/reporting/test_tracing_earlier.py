"""What was accepted of a row before, value after value: each as it counted on its day."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Measure, Period, Reporter
from reporting.questions import asked_of
from reporting.tracing.earlier import MOST_VALUES, EarlierValue, earlier_values
from tests.builders import (
    accept_report,
    frozen,
    make_change,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_unit,
)
from tests.builders import make_round as new_round


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, first_year=2020, last_year=2025)


def make_round(plan, name, cut_off, **fields):
    return new_round(plan, name=name, cut_off=cut_off, year=fields.pop("year", cut_off.year), **fields)


@pytest.fixture
def half(plan):
    return make_round(plan, "6 tháng 2024", date(2024, 6, 14), period=Period.HALF_YEAR)


@pytest.fixture
def year(plan):
    return make_round(plan, "Năm 2024", date(2024, 11, 29))


def told_before(report):
    [question] = asked_of(report)
    return [(value.round_name, value.as_of, value.words, value.others) for value in earlier_values(report, question)]


def test_nothing_was_accepted_before(plan, jobs, world, half, year):
    accept_report(half, world.y_yen, frozen(jobs, 9))

    assert told_before(make_report(year, world.hai_hau)) == []


def test_a_flow_is_told_year_by_year(plan, jobs, world, half, year):
    before = make_round(plan, "Năm 2023", date(2023, 11, 29))
    accept_report(half, world.hai_hau, frozen(jobs, 1))
    accept_report(before, world.hai_hau, frozen(jobs, 4))

    [question] = asked_of(report := make_report(year, world.hai_hau))
    assert earlier_values(report, question) == (
        EarlierValue("Năm 2023", date(2023, 11, 29), 2023, "4", "", Decimal(4)),
        EarlierValue("6 tháng 2024", date(2024, 6, 14), 2024, "1", "", Decimal(1)),
    )


def test_last_years_final_number_stands_at_that_years_end(plan, jobs, world):
    before = make_round(plan, "Năm 2023", date(2023, 11, 29))
    half = make_round(plan, "6 tháng 2024", date(2024, 6, 14), asks_final=True)
    accept_report(before, world.hai_hau, frozen(jobs, 4))
    accept_report(half, world.hai_hau, frozen(jobs, 1), frozen(jobs, 6, kind="final"))
    report = make_report(make_round(plan, "Năm 2024", date(2024, 11, 29)), world.hai_hau)

    assert told_before(report) == [
        ("Năm 2023", date(2023, 11, 29), "4", ""),
        ("6 tháng 2024, chính thức năm 2023", date(2023, 12, 14), "6", ""),
        ("6 tháng 2024", date(2024, 6, 14), "1", ""),
    ]


def test_estimates_are_no_values(plan, jobs, world, half, year):
    accept_report(half, world.hai_hau, frozen(jobs, 1), frozen(jobs, 90, kind="estimate"))

    assert told_before(make_report(year, world.hai_hau)) == [("6 tháng 2024", date(2024, 6, 14), "1", "")]


def test_answers_without_data_are_no_values(plan, jobs, world, half, year):
    accept_report(half, world.hai_hau, frozen(jobs, answer="no_data"))

    assert told_before(make_report(year, world.hai_hau)) == []


@pytest.mark.parametrize("accumulation", Accumulation)
def test_units_that_merged_are_in_it_from_the_beginning(plan, world, half, accumulation):
    counted = make_indicator("Việc làm", accumulation=accumulation)
    make_goal(plan, counted)
    accept_report(half, world.city, frozen(counted, 4))
    accept_report(half, world.my_loc, frozen(counted, 3))
    autumn = make_round(plan, "9 tháng 2024", date(2024, 9, 14), period=Period.AD_HOC)
    accept_report(autumn, world.city, frozen(counted, 9))
    report = make_report(make_round(plan, "Năm 2024", date(2024, 11, 29)), world.city)

    assert told_before(report) == [
        ("6 tháng 2024", date(2024, 6, 14), "7", "cộng Huyện Mỹ Lộc"),
        ("9 tháng 2024", date(2024, 9, 14), "9", ""),
    ]


def test_a_new_unit_begins_with_what_those_that_became_it_had(plan, world, half, year):
    steady = make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK)
    make_goal(plan, steady)
    joined = make_unit("Thành phố mới", parent=world.nam_dinh, valid_from=date(2024, 10, 1))
    for name, value in (("Đông", 4), ("Tây", 5)):
        unit = make_unit(f"Huyện {name}", parent=world.nam_dinh, valid_to=date(2024, 9, 30))
        make_change(unit, joined, on=date(2024, 10, 1))
        accept_report(half, unit, frozen(steady, value))

    assert told_before(make_report(year, joined)) == [
        ("6 tháng 2024", date(2024, 6, 14), "9", "số của Huyện Đông, Huyện Tây")
    ]


def test_what_a_split_unit_had_is_nobodys(plan, jobs, world, half):
    accept_report(half, world.y_yen, frozen(jobs, 4))
    after = make_round(plan, "Năm 2025", date(2025, 11, 29), province=world.ninh_binh)

    assert told_before(make_report(after, world.communes["Xã Ý Yên"])) == []


def test_a_ratio_is_told_as_its_percent(plan, world, half, year):
    trained = make_indicator("Tập huấn", measure=Measure.RATIO, accumulation=Accumulation.STOCK)
    make_goal(plan, trained)
    summer = make_round(plan, "Đột xuất", date(2024, 7, 31), period=Period.AD_HOC)
    accept_report(half, world.hai_hau, frozen(trained, numerator=30, denominator=40))
    accept_report(summer, world.hai_hau, frozen(trained, numerator=0, denominator=0))

    [question] = asked_of(report := make_report(year, world.hai_hau))
    assert [(value.words, value.details, value.number) for value in earlier_values(report, question)] == [
        ("75 %", "30/40", Decimal(75)),
        ("Chưa đủ số liệu", "0/0", None),
    ]


def test_a_milestone_is_told_with_its_day(plan, world, half, year):
    issued = make_indicator("Ban hành", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    spring = make_round(plan, "Quý I", date(2024, 3, 14), period=Period.AD_HOC)
    accept_report(spring, world.hai_hau, frozen(issued, 0))
    accept_report(half, world.hai_hau, frozen(issued, 1, done_on="2024-05-20"))

    [question] = asked_of(report := make_report(year, world.hai_hau))
    assert [(value.words, value.number) for value in earlier_values(report, question)] == [
        ("Chưa thực hiện", None),
        ("Hoàn thành ngày 20/05/2024", None),
    ]


def test_parts_that_are_no_longer_in_use_are_in_the_total(plan, founded, world, half, year):
    accept_report(half, world.hai_hau, frozen(founded, 2, part="htx"), frozen(founded, 3, part="tht"))
    founded.breakdown.parts.filter(code="tht").update(valid_to=date(2024, 6, 30))

    [question] = asked_of(report := make_report(year, world.hai_hau))
    assert [(value.words, value.details, value.number) for value in earlier_values(report, question)] == [
        ("5", "HTX 2", Decimal(5))
    ]


def test_a_report_does_not_look_back_on_itself_nor_ahead(plan, jobs, world, half, year):
    accept_report(half, world.hai_hau, frozen(jobs, 1))
    accept_report(year, world.hai_hau, frozen(jobs, 2))

    assert told_before(accept_report(half, world.hai_hau, frozen(jobs, 3))) == []


def test_an_agency_has_its_own_past(plan, world, half, year):
    led = make_indicator("Nữ lãnh đạo", from_units=True, from_agencies=True)
    make_goal(plan, led).agencies.add(world.alliance)
    accept_report(half, world.nam_dinh, frozen(led, 5), reporter=Reporter.AGENCY, agency=world.alliance)
    accept_report(half, world.hai_hau, frozen(led, 1))
    report = make_report(year, world.nam_dinh, reporter=Reporter.AGENCY, agency=world.alliance)

    assert told_before(report) == [("6 tháng 2024", date(2024, 6, 14), "5", "")]


def test_only_the_last_twelve_are_told(plan, jobs, world):
    for number in range(1, 16):
        month = 1 + number % 10
        day = date(2021 + number // 10, month, 14)
        accept_report(make_round(plan, f"Kỳ {number}", day, period=Period.AD_HOC), world.hai_hau, frozen(jobs, number))
    report = make_report(make_round(plan, "Năm 2024", date(2024, 11, 29)), world.hai_hau)

    told = told_before(report)
    assert len(told) == MOST_VALUES
    assert told[-1][0] == "Kỳ 15"
