"""What a report does to the published totals: what hangs on it, and what its acceptance after a reopening changes."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Accumulation
from plans.models import Indicator
from reporting.differing import by_accepting, by_leaving_out
from reporting.models import AcceptedFigure
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_plan, make_target
from tests.reporting.marking import correct, handed_in, url
from tests.reporting.pressing import NOON, press, stands

TODAY = NOON.date()


@pytest.fixture
def case(world, hai_hau_head, province_reviewer, on_day):
    """Accepted, beside Ý Yên's report with 4 jobs; 9 jobs are the goal of the province."""
    on_day(TODAY)
    case = handed_in(world, hai_hau_head)
    make_target(Indicator.objects.get(pk=case.jobs[0]).goals.get(), 9)
    accept_report(case.report.round, world.y_yen, frozen(Indicator.objects.get(pk=case.jobs[0]), 4))
    press(case.report, "accept", province_reviewer, hours=1)
    return case


@pytest.fixture
def reopened(case, province_administrator, hai_hau_head):
    """Opened again, and jobs corrected from 5 to 2; handed in."""
    press(case.report, "reopen", province_administrator, hours=2, reason="Đếm nhầm")
    correct(case, hai_hau_head, hours=3, jobs=2)
    press(case.report, "submit", hai_hau_head, hours=4)
    return case


def told(plans):
    return {
        str(plan.plan): [(one.name, one.now, one.then, one.status_now, one.status_then) for one in plan.changed]
        for plan in plans
    }


def standing():
    return list(AcceptedFigure.objects.order_by("pk").values_list())


def test_what_hangs_on_a_report_is_each_total_without_it(case):
    before = standing()

    (plan,) = by_leaving_out(stands(case.report), today=TODAY)

    assert [(one.name, one.now, one.then) for one in plan.changed] == [
        ("Việc làm mới", "9", "4"),
        ("Vốn vay", "20", "…"),
        ("Lớp học", "3", "…"),
    ]
    assert (plan.changed[0].status_now, plan.changed[0].status_then) == ("Đạt", "Chậm")
    assert standing() == before


def test_opening_again_changes_no_total(case, province_administrator):
    before = standing()

    press(case.report, "reopen", province_administrator, hours=2, reason="Đếm nhầm")

    assert standing() == before


def test_accepting_again_is_foreseen_and_then_true(reopened, province_reviewer):
    before = standing()

    foreseen = by_accepting(stands(reopened.report), today=TODAY)
    untouched = standing() == before
    press(reopened.report, "accept", province_reviewer, hours=5)

    (plan,) = foreseen
    assert untouched
    assert [(one.name, one.now, one.then, one.status_now, one.status_then) for one in plan.changed] == [
        ("Việc làm mới", "9", "6", "Đạt", "Chậm")
    ]
    (now,) = by_leaving_out(stands(reopened.report), today=TODAY)
    assert {one.name: one.now for one in now.totals} == {one.name: one.then for one in plan.totals}


def test_every_plan_that_asks_the_same_is_told(reopened, world):
    jobs = Indicator.objects.get(pk=reopened.jobs[0])
    above = make_plan(scope=world.country, number="01/QĐ-TTg")
    make_goal(above, jobs)
    elsewhere = make_plan(scope=world.ninh_binh, number="5/KH")
    make_goal(elsewhere, jobs)
    make_goal(make_plan(scope=world.nam_dinh, number="9/KH"), make_indicator("Không liên quan"))

    plans = told(by_accepting(stands(reopened.report), today=TODAY))

    assert sorted(plans) == ["Kế hoạch 01/QĐ-TTg", "Kế hoạch 108/KH-BTV"]
    assert [changed[:3] for changed in plans["Kế hoạch 01/QĐ-TTg"]] == [("Việc làm mới", "9", "6")]


def test_a_stock_falls_back_to_the_earlier_value(case, world, province_reviewer, hai_hau_head):
    members = make_indicator("Hội viên", accumulation=Accumulation.STOCK)
    make_goal(case.report.round.plans.get(), members)
    earlier = case.report.round
    accept_report(
        type(earlier).objects.create(
            province=earlier.province,
            code="6t",
            name="6 tháng 2024",
            period="half_year",
            year=2024,
            cut_off=date(2024, 6, 14),
            units_last_day=date(2024, 6, 14),
            opened_at=NOON,
        ),
        world.hai_hau,
        frozen(members, 100),
    )
    report = accept_report(earlier, world.hai_hau, frozen(members, 120))

    (plan,) = by_leaving_out(report, today=TODAY)

    assert [(one.now, one.then) for one in plan.totals if one.name == "Hội viên"] == [("120", "100")]


# --- The pages ----------------------------------------------------------------------------------------------------------


def test_the_page_before_reopening_says_what_hangs_on_it(client, case, province_administrator):
    client.force_login(province_administrator)

    shown = client.get(url(case, "reopen")).content.decode()

    assert "Mở lại chưa làm thay đổi tổng nào" in shown
    assert "Nếu không có báo cáo này" in shown
    assert case.now.state == "accepted"


def test_what_is_not_accepted_has_no_such_page(client, reopened, province_administrator, province_reviewer):
    client.force_login(province_administrator)
    answer = client.get(url(reopened, "reopen"), follow=True)
    client.force_login(province_reviewer)

    assert "chỉ báo cáo đã duyệt mới cần mở lại" in answer.content.decode()
    assert client.get(url(reopened, "reopen")).status_code == 403


def test_the_page_before_accepting_again_says_what_each_total_becomes(client, reopened, province_reviewer):
    client.force_login(province_reviewer)

    shown = " ".join(client.get(url(reopened)).content.decode().split())

    assert "Duyệt thì các tổng đổi thế nào" in shown
    assert "<b>6</b>" in shown
    assert "2 tổng khác của kế hoạch này không đổi." in shown


def test_a_first_acceptance_tells_nothing_of_that(client, world, hai_hau_head, province_reviewer, on_day):
    on_day(TODAY)
    case = handed_in(world, hai_hau_head)
    client.force_login(province_reviewer)

    assert "Duyệt thì các tổng đổi thế nào" not in client.get(url(case)).content.decode()


def test_several_at_once_point_to_it(client, reopened, province_reviewer):
    client.force_login(province_reviewer)

    shown = client.get(reverse("reporting:review-accept-many"), {"bao-cao": [reopened.report.pk]}).content.decode()

    assert "Báo cáo này đã duyệt rồi mở lại" in shown


def test_the_questions_grow_with_plans_only(reopened, world, django_assert_num_queries):
    report = stands(reopened.report)
    by_accepting(report, today=TODAY)
    with django_assert_num_queries(41):
        by_accepting(report, today=TODAY)

    for number in range(3):
        make_goal(report.round.plans.get(), make_indicator(f"Chỉ số {number}"))
    accept_report(report.round, world.city, frozen(Indicator.objects.get(pk=reopened.jobs[0]), 7))
    with django_assert_num_queries(41):
        by_accepting(report, today=TODAY)
