"""The entry form on a phone of 360 px, by thumb; and in every state open to everybody."""

from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.entry_world import saved_words, stored_texts, wait_until_saved
from tests.browser.test_accessibility import found_by
from tests.browser.test_phone import PHONE, WHAT_STICKS_OUT

LEAST_THUMB = 36  # CSS pixels


@pytest.fixture
def phone(entry, hai_hau_officer, sign_in):
    page = sign_in(hai_hau_officer, viewport=PHONE, has_touch=True, is_mobile=True)
    page.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    return page


def test_boxes_stand_one_below_the_other_and_are_large_enough(phone):
    boxes = [box.bounding_box() for box in phone.locator(".figure-box").all()]
    buttons = [button.bounding_box() for button in phone.locator("form.report-fill button:visible").all()]

    assert phone.evaluate(WHAT_STICKS_OUT) == []
    assert all(above["y"] + above["height"] <= below["y"] for above, below in pairwise(boxes))
    assert all(box["width"] > 250 for box in boxes)
    assert min(place["height"] for place in boxes + buttons) >= LEAST_THUMB


def test_a_report_is_typed_with_a_thumb(phone, entry):
    for name, text in {entry.boxes.jobs: "7", entry.boxes.htx: "2"}.items():
        box = phone.locator(f'[name="{name}"]')
        phone.wait_for_timeout(700)  # two quick taps at one place of the screen would be one gesture
        box.tap()
        box.press_sequentially(text)
    phone.get_by_role("button", name="Lưu nháp").tap()

    expect(saved_words(phone)).to_contain_text("Đã lưu nháp")
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7", entry.boxes.htx: "2"}
    assert box.evaluate("box => getComputedStyle(box).fontSize") == "16px"  # a smaller one makes phones zoom


@pytest.mark.parametrize(
    "state", ["empty", "saved", "refused", "doubtful", "offline", "conflict", "signed out", "pasting"]
)
def test_no_state_of_the_form_shuts_anybody_out(entry, hai_hau_officer, hai_hau_head, sign_in, axe, state):
    page = sign_in(hai_hau_officer)
    page.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    jobs = page.locator(f'[name="{entry.boxes.jobs}"]')
    STATES[state](page, entry, jobs, lambda: sign_in(hai_hau_head))

    assert found_by(axe, page) == []


def type_and_leave(page, box, text):
    box.fill(text)
    box.press("Enter")
    page.wait_for_timeout(100)
    wait_until_saved(page)


def refuse(page, entry, jobs, colleague):
    type_and_leave(page, jobs, "bảy")
    page.get_by_role("button", name="Lưu nháp").click()
    expect(page.locator(".error-summary")).to_be_focused()


def cut_off(page, entry, jobs, colleague):
    page.context.set_offline(True)
    jobs.fill("7")
    jobs.press("Enter")
    expect(saved_words(page)).to_contain_text("Chưa gửi được")


def disagree(page, entry, jobs, colleague):
    other = colleague()
    other.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    type_and_leave(other, other.locator(f'[name="{entry.boxes.jobs}"]'), "9")
    jobs.fill("7")
    jobs.press("Enter")
    expect(page.locator("[data-conflict]")).to_be_visible()


def lose_the_session(page, entry, jobs, colleague):
    page.context.clear_cookies()
    jobs.fill("7")
    jobs.press("Enter")
    expect(page.locator("#dang-nhap-lai")).to_be_visible()


def paste(page, entry, jobs, colleague):
    jobs.focus()
    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/plain", "7\\n2\\n");
            document.activeElement.dispatchEvent(
                new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.locator("#dan-khoi")).to_be_visible()


STATES = {
    "empty": lambda page, entry, jobs, colleague: None,
    "saved": lambda page, entry, jobs, colleague: type_and_leave(page, jobs, "7"),
    "doubtful": lambda page, entry, jobs, colleague: type_and_leave(page, jobs, "4"),
    "refused": refuse,
    "offline": cut_off,
    "conflict": disagree,
    "signed out": lose_the_session,
    "pasting": paste,
}
