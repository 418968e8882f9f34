"""More time for one unit, and a round that no duty foresees, by hand: in an office, on a phone, by the unit's eyes."""

from datetime import date

import pytest
from playwright.sync_api import expect

from plans.models import CalendarDay
from reporting.models import Report, Round
from tests.browser.test_accessibility import found_by

PHONE = {"width": 360, "height": 740}
REASON = "Bão số 3, mất điện nhiều ngày"


@pytest.fixture
def administrator(entry, province_administrator, sign_in):
    return sign_in(province_administrator)


def looked_at(page, axe):
    """What is wrong with a page in an office and on a phone."""
    found = found_by(axe, page)
    office = page.viewport_size
    page.set_viewport_size(PHONE)
    found += ["too wide"] if page.evaluate("document.documentElement.scrollWidth > window.innerWidth") else []
    found += found_by(axe, page)
    page.set_viewport_size(office)
    return found


def test_one_unit_gets_more_time_and_reads_why(entry, administrator, hai_hau_officer, sign_in, axe):
    administrator.goto(entry.report.get_absolute_url())
    administrator.get_by_role("link", name="Gia hạn nộp").click()
    administrator.get_by_role("button", name="Gia hạn", exact=True).click()
    assert administrator.title().startswith("Lỗi:")
    assert looked_at(administrator, axe) == []

    administrator.get_by_label("Gia hạn đến hết ngày").fill("7/12/2024")
    administrator.get_by_label("Lý do").first.fill(REASON)
    administrator.keyboard.press("Tab")
    administrator.keyboard.press("Enter")
    expect(administrator.locator("main")).to_contain_text("Ngày này là thứ Bảy, ngày nghỉ: nên nộp từ thứ Sáu 06/12")
    assert Report.objects.get(pk=entry.report.pk).extended_to == date(2024, 12, 7)

    unit = sign_in(hai_hau_officer)
    for address in ("/", f"/bao-cao/{entry.report.pk}/nhap/"):
        unit.goto(address)
        words = unit.inner_text("main")
        assert "hạn 23:59 ngày 07/12/2024" in words
        assert f"Được gia hạn đến hết ngày 07/12/2024 vì: {REASON}" in words
        assert looked_at(unit, axe) == []

    administrator.goto(f"/bao-cao/{entry.report.pk}/gia-han/")
    administrator.get_by_label("Lý do").last.fill("Nhầm đơn vị")
    administrator.get_by_role("button", name="Thôi gia hạn").click()
    expect(administrator.locator("main")).to_contain_text("Đã thôi gia hạn")
    assert Report.objects.get(pk=entry.report.pk).extended_to is None


def test_an_ad_hoc_round_asks_one_goal_of_one_unit(entry, administrator, world, hai_hau_officer, sign_in, axe):
    CalendarDay.objects.create(day=date(2024, 11, 25), name="nghỉ lễ của tỉnh")
    administrator.goto("/ky-bao-cao/")
    administrator.get_by_role("link", name="Mở kỳ đột xuất, sơ kết, tổng kết").click()
    assert looked_at(administrator, axe) == []
    administrator.locator('input[type="checkbox"]').first.check()
    administrator.get_by_role("button", name="Tiếp tục").click()
    administrator.get_by_label("Tên kỳ").fill("Báo cáo nhanh tháng 11")
    administrator.get_by_label("Văn bản yêu cầu").fill("Công văn 123/UBND-VX")
    administrator.get_by_label("Chốt số liệu đến ngày").fill("22/11/2024")
    administrator.get_by_label("Ngày cuối của đơn vị").fill("25/11/2024")
    administrator.get_by_label("Chỉ các chỉ tiêu chọn dưới đây").check()
    administrator.get_by_role("button", name="Mở kỳ").click()
    assert administrator.title().startswith("Lỗi:")
    assert looked_at(administrator, axe) == []
    assert administrator.get_by_label("Tên kỳ").input_value() == "Báo cáo nhanh tháng 11"

    administrator.get_by_label("Chỉ tiêu: Việc làm mới").check()
    administrator.get_by_label("Chỉ các đơn vị chọn dưới đây").check()
    administrator.get_by_label("Huyện Hải Hậu").check()
    administrator.get_by_role("button", name="Mở kỳ").click()
    expect(administrator.locator("main")).to_contain_text("Đã mở kỳ “Báo cáo nhanh tháng 11”, 1 báo cáo.")
    expect(administrator.locator("main")).to_contain_text("thứ Hai, nghỉ lễ của tỉnh: nên nộp từ thứ Sáu 22/11")
    assert looked_at(administrator, axe) == []

    round_ = Round.objects.get(name="Báo cáo nhanh tháng 11")
    administrator.get_by_role("link", name="Thêm đơn vị").click()
    administrator.get_by_label("Huyện Ý Yên").check()
    administrator.get_by_role("button", name="Thêm đơn vị").click()
    expect(administrator.locator("main")).to_contain_text("Đã thêm đơn vị vào kỳ.")
    assert round_.reports.count() == 2

    unit = sign_in(hai_hau_officer)
    unit.goto("/")
    unit.get_by_role("link", name="Báo cáo nhanh tháng 11").first.click()
    words = unit.inner_text("main")
    assert "Theo yêu cầu: Công văn 123/UBND-VX" in words
    assert ("Việc làm mới" in words, "HTX, THT mới" in words) == (True, False)
