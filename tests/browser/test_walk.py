"""A report's way through the house, by hand: the district, the province, the print."""

import re
import subprocess
from datetime import date

import pytest

from plans.choices import Period
from reporting.opening import open_rounds
from tests.browser.hands import type_in
from tests.year import CODE, HAI_HAU, HALF_YEAR_CUT_OFF, SIX_MONTHS, Counted, moment, posted, report_of, the_plan

SLIP = Counted(20, 1, 7)
REASON = "Số HTX mới là 20, đề nghị kiểm tra lại."
TODAY = date(2024, 6, 12)


@pytest.fixture
def six_months(cast, on_day):
    """The districts' round of six months, opened by the province, two days before its last day."""
    on_day(TODAY)
    days = {Period.HALF_YEAR: HALF_YEAR_CUT_OFF}
    (round_,) = open_rounds(
        the_plan(), 2024, by=cast.administrator, now=moment(date(2024, 5, 2)), last_days=days, periods=[*days]
    )
    return round_


def test_a_report_goes_from_the_district_to_the_signed_page(six_months, cast, sign_in, tmp_path):
    district = sign_in(cast.heads[HAI_HAU])
    assert "hạn 23:59 ngày 14/06/2024" in district.inner_text("main")
    first = fill_and_submit(district, report_of(six_months, HAI_HAU), SLIP)

    province = sign_in(cast.reviewer)
    open_from_queue(province, "Chờ duyệt")
    province.get_by_role("button", name="Nhận xem xét").click()
    send_back(province)

    district.goto("/")
    assert "Trả lại để sửa" in district.inner_text("main")
    district.get_by_role("link", name="6 tháng 2024").first.click()
    assert REASON in district.inner_text("main")
    district.goto("/")
    second = fill_and_submit(district, report_of(six_months, HAI_HAU), SIX_MONTHS[HAI_HAU])

    open_from_queue(province, "Chờ duyệt")
    province.get_by_role("button", name="Duyệt", exact=True).click()
    assert "Đã duyệt báo cáo của Huyện Hải Hậu" in province.inner_text("main")
    text = printed(sign_in(cast.reader), tmp_path)

    assert (first[-2:], second[-2:]) == ("01", "02")
    assert "1/10 đơn vị" in text
    assert "đến ngày 14/06/2024" in text.lower()
    assert re.search(r"02 HTX", text)


def fill_and_submit(page, report, counted):
    """From the front page to the receipt; gives its number."""
    page.get_by_role("link", name="Nhập số liệu").first.click()
    type_in(page, posted(report, counted))
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    page.get_by_role("button", name="Nộp báo cáo").click()
    page.wait_for_url("**/bien-nhan/**")
    return page.locator("dl strong").first.inner_text()


def open_from_queue(page, sieve):
    page.get_by_role("navigation", name="Chức năng chính").get_by_role("link", name="Duyệt báo cáo").click()
    page.get_by_role("link", name=re.compile(sieve)).click()
    page.get_by_role("link", name=re.compile("Hải Hậu")).click()


def send_back(page):
    page.locator("summary", has_text="Trả lại").click()
    page.get_by_label("Lý do").fill(REASON)
    page.get_by_role("button", name="Trả lại").click()
    assert "Đã trả lại báo cáo của Huyện Hải Hậu" in page.inner_text("main")


def printed(page, tmp_path):
    """The text of the PDF that the round's page offers."""
    page.get_by_role("navigation", name="Chức năng chính").get_by_role("link", name="Kỳ báo cáo").click()
    page.get_by_role("link", name="6 tháng 2024", exact=True).click()
    address = page.get_by_role("link", name="PDF").get_attribute("href")
    assert CODE in address
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(page.request.get(address).body())
    return subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True).stdout
