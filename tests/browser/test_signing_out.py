"""Signing out of a shared PC: what was typed and not sent is told first, and goes with its own person only."""

import json
import re
from datetime import date

import pytest
from playwright.sync_api import expect

from portal.models import Session
from tests.browser.entry_world import make_entry_world, saved_words
from tests.browser.test_accessibility import found_by

NAME, ADDRESS = "Huyện Hải Hậu, Năm 2024", "/bao-cao/12/nhap/"


@pytest.fixture
def people(transactional_db, hai_hau_officer, hai_hau_head, on_day):
    """The district's officer and her head, who share a PC."""
    on_day(date(2024, 11, 25))
    return hai_hau_officer, hai_hau_head


def keep(page, user, *boxes, report=12, tab="a", **more):
    """What the entry form leaves in the browser."""
    copy = {"unsent": dict.fromkeys(boxes, "5"), "name": NAME, "address": ADDRESS, **more}
    page.evaluate(
        "([key, copy]) => localStorage.setItem(key, copy)", [f"nhap:{user.pk}:{report}:{tab}", json.dumps(copy)]
    )


def kept(page):
    """Whose copies there are: by person and report."""
    keys = page.evaluate("Object.keys(localStorage)")
    return sorted(key.removeprefix("nhap:") for key in keys if key.startswith("nhap:"))


def press_sign_out(page, user):
    page.locator("summary", has_text=str(user)).click()
    page.get_by_role("button", name="Đăng xuất", exact=True).click()


def dialog_of(page):
    return page.get_by_role("dialog", name="Còn số liệu chưa gửi lên cổng")


def test_who_has_nothing_unsent_just_signs_out(people, sign_in):
    officer, head = people
    page = sign_in(officer)
    keep(page, officer)
    keep(page, head, "q1-actual-value")

    press_sign_out(page, officer)

    page.wait_for_url("**/dang-nhap/")
    assert kept(page) == [f"{head.pk}:12:a"]


def test_unsent_boxes_are_told_and_who_stays_loses_nothing(people, sign_in, axe):
    officer, _ = people
    page = sign_in(officer)
    keep(page, officer, "q1-actual-value", "q2-actual-value")
    keep(page, officer, "q2-actual-value", "q3-actual-value", tab="b")
    keep(page, officer, "q9-actual-value", report=13, name="Huyện Hải Hậu, 6 tháng 2024", address="/bao-cao/13/nhap/")

    press_sign_out(page, officer)

    dialog = dialog_of(page)
    expect(dialog.get_by_role("listitem").first).to_have_text(
        f"Còn 3 ô của báo cáo “{NAME}” chưa gửi lên cổng. Mở báo cáo để gửi"
    )
    expect(dialog.get_by_role("listitem").last).to_contain_text("Còn 1 ô của báo cáo “Huyện Hải Hậu, 6 tháng 2024”")
    expect(dialog).to_contain_text("Đăng xuất sẽ xóa các ô này khỏi máy.")
    assert dialog.get_by_role("link").first.get_attribute("href") == ADDRESS
    assert found_by(axe, page) == []
    expect(dialog.get_by_role("button", name="Ở lại")).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    page.reload()
    assert "Việc cần làm" in page.title()
    assert len(kept(page)) == 3


def test_who_signs_out_anyway_takes_only_her_own_along(people, sign_in):
    officer, head = people
    page = sign_in(officer)
    keep(page, officer, "q1-actual-value")
    keep(page, head, "q1-actual-value")

    press_sign_out(page, officer)
    dialog_of(page).get_by_role("button", name="Vẫn đăng xuất").click()

    page.wait_for_url("**/dang-nhap/")
    assert kept(page) == [f"{head.pk}:12:a"]
    assert Session.objects.count() == 0


def test_the_entry_form_itself_leaves_nothing_behind(world, people, sign_in):
    """Its page writes the copy once more while it is being left."""
    officer, _ = people
    entry = make_entry_world(world)
    page = sign_in(officer)
    page.route("**/luu-o/", lambda route: route.abort())
    page.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    page.locator(f'[name="{entry.boxes.jobs}"]').fill("7")
    page.keyboard.press("Tab")
    expect(saved_words(page)).to_contain_text("Chưa gửi được")

    press_sign_out(page, officer)
    number = re.search(r"\d+ ô", saved_words(page).inner_text())[0]
    lines = dialog_of(page).get_by_role("listitem").all_inner_texts()
    address = dialog_of(page).get_by_role("link").get_attribute("href")
    dialog_of(page).get_by_role("button", name="Vẫn đăng xuất").click()

    page.wait_for_url("**/dang-nhap/")
    assert lines == [f"Còn {number} của báo cáo “{NAME}” chưa gửi lên cổng. Mở báo cáo để gửi"]
    assert (address, kept(page)) == (f"/bao-cao/{entry.report.pk}/nhap/", [])


def test_a_sign_out_that_did_not_get_through_removes_nothing(people, sign_in):
    officer, _ = people
    page = sign_in(officer)
    keep(page, officer, "q1-actual-value")

    page.context.set_offline(True)
    press_sign_out(page, officer)
    dialog_of(page).get_by_role("button", name="Vẫn đăng xuất").click()
    page.wait_for_url("chrome-error://**")
    page.context.set_offline(False)
    page.goto("/")

    assert kept(page) == [f"{officer.pk}:12:a"]


def test_another_tab_of_the_same_person_leaves_too(people, sign_in):
    officer, head = people
    page = sign_in(officer)
    keep(page, officer, "q1-actual-value")
    keep(page, head, "q1-actual-value")
    other = page.context.new_page()
    other.goto("/nhiem-vu/")
    # As the entry form does while its page is being left.
    other.evaluate(
        'key => addEventListener(\'pagehide\', () => localStorage.setItem(key, \'{"unsent": {"q1-actual-value": "5"}}\'))',
        f"nhap:{officer.pk}:12:b",
    )

    press_sign_out(page, officer)
    dialog_of(page).get_by_role("button", name="Vẫn đăng xuất").click()

    other.wait_for_url("**/dang-nhap/**")
    expect(other.get_by_role("heading", name="Đăng nhập")).to_be_visible()
    assert kept(other) == [f"{head.pk}:12:a"]


def test_the_sign_in_says_that_something_is_kept_and_not_whose(people, sign_in, open_browser, axe):
    officer, head = people
    clean = open_browser()
    clean.goto("/dang-nhap/")
    page = sign_in(officer)
    keep(page, head, "q1-actual-value")
    press_sign_out(page, officer)
    page.wait_for_url("**/dang-nhap/")

    expect(clean.locator("[data-kept-here]")).to_be_hidden()
    expect(page.locator("[data-kept-here]")).to_be_visible()
    assert found_by(axe, page) == []
    for secret in (str(head), head.username, NAME):
        assert secret not in page.content()


@pytest.mark.parametrize("left", ["", "không phải JSON", "null", '{"unsent": null}', "[]"])
def test_a_broken_copy_keeps_nobody_from_leaving(left, people, sign_in):
    officer, _ = people
    page = sign_in(officer)
    page.evaluate("([key, copy]) => localStorage.setItem(key, copy)", [f"nhap:{officer.pk}:12:a", left])

    press_sign_out(page, officer)

    page.wait_for_url("**/dang-nhap/")
    assert kept(page) == []


def test_the_administrators_desk_asks_too(transactional_db, system_administrator, on_day, sign_in):
    on_day(date(2024, 11, 25))
    page = sign_in(system_administrator)
    page.goto("/quan-tri-he-thong/")
    keep(page, system_administrator, "q1-actual-value")

    page.get_by_role("button", name="Đăng xuất").click()
    dialog_of(page).get_by_role("button", name="Vẫn đăng xuất").click()

    page.wait_for_url("**/dang-nhap/")
    assert kept(page) == []


def test_without_scripts_signing_out_is_a_button(people, sign_in):
    officer, _ = people
    page = sign_in(officer, java_script_enabled=False)

    press_sign_out(page, officer)

    page.wait_for_url("**/dang-nhap/")
    expect(page.locator("[data-kept-here]")).to_be_hidden()
