"""Numbers beside what was accepted of the same reporter before."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Period
from reporting.checking import blocking, by_weight, problems
from reporting.choices import ProblemLevel
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
from tests.reporting.checking.saying import part, said


def test_a_flow_that_falls_within_its_year_needs_a_word(report, jobs, accepted_at_half_year):
    accepted_at_half_year(frozen(jobs, 12))
    make_figure(report, jobs, 11)

    assert said(report) == [
        (
            ProblemLevel.EXPLAIN,
            "value",
            "11 giảm so với 12 đã duyệt (6 tháng 2024), mà số này cộng dồn từ đầu năm. Xem lại, hoặc giải trình.",
        )
    ]


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_stock_may_fall_and_a_flow_begins_anew_each_year(world, year):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)
    stock = make_indicator("Việc làm ổn định", accumulation=Accumulation.STOCK)
    flow = make_indicator("Việc làm mới")
    make_goal(plan, stock if year == 2024 else flow)
    before = make_round(plan, year=2024, cut_off=date(2024, 5, 14))
    accept_report(before, world.hai_hau, frozen(stock, 12), frozen(flow, 12))
    report = make_report(make_round(plan, year=year, cut_off=date(year, 6, 14)), world.hai_hau)
    make_figure(report, stock if year == 2024 else flow, 7)

    assert said(report) == []


def test_the_whole_of_parts_may_not_fall_either(report, founded, accepted_at_half_year):
    unclassified = part(founded, "chua-phan-loai")
    accepted_at_half_year(
        frozen(founded, 4, part=unclassified.code), frozen(founded, 1, part="htx"), frozen(founded, 0, part="tht")
    )
    make_figure(report, founded, 2, part=part(founded, "htx"))
    make_figure(report, founded, 2, part=part(founded, "tht"))

    assert said(report) == [
        (
            ProblemLevel.EXPLAIN,
            f"part{part(founded, 'htx').pk}",
            "tổng 4 giảm so với 5 đã duyệt (6 tháng 2024), mà số này cộng dồn từ đầu năm. Xem lại, hoặc giải trình.",
        )
    ]


@pytest.mark.parametrize(("value", "is_doubtful"), [("119", False), ("120", True)])
def test_ten_times_the_last_number_needs_a_word(report, jobs, accepted_at_half_year, value, is_doubtful):
    accepted_at_half_year(frozen(jobs, 12))
    make_figure(report, jobs, value)

    message = "120 gấp từ 10 lần số lần trước (12). Xem lại có thừa chữ số không, hoặc giải trình."
    assert said(report) == ([(ProblemLevel.EXPLAIN, "value", message)] if is_doubtful else [])


def test_what_was_done_and_is_no_longer_needs_a_word(report, issued, accepted_at_half_year):
    accepted_at_half_year(frozen(issued, 1, done_on=date(2024, 5, 20)))
    make_figure(report, issued, 0)

    assert said(report) == [
        (
            ProblemLevel.EXPLAIN,
            "answer",
            "kỳ trước đã báo hoàn thành ngày 20/05/2024 (6 tháng 2024), nay ghi chưa thực hiện. "
            "Xem lại, hoặc giải trình.",
        )
    ]


# --- What is usual here -----------------------------------------------------------------------------------------------


SHOWN, ASKED = ProblemLevel.UNUSUAL, ProblemLevel.EXPLAIN


@pytest.mark.parametrize(
    ("before", "now", "level"),
    [
        ([10, 12, 11], "6", None),
        ([10, 12, 11], "16", None),
        ([10, 12, 11], "5", SHOWN),
        ([10, 12, 11], "17", SHOWN),
        ([10, 12, 11], "4", ASKED),
        ([10, 12, 11], "18", ASKED),
        ([100, 101, 102], "68", ASKED),
        ([100, 101, 102], "134", ASKED),
        ([100, 101, 102], "69", None),
        ([100, 101, 102], "133", None),
        ([100, 200, 300], "0", SHOWN),
        ([100, 200, 300], "140", SHOWN),
        ([100, 200, 300], "501", ASKED),
        ([2, 3, 2], "8", None),
        ([2, 3, 2], "9", ASKED),
        ([20], "9", SHOWN),
        ([20], "31", SHOWN),
        ([20], "10", None),
        ([20], "30", None),
    ],
)
def test_the_table_of_the_domain(with_history, before, now, level):
    """docs/domain.md, section 5."""
    report = with_history(*before, now=now)

    assert [found for found, _, _ in said(report)] == ([level] if level else [])


def test_a_year_is_not_compared_with_its_own_half(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2024)
    indicator = make_indicator()
    make_goal(plan, indicator)
    accept_report(make_round(plan, year=2023, cut_off=date(2023, 11, 29)), world.hai_hau, frozen(indicator, 12))
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    accept_report(half, world.hai_hau, frozen(indicator, 6))
    report = make_report(make_round(plan), world.hai_hau)
    make_figure(report, indicator, 12)

    assert said(report) == []


@pytest.mark.parametrize("number", ["4", "18"])
def test_what_is_outside_of_what_is_usual_here_needs_a_word(with_history, number):
    report = with_history(10, 12, 11, now=number)

    assert said(report) == [
        (
            ProblemLevel.EXPLAIN,
            "value",
            f"{number} ngoài khoảng thường thấy từ 5 đến 17; các lần trước: 10 (Năm 2021), 12 (Năm 2022), 11 (Năm 2023). "
            "Xem lại, hoặc giải trình.",
        )
    ]


def test_a_long_history_is_told_by_its_last_five(with_history):
    report = with_history(10, 11, 10, 12, 11, 10, 12, now="60")

    [(_, _, message)] = said(report)

    assert message.startswith("60 ngoài khoảng thường thấy từ 5 đến 17; các lần trước: 10 (Năm 2019), 12 (Năm 2020), ")


@pytest.mark.parametrize(
    ("before", "now", "shown"),
    [
        ([20], "30", ""),
        ([20], "31", "31 tăng nhiều so với 20 (Năm 2023)"),
        ([20], "10", ""),
        ([20], "9", "9 giảm nhiều so với 20 (Năm 2023)"),
        ([4], "9", ""),
        ([4], "10", "10 tăng nhiều so với 4 (Năm 2023)"),
        ([0], "12", "12 tăng nhiều so với 0 (Năm 2023)"),
        ([12, 20], "31", "31 tăng nhiều so với 20 (Năm 2023); trước đó 12 (Năm 2022)"),
        ([20, 30, 20], "35", "35 tăng nhiều so với 20 (Năm 2023); trước đó 20 (Năm 2021), 30 (Năm 2022)"),
        ([20, 30, 20], "41", None),
    ],
)
def test_a_change_by_more_than_half_is_shown_and_asks_nothing(with_history, before, now, shown):
    """None: it is asked about, so that it is not shown besides."""
    report = with_history(*before, now=now)

    levels = [level for level, _, _ in said(report)]
    told = [message for level, _, message in said(report) if level == ProblemLevel.UNUSUAL]
    assert told == ([f"{shown}. Nên xem lại, không phải giải trình."] if shown else [])
    assert levels == ([ProblemLevel.EXPLAIN] if shown is None else [ProblemLevel.UNUSUAL] if shown else [])


def test_what_is_only_shown_stops_nothing(with_history):
    report = with_history(20, now="31")

    [problem] = problems(report)

    assert (problem.level, problem.stops, blocking(report)) == (ProblemLevel.UNUSUAL, False, [])


def test_a_box_is_told_one_thing_about_its_past(with_history):
    report = with_history(10, 12, 11, now="120")

    assert [message for _, _, message in said(report)] == [
        "120 gấp từ 10 lần số lần trước (11). Xem lại có thừa chữ số không, hoặc giải trình."
    ]


def test_a_ratios_numbers_are_compared_each_by_itself(plan, report, trained, accepted_at_half_year):
    accepted_at_half_year(frozen(trained, numerator=20, denominator=40))
    make_figure(report, trained, numerator=Decimal(35), denominator=Decimal(41))

    assert said(report) == [
        (
            ProblemLevel.UNUSUAL,
            "numerator",
            "tử số 35 tăng nhiều so với 20 (6 tháng 2024). Nên xem lại, không phải giải trình.",
        )
    ]


def test_the_findings_stand_by_weight_in_one_order(report, plan, jobs, trained, founded, accepted_at_half_year):
    accepted_at_half_year(frozen(trained, numerator=20, denominator=40))
    make_figure(report, trained, numerator=Decimal(35), denominator=Decimal(41))
    make_figure(report, founded, 2, part=part(founded, "htx"))

    weighed = by_weight(problems(report))

    assert [(each.level, len(each.problems)) for each in weighed] == [
        (ProblemLevel.BLOCKS, 1),
        (ProblemLevel.EXPLAIN, 1),
        (ProblemLevel.UNUSUAL, 1),
    ]


def test_what_is_asked_about_anyway_is_not_shown_besides(report, trained, accepted_at_half_year):
    accepted_at_half_year(frozen(trained, numerator=20, denominator=40))
    make_figure(report, trained, numerator=Decimal(45), denominator=Decimal(41))

    assert said(report) == [
        (ProblemLevel.EXPLAIN, "numerator", "tử số 45 lớn hơn mẫu số 41. Xem lại, hoặc giải trình.")
    ]
