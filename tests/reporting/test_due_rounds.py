"""Rounds of the year open by themselves, from the plans' duties, in good time and once."""

from datetime import date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from plans.choices import Reporter
from portal.dates import VIET_NAM
from reporting.models import Report, Round
from reporting.opening import open_due_rounds, open_rounds, set_days
from reporting.waiting import waiting_for
from tests.builders import make_duty, make_plan


@pytest.fixture
def plan(world):
    """Bến Tre's way: 6 tháng before 15/6, năm before 12/12."""
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01")
    make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 12/12")
    return plan


@pytest.fixture
def without_days(world):
    """The half-year's day is left to the province."""
    plan = make_plan(scope=world.nam_dinh, code="khong-ngay", short_title="Đề án 02")
    make_duty(plan, Reporter.UNIT, half_year=None)
    return plan


def morning(day):
    return datetime(day.year, day.month, day.day, 6, 0, tzinfo=VIET_NAM)


def opened_on(day):
    return [(round_.name, round_.opened_by) for round_ in open_due_rounds(day, morning(day)).opened]


@pytest.mark.parametrize(
    ("day", "opened"),
    [
        (date(2024, 4, 29), []),
        (date(2024, 4, 30), [("6 tháng 2024", None)]),
        (date(2024, 6, 14), [("6 tháng 2024", None)]),
        (date(2024, 6, 15), []),
        (date(2024, 10, 26), []),
        (date(2024, 10, 27), [("Năm 2024", None)]),
    ],
)
def test_a_round_opens_45_days_before_its_last_day_and_not_when_it_is_over(plan, day, opened):
    assert opened_on(day) == opened


def test_the_lead_is_a_setting(plan, settings):
    settings.ROUNDS_OPEN_DAYS_AHEAD = 10

    assert opened_on(date(2024, 6, 3)) == []
    assert opened_on(date(2024, 6, 4)) == [("6 tháng 2024", None)]


def test_every_unit_has_its_report_and_again_opens_nothing(plan):
    first = opened_on(date(2024, 5, 2))
    before = list(Round.objects.values()), list(Report.objects.order_by("pk").values())

    assert (len(first), Report.objects.count()) == (1, 4)
    assert opened_on(date(2024, 5, 3)) == []
    assert (list(Round.objects.values()), list(Report.objects.order_by("pk").values())) == before


def test_a_plan_that_is_not_signed_yet_asks_nothing(world):
    later = make_plan(scope=world.nam_dinh, signed_on=date(2024, 5, 20))
    make_duty(later, Reporter.UNIT, half_year="trước ngày 15/6")

    assert opened_on(date(2024, 5, 19)) == []
    assert opened_on(date(2024, 5, 20)) == [("6 tháng 2024", None)]


def test_two_plans_of_one_day_are_one_round(plan, world):
    other = make_plan(scope=world.nam_dinh, code="ubnd")
    make_duty(other, Reporter.UNIT, half_year="trước ngày 15/6")

    due = open_due_rounds(date(2024, 5, 2), morning(date(2024, 5, 2)))

    assert len(set(due.opened)) == 1
    assert set(Round.objects.get().plans.all()) == {plan, other}


def test_what_the_province_opened_by_hand_with_its_own_day_stays(plan, without_days, province_administrator, on_day):
    on_day(date(2024, 4, 1))
    by_hand = {"by": province_administrator, "now": morning(date(2024, 4, 1))}
    open_rounds(without_days, 2024, last_days={"half_year": date(2024, 6, 5)}, **by_hand)

    opened_on(date(2024, 5, 2))

    assert without_days.rounds.get().units_last_day == date(2024, 6, 5)


def test_a_day_that_the_paper_leaves_open_is_the_default_and_says_so(without_days, province_administrator, on_day):
    on_day(date(2024, 5, 2))
    opened_on(date(2024, 5, 2))

    round_ = Round.objects.get()
    assert (round_.units_last_day, round_.set_by_province, round_.days_by_default) == (date(2024, 6, 14), True, True)
    assert waiting_for(province_administrator, morning(date(2024, 5, 2))).by_default == [round_]


def test_a_day_of_the_paper_is_nobodys_to_look_at(plan, province_administrator, on_day):
    on_day(date(2024, 5, 2))
    opened_on(date(2024, 5, 2))

    assert waiting_for(province_administrator, morning(date(2024, 5, 2))).by_default == []


def test_once_the_province_has_set_or_kept_the_day_nothing_is_asked(without_days, province_administrator, on_day):
    on_day(date(2024, 5, 2))
    opened_on(date(2024, 5, 2))
    round_ = Round.objects.get()
    days = {name: getattr(round_, name) for name in ("cut_off", "units_last_day", "province_last_day", "closes_on")}

    set_days(round_, by=province_administrator, now=morning(date(2024, 5, 3)), **days)

    assert Round.objects.get().days_by_default is False
    assert waiting_for(province_administrator, morning(date(2024, 5, 3))).by_default == []


def test_the_home_page_tells_the_administrator_and_nobody_else(
    client, without_days, province_administrator, province_reviewer, on_day
):
    on_day(date(2024, 5, 2))
    opened_on(date(2024, 5, 2))
    found = {}
    for person in (province_administrator, province_reviewer):
        client.force_login(person)
        found[person] = client.get(reverse("reporting:home")).content.decode()

    assert "kỳ mở theo ngày mặc định: đơn vị nộp đến hết 14/06/2024" in found[province_administrator]
    assert "ngày mặc định" not in found[province_reviewer]


def test_what_cannot_open_keeps_no_other_from_it(plan, world):
    wrong = make_plan(scope=world.nam_dinh, code="sai-ngay", short_title="Đề án 03", signed_on=date(2024, 1, 2))
    make_duty(wrong, Reporter.UNIT, half_year=None)
    make_duty(wrong, Reporter.PROVINCE, half_year="trước ngày 10/6")

    due = open_due_rounds(date(2024, 5, 2), morning(date(2024, 5, 2)))

    assert [round_.name for round_ in due.opened] == ["6 tháng 2024"]
    ((refused, words),) = due.refused
    assert (refused, "phải đến trước hoặc đúng ngày tỉnh phải báo cáo (09/06/2024)" in words) == (wrong, True)


# --- The operator's command -------------------------------------------------------------------------------------------


def told(*arguments):
    out = StringIO()
    call_command("open_rounds", *arguments, stdout=out)
    return out.getvalue().splitlines()


def test_the_command_opens_what_is_due_and_tells(plan, on_day):
    on_day(date(2024, 5, 2))

    assert told("--due") == [
        "6-thang-2024: 6 tháng 2024, mới mở; chốt 14/06/2024, ngày cuối 14/06/2024 (trước ngày 15/6), 4 báo cáo"
    ]
    assert told("--due") == ["Không có kỳ nào đến lúc mở."]


@pytest.mark.parametrize("arguments", [["--due", "--plan", "nam-dinh"], ["--plan", "nam-dinh"], []])
def test_the_command_asks_for_one_of_both_ways(plan, arguments):
    with pytest.raises(CommandError, match="--due"):
        told(*arguments)
