"""Remarks and marks on single rows: who writes them when, what a return sends, what is locked, what opens again."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from plans.choices import Role
from portal.errors import RuleBroken
from portal.models import AuditEntry
from reporting.marks import NO_MARKS, Marks, open_marks_of, standing_marks
from reporting.models import Figure, Remark, ReportEvent
from reporting.remarking import Draft, keep_drafts, open_row, reply
from reporting.threads import drafts_of, threads_of
from tests.builders import make_seat
from tests.reporting.marking import RESULTS, correct, handed_in, mark, send_back, written
from tests.reporting.pressing import NOON, press

LATER = NOON + timedelta(hours=3)


@pytest.fixture
def case(world, hai_hau_head, on_day):
    on_day(NOON.date())
    return handed_in(world, hai_hau_head)


def values(case):
    return [int(value) for value in Figure.objects.order_by("indicator_id").values_list("value", flat=True)]


def test_marks_are_drafts_until_the_report_is_sent_back(case, province_reviewer):
    mark(case, province_reviewer, jobs="Kiểm tra lại số này", results="Ghi tên các tổ")

    assert written(case) == [
        (case.jobs, "marks", "Kiểm tra lại số này", False, False),
        (RESULTS, "marks", "Ghi tên các tổ", False, False),
    ]
    assert (threads_of(case.now), standing_marks(case.now)) == ({}, NO_MARKS)
    assert sorted(map(str, drafts_of(case.now))) == sorted(map(str, [case.jobs, RESULTS]))


def test_a_return_sends_them_and_needs_no_other_reason(case, province_reviewer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại", loans="Thiếu một xã")

    assert case.now.state == "returned"
    assert standing_marks(case.now) == Marks(marked=frozenset({case.jobs, case.loans}))
    assert open_marks_of([case.now]) == {case.report.pk: 2}
    assert [(event.move, event.mark_count) for event in ReportEvent.objects.order_by("pk")] == [
        ("submit", 0),
        ("begin_review", 0),
        ("return", 2),
    ]
    (said,) = threads_of(case.now)[case.jobs]
    assert (said.by, said.text, said.label, said.revision, said.stands) == (
        "Lê Thị Thu",
        "Kiểm tra lại",
        "Phải sửa",
        1,
        True,
    )


def test_a_note_without_a_mark_is_sent_too_and_demands_nothing(case, province_reviewer):
    press(case.report, "begin_review", province_reviewer)
    keep_drafts(case.report, {case.jobs: Draft("Số tốt", False)}, by=province_reviewer, now=NOON)

    with pytest.raises(RuleBroken, match="Ghi lý do, hoặc đánh dấu ít nhất một ô"):
        press(case.report, "return", province_reviewer)
    press(case.report, "accept", province_reviewer)

    assert written(case) == [(case.jobs, "says", "Số tốt", True, False)]


def test_drafts_are_written_anew_and_taken_away(case, province_reviewer):
    mark(case, province_reviewer, jobs="Sai", loans="Sai")

    changed = keep_drafts(
        case.report,
        {case.jobs: Draft("Sai 2", True), case.loans: Draft(" ", False), case.classes: Draft("", False)},
        by=province_reviewer,
        now=NOON,
    )

    assert changed == 2
    assert written(case) == [(case.jobs, "marks", "Sai 2", False, False)]


def test_a_mark_says_what_to_correct(case, province_reviewer):
    mark(case, province_reviewer, jobs="Sai")

    with pytest.raises(RuleBroken, match="Viết cho đơn vị biết phải sửa gì"):
        keep_drafts(case.report, {case.loans: Draft(" ", True)}, by=province_reviewer, now=NOON)


def test_only_the_reviewer_of_the_report_marks(
    case, province_reviewer, second_reviewer, hai_hau_head, province_administrator
):
    def tried(by):
        keep_drafts(case.report, {case.jobs: Draft("Sai", True)}, by=by, now=NOON)

    with pytest.raises(RuleBroken, match="Bấm “Nhận xem xét” trước"):
        tried(province_reviewer)
    press(case.report, "begin_review", province_reviewer)
    with pytest.raises(RuleBroken, match="Lê Thị Thu đã nhận xem xét lúc 12:00 20/11/2024"):
        tried(second_reviewer)
    for person in (hai_hau_head, province_administrator):
        with pytest.raises(PermissionDenied):
            tried(person)
    press(case.report, "accept", province_reviewer)
    with pytest.raises(RuleBroken, match="Báo cáo ở trạng thái “đã duyệt”"):
        tried(province_reviewer)
    assert Remark.objects.count() == 0


def test_who_entered_does_not_mark(case, province_reviewer, world):
    press(case.report, "begin_review", province_reviewer)
    case.report.contributors.add(province_reviewer)

    with pytest.raises(RuleBroken, match="người khác phải xem xét"):
        keep_drafts(case.report, {case.jobs: Draft("Sai", True)}, by=province_reviewer, now=NOON)


def test_what_is_marked_is_sent_back_and_not_accepted(case, province_reviewer, second_reviewer):
    mark(case, province_reviewer, jobs="Sai")

    for by, who in [(province_reviewer, "Bạn"), (second_reviewer, "Lê Thị Thu")]:
        with pytest.raises(RuleBroken, match=f"{who} đã đánh dấu 1 ô phải sửa"):
            press(case.report, "accept", by)
    assert case.now.state == "submitted"


# --- In the unit's hands ------------------------------------------------------------------------------------------------


def test_after_a_return_with_marks_only_these_are_open(case, province_reviewer, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")

    saved = correct(case, hai_hau_officer, jobs=6, loans=21, results="Khác")

    assert (saved.changed, saved.locked) == (1, {case.loans, RESULTS})
    assert values(case) == [6, 20, 3]
    assert case.report.narratives.get().text == "Đã thành lập 5 tổ."


def test_typing_the_same_into_a_locked_row_is_no_offence(case, province_reviewer, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")

    saved = correct(case, hai_hau_officer, jobs=6, loans=20, results="Đã thành lập 5 tổ.")

    assert (saved.changed, saved.locked) == (1, frozenset())


def test_a_locked_row_opens_with_a_reason(case, province_reviewer, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")

    with pytest.raises(RuleBroken, match="Ghi lý do phải sửa ô này"):
        open_row(case.report, case.loans, " ", by=hai_hau_officer, now=LATER)
    opened = open_row(case.report, case.loans, "Đếm thiếu", by=hai_hau_officer, now=LATER)
    again = open_row(case.report, case.loans, "Lần nữa", by=hai_hau_officer, now=LATER)
    saved = correct(case, hai_hau_officer, jobs=6, loans=21, classes=4)

    assert again == opened
    assert (saved.locked, values(case)) == ({case.classes}, [6, 21, 3])
    assert standing_marks(case.now) == Marks(marked=frozenset({case.jobs}), opened=frozenset({case.loans}))
    assert written(case)[-1] == (case.loans, "opens", "Đếm thiếu", True, True)


def test_the_audit_trail_tells_of_marks_and_openings(case, province_reviewer, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    open_row(case.report, case.loans, "Đếm thiếu.", by=hai_hau_officer, now=LATER)

    assert list(AuditEntry.objects.order_by("-pk").values_list("action", "words")[:2]) == [
        (
            "report.row_opened",
            "Nguyễn Thị Lan mở ô “Vốn vay” của báo cáo Huyện Hải Hậu, năm 2024 để sửa, lý do: Đếm thiếu.",
        ),
        ("report.return", "Lê Thị Thu trả lại báo cáo Huyện Hải Hậu, năm 2024, đánh dấu 1 ô phải sửa."),
    ]


def test_what_is_open_needs_no_opening(case, province_reviewer, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")

    with pytest.raises(RuleBroken, match="Ô này không khóa"):
        open_row(case.report, case.jobs, "Đếm thiếu", by=hai_hau_officer, now=LATER)


def test_the_prose_is_marked_and_opened_like_a_row(case, province_reviewer, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    open_row(case.report, RESULTS, "Bổ sung tên tổ", by=hai_hau_officer, now=LATER)

    assert correct(case, hai_hau_officer, results="Tổ A, tổ B.").locked == frozenset()
    assert case.report.narratives.get().text == "Tổ A, tổ B."


@pytest.mark.parametrize("reason", ["Xem lại toàn bộ"])
def test_a_return_without_marks_unlocks_all(case, province_reviewer, hai_hau_officer, reason):
    press(case.report, "return", province_reviewer, reason=reason)

    saved = correct(case, hai_hau_officer, jobs=6, loans=21, classes=4, results="Khác")

    assert (saved.changed, saved.locked) == (4, frozenset())


def test_handing_in_and_taking_back_does_not_unlock(case, province_reviewer, hai_hau_head):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    press(case.report, "submit", hai_hau_head, hours=2)
    press(case.report, "take_back", hai_hau_head, hours=2)

    assert case.now.state == "draft"
    assert correct(case, hai_hau_head, jobs=6, loans=21).locked == {case.loans}


def test_a_second_return_says_anew_what_is_to_be_corrected(case, province_reviewer, hai_hau_head, hai_hau_officer):
    send_back(case, province_reviewer, jobs="Kiểm tra lại", loans="Kiểm tra lại")
    open_row(case.report, case.classes, "Đếm thiếu", by=hai_hau_officer, now=LATER)
    press(case.report, "submit", hai_hau_head, hours=4)
    send_back(case, province_reviewer, hours=5, loans="Vẫn sai")

    assert standing_marks(case.now) == Marks(marked=frozenset({case.loans}))
    assert [said.text for said in threads_of(case.now)[case.loans]] == ["Kiểm tra lại", "Vẫn sai"]
    assert open_marks_of([case.now]) == {case.report.pk: 1}


def test_an_acceptance_settles_everything_and_a_reopening_unlocks_all(
    case, province_reviewer, hai_hau_head, province_administrator
):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    press(case.report, "submit", hai_hau_head, hours=2)
    assert open_marks_of([case.now]) == {case.report.pk: 1}
    press(case.report, "accept", province_reviewer, hours=3)
    press(case.report, "reopen", province_administrator, hours=4, reason="Đếm nhầm")

    assert (standing_marks(case.now), open_marks_of([case.now])) == (NO_MARKS, {})
    assert correct(case, hai_hau_head, hours=5, jobs=6, loans=21).locked == frozenset()


def test_the_unit_answers_while_the_report_is_in_its_hands(
    case, province_reviewer, hai_hau_officer, hai_hau_head, y_yen_officer
):
    def answer(by=hai_hau_officer, key=case.jobs, text="Đã đếm lại"):
        return reply(case.report, key, text, by=by, now=LATER)

    with pytest.raises(RuleBroken, match="Báo cáo đã nộp lúc"):
        answer()
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    assert answer() == answer()
    with pytest.raises(RuleBroken, match="Ghi câu trả lời"):
        answer(text="  ")
    with pytest.raises(RuleBroken, match="Chưa ai viết gì về ô này"):
        answer(key=case.loans)
    with pytest.raises(PermissionDenied):
        answer(by=y_yen_officer)
    press(case.report, "submit", hai_hau_head, hours=4)
    with pytest.raises(RuleBroken, match="Báo cáo đã nộp lúc"):
        answer(text="Nữa")
    assert [(said.by, said.text) for said in threads_of(case.now)[case.jobs]] == [
        ("Lê Thị Thu", "Kiểm tra lại"),
        ("Nguyễn Thị Lan", "Đã đếm lại"),
    ]


def test_who_answers_for_the_unit_does_not_judge(case, province_reviewer, second_reviewer, world):
    make_seat(second_reviewer, Role.OFFICER, unit=world.hai_hau)
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    reply(case.report, case.jobs, "Đã đếm lại", by=second_reviewer, now=LATER)

    assert case.report.contributors.filter(pk=second_reviewer.pk).exists()


# --- What must never be false -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("broken", "name"),
    [
        ({"text": ""}, "remark_says_something"),
        ({"heading": "results"}, "remark_on_a_row_or_a_heading"),
        ({"kind": ""}, "remark_on_a_row_or_a_heading"),
        ({"sent_at": None, "act": "opens"}, "remark_unsent_is_the_reviewers"),
        ({"sent_at": None, "settled_at": NOON}, "remark_unsent_is_the_reviewers"),
        ({"act": "says", "settled_at": NOON}, "remark_only_demands_are_settled"),
        ({}, "remark_one_mark_a_row"),
    ],
)
def test_the_table_holds_nothing_impossible(case, province_reviewer, broken, name):
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    remark = Remark.objects.get()
    for field, value in {"pk": None, **broken}.items():
        setattr(remark, field, value)

    with pytest.raises(IntegrityError, match=f"{name}|UNIQUE"), transaction.atomic():
        remark.save(force_insert=True)
