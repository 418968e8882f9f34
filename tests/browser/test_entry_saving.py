"""Nothing is lost: the line cut, the tab killed, the session gone, an answer lost on the way, two people in one report."""

import os
import signal

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone
from playwright.sync_api import expect

from plans.choices import Role
from portal import clock
from reporting.choices import ReportState
from reporting.models import AnswerChange, Report
from tests.browser.entry_world import TODAY, make_entry_world, saved_words, stored_texts, wait_until_saved
from tests.builders import make_seat, make_user

PASSWORD = "mat-khau-de-thu-2024"


@pytest.fixture
def entry(transactional_db, world, on_day):
    on_day(TODAY)
    return make_entry_world(world)


@pytest.fixture
def page(entry, hai_hau_officer, sign_in):
    return opened(sign_in(hai_hau_officer), entry)


def opened(page, entry):
    page.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    return page


def box(page, name):
    return page.locator(f'[name="{name}"]')


def type_into(page, name, text):
    box(page, name).fill(text)
    box(page, name).press("Enter")


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('nhap:')).length")


# --- The line ---------------------------------------------------------------------------------------------------------


def test_without_a_line_typing_goes_on_and_is_sent_once_it_is_back(page, entry):
    boxes = entry.boxes
    page.context.set_offline(True)
    for name, text in {boxes.jobs: "7", boxes.htx: "2", boxes.tht: "3"}.items():
        type_into(page, name, text)
    expect(saved_words(page)).to_contain_text("Chưa gửi được")
    type_into(page, boxes.jobs, "8")
    assert stored_texts(entry.report) == {}
    assert box(page, boxes.jobs).evaluate("box => box.parentElement.dataset.state") == "unsent"

    page.context.set_offline(False)
    wait_until_saved(page)

    assert stored_texts(entry.report) == {boxes.jobs: "8", boxes.htx: "2", boxes.tht: "3"}
    expect(saved_words(page)).to_contain_text("Đã lưu lúc")
    assert copies(page) == 0


def test_a_sending_whose_answer_was_lost_is_one(page, entry):
    """The server has it, the browser does not know: it sends the same again, and nothing is written twice."""
    lost = []

    def lose_the_first(route):
        answer = route.fetch()
        if lost:
            route.fulfill(response=answer)
        else:
            lost.append(route.request.post_data_json["batch"])
            route.abort()

    page.route("**/luu-o/", lose_the_first)
    type_into(page, entry.boxes.jobs, "7")
    wait_until_saved(page)

    assert lost
    assert [change.batch for change in AnswerChange.objects.all()] == lost
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7"}


def test_what_was_typed_in_a_tab_that_died_is_there_again(page, entry, chromium):
    line = {"is": "cut"}
    page.context.route("**/luu-o/", lambda route: route.abort() if line else route.continue_())
    type_into(page, entry.boxes.jobs, "7")
    box(page, entry.boxes.htx).press_sequentially("12", delay=30)
    page.wait_for_timeout(500)
    kill(page, chromium)
    line.clear()

    again = page.context.new_page()
    opened(again, entry)

    expect(saved_words(again)).to_contain_text("Đã lưu lúc")
    wait_until_saved(again)
    assert [box(again, name).input_value() for name in (entry.boxes.jobs, entry.boxes.htx)] == ["7", "12"]
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "12"}
    assert copies(again) == 0


def test_a_cell_that_was_emptied_without_a_line_is_emptied_by_way_of_another_section(page, entry):
    """The form of one section keeps what was typed in another, with what it was typed over, and sends what flew."""
    type_into(page, entry.boxes.jobs, "7")
    wait_until_saved(page)
    page.context.set_offline(True)
    type_into(page, entry.boxes.htx, "2")
    expect(saved_words(page)).to_contain_text("Chưa gửi được")
    type_into(page, entry.boxes.jobs, "")
    page.close()
    page.context.set_offline(False)
    section = page.context.new_page()
    section.goto(f"/bao-cao/{entry.report.pk}/nhap/?phan=thuyet-minh")
    expect(saved_words(section)).to_contain_text("ở phần khác chưa gửi")
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}

    opened(section, entry)

    expect(saved_words(section)).to_contain_text("Đã lưu lúc")
    assert box(section, entry.boxes.jobs).input_value() == ""
    assert stored_texts(entry.report) == {entry.boxes.htx: "2"}
    assert copies(section) == 0


def test_choosing_the_others_number_takes_the_refusal_away(page, colleague, entry):
    type_into(page, entry.boxes.htx, "hai")
    expect(page.locator(f"#{entry.boxes.htx}-loi")).to_be_visible()
    type_into(colleague, entry.boxes.tht, "9")
    wait_until_saved(colleague)
    type_into(page, entry.boxes.tht, "3")
    page.get_by_role("button", name="Giữ của Vũ Thị Tâm").click()

    expect(page.locator(f"#{entry.boxes.htx}-loi")).to_have_count(0)
    assert [box(page, name).input_value() for name in (entry.boxes.htx, entry.boxes.tht)] == ["", "9"]


def kill(page, chromium):
    """The tab crashes: no script of it runs any more."""
    processes = chromium.new_browser_cdp_session().send("SystemInfo.getProcessInfo")["processInfo"]
    with page.expect_event("crash"):
        for process in processes:
            if process["type"] == "renderer":
                os.kill(process["id"], signal.SIGKILL)


def test_two_tabs_of_one_person_do_not_take_each_others_copies(page, entry):
    other = page.context.new_page()
    opened(other, entry)
    page.context.set_offline(True)
    type_into(page, entry.boxes.jobs, "7")
    type_into(other, entry.boxes.htx, "2")

    assert copies(page) == 2

    page.context.set_offline(False)
    wait_until_saved(page)
    wait_until_saved(other)
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}


def test_a_person_who_signs_in_after_another_sees_nothing_of_her_copy(page, entry, hai_hau_head):
    page.context.set_offline(True)
    type_into(page, entry.boxes.jobs, "7")
    page.close()
    page.context.clear_cookies()
    page.context.set_offline(False)

    other = sign_in_by_hand(page.context, hai_hau_head)
    opened(other, entry)

    assert box(other, entry.boxes.jobs).input_value() == ""
    assert copies(other) == 1


def sign_in_by_hand(context, user):
    page = context.new_page()
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập").fill(user.username)
    page.get_by_label("Mật khẩu").fill(PASSWORD)
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("/")
    return page


# --- The session ------------------------------------------------------------------------------------------------------


def test_a_session_that_ends_while_typing_asks_for_the_password_and_goes_on(page, entry):
    Session.objects.all().delete()
    type_into(page, entry.boxes.jobs, "7")

    dialog = page.locator("#dang-nhap-lai")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Mật khẩu").fill("sai")
    dialog.get_by_role("button", name="Đăng nhập").click()
    expect(dialog.locator("[data-error]")).to_contain_text("mật khẩu chưa đúng")
    dialog.get_by_label("Mật khẩu").fill(PASSWORD)
    dialog.get_by_role("button", name="Đăng nhập").click()

    expect(dialog).to_be_hidden()
    wait_until_saved(page)
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7"}


def test_who_puts_the_password_off_types_on_and_loses_nothing(page, entry):
    Session.objects.all().delete()
    type_into(page, entry.boxes.jobs, "7")
    page.locator("#dang-nhap-lai").get_by_role("button", name="Để sau").click()
    type_into(page, entry.boxes.htx, "2")
    expect(saved_words(page)).to_contain_text("được giữ ở máy này")
    page.close()

    again = sign_in_by_hand(page.context, entry_officer(entry))
    opened(again, entry)

    expect(saved_words(again)).to_contain_text("Đã lưu lúc")
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}


def entry_officer(entry):
    return entry.report.unit.seats.get(role=Role.OFFICER).user


def test_what_one_typed_is_not_sent_in_the_name_of_another(page, entry, hai_hau_head):
    """A colleague signs in in a second tab of the shared PC: the first one's page must not write for her."""
    other = page.context.new_page()
    page.context.clear_cookies()
    sign_in_by_hand(page.context, hai_hau_head)
    other.close()

    type_into(page, entry.boxes.jobs, "7")

    expect(saved_words(page)).to_contain_text("Trang này mở cho người khác, nay đang đăng nhập là Trần Thị Hoa")
    assert stored_texts(entry.report) == {}
    assert copies(page) == 1


# --- Two people -------------------------------------------------------------------------------------------------------


@pytest.fixture
def colleague(entry, world, sign_in):
    user = make_user("hai-hau-nhap-2", "Vũ Thị Tâm")
    make_seat(user, Role.OFFICER, unit=world.hai_hau)
    return opened(sign_in(user), entry)


@pytest.mark.parametrize(("choice", "kept"), [("Giữ của Vũ Thị Tâm", "9"), ("Dùng của tôi", "7")])
def test_the_second_of_two_sees_both_numbers_and_chooses(page, colleague, entry, choice, kept):
    type_into(colleague, entry.boxes.jobs, "9")
    wait_until_saved(colleague)

    type_into(page, entry.boxes.jobs, "7")
    asked = page.locator("[data-conflict]")
    expect(asked).to_contain_text("Vũ Thị Tâm và bạn cùng sửa dòng này")
    assert asked.locator("tbody tr").all_inner_texts() == ["Đến ngày 29/11/2024\t9\t7"]
    assert stored_texts(entry.report) == {entry.boxes.jobs: "9"}

    asked.get_by_role("button", name=choice).click()
    wait_until_saved(page)

    expect(page.locator("[data-conflict]")).to_have_count(0)
    assert box(page, entry.boxes.jobs).input_value() == kept
    assert stored_texts(entry.report) == {entry.boxes.jobs: kept}


def test_what_only_the_other_changed_comes_in_by_itself(page, colleague, entry):
    type_into(colleague, entry.boxes.htx, "2")
    wait_until_saved(colleague)

    type_into(page, entry.boxes.tht, "3")
    wait_until_saved(page)

    assert [box(page, name).input_value() for name in (entry.boxes.htx, entry.boxes.tht)] == ["2", "3"]
    assert stored_texts(entry.report) == {entry.boxes.htx: "2", entry.boxes.tht: "3"}


def test_filling_a_section_takes_nothing_back_that_the_other_typed_meanwhile(page, colleague, entry):
    """The page has the other's version by its own saving, but not the other's rows."""
    type_into(colleague, entry.boxes.htx, "2")
    wait_until_saved(colleague)
    type_into(page, entry.boxes.jobs, "7")
    wait_until_saved(page)

    page.get_by_role("button", name="Chép từ kỳ trước").first.click()

    expect(page.get_by_text("dòng từ kỳ trước")).to_be_visible()
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}
    assert box(page, entry.boxes.htx).input_value() == "2"


def test_a_report_that_was_handed_in_meanwhile_says_why_it_is_locked(page, entry, hai_hau_head):
    now = clock.now()
    Report.objects.filter(pk=entry.report.pk).update(
        state=ReportState.SUBMITTED, submitted_at=now, submitted_by=hai_hau_head, first_submitted_at=now
    )

    type_into(page, entry.boxes.jobs, "7")

    expect(saved_words(page)).to_contain_text("Báo cáo đã nộp lúc")
    assert timezone.is_aware(now)
    assert box(page, entry.boxes.jobs).input_value() == "7"
    assert box(page, entry.boxes.jobs).evaluate("box => box.parentElement.dataset.state") == "locked"


# --- The buttons ------------------------------------------------------------------------------------------------------


def test_checking_sends_what_is_left_first(page, entry):
    box(page, entry.boxes.jobs).fill("7")

    page.get_by_role("button", name="Lưu và kiểm tra").click()
    page.wait_for_url("**/kiem-tra/")

    assert stored_texts(entry.report) == {entry.boxes.jobs: "7"}


def test_checking_stays_where_something_was_refused(page, entry):
    box(page, entry.boxes.jobs).fill("bảy")

    page.get_by_role("button", name="Lưu và kiểm tra").click()

    expect(page.locator(f"#{entry.boxes.jobs}-loi")).to_contain_text("Chỉ gõ một số bằng chữ số")
    assert page.url.endswith("/nhap/")
    assert page.title().startswith("Lỗi: ")
    page.locator(".error-summary").get_by_role("link", name="Việc làm mới").click()
    assert page.evaluate("document.activeElement.name") == entry.boxes.jobs


def test_a_section_is_copied_and_what_was_typed_before_is_saved(page, entry):
    box(page, entry.boxes.htx).fill("3")

    page.get_by_role("button", name="Chép từ kỳ trước").first.click()

    expect(page.get_by_text("Đã chép 1 dòng từ kỳ trước")).to_be_visible()
    assert stored_texts(entry.report) == {entry.boxes.jobs: "5", entry.boxes.htx: "3"}
    assert box(page, entry.boxes.jobs).input_value() == "5"
