"""What a person leaves open: it stays with the unit, and a review goes to somebody who is there."""

from datetime import UTC, date, datetime

import pytest

from plans.choices import Reporter, Role
from plans.models import Seat
from plans.staffing.seating import Newcomer
from plans.succession import current_map
from portal.models import User
from reporting.choices import ReportState
from reporting.handing_over import LetGo, OpenWork, end_seat, hand_over, let_go, open_work_of, reviewers_beside
from reporting.history import history_of
from reporting.models import Report
from reporting.workflow import move_report
from tests.builders import (
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_seat,
    make_user,
)

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 12, 2, 2, 0, tzinfo=UTC)
TODAY = date(2024, 12, 2)
EMPTY = OpenWork(reviews=[], drafts=[], headless=[], task_count=0, plan_drafts=[])


@pytest.fixture(autouse=True)
def today(on_day):
    on_day(TODAY)


@pytest.fixture
def plan(world):
    plan = make_plan(scope=world.nam_dinh)
    make_goal(plan, make_indicator())
    return plan


@pytest.fixture
def draft(plan, world):
    return make_report(make_round(plan), world.hai_hau, version=1)


@pytest.fixture
def taken_up(plan, world, hai_hau_head, province_reviewer):
    """Hải Hậu's report, which the reviewer has taken up and not judged yet."""
    report = make_report(make_round(plan, cut_off=date(2024, 6, 14)), world.hai_hau, version=1)
    make_figure(report, plan.goals.get().indicator, 2)
    move_report(report, "submit", by=hai_hau_head, now=NOW)
    return move_report(report, "begin_review", by=province_reviewer, now=NOW).report


@pytest.fixture
def other_reviewer(world):
    user = make_user("tinh-duyet-2", "Cao Thị Ba")
    make_seat(user, Role.REVIEWER, unit=world.nam_dinh)
    return user


def standing(report):
    report = Report.objects.get(pk=report.pk)
    return report.state, report.reviewer, report.review_began_at


def steps(report):
    return [(step.label, step.by, step.reason) for step in history_of(report)]


# --- What is open -----------------------------------------------------------------------------------------------------


def test_who_has_typed_nothing_leaves_nothing_open(draft, hai_hau_officer, hai_hau_head):
    assert open_work_of(hai_hau_officer, NOW) == EMPTY


def test_a_draft_that_she_typed_in_is_told(draft, hai_hau_officer, hai_hau_head):
    draft.contributors.add(hai_hau_officer)

    assert open_work_of(hai_hau_officer, NOW).drafts == [draft]


def test_of_the_only_head_every_draft_of_the_unit_is_told(draft, hai_hau_head):
    work = open_work_of(hai_hau_head, NOW)

    assert (work.drafts, work.headless) == ([draft], ["Huyện Hải Hậu"])


def test_beside_another_head_nothing_hangs_on_her(draft, hai_hau_head, world):
    make_seat(make_user("ky-2"), Role.HEAD, unit=world.hai_hau)

    assert open_work_of(hai_hau_head, NOW) == EMPTY


def test_a_stand_in_is_no_other_head(draft, hai_hau_head, hai_hau_officer, world):
    Seat.objects.create(
        user=hai_hau_officer,
        role=Role.HEAD,
        unit=world.hai_hau,
        acting_for=hai_hau_head.seats.get(),
        valid_from=TODAY,
        valid_to=TODAY,
    )

    assert open_work_of(hai_hau_head, NOW).headless == ["Huyện Hải Hậu"]


def test_what_she_has_taken_up_is_told(taken_up, province_reviewer):
    assert open_work_of(province_reviewer, NOW).reviews == [taken_up]


def test_what_is_open_costs_a_fixed_number_of_queries(
    plan, world, hai_hau_head, hai_hau_officer, django_assert_num_queries
):
    current_map()
    for number in (1, 3):
        for place in range(number):
            make_report(make_round(plan, cut_off=date(2024, 11, 10 * number + place - 9)), world.hai_hau)
        fresh = User.objects.get(pk=hai_hau_head.pk)

        with django_assert_num_queries(16):
            open_work_of(fresh, NOW)


# --- Whose it becomes -------------------------------------------------------------------------------------------------


def leave(person, by, reviewer=None):
    return let_go(person, reviewer=reviewer, last_day=TODAY, at_once=True, reason="nghỉ hưu", by=by, now=NOW)


def test_a_review_goes_to_another_with_the_moment_it_began(
    taken_up, province_reviewer, province_administrator, other_reviewer
):
    told = leave(province_reviewer, province_administrator, other_reviewer)

    assert told == LetGo(passed=1, released=0)
    assert standing(taken_up) == (ReportState.SUBMITTED, other_reviewer, NOW)
    assert steps(taken_up)[0] == ("Giao người khác xem xét", "Đỗ Thị Hạnh", "Cao Thị Ba: nghỉ hưu")


def test_without_another_it_waits_again_and_the_unit_may_take_it_back(
    taken_up, province_reviewer, province_administrator, hai_hau_head
):
    told = leave(province_reviewer, province_administrator)

    assert told == LetGo(passed=0, released=1)
    assert standing(taken_up) == (ReportState.SUBMITTED, None, None)
    assert steps(taken_up)[0] == ("Trả về danh sách chờ duyệt", "Đỗ Thị Hạnh", "nghỉ hưu")
    assert move_report(taken_up, "take_back", by=hai_hau_head, now=NOW).report.state == ReportState.DRAFT


def test_nobody_is_given_what_she_wrote_herself(taken_up, province_reviewer, province_administrator, other_reviewer):
    taken_up.contributors.add(other_reviewer)

    assert leave(province_reviewer, province_administrator, other_reviewer) == LetGo(passed=0, released=1)


def test_a_reviewers_seat_is_handed_over_with_what_she_was_reviewing(
    taken_up, province_reviewer, province_administrator
):
    seated, told = hand_over(
        province_reviewer.seats.get(),
        Newcomer("Phan Thị Mới"),
        last_day=TODAY,
        reason="QĐ 12",
        by_mail=False,
        by=province_administrator,
        now=NOW,
    )

    assert (told, standing(taken_up)[1]) == (LetGo(passed=1), seated.seat.user)


def test_a_reviewers_seat_that_ends_lets_its_reviews_go(taken_up, province_reviewer, province_administrator):
    seat = province_reviewer.seats.get()

    told = end_seat(seat, last_day=TODAY, reason="thôi", by=province_administrator, now=NOW)

    assert (told, standing(taken_up)[1]) == (LetGo(released=1), None)


def test_reviews_of_another_province_are_not_touched(taken_up, world, province_reviewer, system_administrator):
    make_seat(province_reviewer, Role.REVIEWER, unit=world.ninh_binh)
    elsewhere = province_reviewer.seats.get(unit=world.ninh_binh)

    told = end_seat(elsewhere, last_day=TODAY, reason="thôi", by=system_administrator, now=NOW)

    assert (told, standing(taken_up)[1]) == (LetGo(), province_reviewer)


def test_an_officers_seat_touches_no_review(taken_up, province_reviewer, hai_hau_officer, hai_hau_head):
    told = end_seat(hai_hau_officer.seats.get(), last_day=TODAY, reason="thôi", by=hai_hau_head, now=NOW)

    assert (told, standing(taken_up)[1]) == (LetGo(), province_reviewer)


def test_the_draft_stays_with_the_unit(draft, hai_hau_officer, hai_hau_head):
    draft.contributors.add(hai_hau_officer)

    leave(hai_hau_officer, hai_hau_head)

    report = Report.objects.get(pk=draft.pk)
    assert (report.state, report.version, report.unit, report.reporter) == (
        ReportState.DRAFT,
        1,
        draft.unit,
        Reporter.UNIT,
    )
    assert list(report.contributors.all()) == [hai_hau_officer]


def test_only_who_reviews_there_is_offered(world, province_reviewer, other_reviewer, province_administrator):
    far = make_user("xa")
    make_seat(far, Role.REVIEWER, unit=world.ninh_binh)

    assert list(reviewers_beside(province_reviewer, TODAY)) == [other_reviewer]
