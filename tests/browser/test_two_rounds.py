"""Nam Định's two rounds of 2024, played by their people in the browser, with Mỹ Lộc's merger into the city between them."""

import re
import subprocess
from datetime import date

import pytest
from playwright.sync_api import expect

from plans.models import Indicator
from reporting.answers import address_of
from reporting.choices import FigureKind, ReportState
from reporting.models import Report, Round
from tests.browser.hands import type_in
from tests.year import (
    CODE,
    HAI_HAU,
    MY_LOC,
    OF_PROVINCE,
    SIX_MONTHS,
    WHOLE_YEAR,
    XUAN_TRUONG,
    Counted,
    posted,
    provinces_report,
    report_of,
)

CITY, TRUC_NINH, GIAO_THUY = "356", "363", "365"
SLIP = Counted(20, 1, 7)
HALF, YEAR = "6-thang-2024", "nam-2024"


@pytest.fixture
def play(cast, sign_in, on_day):
    return Play(cast, sign_in, on_day)


class Play:
    """The people of the year; each one's browser stays open through it."""

    def __init__(self, cast, sign_in, on_day):
        self.cast, self.sign_in, self.on_day = cast, sign_in, on_day
        self.pages = {}

    def page_of(self, user):
        """This person's browser, at the front page."""
        if user not in self.pages:
            self.pages[user] = self.sign_in(user)
        self.pages[user].goto("/")
        return self.pages[user]

    def hand_in(self, report, counted):
        """From the front page to the receipt; gives what the receipt says."""
        page = self.page_of(self.cast.writer_of(report))
        page.get_by_role("link", name=f"Nhập số liệu {report}").click()
        type_in(page, posted(report, counted))
        page.get_by_role("button", name="Lưu và kiểm tra").click()
        page.get_by_role("button", name="Nộp báo cáo").click()
        page.wait_for_url("**/bien-nhan/**")
        return page.inner_text("main")

    def accept_all_but(self, *codes):
        """Tick what waits for a judgement, and accept it together."""
        page = self.page_of(self.cast.reviewer)
        page.get_by_role("link", name="Mở danh sách chờ duyệt").click()
        for box in page.get_by_role("checkbox").all():
            box.check()
        for code in codes:
            page.get_by_role("checkbox", name=str(report_of(self.round(YEAR), code))).uncheck()
        page.get_by_role("button", name="Duyệt các báo cáo đã chọn").click()
        page.get_by_role("button", name=re.compile(r"Duyệt \d+ báo cáo")).click()
        return page

    def round(self, code):
        return Round.objects.get(code=code)


def test_two_rounds_with_a_merger_between_them(play, tmp_path):
    the_province_opens_the_year_and_writes_to_the_districts(play)
    the_districts_report_six_months(play)
    one_figure_is_marked_and_mended(play)
    the_rest_is_accepted_together(play)
    the_city_goes_on_for_my_loc(play)
    some_are_late_and_one_is_given_more_time(play)
    the_year_is_judged(play)
    the_print_names_who_is_missing(play, tmp_path)


def the_province_opens_the_year_and_writes_to_the_districts(play):
    play.on_day(date(2024, 5, 2))
    page = play.page_of(play.cast.administrator)
    page.get_by_role("link", name=re.compile("Xem và mở kỳ")).first.click()
    type_in(page, {"half_year": "14/6/2024"})
    page.get_by_role("button", name="Mở kỳ báo cáo").click()
    expect(page.locator("main")).to_contain_text("Đã mở đủ kỳ và báo cáo: 6 tháng 2024, Năm 2024")
    page.get_by_role("link", name="6 tháng 2024", exact=True).click()
    page.get_by_role("link", name="Gửi lưu ý tới các đơn vị").click()
    type_in(page, {"title": "Cách tính việc làm mới", "text": "Tính người có việc từ 15/12/2023."})
    page.get_by_role("button", name="Gửi tới các đơn vị").click()
    expect(page.locator("main")).to_contain_text("Đã đọc 0/11 đơn vị")


def the_districts_report_six_months(play):
    play.on_day(date(2024, 6, 13))
    hai_hau = play.page_of(play.cast.heads[HAI_HAU])
    expect(hai_hau.locator("main")).to_contain_text("hạn 23:59 ngày 14/06/2024")
    hai_hau.get_by_role("link", name="Cách tính việc làm mới").first.click()
    hai_hau.get_by_role("button", name="Tôi đã đọc").click()
    expect(hai_hau.locator("main")).to_contain_text("Bạn đã xác nhận đọc")

    half = play.round(HALF)
    for code, counted in SIX_MONTHS.items():
        play.hand_in(report_of(half, code), SLIP if code == HAI_HAU else counted)
    play.hand_in(provinces_report(half), OF_PROVINCE)

    assert set(half.reports.values_list("state", flat=True)) == {ReportState.SUBMITTED}


def one_figure_is_marked_and_mended(play):
    """The reviewer marks one row and writes to it; only that row opens, and only that row is looked at again."""
    play.on_day(date(2024, 6, 14))
    indicator = Indicator.objects.get(code="htx-tht-moi-do-nu-quan-ly")
    row = address_of((indicator.pk, FigureKind.ACTUAL.value))
    province = open_for_review(play)
    province.get_by_role("button", name="Nhận xem xét").click()
    province.locator(f'[name="{row}-remark"]').fill("20 HTX trong 6 tháng? Xem lại.")
    province.locator(f'[name="{row}-mark"]').check()
    province.locator("summary", has_text="Trả lại").click()
    province.locator("details[open]").get_by_role("button", name="Trả lại").click()
    expect(province.locator("main")).to_contain_text("Đã trả lại báo cáo của Huyện Hải Hậu")

    district = play.page_of(play.cast.heads[HAI_HAU])
    expect(district.locator("main")).to_contain_text("Trả lại, 1 ô cần sửa")
    report = report_of(play.round(HALF), HAI_HAU)
    district.get_by_role("link", name=f"Nhập số liệu {report}").click()
    expect(district.locator("main")).to_contain_text("20 HTX trong 6 tháng? Xem lại.")
    of_row = {
        name: text for name, text in posted(report, SIX_MONTHS[HAI_HAU]).items() if name.startswith(f"{row}-part")
    }
    type_in(district, of_row)
    district.get_by_role("button", name="Lưu và kiểm tra").click()
    district.get_by_role("button", name="Nộp báo cáo").click()
    district.wait_for_url("**/bien-nhan/**")

    province = open_for_review(play)
    province.get_by_role("button", name="Nhận xem xét").click()
    assert province.locator('textarea[name$="-remark"]').count() == 1
    province.get_by_role("button", name="Duyệt", exact=True).click()
    expect(province.locator("main")).to_contain_text("Đã duyệt báo cáo của Huyện Hải Hậu")


def open_for_review(play):
    page = play.page_of(play.cast.reviewer)
    page.get_by_role("link", name="Mở danh sách chờ duyệt").click()
    page.get_by_role("link", name=re.compile("Hải Hậu")).click()
    return page


def the_rest_is_accepted_together(play):
    play.on_day(date(2024, 6, 17))

    page = play.accept_all_but()

    expect(page.locator("main")).to_contain_text("Đã duyệt 10 báo cáo")
    page.goto(play.round(HALF).get_absolute_url())
    expect(page.locator("main")).to_contain_text("Đã duyệt 10/10 đơn vị")


def the_city_goes_on_for_my_loc(play):
    """Mỹ Lộc ended on 31/8/2024: nobody waits for it, and the city's form adds its last values to the city's own."""
    play.on_day(date(2024, 11, 26))
    assert "Nhập số liệu" not in play.page_of(play.cast.heads[MY_LOC]).inner_text("main")

    city = play.page_of(play.cast.heads[CITY])
    city.get_by_role("link", name=re.compile(r"Nhập số liệu .*Năm 2024")).click()
    expect(city.locator("main")).to_contain_text("6 tháng 2024, cộng Huyện Mỹ Lộc")

    matrix = play.page_of(play.cast.reviewer)
    matrix.goto(play.round(YEAR).get_absolute_url())
    matrix.get_by_role("link", name=re.compile("Tình hình nộp")).click()
    gone = matrix.locator("table.standing tr", has_text="Huyện Mỹ Lộc")
    expect(gone).to_contain_text("Không còn từ 01/09/2024, nhập vào Thành phố Nam Định")


def some_are_late_and_one_is_given_more_time(play):
    year = play.round(YEAR)
    for code, counted in WHOLE_YEAR.items():
        if code not in {TRUC_NINH, GIAO_THUY}:
            play.hand_in(report_of(year, code), counted)
    play.hand_in(provinces_report(year), OF_PROVINCE)
    extend(play, report_of(year, GIAO_THUY), "5/12/2024")

    play.on_day(date(2024, 12, 2))
    reviewer = play.page_of(play.cast.reviewer)
    reviewer.goto(f"{year.get_absolute_url()}tinh-hinh/")
    reviewer.get_by_role("link", name="Nhắc các nơi còn nợ").click()
    reviewer.get_by_role("button", name="Nhắc 2 nơi").click()
    late = play.page_of(play.cast.officers[TRUC_NINH])
    late.get_by_role("link", name=re.compile("Thông báo")).first.click()
    expect(late.locator("main")).to_contain_text("Năm 2024")
    play.hand_in(report_of(year, TRUC_NINH), WHOLE_YEAR[TRUC_NINH])
    play.on_day(date(2024, 12, 4))
    play.hand_in(report_of(year, GIAO_THUY), WHOLE_YEAR[GIAO_THUY])

    reviewer.goto(f"{year.get_absolute_url()}tinh-hinh/")
    table = reviewer.locator("table.standing")
    expect(table.locator("tr", has_text="Huyện Trực Ninh")).to_contain_text("muộn 3 ngày")
    expect(table.locator("tr", has_text="Huyện Giao Thủy")).not_to_contain_text("muộn")


def extend(play, report, day):
    page = play.page_of(play.cast.administrator)
    page.goto(report.get_absolute_url())
    page.get_by_role("link", name="Gia hạn nộp").click()
    type_in(page, {"last_day": day, "reason": "Mưa lũ, mất điện nhiều ngày."})
    page.get_by_role("button", name="Gia hạn").click()
    unit = play.page_of(play.cast.heads[report.unit.code])
    expect(unit.locator("main")).to_contain_text("05/12/2024")


def the_year_is_judged(play):
    """Xuân Trường is sent back as a whole, and never comes again."""
    page = play.accept_all_but(XUAN_TRUONG)
    expect(page.locator("main")).to_contain_text("Đã duyệt 9 báo cáo")
    page = play.page_of(play.cast.reviewer)
    page.get_by_role("link", name="Mở danh sách chờ duyệt").click()
    page.get_by_role("link", name=re.compile("Xuân Trường")).click()
    page.get_by_role("button", name="Nhận xem xét").click()
    page.locator("summary", has_text="Trả lại").click()
    type_in(page, {"reason": "Số liệu tăng đột biến."})
    page.locator("details[open]").get_by_role("button", name="Trả lại").click()

    states = Report.objects.in_round(play.round(YEAR)).values_list("unit__code", "state")
    assert dict(states) == {
        code: ReportState.RETURNED if code == XUAN_TRUONG else ReportState.ACCEPTED for code in {*WHOLE_YEAR, "36"}
    }


def the_print_names_who_is_missing(play, tmp_path):
    page = play.page_of(play.cast.reader)
    page.goto(play.round(YEAR).get_absolute_url())
    address = page.get_by_role("link", name="PDF").get_attribute("href")
    file = tmp_path / "bao-cao.pdf"
    file.write_bytes(page.request.get(address).body())
    text = subprocess.run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True, text=True).stdout

    assert CODE in address
    assert [words for words in ("8/9 đơn vị", "Huyện Xuân Trường", "101,4", "300") if words not in text] == []
