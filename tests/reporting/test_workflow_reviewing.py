"""Taking up, sending back, accepting and reopening a report."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Reporter, Role
from portal.errors import RuleBroken
from reporting.models import AcceptedFigure
from tests.builders import make_report, make_seat, make_user
from tests.reporting.pressing import NOON, history, press, stands


def test_beginning_the_review_marks_who_and_when_and_keeps_the_state(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)

    press(filled_report, "begin_review", province_reviewer, hours=1)

    now_stands = stands(filled_report)
    assert (now_stands.state, now_stands.reviewer, now_stands.version) == ("submitted", province_reviewer, 2)
    assert now_stands.review_began_at == NOON + timedelta(hours=1)


def test_a_second_reviewer_is_told_who_has_it(filled_report, hai_hau_head, province_reviewer, second_reviewer):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "begin_review", province_reviewer)

    with pytest.raises(RuleBroken, match="Lê Thị Thu đã nhận xem xét báo cáo này lúc 12:00 20/11/2024"):
        press(filled_report, "begin_review", second_reviewer)


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_returning_needs_a_reason(filled_report, hai_hau_head, province_reviewer, reason):
    press(filled_report, "submit", hai_hau_head)

    with pytest.raises(RuleBroken, match="Ghi lý do, hoặc đánh dấu ít nhất một ô, rồi bấm “Trả lại” lần nữa"):
        press(filled_report, "return", province_reviewer, reason=reason)
    assert stands(filled_report).state == "submitted"


def test_returning_unlocks_it_and_keeps_the_reason(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)

    event = press(filled_report, "return", province_reviewer, reason="  Thiếu giải trình.  ")

    assert (stands(filled_report).state, event.reason, event.revision.number) == ("returned", "Thiếu giải trình.", 1)


def test_the_next_submission_is_the_next_revision_and_is_reviewed_afresh(
    filled_report, hai_hau_head, province_reviewer
):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "return", province_reviewer, reason="Sai số")

    event = press(filled_report, "submit", hai_hau_head, hours=5)

    assert (event.revision.number, event.revision.receipt) == (2, f"N2024-366-{filled_report.pk}-02")
    now_stands = stands(filled_report)
    assert (now_stands.review_began_at, now_stands.reviewer, now_stands.first_submitted_at) == (None, None, NOON)


def test_accepting_lets_the_figures_count(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    assert AcceptedFigure.objects.count() == 0

    press(filled_report, "accept", province_reviewer, hours=2)

    now_stands = stands(filled_report)
    assert (now_stands.state, now_stands.reviewer, now_stands.accepted_at) == (
        "accepted",
        province_reviewer,
        NOON + timedelta(hours=2),
    )
    assert [(row.value, row.counts) for row in AcceptedFigure.objects.filter(report=filled_report)] == [(3, True)]


def test_pressing_accept_twice_does_it_once(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)

    first = press(filled_report, "accept", province_reviewer)
    second = press(filled_report, "accept", province_reviewer, hours=1)

    assert second == first
    assert (AcceptedFigure.objects.count(), len(history(filled_report))) == (1, 2)


def both_seats(world, role):
    """A head of Hải Hậu who also sits in the province."""
    user = make_user("hai-vai", "Đinh Thị Hai")
    make_seat(user, Role.HEAD, unit=world.hai_hau)
    make_seat(user, role, unit=world.nam_dinh)
    return user


@pytest.mark.parametrize(("name", "reason"), [("begin_review", ""), ("return", "Sai"), ("accept", "")])
def test_who_entered_does_not_judge(filled_report, hai_hau_head, province_reviewer, name, reason):
    filled_report.contributors.add(province_reviewer)
    press(filled_report, "submit", hai_hau_head)

    with pytest.raises(RuleBroken, match="Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt"):
        press(filled_report, name, province_reviewer, reason=reason)


def test_who_submitted_once_does_not_judge_a_later_submission(filled_report, world, hai_hau_head, province_reviewer):
    person = both_seats(world, Role.REVIEWER)
    press(filled_report, "submit", person)
    press(filled_report, "return", province_reviewer, reason="Sai số")
    press(filled_report, "submit", hai_hau_head)

    with pytest.raises(RuleBroken, match="Bạn đã nhập hoặc nộp báo cáo này"):
        press(filled_report, "accept", person)


def test_the_provinces_own_report_takes_two_people(annual_round, world, province_reviewer, on_day):
    on_day(date(2024, 11, 20))
    head = make_user("tinh-ky")
    make_seat(head, Role.HEAD, unit=world.nam_dinh)
    make_seat(head, Role.REVIEWER, unit=world.nam_dinh)
    own = make_report(annual_round, world.nam_dinh, reporter=Reporter.PROVINCE, version=1)
    press(own, "submit", head)

    with pytest.raises(RuleBroken, match="người khác phải xem xét và duyệt"):
        press(own, "accept", head)
    press(own, "accept", province_reviewer)
    assert stands(own).state == "accepted"


def test_an_administrator_does_not_accept(filled_report, hai_hau_head, province_administrator):
    press(filled_report, "submit", hai_hau_head)

    with pytest.raises(PermissionDenied):
        press(filled_report, "accept", province_administrator)


@pytest.fixture
def accepted(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "accept", province_reviewer, hours=1)
    return stands(filled_report)


def test_reopening_keeps_the_old_acceptance_until_the_new_one(
    accepted, hai_hau_head, province_reviewer, province_administrator
):
    press(accepted, "reopen", province_administrator, hours=2, reason="Đếm nhầm một HTX")
    accepted.figures.update(value=4)
    assert [row.value for row in AcceptedFigure.objects.all()] == [3]

    press(accepted, "submit", hai_hau_head, hours=3)
    assert [row.value for row in AcceptedFigure.objects.all()] == [3]

    press(accepted, "accept", province_reviewer, hours=4)
    assert [row.value for row in AcceptedFigure.objects.all()] == [4]
    assert [Decimal(revision.content["figures"][0]["value"]) for revision in accepted.revisions.all()] == [3, 4]


def test_reopening_needs_an_administrator_and_a_reason(accepted, province_reviewer, province_administrator):
    with pytest.raises(PermissionDenied):
        press(accepted, "reopen", province_reviewer, reason="Đếm nhầm")
    with pytest.raises(RuleBroken, match="Ghi lý do rồi bấm “Mở lại” lần nữa"):
        press(accepted, "reopen", province_administrator)
    assert stands(accepted).state == "accepted"
