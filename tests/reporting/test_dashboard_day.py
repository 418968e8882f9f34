"""Choosing the day of a plan's progress."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Period
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_round, make_target


@pytest.fixture
def plan(world, on_day):
    on_day(date(2024, 11, 20))
    return make_plan(scope=world.nam_dinh, code="nam-dinh-thu", first_year=2024, last_year=2024)


def shown_values(answer):
    return [line.value for group in answer.context["board"].groups for line in group.lines]


def test_the_open_round_can_be_watched_before_its_cut_off(client, plan, world, province_reviewer):
    indicator = make_indicator("HTX mới")
    make_target(make_goal(plan, indicator), 3)
    make_round(plan, period=Period.HALF_YEAR, cut_off=date(2024, 6, 14), name="6 tháng 2024")
    open_round = make_round(plan, cut_off=date(2024, 11, 29), name="Năm 2024")
    accept_report(open_round, world.hai_hau, frozen(indicator, 2))
    client.force_login(province_reviewer)

    today = client.get(reverse("reporting:dashboard", args=[plan.code]))
    at_the_cut_off = client.get(reverse("reporting:dashboard", args=[plan.code]), {"den": "2024-11-29"})

    page = today.content.decode()
    assert "6 tháng 2024 (14/06/2024)</a>" in page
    assert "Năm 2024 (29/11/2024, đang nhận báo cáo)</a>" in page
    assert [shown_values(today), shown_values(at_the_cut_off)] == [["…"], ["2"]]


def test_a_day_after_the_last_open_round_is_refused_and_today_is_shown(client, plan, province_reviewer):
    make_round(plan, cut_off=date(2024, 11, 29), name="Năm 2024")
    client.force_login(province_reviewer)

    answer = client.get(reverse("reporting:dashboard", args=[plan.code]), {"den": "2030-12-31"})

    assert "Chọn ngày đến hết 29/11/2024: sau đó chưa mở kỳ báo cáo nào." in answer.content.decode()
    assert answer.context["board"].on == date(2024, 11, 20)
