"""Rounds that no duty foresees: about some goals, of some units, for a reason."""

from datetime import date, datetime

import pytest

from plans.choices import Period
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.ad_hoc import add_units, discard_round, units_to_add
from reporting.checking import blocking
from reporting.filling import questions_of
from reporting.models import AcceptedFigure, Report, Round
from reporting.opening import complete
from reporting.progress import progress_of
from reporting.tasking.owing import open_rounds_of
from reporting.workflow import move_report
from tests.builders import (
    accept_report,
    frozen,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
)
from tests.reporting.called_in_july import BASIS, NOW, asked, opened, reporters
from tests.reporting.one_goal import told
from tests.reporting.typed_in import typed, write


@pytest.fixture(autouse=True)
def _today(on_day):
    on_day(NOW.date())


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, code="nam-dinh")


@pytest.fixture
def founded(plan):
    return make_goal(plan, make_indicator("HTX mới thành lập"))


@pytest.fixture
def jobs(plan):
    return make_goal(plan, make_indicator("Việc làm mới"))


@pytest.fixture
def of_alliance(plan, world):
    goal = make_goal(plan, make_indicator("Nữ quản lý HTX", from_units=False, from_agencies=True))
    goal.agencies.add(world.alliance)
    return goal


# --- Whom it asks about what ------------------------------------------------------------------------------------------


def test_everybody_is_asked_everything(plan, founded, jobs, of_alliance, province_administrator):
    round_ = opened(province_administrator, plan)

    assert (round_.name, round_.period, round_.year, round_.basis, round_.opened_by) == (
        "Báo cáo nhanh tháng 7",
        "ad_hoc",
        2024,
        BASIS,
        province_administrator,
    )
    assert (round_.code, round_.all_goals, round_.all_units, round_.asks_estimate) == (
        "dot-xuat-2024-07-25",
        True,
        True,
        False,
    )
    assert reporters(round_) == [
        "Thành phố Nam Định",
        "Huyện Mỹ Lộc",
        "Huyện Ý Yên",
        "Huyện Hải Hậu",
        "Liên minh HTX tỉnh Nam Định",
    ]
    assert asked(round_.reports.of_units().first()) == ["HTX mới thành lập", "Việc làm mới"]


def test_chosen_goals_are_all_that_is_asked(plan, founded, jobs, of_alliance, province_administrator):
    round_ = opened(province_administrator, plan, goals=(jobs,))

    assert len(reporters(round_)) == 4
    assert {tuple(asked(report)) for report in round_.reports.all()} == {("Việc làm mới",)}
    report = round_.reports.select_related("round").first()
    assert [question.indicator.name for group in questions_of(report) for question in group.questions] == [
        "Việc làm mới"
    ]
    assert [problem.indicator for problem in blocking(report)] == ["Việc làm mới"]


def test_a_goal_of_an_agency_asks_the_agency_alone(plan, founded, of_alliance, province_administrator):
    assert reporters(opened(province_administrator, plan, goals=(of_alliance,))) == ["Liên minh HTX tỉnh Nam Định"]


def test_chosen_units_are_all_that_are_asked(plan, founded, of_alliance, world, province_administrator):
    round_ = opened(province_administrator, plan, units=(world.hai_hau, world.y_yen), only_units=True)

    assert reporters(round_) == ["Huyện Ý Yên", "Huyện Hải Hậu"]


def test_a_unit_that_merges_before_the_cut_off_is_asked_through_its_successor(
    plan, founded, world, province_administrator
):
    days = {"cut_off": date(2024, 9, 30), "units_last_day": date(2024, 10, 5)}

    round_ = opened(province_administrator, plan, units=(world.my_loc,), **days)

    assert reporters(round_) == ["Thành phố Nam Định"]


def test_two_rounds_are_kept_apart_in_memory(plan, founded, jobs, world, province_administrator):
    """The same plans, reporter and cut-off: only the chosen goals differ."""
    one = opened(province_administrator, plan, goals=(founded,))
    other = opened(province_administrator, plan, goals=(jobs,))

    reports = [round_.reports.select_related("round").get(unit=world.hai_hau) for round_ in (one, other)]
    assert [asked(report) for report in reports] == [["HTX mới thành lập"], ["Việc làm mới"]]
    assert (one.code, other.code) == ("dot-xuat-2024-07-25", "dot-xuat-2024-07-25-2")


def test_a_flow_is_asked_from_the_years_first_day(plan, founded, world, province_administrator, province_reviewer):
    """2 up to 14/6, then 5 up to 25/7: the year has 5, not 7."""
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    accept_report(half, world.hai_hau, frozen(founded.indicator, 2))
    adhoc = opened(province_administrator, plan, goals=(founded,))

    accept_report(adhoc, world.hai_hau, frozen(founded.indicator, 5))

    counting = AcceptedFigure.objects.counting_on(date(2024, 7, 31)).filter(unit=world.hai_hau)
    assert [row.value for row in counting] == [5]


def test_it_is_filled_in_and_submitted_like_any_other(plan, founded, jobs, world, province_administrator, hai_hau_head):
    round_ = opened(province_administrator, plan, goals=(founded,), units=(world.hai_hau,))
    report = round_.reports.get()
    write(report, typed(founded.indicator, value="4"), hai_hau_head)

    event = move_report(report, "submit", by=hai_hau_head, now=NOW)

    assert [figure["indicator"] for figure in event.revision.content["figures"]] == [founded.indicator.code]
    assert event.revision.receipt.startswith("DX2024-366-")


def test_a_goal_taken_out_of_the_plan_does_not_make_it_ask_everything(
    plan, founded, jobs, world, province_administrator
):
    round_ = opened(province_administrator, plan, goals=(jobs,))
    report = round_.reports.select_related("round").get(unit=world.hai_hau)

    jobs.delete()

    assert asked(report) == []


# --- Later ------------------------------------------------------------------------------------------------------------


def test_further_units_are_asked_later(plan, founded, world, province_administrator):
    round_ = opened(province_administrator, plan, units=(world.hai_hau,))
    begun = round_.reports.get()
    Report.objects.update(version=1)

    there = [unit.name for unit in units_to_add(round_)]
    add_units(round_, [world.y_yen], by=province_administrator, now=NOW)

    assert there == ["Thành phố Nam Định", "Huyện Mỹ Lộc", "Huyện Ý Yên"]
    assert reporters(round_) == ["Huyện Ý Yên", "Huyện Hải Hậu"]
    assert Report.objects.get(pk=begun.pk).version == 1


def test_units_are_added_to_no_round_for_all_and_to_none_that_is_over(plan, founded, world, province_administrator):
    for_all = opened(province_administrator, plan, cut_off=date(2024, 7, 24))
    some = opened(province_administrator, plan, units=(world.hai_hau,))
    later = datetime(2024, 8, 1, 8, 0, tzinfo=VIET_NAM)

    for round_, units, now, words in [
        (for_all, [world.y_yen], NOW, "đã hỏi mọi đơn vị"),
        (some, [], NOW, "Chọn ít nhất một đơn vị"),
        (some, [world.hai_hau], NOW, "không được kỳ này hỏi thêm gì"),
        (some, [world.y_yen], later, "đã qua"),
    ]:
        with pytest.raises(RuleBroken, match=words):
            add_units(round_, units, by=province_administrator, now=now)


def test_a_mistaken_round_is_taken_back_until_somebody_has_typed(plan, founded, world, province_administrator):
    round_ = opened(province_administrator, plan)
    year = make_round(plan)
    make_report(year, world.hai_hau)
    begun = opened(province_administrator, plan, cut_off=date(2024, 7, 26))
    begun.reports.filter(unit=world.hai_hau).update(version=1)

    discard_round(round_, by=province_administrator, now=NOW)

    assert set(Round.objects.all()) == {year, begun}
    for kept in (begun, year):
        with pytest.raises(RuleBroken, match="không bỏ được"):
            discard_round(kept, by=province_administrator, now=NOW)


def test_completing_again_asks_nobody_else(plan, founded, world, province_administrator):
    round_ = opened(province_administrator, plan, units=(world.hai_hau,))

    complete(round_)

    assert reporters(round_) == ["Huyện Hải Hậu"]


# --- What stands beside it --------------------------------------------------------------------------------------------


def test_it_does_not_ask_for_tasks_unless_it_asks_everybody(plan, founded, world, province_administrator):
    opened(province_administrator, plan, units=(world.hai_hau,))
    before = open_rounds_of([plan], NOW.date())
    for_all = opened(province_administrator, plan, cut_off=date(2024, 7, 26))

    assert (before, open_rounds_of([plan], NOW.date())[plan.pk].round) == ({}, for_all)


def test_who_was_not_asked_is_not_missing(plan, founded, jobs, world, province_administrator):
    """Six months: all four districts told. A narrow round takes nothing from "4/4 đơn vị", and its value counts."""
    make_target(founded, 10)
    make_target(jobs, 100)
    half = make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14))
    for unit in (world.city, world.my_loc, world.y_yen, world.hai_hau):
        accept_report(half, unit, frozen(jobs.indicator, 3), frozen(founded.indicator, 1))
    adhoc = opened(province_administrator, plan, goals=(founded,), units=(world.hai_hau,))
    accept_report(adhoc, world.hai_hau, frozen(founded.indicator, 2))

    assert [told(row) for row in progress_of(plan, date(2024, 7, 31))] == [(5, "4/4"), (12, "4/4")]
