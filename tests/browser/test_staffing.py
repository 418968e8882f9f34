"""A head invites an officer, hands her seat over, and lets her go; on paper, with nothing but the printed code."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.models import User
from tests.browser.entry_world import TODAY, opened, saved_words, stored_texts, type_into, wait_until_saved
from tests.browser.hands import enter
from tests.browser.test_accessibility import found_by

ITS_OWN = "bốn con vịt bơi qua sông"
TOMORROW = TODAY + timedelta(days=1)


def unit_page(page, name="Huyện Hải Hậu"):
    page.get_by_role("link", name="Nhân sự").click()
    page.get_by_role("link", name=name).click()
    page.get_by_role("heading", name=name).wait_for()


def write_newcomer(page, name):
    page.get_by_label("Hoặc họ và tên người mới").fill(name)


def code_on(page):
    return page.locator("[data-code]").inner_text()


def choose_password(page, code):
    """As who holds the paper: from the sign-in page, by the code, to the front page."""
    page.goto("/dang-nhap/")
    page.get_by_role("link", name="Đăng nhập lần đầu").click()
    page.get_by_label("Mã trên giấy mời").fill(code.upper())
    page.get_by_role("button", name="Tiếp tục").click()
    username = page.locator(".lede strong").inner_text()
    for label in ("Mật khẩu mới", "Xác nhận mật khẩu mới"):
        box = page.get_by_label(label, exact=False).locator("visible=true").nth(0 if label == "Mật khẩu mới" else -1)
        # As the clipboard gives it, all at once.
        box.focus()
        page.keyboard.insert_text(ITS_OWN)
    page.get_by_role("button", name="Đặt mật khẩu").click()
    page.get_by_text(f"Đăng nhập bằng tên “{username}”").wait_for()
    enter(page, username, ITS_OWN)
    return username


@pytest.mark.parametrize("scripts", [True, False])
def test_a_head_invites_an_officer_who_chooses_a_password_and_types_a_figure(
    entry, hai_hau_head, sign_in, open_browser, scripts
):
    head = sign_in(hai_hau_head, java_script_enabled=scripts)
    unit_page(head)
    head.get_by_role("link", name="Giao vị trí, mời người mới").click()
    write_newcomer(head, "Phan Thị Mới")
    head.get_by_role("button", name="Giao vị trí").click()

    officer = open_browser()
    username = choose_password(officer, code_on(head))
    form = opened(officer, entry)
    type_into(form, entry.boxes.jobs, "7")
    wait_until_saved(form)

    assert username == "phan.thi.moi"
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7"}


def test_a_seat_is_handed_over_and_changes_hands_at_midnight(
    page, entry, hai_hau_officer, hai_hau_head, sign_in, open_browser, on_day
):
    head = sign_in(hai_hau_head)
    unit_page(head)
    head.get_by_role("link", name=f"Bàn giao vị trí của {hai_hau_officer}").click()
    write_newcomer(head, "Phan Thị Mới")
    head.get_by_label("Lý do, căn cứ").fill("Quyết định 12/QĐ-HPN")
    head.get_by_role("button", name="Bàn giao").click()
    newcomer = open_browser()
    choose_password(newcomer, code_on(head))
    today = newcomer.goto(f"/bao-cao/{entry.report.pk}/nhap/").status

    on_day(TOMORROW)

    assert today == 403
    type_into(page, entry.boxes.jobs, "5")
    expect(saved_words(page)).not_to_contain_text("Đã lưu lúc")
    type_into(opened(newcomer, entry), entry.boxes.jobs, "7")
    wait_until_saved(newcomer)
    assert stored_texts(entry.report) == {entry.boxes.jobs: "7"}


def test_who_leaves_with_the_form_open_saves_no_more_and_sees_what_she_typed(
    page, entry, hai_hau_officer, hai_hau_head, sign_in
):
    """reliability.md, A5."""
    head = sign_in(hai_hau_head)
    unit_page(head)
    head.get_by_role("link", name=str(hai_hau_officer)).first.click()
    head.get_by_role("link", name="Nghỉ việc, chuyển công tác").click()
    head.get_by_label("Khóa tài khoản ngay").check()
    head.get_by_label("Lý do, căn cứ").fill("Nghỉ hưu")
    head.get_by_role("button", name="Cho nghỉ và khóa tài khoản").click()
    head.get_by_text(f"Đã cho {hai_hau_officer} nghỉ.").wait_for()

    type_into(page, entry.boxes.jobs, "7")

    expect(page.locator("#dang-nhap-lai")).to_be_visible()
    expect(page.locator(f'[name="{entry.boxes.jobs}"]')).to_have_value("7")
    assert stored_texts(entry.report) == {}
    assert not User.objects.get(pk=hai_hau_officer.pk).is_active


def test_pages_without_a_sign_in_shut_nobody_out(transactional_db, open_browser, axe):
    page, barriers = open_browser(), {}
    for address in ("/quen-mat-khau/", "/quen-mat-khau/da-gui/", "/loi-moi/", "/loi-moi/abcd-efgh/"):
        page.goto(address)
        barriers[address] = found_by(axe, page)
    page.goto("/quen-mat-khau/")
    page.get_by_role("button", name="Gửi đường dẫn").click()
    barriers["empty"] = found_by(axe, page)

    assert {where: found for where, found in barriers.items() if found} == {}


def test_the_paper_and_the_forms_of_seats_shut_nobody_out(entry, hai_hau_head, hai_hau_officer, sign_in, axe):
    page, barriers = sign_in(hai_hau_head), {}
    unit_page(page)
    seat = hai_hau_officer.seats.get().pk
    for address in (f"/nhan-su/vi-tri/{seat}/thoi/", f"/nhan-su/vi-tri/{seat}/nguoi-thay/", "/nhan-su/loi-moi/"):
        page.goto(address)
        barriers[address] = found_by(axe, page)
    page.goto(f"/nhan-su/vi-tri/{seat}/ban-giao/")
    page.get_by_role("button", name="Bàn giao").click()
    barriers["mistakes"] = found_by(axe, page)
    page.goto(f"/nhan-su/nguoi/{hai_hau_officer.pk}/cap-ma/")
    page.get_by_role("button", name="Cấp mã").click()
    barriers["paper"] = found_by(axe, page)

    assert code_on(page)
    assert {where: found for where, found in barriers.items() if found} == {}
