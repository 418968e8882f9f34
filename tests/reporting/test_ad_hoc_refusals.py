"""Rounds that no duty foresees: what cannot be."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from plans.choices import Period
from portal.errors import RuleBroken
from reporting.models import Round
from reporting.opening import set_days
from tests.builders import (
    make_goal,
    make_indicator,
    make_plan,
    make_round,
)
from tests.reporting.called_in_july import NOW, opened, refused, reporters


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


# --- What cannot be ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("person", ["hai_hau_head", "province_reviewer", "people_committee_reader"])
def test_only_the_administrator_opens(plan, founded, person, request):
    with pytest.raises(PermissionDenied):
        opened(request.getfixturevalue(person), plan)
    assert not Round.objects.exists()


def test_days_follow_each_other(plan, founded, province_administrator):
    assert "Ngày chốt số liệu phải đến trước" in refused(province_administrator, plan, cut_off=date(2024, 8, 1))
    assert "Ngày khóa nhận báo cáo" in refused(province_administrator, plan, closes_on=date(2024, 7, 30))
    gone = {"cut_off": date(2024, 7, 1), "units_last_day": date(2024, 7, 19)}
    assert "(19/07/2024) đã qua" in refused(province_administrator, plan, **gone)


def test_a_year_that_the_plan_has_nothing_to_do_with(plan, founded, province_administrator):
    days = {"cut_off": date(2026, 7, 1), "units_last_day": date(2026, 7, 5)}

    assert "ngoài các năm của “Đề án 01” (2024–2024)" in refused(province_administrator, plan, **days)


def test_nobody_to_ask(plan, jobs, world, province_administrator):
    assert "không có ai để hỏi" in refused(
        province_administrator, plan, units=(world.communes["Xã Ý Yên"],), only_units=True
    )


def test_the_same_is_not_asked_twice_on_one_day(plan, founded, jobs, world, province_administrator):
    opened(province_administrator, plan, goals=(founded,), units=(world.hai_hau,))

    words = refused(province_administrator, plan, goals=(founded, jobs))

    assert "Kỳ “Báo cáo nhanh tháng 7” cùng chốt ngày 25/07/2024 đã hỏi chỉ số này của đơn vị này." in words
    assert reporters(opened(province_administrator, plan, goals=(founded,), units=(world.y_yen,))) == ["Huyện Ý Yên"]
    assert len(reporters(opened(province_administrator, plan, goals=(jobs,)))) == 4


def test_a_midterm_round_is_one_a_day(plan, founded, province_administrator):
    opened(province_administrator, plan, period=Period.MIDTERM, name="Sơ kết 2024")

    assert "Đã có kỳ “Sơ kết 2024” cùng loại" in refused(province_administrator, plan, period=Period.MIDTERM)
    assert opened(province_administrator, plan, period=Period.FINAL).code == "tong-ket-2024-07-25"


def test_moving_the_cut_off_onto_another_that_asks_the_same_is_refused(plan, founded, province_administrator):
    opened(province_administrator, plan)
    later = opened(province_administrator, plan, cut_off=date(2024, 7, 26), name="Khác")
    days = {"units_last_day": date(2024, 7, 31), "province_last_day": None, "closes_on": None}

    with pytest.raises(RuleBroken, match="đã hỏi chỉ số này"):
        set_days(later, by=province_administrator, now=NOW, cut_off=date(2024, 7, 25), **days)
    assert Round.objects.get(pk=later.pk).cut_off == date(2024, 7, 26)


def test_a_round_of_the_year_always_asks_everybody_everything(plan):
    for narrowed in [{"all_goals": False}, {"all_units": False}, {"only_units": True}]:
        with pytest.raises(IntegrityError), transaction.atomic():
            make_round(plan, **narrowed)


def test_two_rounds_of_the_year_on_one_day_are_refused_by_the_database_and_two_ad_hoc_ones_are_not(plan):
    make_round(plan, cut_off=date(2024, 11, 29))
    with pytest.raises(IntegrityError), transaction.atomic():
        make_round(plan, cut_off=date(2024, 11, 29))

    for _ in range(2):
        make_round(plan, period=Period.AD_HOC, cut_off=date(2024, 11, 29))

    assert Round.objects.filter(period=Period.AD_HOC).count() == 2
