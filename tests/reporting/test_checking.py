"""What stops a submission, and what asks for a word of explanation."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Accumulation, Measure, Period
from reporting.checking import Problem, blocking, problems
from reporting.choices import Answer, FigureKind, ProblemLevel
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

NOT_ANSWERED = "chưa trả lời. Ghi số liệu hoặc chọn một câu trả lời."


@pytest.fixture
def trained(plan):
    """A ratio."""
    indicator = make_indicator(
        "Cán bộ được tập huấn",
        measure=Measure.RATIO,
        accumulation=Accumulation.STOCK,
        numerator_label="số cán bộ đã tập huấn",
        denominator_label="số cán bộ đang công tác",
    )
    make_goal(plan, indicator)
    return indicator


@pytest.fixture
def issued(plan):
    """A milestone."""
    indicator = make_indicator("Ban hành kế hoạch", measure=Measure.MILESTONE)
    make_goal(plan, indicator)
    return indicator


def part(indicator, code):
    return indicator.breakdown.parts.get(code=code)


def said(report):
    """(level, box, message) of each finding."""
    return [(problem.level, problem.anchor.rpartition("-")[2], problem.message) for problem in problems(report)]


def test_an_unanswered_row_stops_the_submission(report, jobs):
    [problem] = problems(report)

    assert problem == Problem(
        level=ProblemLevel.BLOCKS,
        indicator="Việc làm mới",
        part="",
        kind=FigureKind.ACTUAL,
        anchor=f"q{jobs.pk}-actual-value",
        message=NOT_ANSWERED,
    )
    assert problem.text == f"Việc làm mới: {NOT_ANSWERED}"
    assert blocking(report) == [problem]


def test_a_zero_is_an_answer(report, jobs):
    make_figure(report, jobs, 0)

    assert problems(report) == []


def test_each_kind_of_number_has_to_be_answered(plan, world, jobs):
    report = make_report(make_round(plan, asks_estimate=True), world.hai_hau)
    make_figure(report, jobs, 12)

    [problem] = problems(report)

    assert (problem.kind, problem.anchor) == (FigureKind.ESTIMATE, f"q{jobs.pk}-estimate-value")
    assert problem.text == f"Việc làm mới, ước thực hiện cả năm: {NOT_ANSWERED}"


@pytest.mark.parametrize("answer", [Answer.NOT_APPLICABLE, Answer.NO_DATA])
def test_an_answer_without_data_needs_its_reason(report, jobs, answer):
    figure = make_figure(report, jobs, answer=answer)
    without_reason = said(report)

    figure.reason = "Đang rà soát"
    figure.save()

    assert without_reason == [(ProblemLevel.BLOCKS, "note", f"ghi lý do đã chọn “{answer.label}”.")]
    assert said(report) == []


def test_a_missing_part_needs_a_word(report, founded):
    htx = make_figure(report, founded, 2, part=part(founded, "htx"))
    box = f"part{part(founded, 'tht').pk}"
    message = "thiếu THT. Ghi số (0 nếu không phát sinh), hoặc giải trình vì sao chưa có."
    without_word = said(report)

    htx.remark = "THT chưa báo cáo"
    htx.save()

    assert without_word == [(ProblemLevel.EXPLAIN, box, message)]
    assert said(report) == [(ProblemLevel.EXPLAINED, box, message)]
    assert blocking(report) == []


def test_chua_phan_loai_may_stay_blank(report, founded):
    make_figure(report, founded, 2, part=part(founded, "htx"))
    make_figure(report, founded, 3, part=part(founded, "tht"))

    assert said(report) == []


@pytest.mark.parametrize(
    ("numbers", "finding"),
    [
        (
            {"numerator": Decimal(3)},
            ("denominator", "có tử số nhưng thiếu mẫu số. Ghi số cán bộ đang công tác."),
        ),
        (
            {"denominator": Decimal(4)},
            ("numerator", "có mẫu số nhưng thiếu tử số. Ghi số cán bộ đã tập huấn."),
        ),
    ],
)
def test_a_ratio_needs_both_numbers(report, trained, numbers, finding):
    make_figure(report, trained, **numbers)

    assert said(report) == [(ProblemLevel.BLOCKS, *finding)]


def test_a_numerator_above_its_denominator_needs_a_word(report, trained):
    make_figure(report, trained, numerator=Decimal(5), denominator=Decimal(4))

    assert said(report) == [(ProblemLevel.EXPLAIN, "numerator", "tử số 5 lớn hơn mẫu số 4. Xem lại, hoặc giải trình.")]


def test_a_fixed_denominator_is_not_asked(plan, report):
    share = make_indicator("Xã có mô hình", measure=Measure.RATIO, denominator_fixed=Decimal(35))
    make_goal(plan, share)
    make_figure(report, share, numerator=Decimal(40))

    assert said(report) == [
        (ProblemLevel.EXPLAIN, "numerator", "tử số 40 lớn hơn mẫu số 35. Xem lại, hoặc giải trình.")
    ]


@pytest.mark.parametrize(
    ("of_women", "finding"),
    [
        ("12", []),
        (
            "13",
            [
                (
                    ProblemLevel.BLOCKS,
                    "value",
                    "13 lớn hơn 12 của “Việc làm mới”, mà chỉ số này nằm trong đó. Xem lại cả hai số.",
                )
            ],
        ),
    ],
)
def test_a_part_of_a_whole_is_not_above_it(plan, report, jobs, of_women, finding):
    women = make_indicator("Trong đó: nữ", not_above=jobs)
    make_goal(plan, women)
    make_figure(report, jobs, 12)
    make_figure(report, women, of_women)

    assert said(report) == finding


@pytest.mark.parametrize(("day", "is_right"), [(date(2024, 11, 29), True), (date(2024, 11, 30), False)])
def test_a_milestone_is_done_by_the_cut_off(report, issued, day, is_right):
    make_figure(report, issued, 1, done_on=day)

    message = (
        "ngày hoàn thành 30/11/2024 sau ngày chốt số liệu 29/11/2024. "
        "Ghi lại ngày, hoặc chọn “Chưa thực hiện” cho kỳ này."
    )
    assert said(report) == ([] if is_right else [(ProblemLevel.BLOCKS, "day", message)])


def test_not_yet_done_is_an_answer(report, issued):
    make_figure(report, issued, 0)

    assert said(report) == []


# --- Beside what was accepted before ----------------------------------------------------------------------------------


@pytest.fixture
def accepted_at_half_year(plan, world):
    """Accept figures in "6 tháng 2024" of Hải Hậu."""

    def accept(*figures):
        half_year = make_round(plan, period=Period.HALF_YEAR, name="6 tháng 2024", cut_off=date(2024, 6, 14))
        accept_report(half_year, world.hai_hau, *figures)

    return accept


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
    make_figure(report, stock if year == 2024 else flow, 3)

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


def test_an_estimate_below_what_there_is_needs_a_word(plan, world, jobs):
    report = make_report(make_round(plan, asks_estimate=True), world.hai_hau)
    make_figure(report, jobs, 12)
    make_figure(report, jobs, 11, kind=FigureKind.ESTIMATE)

    assert said(report) == [
        (
            ProblemLevel.EXPLAIN,
            "value",
            "ước cả năm 11 thấp hơn 12 đã có đến ngày chốt. Xem lại, hoặc giải trình.",
        )
    ]


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
