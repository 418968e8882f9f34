"""A merger from beginning to end in a browser: nothing shuts anybody out, it works by keyboard and on a phone."""

from datetime import date

import pytest

from plans.models import Reorganisation, Unit
from tests.browser.test_accessibility import found_by
from tests.reporting.autumn_2024 import admin, founded, half, plan, province, year

__all__ = ["admin", "founded", "half", "plan", "province", "year"]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def page(transactional_db, half, year, y_yen_officer, admin, on_day, sign_in):
    on_day(date(2024, 9, 20))
    return sign_in(admin)


def too_wide(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def looked_at(page, axe):
    """What is wrong with a page in an office and on a phone."""
    found = found_by(axe, page)
    office = page.viewport_size
    page.set_viewport_size(PHONE)
    found += ["too wide"] if too_wide(page) else []
    found += found_by(axe, page)
    page.set_viewport_size(office)
    return found


def test_a_split_is_entered_carried_out_and_undone(page, province, axe):
    page.goto("/sap-xep-don-vi/moi/")
    page.get_by_label("Tên gọi").fill("Sắp xếp huyện")
    page.get_by_label("Theo văn bản").fill("1/NQ-UBTVQH")
    page.get_by_label("Có hiệu lực từ ngày").fill("01/10/2024")
    page.get_by_label("Dòng 1: đơn vị cũ").fill("Ý Yên")
    page.get_by_label("Dòng 1: vào đơn vị đang có").fill("nơi nào")
    page.get_by_role("button", name="Lưu và xem trước").click()
    assert page.title().startswith("Lỗi:")
    assert looked_at(page, axe) == []

    page.get_by_label("Dòng 1: vào đơn vị đang có").fill("366")
    page.get_by_label("Dòng 2: đơn vị cũ").fill("360")
    page.get_by_label("Dòng 2: mã đơn vị mới").fill("367")
    page.get_by_label("Dòng 2: tên đơn vị mới").fill("Huyện Mới")
    page.keyboard.press("Enter")
    page.get_by_text("Cộng lại không đổi: tổng").wait_for()
    assert looked_at(page, axe) == []

    page.get_by_text("Số liệu đã duyệt").click()
    page.get_by_text("Thực hiện sắp xếp").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Thực hiện", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_text("Đã thực hiện sắp xếp.").wait_for()
    assert Unit.objects.get(pk=province.y_yen.pk).valid_to == date(2024, 9, 30)
    assert looked_at(page, axe) == []

    page.locator("summary", has_text="Hủy lần sắp xếp").click()
    page.get_by_label("Lý do hủy").fill("Nhập nhầm")
    page.get_by_role("button", name="Hủy lần sắp xếp").click()
    page.get_by_text("Đã hủy lần sắp xếp.").wait_for()
    assert looked_at(page, axe) == []
    assert Reorganisation.objects.get().undone_because == "Nhập nhầm"
    assert Unit.objects.get(pk=province.y_yen.pk).valid_to is None
