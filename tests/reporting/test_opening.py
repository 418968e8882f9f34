"""Opening rounds: whom they ask, for which plans, and that doing it again changes nothing."""

from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Measure, Period, Reporter
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.models import Report, Round
from reporting.opening import open_rounds, set_days
from reporting.proposing import unopened
from tests.builders import (
    make_change,
    make_duty,
    make_goal,
    make_indicator,
    make_plan,
    make_unit,
)

JANUARY = datetime(2024, 1, 10, 8, 0, tzinfo=VIET_NAM)


@pytest.fixture
def plan(world):
    """Nam Định's: districts owe the year before 30/11, the province 6 tháng and năm on days of its own."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    make_duty(plan, Reporter.PROVINCE, half_year=None, year=None)
    return plan


def refreshed(plan):
    return type(plan).objects.get(pk=plan.pk)


def test_opening_asks_every_unit_alive_at_the_cut_off(plan, world, province_administrator, on_day):
    on_day(date(2024, 1, 10))

    half_year, year = open_rounds(plan, 2024, by=province_administrator, now=JANUARY)

    assert [report.unit.name for report in half_year.reports.order_by("unit__code")] == [
        "Thành phố Nam Định",
        "Huyện Mỹ Lộc",
        "Huyện Ý Yên",
        "Huyện Hải Hậu",
    ]
    assert [report.unit.name for report in year.reports.order_by("unit__code")] == [
        "Thành phố Nam Định",
        "Huyện Ý Yên",
        "Huyện Hải Hậu",
    ]
    assert {report.state for report in Report.objects.all()} == {"draft"}
    assert (half_year.province, half_year.opened_by, half_year.opened_at) == (
        world.nam_dinh,
        province_administrator,
        JANUARY,
    )
    assert list(year.plans.all()) == [plan]
    assert year.occasions.count() == 2


def test_opening_asks_the_province_and_agencies_that_goals_name(plan, world):
    make_goal(plan, make_indicator("Thành lập Hội", measure=Measure.MILESTONE, from_units=False, from_province=True))
    counted = make_indicator("Nữ quản lý HTX", from_units=False, from_agencies=True)
    make_goal(plan, counted).agencies.add(world.alliance)

    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)

    beside = year.reports.exclude(reporter=Reporter.UNIT).order_by("reporter")
    assert [(report.reporter, report.unit, report.agency) for report in beside] == [
        ("agency", world.nam_dinh, world.alliance),
        ("province", world.nam_dinh, None),
    ]


def test_opening_asks_for_what_a_derived_indicator_is_made_of(plan, world):
    derived = make_indicator("Tổng số", composition="sum")
    derived.components.create(component=make_indicator("Phần của tỉnh", from_province=True), part="addend")
    make_goal(plan, derived)

    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)

    assert year.reports.filter(reporter=Reporter.PROVINCE).count() == 1


def test_opening_again_changes_nothing(plan):
    first = open_rounds(plan, 2024, by=None, now=JANUARY)
    before = list(Round.objects.values()), list(Report.objects.order_by("pk").values())

    second = open_rounds(plan, 2024, by=None, now=datetime(2024, 5, 1, 8, 0, tzinfo=VIET_NAM))

    assert second == first
    assert (list(Round.objects.values()), list(Report.objects.order_by("pk").values())) == before


def test_opening_again_follows_a_merger_that_was_told_later(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year="trước ngày 30/11")
    (year,) = open_rounds(plan, 2024, by=None, now=JANUARY)
    started = year.reports.get(unit=world.y_yen)
    Report.objects.filter(pk=started.pk).update(version=1)
    for unit in [world.hai_hau, world.y_yen]:
        unit.valid_to = date(2024, 9, 30)
        unit.save()
    merged = make_unit("Huyện Hải Yên", parent=world.nam_dinh, valid_from=date(2024, 10, 1), valid_to=date(2025, 6, 30))
    world.hai_hau.changes_out.all().delete()
    world.y_yen.changes_out.all().delete()
    make_change(world.hai_hau, merged, on=date(2024, 10, 1))
    make_change(world.y_yen, merged, on=date(2024, 10, 1))
    type(merged).objects.update(changed_at=datetime(2099, 1, 1, tzinfo=VIET_NAM))

    open_rounds(plan, 2024, by=None, now=JANUARY)

    names = {report.unit.name for report in year.reports.all()}
    assert names == {"Thành phố Nam Định", "Huyện Ý Yên", "Huyện Hải Yên"}


def test_the_province_sets_the_day_that_the_paper_leaves_open(plan):
    half_year, _ = open_rounds(
        plan,
        2024,
        by=None,
        now=JANUARY,
        last_days={Period.HALF_YEAR: date(2024, 6, 10)},
        periods=[Period.HALF_YEAR, "year"],
    )

    assert (half_year.cut_off, half_year.units_last_day, half_year.set_by_province) == (
        date(2024, 6, 10),
        date(2024, 6, 10),
        True,
    )


def test_only_the_wanted_periods_are_opened(plan):
    opened = open_rounds(plan, 2024, by=None, now=JANUARY, periods=[Period.HALF_YEAR])

    assert [round_.code for round_ in opened] == ["6-thang-2024"]
    assert [proposal.code for proposal in unopened([refreshed(plan)], date(2024, 1, 10))] == ["nam-2024"]


def test_another_day_for_an_open_round_is_refused(plan):
    open_rounds(plan, 2024, by=None, now=JANUARY)

    with pytest.raises(RuleBroken, match=r"Kỳ “6 tháng 2024” đã mở với ngày cuối 14/06/2024"):
        open_rounds(refreshed(plan), 2024, by=None, now=JANUARY, last_days={Period.HALF_YEAR: date(2024, 6, 1)})


def test_units_after_the_provinces_own_day_are_refused(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year=None)
    make_duty(plan, Reporter.PROVINCE, year="trước ngày 10/12")

    with pytest.raises(RuleBroken, match=r"phải đến trước hoặc đúng ngày tỉnh phải báo cáo \(09/12/2024\)"):
        open_rounds(plan, 2024, by=None, now=JANUARY)
    assert Round.objects.count() == 0


def test_the_same_period_and_cut_off_is_one_round_for_both_plans(plan, world):
    other = make_plan(scope=world.nam_dinh, code="ubnd")
    make_duty(other, Reporter.UNIT, year="chậm nhất ngày 29/11")
    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)

    (shared,) = open_rounds(other, 2024, by=None, now=JANUARY)

    assert shared == year
    assert sorted(each.code for each in shared.plans.all()) == ["nam-dinh", "ubnd"]
    assert shared.reports.count() == 3


def test_another_cut_off_is_another_round_with_its_own_name(plan, world):
    other = make_plan(scope=world.nam_dinh)
    make_duty(other, Reporter.UNIT, year="trước ngày 12/12")
    open_rounds(plan, 2024, by=None, now=JANUARY)

    (year,) = open_rounds(other, 2024, by=None, now=JANUARY)

    assert (year.code, year.name) == ("nam-2024-2", "Năm 2024 (chốt 11/12/2024)")


def test_after_the_provinces_end_its_rounds_belong_to_the_new_one(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2024, last_year=2026)
    make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 12/12")

    half_year, year = open_rounds(plan, 2025, by=None, now=JANUARY)

    assert (half_year.province, year.province) == (world.nam_dinh, world.ninh_binh)
    assert [report.unit.name for report in year.reports.order_by("unit__code")] == [
        "Phường Nam Định",
        "Xã Ý Yên",
        "Xã Vũ Dương",
        "Xã Hải Hậu",
        "Xã Hải Anh",
    ]


def test_the_next_years_first_round_asks_last_years_final_figures(world):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)
    make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 12/12")

    asked = []
    for year in [2023, 2024]:
        rounds = open_rounds(refreshed(plan), year, by=None, now=JANUARY)
        asked += [(round_.code, round_.asks_estimate, round_.asks_final) for round_ in rounds]

    assert asked == [
        ("6-thang-2023", False, False),
        ("nam-2023", True, False),
        ("6-thang-2024", False, True),
        ("nam-2024", True, False),
    ]


def test_only_the_provinces_administrator_opens(plan, province_reviewer, province_administrator, on_day):
    on_day(date(2024, 1, 10))

    with pytest.raises(PermissionDenied):
        open_rounds(plan, 2024, by=province_reviewer, now=JANUARY)
    assert len(open_rounds(plan, 2024, by=province_administrator, now=JANUARY)) == 2


def test_a_last_day_after_the_reporting_year_does_not_take_the_cut_off_along(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year=None)

    (year,) = open_rounds(plan, 2024, by=None, now=JANUARY, last_days={Period.YEAR: date(2024, 12, 31)})

    assert (year.cut_off, year.units_last_day, year.asks_estimate) == (date(2024, 12, 14), date(2024, 12, 31), False)


def test_a_last_day_before_the_reporting_year_is_refused(world):
    plan = make_plan(scope=world.nam_dinh)
    make_duty(plan, Reporter.UNIT, year=None)

    with pytest.raises(RuleBroken, match="năm báo cáo 2024: từ 15/12/2023 đến 14/12/2024"):
        open_rounds(plan, 2024, by=None, now=JANUARY, last_days={Period.YEAR: date(2023, 11, 30)})


def test_opening_again_asks_the_final_value_of_a_year_whose_cut_off_was_moved(world):
    plan = make_plan(scope=world.nam_dinh, last_year=2025)
    make_duty(plan, Reporter.UNIT, half_year="trước 15/6", year=None)
    _, year = open_rounds(plan, 2024, by=None, now=JANUARY)
    half, _ = open_rounds(refreshed(plan), 2025, by=None, now=JANUARY)
    days = {"units_last_day": date(2024, 12, 14), "province_last_day": None, "closes_on": None}

    set_days(year, by=None, now=JANUARY, cut_off=date(2024, 11, 29), **days)
    open_rounds(refreshed(plan), 2025, by=None, now=JANUARY)

    assert (half.asks_final, Round.objects.get(pk=half.pk).asks_final) == (False, True)
