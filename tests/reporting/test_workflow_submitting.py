"""Handing a report in, and taking it back."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.deadlines import days_late
from reporting.models import Revision
from reporting.workflow import move_report
from tests.reporting.pressing import NOON, history, press, stands


def test_submitting_freezes_a_revision_and_gives_a_receipt(filled_report, hai_hau_head):
    event = press(filled_report, "submit", hai_hau_head)

    revision = Revision.objects.get()
    assert event.revision == revision
    assert (revision.number, revision.figure_count, revision.submitted_at) == (1, 1, NOON)
    assert revision.receipt == f"N2024-366-{filled_report.pk}-01"
    (figure,) = revision.content["figures"]
    assert (figure["indicator"], Decimal(figure["value"])) == (filled_report.figures.get().indicator.code, 3)
    now_stands = stands(filled_report)
    assert (now_stands.state, now_stands.submitted_at, now_stands.submitted_by) == ("submitted", NOON, hai_hau_head)
    assert (now_stands.first_submitted_at, now_stands.version) == (NOON, 2)
    assert (event.by, event.at, event.reason) == (hai_hau_head, NOON, "")
    assert history(filled_report) == [("submit", "draft", "submitted")]


def test_what_is_unanswered_cannot_be_submitted(filled_report, hai_hau_head):
    filled_report.figures.all().delete()

    with pytest.raises(RuleBroken, match=r"Chưa nộp được: còn 1 chỗ phải sửa"):
        press(filled_report, "submit", hai_hau_head)
    assert (stands(filled_report).state, Revision.objects.count(), history(filled_report)) == ("draft", 0, [])


def test_only_the_head_submits(filled_report, hai_hau_officer, y_yen_officer, province_administrator):
    for person in [hai_hau_officer, y_yen_officer, province_administrator]:
        with pytest.raises(PermissionDenied):
            press(filled_report, "submit", person)
    assert history(filled_report) == []


def test_pressing_submit_twice_gives_the_first_receipt(filled_report, hai_hau_head):
    first = press(filled_report, "submit", hai_hau_head)
    second = press(filled_report, "submit", hai_hau_head, hours=1)

    assert second == first
    assert (Revision.objects.count(), stands(filled_report).submitted_at) == (1, NOON)


def test_a_late_submission_is_taken_and_marked(filled_report, hai_hau_head):
    last_moment = datetime(2024, 11, 29, 23, 59, 59, 999999, tzinfo=VIET_NAM)

    move_report(filled_report, "submit", by=hai_hau_head, now=last_moment + timedelta(microseconds=1))

    assert (stands(filled_report).state, days_late(stands(filled_report))) == ("submitted", 1)


def test_after_the_closing_day_a_first_submission_is_refused_with_whom_to_ask(
    filled_report, annual_round, hai_hau_head
):
    annual_round.closes_on = date(2024, 11, 30)
    annual_round.save()

    with pytest.raises(RuleBroken, match=r"đã khóa nhận báo cáo từ hết ngày 30/11/2024.*quản trị cấp tỉnh"):
        move_report(filled_report, "submit", by=hai_hau_head, now=datetime(2024, 12, 1, tzinfo=VIET_NAM))
    assert stands(filled_report).state == "draft"


def test_what_the_province_sent_back_can_be_submitted_after_closing(
    filled_report, annual_round, hai_hau_head, province_reviewer
):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "return", province_reviewer, reason="Thiếu giải trình")
    annual_round.closes_on = date(2024, 11, 30)
    annual_round.save()

    move_report(filled_report, "submit", by=hai_hau_head, now=datetime(2024, 12, 1, tzinfo=VIET_NAM))

    assert (stands(filled_report).state, days_late(stands(filled_report))) == ("submitted", 0)


def test_taking_back_before_review_makes_it_a_draft_that_was_never_submitted(filled_report, hai_hau_head):
    press(filled_report, "submit", hai_hau_head)

    press(filled_report, "take_back", hai_hau_head, hours=1)

    now_stands = stands(filled_report)
    assert (now_stands.state, now_stands.first_submitted_at, now_stands.submitted_by) == ("draft", None, None)
    assert history(filled_report) == [("submit", "draft", "submitted"), ("take_back", "submitted", "draft")]


def test_on_time_is_judged_by_the_first_submission_not_taken_back(filled_report, hai_hau_head, province_reviewer):
    late = 24 * 10
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "take_back", hai_hau_head, hours=1)
    press(filled_report, "submit", hai_hau_head, hours=late)
    assert days_late(stands(filled_report)) == 1

    press(filled_report, "return", province_reviewer, hours=late + 1, reason="Sai số")
    press(filled_report, "submit", hai_hau_head, hours=late + 48)
    press(filled_report, "take_back", hai_hau_head, hours=late + 49)
    assert days_late(stands(filled_report)) == 1


def test_taking_back_ends_when_review_begins(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "begin_review", province_reviewer, hours=1)

    with pytest.raises(RuleBroken, match="Lê Thị Thu đã nhận xem xét lúc 13:00 20/11/2024 nên không lấy lại được"):
        press(filled_report, "take_back", hai_hau_head, hours=2)


def test_taking_back_ends_when_the_round_closes(filled_report, annual_round, hai_hau_head):
    press(filled_report, "submit", hai_hau_head)
    annual_round.closes_on = date(2024, 11, 30)
    annual_round.save()

    with pytest.raises(RuleBroken, match="lấy lại thì không nộp lại được nữa"):
        move_report(filled_report, "take_back", by=hai_hau_head, now=datetime(2024, 12, 1, tzinfo=VIET_NAM))
