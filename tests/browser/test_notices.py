"""What a person was told, from the bell to the report; and a calendar of one's own; on a screen and on a phone."""

from datetime import date

import pytest

from plans.choices import Role
from reporting.digest import send_digests
from reporting.reminding import remind_due
from tests.browser.test_accessibility import found_by
from tests.browser.test_phone import PHONE, WHAT_STICKS_OUT
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_seat
from tests.reporting.reminders_of_2024 import at, make_year

TODAY = date(2024, 12, 2)


@pytest.fixture
def told(transactional_db, world, on_day, hai_hau_officer, province_reviewer):
    """Hải Hậu is reminded of its report three days after its last day; the province has its letter of the week."""
    on_day(TODAY)
    round_ = make_year(world)
    indicator = make_indicator("HTX mới thành lập")
    make_goal(round_.plans.get(), indicator)
    make_goal(round_.plans.get(), make_indicator("THT mới thành lập"))
    report = make_report(round_, world.hai_hau, version=1)
    make_figure(report, indicator, 3)
    for unit in (world.city, world.y_yen):
        make_report(round_, unit)
    remind_due(at(TODAY))
    send_digests(at(TODAY))
    return report


def test_a_reminder_is_read_and_leads_to_its_report(told, hai_hau_officer, sign_in):
    page = sign_in(hai_hau_officer)
    page.get_by_role("heading", name="Thông báo chưa đọc (1)").wait_for()

    page.get_by_role("link", name="Thông báo 1 chưa đọc").click()
    notice = page.locator(".notice")
    assert "Hạn: hết 23:59:59 ngày 29/11/2024 (giờ Việt Nam), quá hạn 3 ngày." in notice.inner_text()
    notice.get_by_role("button", name="Mở").click()
    page.wait_for_url(f"**{told.get_absolute_url()}")

    assert page.locator(".bell__count").count() == 0


def test_notices_shut_nobody_out_and_fit_a_phone(told, hai_hau_officer, province_reviewer, sign_in, axe):
    make_seat(hai_hau_officer, Role.HEAD, unit=told.unit)
    for person in (hai_hau_officer, province_reviewer):
        page = sign_in(person, viewport=PHONE, has_touch=True)
        for address in ("/", "/thong-bao/", "/lich-cua-toi/"):
            page.goto(address)
            assert (address, found_by(axe, page), page.evaluate(WHAT_STICKS_OUT)) == (address, [], [])


def test_a_calendar_is_made_shown_once_and_revoked(told, hai_hau_officer, sign_in, axe):
    page = sign_in(hai_hau_officer, viewport=PHONE, has_touch=True)
    page.locator(".account__button").click()
    page.get_by_role("link", name="Lịch của tôi").click()

    page.get_by_role("button", name="Tạo địa chỉ lịch").click()
    address = page.locator(".secret code").inner_text()
    assert (found_by(axe, page), page.evaluate(WHAT_STICKS_OUT)) == ([], [])
    path = address[address.index("/lich/") :]
    assert "Hạn nộp: Năm 2024" in page.request.get(path).text()

    page.get_by_text("Hủy lịch").first.click()
    page.get_by_role("button", name="Hủy lịch").click()
    page.get_by_role("button", name="Tạo địa chỉ lịch").wait_for()

    assert page.request.get(path).status == 404
