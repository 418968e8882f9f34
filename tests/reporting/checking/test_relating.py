"""Numbers of one report beside each other: rules between indicators, sides of a ratio, estimate and actual."""

from decimal import Decimal

import pytest

from plans.choices import Accumulation, Measure, RuleWeight
from plans.choices import RuleComparison as Is
from reporting.checking import blocking, problems
from reporting.choices import Answer, FigureKind, ProblemLevel
from tests.builders import (
    make_breakdown,
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_rule,
)
from tests.reporting.checking.saying import part, said


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
                    "13 lớn hơn 12 của “Việc làm mới”. Chỉ số này nằm trong số đó. Xem lại các số.",
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


# --- Rules between indicators -----------------------------------------------------------------------------------------


@pytest.fixture
def women(plan):
    """Another plain count."""
    indicator = make_indicator("Lao động nữ", unit_of_measure="người")
    make_goal(plan, indicator)
    return indicator


@pytest.mark.parametrize(
    ("comparison", "number", "broken"),
    [
        (Is.NOT_ABOVE, "12", ""),
        (Is.NOT_ABOVE, "13", "13 lớn hơn 12"),
        (Is.BELOW, "11", ""),
        (Is.BELOW, "12", "12 không nhỏ hơn 12"),
        (Is.EQUAL, "12", ""),
        (Is.EQUAL, "12.5", "12,5 khác 12"),
        (Is.NOT_BELOW, "12", ""),
        (Is.NOT_BELOW, "11", "11 nhỏ hơn 12"),
        (Is.ABOVE, "13", ""),
        (Is.ABOVE, "12", "12 không lớn hơn 12"),
    ],
)
def test_each_comparison_is_exact_at_its_edge(report, women, jobs, comparison, number, broken):
    make_rule([women], comparison, [jobs])
    make_figure(report, women, number)
    make_figure(report, jobs, 12)

    message = f"{broken} của “Việc làm mới”. Xem lại các số."
    assert said(report) == ([(ProblemLevel.BLOCKS, "value", message)] if broken else [])


@pytest.mark.parametrize(
    ("weight", "remark", "found", "advice"),
    [
        (RuleWeight.REFUSE, "", ProblemLevel.BLOCKS, "Xem lại các số."),
        (RuleWeight.REFUSE, "Đã đối chiếu", ProblemLevel.BLOCKS, "Xem lại các số."),
        (RuleWeight.EXPLAIN, "", ProblemLevel.EXPLAIN, "Xem lại, hoặc giải trình."),
        (RuleWeight.EXPLAIN, "Đã đối chiếu", ProblemLevel.EXPLAINED, "Xem lại, hoặc giải trình."),
    ],
)
def test_a_rule_weighs_what_it_says(report, women, jobs, weight, remark, found, advice):
    make_rule([women], Is.NOT_ABOVE, [jobs], weight=weight, words="Lao động nữ nằm trong số việc làm mới.")
    make_figure(report, women, 13, remark=remark)
    make_figure(report, jobs, 12)

    message = f"13 lớn hơn 12 của “Việc làm mới”. Lao động nữ nằm trong số việc làm mới. {advice}"
    assert said(report) == [(found, "value", message)]
    assert bool(blocking(report)) == (found != ProblemLevel.EXPLAINED)


def test_a_broken_rule_names_all_rows_that_it_is_about(report, women, jobs):
    make_rule([women], Is.NOT_ABOVE, [jobs])
    make_figure(report, women, 13)
    make_figure(report, jobs, 12)

    [problem] = problems(report)

    assert (problem.anchor, problem.row) == (f"q{women.pk}-actual-value", f"q{women.pk}-actual")
    assert problem.rows == (f"q{women.pk}-actual", f"q{jobs.pk}-actual")


@pytest.mark.parametrize(
    ("constant", "men", "broken"),
    [
        (None, 4, ""),
        (None, 5, "tổng 13 (8 của “Lao động nữ”; 5 của “Lao động nam”) khác 12 của “Việc làm mới”"),
        (2, 6, ""),
        (2, 5, "tổng 13 (8 của “Lao động nữ”; 5 của “Lao động nam”) khác tổng 14 (12 của “Việc làm mới”; cộng 2)"),
    ],
)
def test_sums_are_compared_and_told_with_what_they_are_made_of(plan, report, women, jobs, constant, men, broken):
    of_men = make_indicator("Lao động nam", unit_of_measure="người")
    make_goal(plan, of_men)
    make_rule([women, of_men], Is.EQUAL, [jobs], constant=constant)
    for indicator, number in ((women, 8), (of_men, men), (jobs, 12)):
        make_figure(report, indicator, number)

    assert [message for _, _, message in said(report)] == ([f"{broken}. Xem lại các số."] if broken else [])


def test_a_number_may_stand_alone_on_the_right(report, jobs):
    make_rule([jobs], Is.NOT_ABOVE, constant=300)
    make_figure(report, jobs, 301)

    assert said(report) == [(ProblemLevel.BLOCKS, "value", "301 lớn hơn 300. Xem lại các số.")]


def test_a_part_is_told_at_its_own_box(report, founded, jobs):
    htx, tht = part(founded, "htx"), part(founded, "tht")
    make_rule([(founded, htx)], Is.NOT_ABOVE, [(founded, tht)])
    make_figure(report, jobs, 0)
    make_figure(report, founded, 3, part=htx)
    make_figure(report, founded, 2, part=tht)

    [problem] = problems(report)

    assert problem.anchor == f"q{founded.pk}-actual-part{htx.pk}"
    assert problem.text == "HTX, THT mới (HTX): 3 lớn hơn 2 của “HTX, THT mới: THT”. Xem lại các số."
    assert problem.rows == (f"q{founded.pk}-actual",)


def test_the_side_of_a_ratio_is_named(plan, report, trained):
    others = make_indicator("Cán bộ phụ trách", measure=Measure.RATIO, accumulation=Accumulation.STOCK)
    make_goal(plan, others)
    make_rule([(others, "denominator")], Is.NOT_ABOVE, [(trained, "denominator")])
    make_figure(report, trained, numerator=Decimal(1), denominator=Decimal(4))
    make_figure(report, others, numerator=Decimal(1), denominator=Decimal(5))

    assert said(report) == [
        (
            ProblemLevel.BLOCKS,
            "denominator",
            "mẫu số 5 lớn hơn mẫu số 4 của “Cán bộ được tập huấn”. Xem lại các số.",
        )
    ]


def test_a_fixed_denominator_is_compared_as_if_it_were_typed(plan, report, jobs):
    share = make_indicator("Xã có mô hình", measure=Measure.RATIO, denominator_fixed=Decimal(35))
    make_goal(plan, share)
    make_rule([jobs], Is.NOT_ABOVE, [(share, "denominator")])
    make_figure(report, jobs, 36)
    make_figure(report, share, numerator=Decimal(3))

    assert said(report) == [(ProblemLevel.BLOCKS, "value", "36 lớn hơn mẫu số 35 của “Xã có mô hình”. Xem lại các số.")]


# --- When a rule is asked at all --------------------------------------------------------------------------------------


@pytest.mark.parametrize("answer", [Answer.NOT_APPLICABLE, Answer.NO_DATA])
def test_a_rule_waits_for_all_its_numbers(report, women, jobs, answer):
    make_rule([women], Is.NOT_ABOVE, [jobs])
    make_figure(report, women, 13)
    make_figure(report, jobs, answer=answer, reason="Đang rà soát")

    assert said(report) == []


def test_a_total_without_one_of_its_parts_is_no_number_yet(report, jobs, founded):
    make_rule([jobs], Is.NOT_ABOVE, [founded])
    make_figure(report, jobs, 9)
    make_figure(report, founded, 2, part=part(founded, "htx"), remark="THT chưa báo cáo")

    assert [level for level, _, _ in said(report)] == [ProblemLevel.EXPLAINED]


@pytest.mark.parametrize(("of", "is_asked"), [("nobody", True), ("this plan", True), ("another plan", False)])
def test_a_rule_holds_in_the_rounds_of_its_plan_and_the_catalogues_in_all(
    world, plan, report, women, jobs, of, is_asked
):
    plans = {"nobody": None, "this plan": plan, "another plan": make_plan(scope=world.nam_dinh)}
    make_rule([women], Is.NOT_ABOVE, [jobs], plan=plans[of])
    make_figure(report, women, 13)
    make_figure(report, jobs, 12)

    assert bool(said(report)) == is_asked


def test_a_rule_of_what_is_not_asked_says_nothing(report, jobs):
    make_rule([jobs], Is.NOT_ABOVE, [make_indicator("Không hỏi")])
    make_figure(report, jobs, 12)

    assert said(report) == []


def test_estimates_are_held_to_a_rule_among_themselves(plan, world, women, jobs):
    report = make_report(make_round(plan, asks_estimate=True), world.hai_hau)
    make_rule([women], Is.NOT_ABOVE, [jobs])
    for indicator, numbers in ((women, (10, 14)), (jobs, (12, 13))):
        for kind, number in zip((FigureKind.ACTUAL, FigureKind.ESTIMATE), numbers, strict=True):
            make_figure(report, indicator, number, kind=kind)

    [problem] = problems(report)

    assert problem.text == ("Lao động nữ, ước thực hiện cả năm: 14 lớn hơn 13 của “Việc làm mới”. Xem lại các số.")
    assert problem.rows == (f"q{women.pk}-estimate", f"q{jobs.pk}-estimate")


def test_what_differs_in_its_breakdown_can_still_be_compared_whole(plan, report, founded):
    of_women = make_indicator("Do nữ quản lý", breakdown=make_breakdown("nganh", (("trong", "Trồng trọt"),)))
    make_goal(plan, of_women)
    make_rule([of_women], Is.NOT_ABOVE, [founded])
    make_figure(report, of_women, 6, part=part(of_women, "trong"))
    make_figure(report, founded, 2, part=part(founded, "htx"))
    make_figure(report, founded, 3, part=part(founded, "tht"))

    [problem] = problems(report)

    assert problem.anchor == f"q{of_women.pk}-actual-part{part(of_women, 'trong').pk}"
    assert problem.message == "6 lớn hơn 5 của “HTX, THT mới”. Xem lại các số."
