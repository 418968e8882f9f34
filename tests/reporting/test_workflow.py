"""A report's life as a whole: the table of moves, what is refused, what the page draws."""

from datetime import date, datetime

import pytest

from plans.choices import Role
from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from reporting.choices import ReportState
from reporting.models import Report, Revision
from reporting.workflow import MOVES, move_report, moves_open_to, why_not
from tests.builders import make_seat, make_user
from tests.reporting.pressing import history, press, stands
from tests.rewriting import history_rewritten


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


def test_states_without_editing_are_the_submitted_and_the_accepted():
    closed = set(ReportState) - MOVES["submit"].from_states

    assert closed == {ReportState.SUBMITTED, ReportState.ACCEPTED}


@pytest.fixture
def accepted(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "accept", province_reviewer, hours=1)
    return stands(filled_report)


def test_what_is_not_there_any_more_is_told(accepted, province_reviewer, second_reviewer):
    with pytest.raises(RuleBroken, match="Không còn bước “Trả lại”: báo cáo hiện ở trạng thái “đã duyệt”"):
        press(accepted, "return", second_reviewer, reason="Sai số")


def test_who_judges_must_have_seen_what_is_there(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    seen = stands(filled_report).version
    press(filled_report, "take_back", hai_hau_head, hours=1)
    press(filled_report, "submit", hai_hau_head, hours=2)

    with pytest.raises(RuleBroken, match="Báo cáo đã thay đổi sau khi bạn mở trang này"):
        press(filled_report, "accept", province_reviewer, hours=3, version=seen)
    press(filled_report, "accept", province_reviewer, hours=3, version=stands(filled_report).version)
    assert stands(filled_report).state == "accepted"


def test_a_different_reason_is_no_second_press(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    first = press(filled_report, "return", province_reviewer, reason="Sai số")

    assert press(filled_report, "return", province_reviewer, reason="Sai số") == first
    with pytest.raises(RuleBroken, match="Không còn bước “Trả lại”"):
        press(filled_report, "return", province_reviewer, reason="Sai chỗ khác")


def test_a_failing_step_leaves_no_trace(filled_report, hai_hau_head, province_reviewer):
    press(filled_report, "submit", hai_hau_head)
    before = Report.objects.filter(pk=filled_report.pk).values().get(), history(filled_report)
    with history_rewritten(Revision):
        Revision.objects.update(content={"figures": [{"indicator": "khong-co"}], "narratives": []})

    with pytest.raises((KeyError, LookupError)):
        press(filled_report, "accept", province_reviewer)
    assert (Report.objects.filter(pk=filled_report.pk).values().get(), history(filled_report)) == before


def test_after_a_split_the_province_submits_with_a_reason(filled_report, world, on_day):
    administrator, reviewer = make_user("nb-quan-tri"), make_user("nb-duyet")
    make_seat(administrator, Role.ADMINISTRATOR, unit=world.ninh_binh)
    make_seat(reviewer, Role.REVIEWER, unit=world.ninh_binh)
    on_day(date(2025, 8, 1))
    later = datetime(2025, 8, 1, 9, 0, tzinfo=VIET_NAM)

    (submit,) = moves_open_to(administrator, filled_report)
    assert (submit.name, submit.needs_reason) == ("submit", True)
    with pytest.raises(RuleBroken, match="Ghi lý do rồi bấm “Nộp báo cáo” lần nữa"):
        move_report(filled_report, "submit", by=administrator, now=later)
    move_report(filled_report, "submit", by=administrator, now=later, reason="Huyện đã kết thúc hoạt động")
    move_report(filled_report, "accept", by=reviewer, now=later)
    assert stands(filled_report).state == "accepted"


def names(user, filled_report):
    return [each.name for each in moves_open_to(user, stands(filled_report))]


def test_buttons_follow_the_state_and_the_seat(
    filled_report, hai_hau_officer, hai_hau_head, province_reviewer, second_reviewer, province_administrator
):
    def drawn():
        people = [hai_hau_officer, hai_hau_head, province_reviewer, second_reviewer, province_administrator]
        return [names(person, filled_report) for person in people]

    judging = ["begin_review", "return", "accept"]
    assert drawn() == [[], ["submit"], [], [], []]
    press(filled_report, "submit", hai_hau_head)
    assert drawn() == [[], ["take_back"], judging, judging, []]
    press(filled_report, "begin_review", province_reviewer)
    assert drawn() == [[], [], ["return", "accept"], ["return", "accept"], []]
    press(filled_report, "accept", province_reviewer)
    assert drawn() == [[], [], [], [], ["reopen"]]


def test_a_reviewer_is_told_that_the_report_is_taken_up(
    filled_report, hai_hau_head, province_reviewer, second_reviewer
):
    press(filled_report, "submit", hai_hau_head)
    press(filled_report, "begin_review", province_reviewer)

    told = [why_not(reviewer, stands(filled_report)) for reviewer in [province_reviewer, second_reviewer]]

    assert told == [
        ["Bạn đã nhận xem xét báo cáo này lúc 12:00 20/11/2024."],
        ["Lê Thị Thu đã nhận xem xét báo cáo này lúc 12:00 20/11/2024."],
    ]


def test_what_stands_against_a_move_is_said(filled_report, hai_hau_head, province_reviewer):
    filled_report.contributors.add(province_reviewer)
    press(filled_report, "submit", hai_hau_head)

    assert moves_open_to(province_reviewer, stands(filled_report)) == []
    assert why_not(province_reviewer, stands(filled_report)) == [
        "Bạn đã nhập hoặc nộp báo cáo này, nên người khác phải xem xét và duyệt."
    ]


def test_drawing_buttons_costs_few_questions(
    filled_report, hai_hau_head, province_reviewer, django_assert_max_num_queries
):
    press(filled_report, "submit", hai_hau_head)
    fetched = stands(filled_report)

    with django_assert_max_num_queries(9):
        assert len(moves_open_to(province_reviewer, fetched)) == 3
