"""Nothing is lost: the line cut, the tab killed, the session gone, an answer lost on the way, two people in one report."""

import os
import signal

from playwright.sync_api import expect

from plans.choices import Role
from portal.models import Session
from reporting.models import AnswerChange
from tests.browser.conftest import PASSWORD
from tests.browser.entry_world import (
    box,
    opened,
    saved_words,
    stored_texts,
    type_into,
    wait_until_saved,
)


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
    with section.expect_response("**/luu-o/"):
        section.goto(f"/bao-cao/{entry.report.pk}/nhap/?phan=thuyet-minh")
    expect(saved_words(section)).to_contain_text("ở phần khác chưa gửi")
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}

    opened(section, entry)

    expect(saved_words(section)).to_contain_text("Đã lưu lúc")
    assert box(section, entry.boxes.jobs).input_value() == ""
    assert stored_texts(entry.report) == {entry.boxes.htx: "2"}
    assert copies(section) == 0


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
