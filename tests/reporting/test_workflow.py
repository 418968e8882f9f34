"""A report's life, step by step: who, from where, to where, and what stands against it."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from plans.choices import Reporter, Role
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.choices import ReportState
from reporting.deadlines import days_late
from reporting.models import AcceptedFigure, Report, ReportEvent, Revision
from reporting.workflow import MOVES, move_report, moves_open_to, why_not
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

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=VIET_NAM)


@pytest.fixture
def round_(world):
    plan = make_plan(scope=world.nam_dinh)
    round_ = make_round(plan, cut_off=date(2024, 11, 20), units_last_day=date(2024, 11, 29))
    round_.indicator = make_indicator("HTX mới thành lập")
    make_goal(plan, round_.indicator)
    return round_


@pytest.fixture
def report(round_, world, on_day):
    """Hải Hậu's, with its one figure filled in."""
    on_day(date(2024, 11, 20))
    report = make_report(round_, world.hai_hau, version=1)
    make_figure(report, round_.indicator, 3)
    return report


@pytest.fixture
def second_reviewer(world):
    user = make_user("tinh-duyet-2", "Lý Thị Nga")
    make_seat(user, Role.REVIEWER, unit=world.nam_dinh)
    return user


def move(report, name, by, *, hours=0, **more):
    return move_report(report, name, by=by, now=NOON + timedelta(hours=hours), **more)


def stands(report):
    return Report.objects.select_related("round").get(pk=report.pk)


def history(report):
    return [(event.move, event.from_state, event.to_state) for event in ReportEvent.objects.filter(report=report)]


def test_the_table_of_moves():
    table = {
        name: (move.label, move.right, sorted(move.from_states), move.to_state, move.needs_reason)
        for name, move in MOVES.items()
    }

    assert table == {
        "submit": ("Nộp báo cáo", "heads", ["draft", "reopened", "returned"], "submitted", False),
        "take_back": ("Lấy lại để sửa", "heads", ["submitted"], "draft", False),
        "begin_review": ("Nhận xem xét", "reviews", ["submitted"], "submitted", False),
        "return": ("Trả lại", "reviews", ["submitted"], "returned", True),
        "accept": ("Duyệt", "reviews", ["submitted"], "accepted", False),
        "reopen": ("Mở lại", "administers", ["accepted"], "reopened", True),
    }


def test_submitting_freezes_a_revision_and_gives_a_receipt(report, hai_hau_head):
    event = move(report, "submit", hai_hau_head)

    revision = Revision.objects.get()
    assert event.revision == revision
    assert (revision.number, revision.figure_count, revision.submitted_at) == (1, 1, NOON)
    assert revision.receipt == f"N2024-366-{report.pk}-01"
    (figure,) = revision.content["figures"]
    assert (figure["indicator"], Decimal(figure["value"])) == (report.figures.get().indicator.code, 3)
    now_stands = stands(report)
    assert (now_stands.state, now_stands.submitted_at, now_stands.submitted_by) == ("submitted", NOON, hai_hau_head)
    assert (now_stands.first_submitted_at, now_stands.version) == (NOON, 2)
    assert (event.by, event.at, event.reason) == (hai_hau_head, NOON, "")
    assert history(report) == [("submit", "draft", "submitted")]


def test_what_is_unanswered_cannot_be_submitted(report, hai_hau_head):
    report.figures.all().delete()

    with pytest.raises(RuleBroken, match=r"Chưa nộp được: còn 1 chỗ phải sửa"):
        move(report, "submit", hai_hau_head)
    assert (stands(report).state, Revision.objects.count(), history(report)) == ("draft", 0, [])


def test_only_the_head_submits(report, hai_hau_officer, y_yen_officer, province_administrator):
    for person in [hai_hau_officer, y_yen_officer, province_administrator]:
        with pytest.raises(PermissionDenied):
            move(report, "submit", person)
    assert history(report) == []


def test_pressing_submit_twice_gives_the_first_receipt(report, hai_hau_head):
    first = move(report, "submit", hai_hau_head)
    second = move(report, "submit", hai_hau_head, hours=1)

    assert second == first
    assert (Revision.objects.count(), stands(report).submitted_at) == (1, NOON)


def test_a_late_submission_is_taken_and_marked(report, hai_hau_head):
    last_moment = datetime(2024, 11, 29, 23, 59, 59, 999999, tzinfo=VIET_NAM)

    move_report(report, "submit", by=hai_hau_head, now=last_moment + timedelta(microseconds=1))

    assert (stands(report).state, days_late(stands(report))) == ("submitted", 1)


def test_after_the_closing_day_a_first_submission_is_refused_with_whom_to_ask(report, round_, hai_hau_head):
    round_.closes_on = date(2024, 11, 30)
    round_.save()

    with pytest.raises(RuleBroken, match=r"đã khóa nhận báo cáo từ hết ngày 30/11/2024.*quản trị cấp tỉnh"):
        move_report(report, "submit", by=hai_hau_head, now=datetime(2024, 12, 1, tzinfo=VIET_NAM))
    assert stands(report).state == "draft"


def test_what_the_province_sent_back_can_be_submitted_after_closing(report, round_, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    move(report, "return", province_reviewer, reason="Thiếu giải trình")
    round_.closes_on = date(2024, 11, 30)
    round_.save()

    move_report(report, "submit", by=hai_hau_head, now=datetime(2024, 12, 1, tzinfo=VIET_NAM))

    assert (stands(report).state, days_late(stands(report))) == ("submitted", 0)


def test_taking_back_before_review_makes_it_a_draft_that_was_never_submitted(report, hai_hau_head):
    move(report, "submit", hai_hau_head)

    move(report, "take_back", hai_hau_head, hours=1)

    now_stands = stands(report)
    assert (now_stands.state, now_stands.first_submitted_at, now_stands.submitted_by) == ("draft", None, None)
    assert history(report) == [("submit", "draft", "submitted"), ("take_back", "submitted", "draft")]


def test_on_time_is_judged_by_the_first_submission_not_taken_back(report, hai_hau_head, province_reviewer):
    late = 24 * 10
    move(report, "submit", hai_hau_head)
    move(report, "take_back", hai_hau_head, hours=1)
    move(report, "submit", hai_hau_head, hours=late)
    assert days_late(stands(report)) == 1

    move(report, "return", province_reviewer, hours=late + 1, reason="Sai số")
    move(report, "submit", hai_hau_head, hours=late + 48)
    move(report, "take_back", hai_hau_head, hours=late + 49)
    assert days_late(stands(report)) == 1


def test_taking_back_ends_when_review_begins(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    move(report, "begin_review", province_reviewer, hours=1)

    with pytest.raises(RuleBroken, match="Lê Thị Thu đã nhận xem xét lúc 13:00 20/11/2024 nên không lấy lại được"):
        move(report, "take_back", hai_hau_head, hours=2)


def test_taking_back_ends_when_the_round_closes(report, round_, hai_hau_head):
    move(report, "submit", hai_hau_head)
    round_.closes_on = date(2024, 11, 30)
    round_.save()

    with pytest.raises(RuleBroken, match="lấy lại thì không nộp lại được nữa"):
        move_report(report, "take_back", by=hai_hau_head, now=datetime(2024, 12, 1, tzinfo=VIET_NAM))


def test_beginning_the_review_marks_who_and_when_and_keeps_the_state(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)

    move(report, "begin_review", province_reviewer, hours=1)

    now_stands = stands(report)
    assert (now_stands.state, now_stands.reviewer, now_stands.version) == ("submitted", province_reviewer, 2)
    assert now_stands.review_began_at == NOON + timedelta(hours=1)


def test_a_second_reviewer_is_told_who_has_it(report, hai_hau_head, province_reviewer, second_reviewer):
    move(report, "submit", hai_hau_head)
    move(report, "begin_review", province_reviewer)

    with pytest.raises(RuleBroken, match="Lê Thị Thu đã nhận xem xét báo cáo này lúc 12:00 20/11/2024"):
        move(report, "begin_review", second_reviewer)


@pytest.mark.parametrize("reason", ["", "   \n"])
def test_returning_needs_a_reason(report, hai_hau_head, province_reviewer, reason):
    move(report, "submit", hai_hau_head)

    with pytest.raises(RuleBroken, match="Ghi lý do rồi bấm “Trả lại” lần nữa"):
        move(report, "return", province_reviewer, reason=reason)
    assert stands(report).state == "submitted"


def test_returning_unlocks_it_and_keeps_the_reason(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)

    event = move(report, "return", province_reviewer, reason="  Thiếu giải trình.  ")

    assert (stands(report).state, event.reason, event.revision.number) == ("returned", "Thiếu giải trình.", 1)


def test_the_next_submission_is_the_next_revision_and_is_reviewed_afresh(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    move(report, "return", province_reviewer, reason="Sai số")

    event = move(report, "submit", hai_hau_head, hours=5)

    assert (event.revision.number, event.revision.receipt) == (2, f"N2024-366-{report.pk}-02")
    now_stands = stands(report)
    assert (now_stands.review_began_at, now_stands.reviewer, now_stands.first_submitted_at) == (None, None, NOON)


def test_accepting_lets_the_figures_count(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    assert AcceptedFigure.objects.count() == 0

    move(report, "accept", province_reviewer, hours=2)

    now_stands = stands(report)
    assert (now_stands.state, now_stands.reviewer, now_stands.accepted_at) == (
        "accepted",
        province_reviewer,
        NOON + timedelta(hours=2),
    )
    assert [(row.value, row.counts) for row in AcceptedFigure.objects.filter(report=report)] == [(3, True)]


def test_pressing_accept_twice_does_it_once(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)

    first = move(report, "accept", province_reviewer)
    second = move(report, "accept", province_reviewer, hours=1)

    assert second == first
    assert (AcceptedFigure.objects.count(), len(history(report))) == (1, 2)


def both_seats(world, role):
    """A head of Hải Hậu who also sits in the province."""
    user = make_user("hai-vai", "Đinh Thị Hai")
    make_seat(user, Role.HEAD, unit=world.hai_hau)
    make_seat(user, role, unit=world.nam_dinh)
    return user


@pytest.mark.parametrize(("name", "reason"), [("begin_review", ""), ("return", "Sai"), ("accept", "")])
def test_who_entered_does_not_judge(report, hai_hau_head, province_reviewer, name, reason):
    report.contributors.add(province_reviewer)
    move(report, "submit", hai_hau_head)

    with pytest.raises(RuleBroken, match="Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt"):
        move(report, name, province_reviewer, reason=reason)


def test_who_submitted_once_does_not_judge_a_later_submission(report, world, hai_hau_head, province_reviewer):
    person = both_seats(world, Role.REVIEWER)
    move(report, "submit", person)
    move(report, "return", province_reviewer, reason="Sai số")
    move(report, "submit", hai_hau_head)

    with pytest.raises(RuleBroken, match="Bạn đã nhập hoặc nộp báo cáo này"):
        move(report, "accept", person)


def test_the_provinces_own_report_takes_two_people(round_, world, province_reviewer, on_day):
    on_day(date(2024, 11, 20))
    head = make_user("tinh-ky")
    make_seat(head, Role.HEAD, unit=world.nam_dinh)
    make_seat(head, Role.REVIEWER, unit=world.nam_dinh)
    own = make_report(round_, world.nam_dinh, reporter=Reporter.PROVINCE, version=1)
    move(own, "submit", head)

    with pytest.raises(RuleBroken, match="người khác phải xem xét và duyệt"):
        move(own, "accept", head)
    move(own, "accept", province_reviewer)
    assert stands(own).state == "accepted"


def test_an_administrator_does_not_accept(report, hai_hau_head, province_administrator):
    move(report, "submit", hai_hau_head)

    with pytest.raises(PermissionDenied):
        move(report, "accept", province_administrator)


@pytest.fixture
def accepted(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    move(report, "accept", province_reviewer, hours=1)
    return stands(report)


def test_reopening_keeps_the_old_acceptance_until_the_new_one(
    accepted, hai_hau_head, province_reviewer, province_administrator
):
    move(accepted, "reopen", province_administrator, hours=2, reason="Đếm nhầm một HTX")
    accepted.figures.update(value=4)
    assert [row.value for row in AcceptedFigure.objects.all()] == [3]

    move(accepted, "submit", hai_hau_head, hours=3)
    assert [row.value for row in AcceptedFigure.objects.all()] == [3]

    move(accepted, "accept", province_reviewer, hours=4)
    assert [row.value for row in AcceptedFigure.objects.all()] == [4]
    assert [Decimal(revision.content["figures"][0]["value"]) for revision in accepted.revisions.all()] == [3, 4]


def test_reopening_needs_an_administrator_and_a_reason(accepted, province_reviewer, province_administrator):
    with pytest.raises(PermissionDenied):
        move(accepted, "reopen", province_reviewer, reason="Đếm nhầm")
    with pytest.raises(RuleBroken, match="Ghi lý do rồi bấm “Mở lại” lần nữa"):
        move(accepted, "reopen", province_administrator)
    assert stands(accepted).state == "accepted"


def test_what_is_not_there_any_more_is_told(accepted, province_reviewer, second_reviewer):
    with pytest.raises(RuleBroken, match="Không còn bước “Trả lại”: báo cáo hiện ở trạng thái “đã duyệt”"):
        move(accepted, "return", second_reviewer, reason="Sai số")


def test_who_judges_must_have_seen_what_is_there(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    seen = stands(report).version
    move(report, "take_back", hai_hau_head, hours=1)
    move(report, "submit", hai_hau_head, hours=2)

    with pytest.raises(RuleBroken, match="Báo cáo đã thay đổi sau khi bạn mở trang này"):
        move(report, "accept", province_reviewer, hours=3, version=seen)
    move(report, "accept", province_reviewer, hours=3, version=stands(report).version)
    assert stands(report).state == "accepted"


def test_a_different_reason_is_no_second_press(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    first = move(report, "return", province_reviewer, reason="Sai số")

    assert move(report, "return", province_reviewer, reason="Sai số") == first
    with pytest.raises(RuleBroken, match="Không còn bước “Trả lại”"):
        move(report, "return", province_reviewer, reason="Sai chỗ khác")


def test_a_failing_step_leaves_no_trace(report, hai_hau_head, province_reviewer):
    move(report, "submit", hai_hau_head)
    before = Report.objects.filter(pk=report.pk).values().get(), history(report)
    Revision.objects.update(content={"figures": [{"indicator": "khong-co"}], "narratives": []})

    with pytest.raises((KeyError, LookupError)):
        move(report, "accept", province_reviewer)
    assert (Report.objects.filter(pk=report.pk).values().get(), history(report)) == before


# --- After the units changed ------------------------------------------------------------------------------------------


def test_after_a_split_the_province_submits_with_a_reason(report, world, on_day):
    administrator, reviewer = make_user("nb-quan-tri"), make_user("nb-duyet")
    make_seat(administrator, Role.ADMINISTRATOR, unit=world.ninh_binh)
    make_seat(reviewer, Role.REVIEWER, unit=world.ninh_binh)
    on_day(date(2025, 8, 1))
    later = datetime(2025, 8, 1, 9, 0, tzinfo=VIET_NAM)

    (submit,) = moves_open_to(administrator, report)
    assert (submit.name, submit.needs_reason) == ("submit", True)
    with pytest.raises(RuleBroken, match="Ghi lý do rồi bấm “Nộp báo cáo” lần nữa"):
        move_report(report, "submit", by=administrator, now=later)
    move_report(report, "submit", by=administrator, now=later, reason="Huyện đã kết thúc hoạt động")
    move_report(report, "accept", by=reviewer, now=later)
    assert stands(report).state == "accepted"


# --- What the page draws ----------------------------------------------------------------------------------------------


def names(user, report):
    return [each.name for each in moves_open_to(user, stands(report))]


def test_buttons_follow_the_state_and_the_seat(
    report, hai_hau_officer, hai_hau_head, province_reviewer, second_reviewer, province_administrator
):
    def drawn():
        people = [hai_hau_officer, hai_hau_head, province_reviewer, second_reviewer, province_administrator]
        return [names(person, report) for person in people]

    judging = ["begin_review", "return", "accept"]
    assert drawn() == [[], ["submit"], [], [], []]
    move(report, "submit", hai_hau_head)
    assert drawn() == [[], ["take_back"], judging, judging, []]
    move(report, "begin_review", province_reviewer)
    assert drawn() == [[], [], ["return", "accept"], ["return", "accept"], []]
    move(report, "accept", province_reviewer)
    assert drawn() == [[], [], [], [], ["reopen"]]


def test_a_reviewer_is_told_that_the_report_is_taken_up(report, hai_hau_head, province_reviewer, second_reviewer):
    move(report, "submit", hai_hau_head)
    move(report, "begin_review", province_reviewer)

    told = [why_not(reviewer, stands(report)) for reviewer in [province_reviewer, second_reviewer]]

    assert told == [
        ["Bạn đã nhận xem xét báo cáo này lúc 12:00 20/11/2024."],
        ["Lê Thị Thu đã nhận xem xét báo cáo này lúc 12:00 20/11/2024."],
    ]


def test_what_stands_against_a_move_is_said(report, hai_hau_head, province_reviewer):
    report.contributors.add(province_reviewer)
    move(report, "submit", hai_hau_head)

    assert moves_open_to(province_reviewer, stands(report)) == []
    assert why_not(province_reviewer, stands(report)) == [
        "Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt."
    ]


def test_drawing_buttons_costs_few_questions(report, hai_hau_head, province_reviewer, django_assert_max_num_queries):
    move(report, "submit", hai_hau_head)
    fetched = stands(report)

    with django_assert_max_num_queries(9):
        assert len(moves_open_to(province_reviewer, fetched)) == 3


def test_states_without_editing_are_the_submitted_and_the_accepted():
    closed = set(ReportState) - MOVES["submit"].from_states

    assert closed == {ReportState.SUBMITTED, ReportState.ACCEPTED}
