"""Old PCs, strict offices: everything works with JavaScript switched off."""

from datetime import date

from playwright.sync_api import expect

from reporting.choices import ReportState
from tests.browser.hands import type_in
from tests.year import HAI_HAU, WHOLE_YEAR, midway_through, posted, report_of

NO_SCRIPTS = {"java_script_enabled": False}


def test_a_report_is_filled_submitted_and_accepted(transactional_db, on_day, sign_in):
    on_day(date(2024, 11, 25))
    midway = midway_through()
    report = report_of(midway.whole, HAI_HAU)
    district = sign_in(midway.cast.heads[HAI_HAU], **NO_SCRIPTS)

    district.goto(f"/bao-cao/{report.pk}/nhap/")
    type_in(district, posted(report, WHOLE_YEAR[HAI_HAU]))
    district.get_by_role("button", name="Lưu và kiểm tra").click()
    district.get_by_role("button", name="Nộp báo cáo").click()
    expect(district.get_by_role("heading", level=1)).to_have_text("Biên nhận nộp báo cáo")
    province = sign_in(midway.cast.reviewer, **NO_SCRIPTS)
    province.goto(f"/bao-cao/{report.pk}/")
    province.locator("summary", has_text="Trả lại").click()
    expect(province.get_by_label("Lý do")).to_be_visible()
    province.get_by_role("button", name="Duyệt", exact=True).click()

    assert report_of(midway.whole, HAI_HAU).state == ReportState.ACCEPTED
