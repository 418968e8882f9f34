"""A report as its reviewer sees it: beside the neighbours and the target, and what the unit changed since the return."""

from datetime import timedelta

import pytest

from plans.choices import Reporter
from plans.models import Indicator
from reporting.inspecting import first_sieve, inspected, sifted
from reporting.inspecting.neighbours import neighbours_of
from reporting.remarking import open_row
from tests.builders import (
    accept_report,
    frozen,
    make_figure,
    make_goal,
    make_indicator,
    make_report,
    make_round,
    make_target,
    make_unit,
)
from tests.reporting import proofs
from tests.reporting.marking import RESULTS, correct, handed_in, mark, send_back
from tests.reporting.pressing import NOON, press


@pytest.fixture
def case(world, hai_hau_head, on_day):
    on_day(NOON.date())
    return handed_in(world, hai_hau_head)


def row_of(case, key):
    return next(row for row in inspected(case.now).everything if row.key == key)


def shown(case, asked=None):
    report = inspected(case.now)
    return [row.address for row in sifted(report, first_sieve(report, asked)).everything]


def other_units(case, world, *values, state="submitted"):
    indicator = Indicator.objects.get(pk=case.jobs[0])
    handed = {"submitted_at": NOON, "submitted_by": case.now.submitted_by} if state == "submitted" else {}
    for value in values:
        unit = make_unit(f"Huyện {value}", parent=world.nam_dinh)
        make_figure(make_report(case.report.round, unit, state=state, **handed), indicator, value)


# --- Beside others ------------------------------------------------------------------------------------------------------


def test_the_other_units_of_the_round_give_a_range(case, world):
    other_units(case, world, 2, 12, 4, 6)

    assert row_of(case, case.jobs).neighbours == "từ 2 đến 12, giữa 5 (4 đơn vị)"
    assert row_of(case, case.loans).neighbours == ""


def test_what_is_still_being_typed_is_no_neighbour(case, world):
    other_units(case, world, 100, state="draft")
    other_units(case, world, 200, state="returned")
    other_units(case, world, 7)

    assert row_of(case, case.jobs).neighbours == "7 (1 đơn vị)"


def test_parts_are_added_and_ratios_are_percents(plan, founded, trained, world, hai_hau_head):
    round_ = make_round(plan)
    htx, tht = founded.breakdown.parts.order_by("order")[:2]
    handed = {"state": "submitted", "submitted_at": NOON, "submitted_by": hai_hau_head}
    for unit, (of_htx, of_tht, above) in {world.y_yen: (1, 2, 30), world.city: (4, 5, 10)}.items():
        report = make_report(round_, unit, **handed)
        make_figure(report, founded, of_htx, part=htx)
        make_figure(report, founded, of_tht, part=tht)
        make_figure(report, trained, numerator=above, denominator=40)

    found = neighbours_of(make_report(round_, world.hai_hau))

    assert {key[0]: one.words for key, one in found.items()} == {
        founded.pk: "từ 3 đến 9, giữa 6 (2 đơn vị)",
        trained.pk: "từ 25 % đến 75 %, giữa 50 % (2 đơn vị)",
    }


def test_milestones_and_agencies_have_no_neighbours(plan, issued, world, hai_hau_head):
    round_ = make_round(plan)
    handed = {"state": "submitted", "submitted_at": NOON, "submitted_by": hai_hau_head}
    make_figure(make_report(round_, world.y_yen, **handed), issued, 1)

    assert neighbours_of(make_report(round_, world.hai_hau)) == {}
    assert neighbours_of(make_report(round_, world.nam_dinh, reporter=Reporter.PROVINCE)) == {}


def test_the_last_accepted_value_is_told_with_the_change(case, world):
    before = make_round(case.report.round.plans.get(), period="half_year", cut_off=NOON.date().replace(month=6, day=14))
    accept_report(before, world.hai_hau, frozen(Indicator.objects.get(pk=case.jobs[0]), 4))

    row = row_of(case, case.jobs)

    assert (row.line.last, row.change) == ("4 – 6 tháng 2024", "+1 (+25 %)")


def test_a_ratio_changes_by_points(plan, trained, world):
    before = make_round(plan, period="half_year", cut_off=NOON.date().replace(month=6, day=14))
    accept_report(before, world.hai_hau, frozen(trained, numerator=20, denominator=40))
    report = make_report(make_round(plan), world.hai_hau)
    make_figure(report, trained, numerator=22, denominator=40)

    (row,) = [row for group in inspected(report).groups for row in group.rows]

    assert row.change == "+5 điểm %"


def test_only_the_reporters_own_target_of_the_year_is_measured(case, world):
    jobs, loans, classes = (
        Indicator.objects.get(pk=key[0]).goals.get() for key in (case.jobs, case.loans, case.classes)
    )
    make_target(jobs, 10, unit=world.hai_hau)
    make_target(loans, 400)
    make_target(classes, 9, unit=world.hai_hau, years=(2024, 2026), span_kind="phase")

    assert [row_of(case, key).attained for key in (case.jobs, case.loans, case.classes)] == [("đạt 50 %",), (), ()]


# --- After a return -----------------------------------------------------------------------------------------------------


def test_a_first_submission_is_shown_whole(case):
    assert inspected(case.now).earlier is None
    assert len(shown(case)) == 3 + 4


def test_a_later_one_shows_what_was_marked_or_changed(case, province_reviewer, hai_hau_officer, hai_hau_head):
    send_back(case, province_reviewer, jobs="Kiểm tra lại", results="Ghi tên")
    open_row(case.report, case.loans, "Đếm thiếu", by=hai_hau_officer, now=NOON + timedelta(hours=2))
    correct(case, hai_hau_officer, jobs=6, loans=21)
    press(case.report, "submit", hai_hau_head, hours=3)

    found = {row.key: (row.was, row.is_marked, row.is_changed) for row in inspected(case.now).everything}

    assert {key: told for key, told in found.items() if told != (None, False, False)} == {
        case.jobs: ("5", True, True),
        case.loans: ("20", False, True),
        RESULTS: (None, True, False),
    }
    jobs, loans, _ = (f"q{key[0]}-actual" for key in (case.jobs, case.loans, case.classes))
    assert shown(case) == [jobs, loans, "results"]
    assert shown(case, "danh-dau") == [jobs, "results"]
    assert shown(case, "thay-doi") == [jobs, loans]
    assert len(shown(case, "tat-ca")) == 7


def test_an_opened_row_counts_as_changed_though_nothing_was_typed(
    case, province_reviewer, hai_hau_officer, hai_hau_head
):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    open_row(case.report, case.loans, "Đếm thiếu", by=hai_hau_officer, now=NOON + timedelta(hours=2))
    press(case.report, "submit", hai_hau_head, hours=3)

    row = row_of(case, case.loans)

    assert (row.was, row.is_changed, [said.text for said in row.thread]) == (None, True, ["Đếm thiếu"])


def test_what_was_taken_back_in_between_plays_no_part(case, province_reviewer, hai_hau_head):
    press(case.report, "return", province_reviewer, reason="Xem lại")
    correct(case, hai_hau_head, jobs=9)
    press(case.report, "submit", hai_hau_head, hours=3)
    press(case.report, "take_back", hai_hau_head, hours=3)
    correct(case, hai_hau_head, jobs=6)
    press(case.report, "submit", hai_hau_head, hours=4)

    assert inspected(case.now).earlier == 1
    assert (row_of(case, case.jobs).was, row_of(case, case.loans).was) == ("5", None)


def test_a_changed_explanation_and_changed_files_are_changes(case, province_reviewer, hai_hau_officer, hai_hau_head):
    press(case.report, "return", province_reviewer, reason="Xem lại")
    correct(case, hai_hau_officer, loans=20)
    case.report.figures.filter(indicator=case.jobs[0]).update(remark="Đã đối chiếu")
    proofs.attached(case.report, by=hai_hau_officer, to=proofs.figure(Indicator.objects.get(pk=case.classes[0])))
    press(case.report, "submit", hai_hau_head, hours=3)

    assert row_of(case, case.jobs).was == "5 – giải trình: (để trống)"
    classes = row_of(case, case.classes)
    assert (classes.was, classes.files_changed, classes.is_changed) == (None, True, True)


def test_after_a_reopening_only_what_changed_is_shown(case, province_reviewer, province_administrator, hai_hau_head):
    press(case.report, "accept", province_reviewer)
    press(case.report, "reopen", province_administrator, reason="Đếm nhầm")
    correct(case, hai_hau_head, classes=4)
    press(case.report, "submit", hai_hau_head, hours=3)

    assert shown(case) == [f"q{case.classes[0]}-actual"]


def test_what_the_reviewer_marks_now_counts_as_marked(case, province_reviewer):
    mark(case, province_reviewer, loans="Sai")

    assert shown(case, "danh-dau") == [f"q{case.loans[0]}-actual"]


def test_the_number_of_questions_is_fixed(case, world, province_reviewer, hai_hau_head, django_assert_num_queries):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    press(case.report, "submit", hai_hau_head, hours=3)
    inspected(case.now)
    with django_assert_num_queries(17):
        inspected(case.now)

    for number in range(3):
        indicator = make_indicator(f"Chỉ số {number}")
        make_goal(case.report.round.plans.get(), indicator)
        make_figure(case.report, indicator, number)
    other_units(case, world, 3, 4, 5)
    mark(case, province_reviewer, hours=4, loans="Sai", classes="Sai")
    inspected(case.now)
    with django_assert_num_queries(17):
        inspected(case.now)
