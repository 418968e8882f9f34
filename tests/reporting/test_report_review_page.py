"""The page on which a reviewer writes to single rows, sends back and accepts; and what the unit's pages then show."""

from datetime import timedelta

import pytest
from django.urls import reverse

from plans.choices import Role
from reporting.models import Remark
from reporting.remarking import open_row
from tests.builders import make_figure, make_goal, make_indicator, make_seat, make_unit, make_user
from tests.reporting.marking import address, correct, handed_in, mark, page_of, send_back, url, written
from tests.reporting.pressing import NOON, press


@pytest.fixture
def case(world, hai_hau_head, on_day):
    on_day(NOON.date())
    return handed_in(world, hai_hau_head)


def post(client, case, user, name="remarks", **typed):
    """`typed` by what a row counts: words, or (words, True) to mark it; the rest as it is."""
    client.force_login(user)
    fields = {}
    for what, words in typed.items():
        key = getattr(case, what, None)
        if key is None:
            fields[what] = words
            continue
        text, marks = words if isinstance(words, tuple) else (words, False)
        fields |= {f"{address(key)}-remark": text, **({f"{address(key)}-mark": "1"} if marks else {})}
    return client.post(url(case, name), fields)


@pytest.fixture
def begun(case, province_reviewer):
    press(case.report, "begin_review", province_reviewer)
    return case


# --- Writing to rows ----------------------------------------------------------------------------------------------------


def test_before_it_is_taken_up_the_page_has_the_button_and_no_boxes(client, case, province_reviewer):
    shown = page_of(client, case, province_reviewer)

    assert "Bấm “Nhận xem xét” trước" in shown
    assert f'action="{url(case, "begin-review")}"' in shown
    assert "-remark" not in shown


def test_remarks_are_kept_and_stand_in_their_boxes(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, jobs=("Kiểm tra lại", True), loans="Số tốt")

    shown = page_of(client, begun, province_reviewer)
    assert answer.url == url(begun)
    assert ">Kiểm tra lại</textarea>" in shown
    assert ">Số tốt</textarea>" in shown
    assert shown.count(" checked>") == 1


def test_a_mark_without_words_is_told_and_the_rest_is_kept(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, jobs=("", True), loans="Số tốt")

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "<title>Lỗi: Xem xét" in shown
    assert shown.count("Viết cho đơn vị biết phải sửa gì.") == 2
    assert f'name="{address(begun.jobs)}-mark" value="1" checked' in shown
    assert written(begun) == [(begun.loans, "says", "Số tốt", False, False)]


def test_words_that_are_too_long_stay_on_the_page(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, jobs=("a" * 2001, True))

    assert (answer.status_code, "a" * 2001 in answer.content.decode()) == (422, True)
    assert Remark.objects.count() == 0


def test_what_another_reviewer_typed_is_refused_and_not_lost(client, begun, second_reviewer):
    answer = post(client, begun, second_reviewer, jobs=("Kiểm tra lại", True))

    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Lê Thị Thu đã nhận xem xét lúc 12:00 20/11/2024" in shown
    assert Remark.objects.count() == 0


def test_rows_that_the_page_does_not_show_keep_their_remarks(client, begun, province_reviewer):
    mark(begun, province_reviewer, jobs="Kiểm tra lại")

    post(client, begun, province_reviewer, loans="Số tốt")

    assert written(begun) == [
        (begun.jobs, "marks", "Kiểm tra lại", False, False),
        (begun.loans, "says", "Số tốt", False, False),
    ]


def test_a_second_reviewer_reads_the_drafts(client, begun, province_reviewer, second_reviewer):
    mark(begun, province_reviewer, jobs="Kiểm tra lại")

    shown = page_of(client, begun, second_reviewer)

    assert "Phải sửa, chưa gửi:" in shown
    assert "-remark" not in shown


def test_drafts_are_nobody_elses(client, begun, province_reviewer, province_administrator, hai_hau_head):
    mark(begun, province_reviewer, jobs="Kiểm tra lại")

    assert "Kiểm tra lại" not in page_of(client, begun, province_administrator)
    client.force_login(hai_hau_head)
    pages = [
        url(begun, "page"),
        url(begun, "thread", address(begun.jobs)),
        reverse("reporting:answer-details", args=[begun.report.pk, address(begun.jobs)]),
    ]
    assert [("Kiểm tra lại" in client.get(page).content.decode()) for page in pages] == [False] * 3
    assert client.get(url(begun)).status_code == 403


def test_who_reviews_elsewhere_does_not_read_the_page_of_her_own_report(client, begun, province_reviewer, world):
    person = make_user("hai-noi")
    make_seat(person, Role.OFFICER, unit=world.hai_hau)
    make_seat(person, Role.REVIEWER, unit=world.ninh_binh)
    mark(begun, province_reviewer, jobs="Kiểm tra lại")
    client.force_login(person)

    assert client.get(url(begun)).status_code == 403


# --- Judging from the page ----------------------------------------------------------------------------------------------


def test_returning_keeps_what_was_just_written_and_sends_it(client, begun, province_reviewer):
    answer = post(
        client, begun, province_reviewer, "return", version=begun.now.version, reason="", jobs=("Kiểm tra", True)
    )

    assert (answer.status_code, begun.now.state) == (302, "returned")
    assert written(begun) == [(begun.jobs, "marks", "Kiểm tra", True, True)]


def test_returning_without_marks_and_without_a_reason_is_told_on_the_page(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, "return", version=begun.now.version, reason="", jobs="Số tốt")

    shown = answer.content.decode()
    assert (answer.status_code, begun.now.state) == (422, "submitted")
    assert "Ghi lý do để đơn vị biết cần sửa gì." in shown
    assert ">Số tốt</textarea>" in shown


def test_a_reason_is_not_lost_beside_a_mark_without_words(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, "return", reason="Xem lại cả", jobs=("", True))

    assert (answer.status_code, begun.now.state) == (422, "submitted")
    assert ">\nXem lại cả</textarea>" in answer.content.decode()


def test_accepting_what_is_marked_is_refused_where_it_was_pressed(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, "accept", version=begun.now.version, jobs=("Kiểm tra lại", True))

    shown = answer.content.decode()
    assert (answer.status_code, begun.now.state) == (422, "submitted")
    assert "Bạn đã đánh dấu 1 ô phải sửa." in shown
    assert ">Kiểm tra lại</textarea>" in shown


def test_accepting_sends_the_notes(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, "accept", version=begun.now.version, jobs="Số tốt")

    assert (answer.url, begun.now.state) == (begun.report.get_absolute_url(), "accepted")
    assert written(begun) == [(begun.jobs, "says", "Số tốt", True, False)]


def test_a_press_on_an_old_page_loses_nothing(client, begun, province_reviewer):
    answer = post(client, begun, province_reviewer, "return", version=0, reason="Xem lại", jobs=("Kiểm tra", True))

    shown = answer.content.decode()
    assert (answer.status_code, begun.now.state) == (422, "submitted")
    assert "Báo cáo đã thay đổi sau khi bạn mở trang này." in shown
    assert ">\nXem lại</textarea>" in shown
    assert ">Kiểm tra</textarea>" in shown


# --- A later submission -------------------------------------------------------------------------------------------------


@pytest.fixture
def again(case, province_reviewer, hai_hau_officer, hai_hau_head):
    """Sent back for jobs; loans opened with a reason; both corrected; handed in again."""
    send_back(case, province_reviewer, jobs="Kiểm tra lại")
    open_row(case.report, case.loans, "Đếm thiếu", by=hai_hau_officer, now=NOON + timedelta(hours=2))
    correct(case, hai_hau_officer, jobs=6, loans=21)
    press(case.report, "submit", hai_hau_head, hours=3)
    return case


def rows_in(shown, case):
    return [name for name in ("jobs", "loans", "classes") if f'id="{address(getattr(case, name))}"' in shown]


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({}, ["jobs", "loans"]),
        ({"xem": "danh-dau"}, ["jobs"]),
        ({"xem": "thay-doi"}, ["jobs", "loans"]),
        ({"xem": "canh-bao"}, []),
        ({"xem": "tat-ca"}, ["jobs", "loans", "classes"]),
        ({"xem": "vo-nghia"}, ["jobs", "loans"]),
    ],
)
def test_only_what_was_marked_or_changed_is_shown_first(client, again, province_reviewer, asked, rows):
    assert rows_in(page_of(client, again, province_reviewer, **asked), again) == rows


def test_each_is_shown_as_it_was_and_with_its_thread(client, again, province_reviewer):
    shown = page_of(client, again, province_reviewer)

    assert "Số “trước khi trả lại” là của lần nộp 1." in shown
    assert "Trước khi trả lại: 5" in shown
    assert "Trước khi trả lại: 20" in shown
    assert "Đếm thiếu" in shown
    assert "Đánh dấu 1 ô phải sửa." in shown


def test_the_number_of_questions_is_fixed(client, again, world, province_reviewer, django_assert_num_queries):
    press(again.report, "begin_review", province_reviewer, hours=4)
    page_of(client, again, province_reviewer)
    with django_assert_num_queries(38):
        client.get(url(again))

    plan = again.report.round.plans.get()
    for number in range(3):
        indicator = make_indicator(f"Chỉ số {number}")
        make_goal(plan, indicator)
        make_figure(again.report, indicator, number)
        make_seat(make_user(f"duyet-{number}"), Role.REVIEWER, unit=make_unit(f"Tỉnh {number}", parent=world.country))
    mark(again, province_reviewer, hours=5, jobs="Vẫn sai", loans="Sai", classes="Sai", results="Ngắn")
    page_of(client, again, province_reviewer)
    with django_assert_num_queries(38):
        client.get(url(again))
