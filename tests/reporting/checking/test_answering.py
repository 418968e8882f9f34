"""What is missing or cannot be, of one row by itself."""

from datetime import date
from decimal import Decimal

import pytest

from reporting.checking import Problem, blocking, problems
from reporting.choices import Answer, FigureKind, ProblemLevel
from tests.builders import make_figure, make_report, make_round
from tests.reporting.checking.saying import part, said

NOT_ANSWERED = "chưa trả lời. Ghi số liệu hoặc chọn một câu trả lời."


def test_an_unanswered_row_stops_the_submission(report, jobs):
    [problem] = problems(report)

    assert problem == Problem(
        level=ProblemLevel.BLOCKS,
        indicator="Việc làm mới",
        part="",
        kind=FigureKind.ACTUAL,
        anchor=f"q{jobs.pk}-actual-value",
        message=NOT_ANSWERED,
        rows=(f"q{jobs.pk}-actual",),
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
