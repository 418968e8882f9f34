"""A report marked figure by figure, corrected by the unit, and looked at again by the province: only what matters then."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from portal.dates import VIET_NAM
from reporting.models import Report
from reporting.workflow import move_report
from tests.browser.entry_world import TODAY, box, make_entry_world, stored_texts, type_into, wait_until_saved
from tests.browser.test_accessibility import found_by
from tests.builders import make_figure

NOON = datetime(2024, 11, 20, 12, 0, tzinfo=VIET_NAM)


@pytest.fixture
def entry(transactional_db, world, hai_hau_head, on_day):
    """Handed in: 8 jobs, 3 HTX and 2 THT, 30 of 40 trained, the plan issued."""
    on_day(TODAY)
    entry = make_entry_world(world)
    htx, tht = entry.founded.breakdown.parts.order_by("order")[:2]
    make_figure(entry.report, entry.jobs, 8)
    make_figure(entry.report, entry.founded, 3, part=htx)
    make_figure(entry.report, entry.founded, 2, part=tht)
    make_figure(entry.report, entry.trained, numerator=30, denominator=40)
    make_figure(entry.report, entry.issued, 1, done_on=TODAY)
    Report.objects.filter(pk=entry.report.pk).update(version=1)
    move_report(entry.report, "submit", by=hai_hau_head, now=NOON)
    return entry


def mark(page, indicator, words):
    page.locator(f"#q{indicator.pk}-actual-remark").fill(words)
    page.locator(f'[name="q{indicator.pk}-actual-mark"]').check()


def rows_shown(page):
    return [row.get_attribute("id") for row in page.locator(".figure-grid--review tbody tr").all()]


def test_figures_are_marked_corrected_and_looked_at_again(entry, hai_hau_head, province_reviewer, sign_in, axe):
    review = f"/bao-cao/{entry.report.pk}/xem-xet/"
    reviewer = sign_in(province_reviewer)
    reviewer.goto(review)
    reviewer.get_by_role("button", name="Nhận xem xét").click()
    assert len(rows_shown(reviewer)) == 4
    assert found_by(axe, reviewer) == []
    mark(reviewer, entry.jobs, "Kiểm tra lại số việc làm")
    mark(reviewer, entry.trained, "Ghi số cán bộ đang công tác")
    reviewer.locator("summary", has_text="Trả lại").click()
    reviewer.get_by_role("button", name="Trả lại").click()
    expect(reviewer.get_by_text("Đã trả lại báo cáo của Huyện Hải Hậu")).to_be_visible()

    correct_in_the_unit(entry, sign_in(hai_hau_head), axe)

    reviewer.goto(review)
    reviewer.get_by_role("button", name="Nhận xem xét").click()
    jobs, founded, trained = (f"q{one.pk}-actual" for one in (entry.jobs, entry.founded, entry.trained))
    assert rows_shown(reviewer) == [jobs, founded, trained]
    assert "Trước khi trả lại: 8" in reviewer.locator(f"#{jobs}").inner_text()
    assert "Đếm thiếu một tổ" in reviewer.locator(f"#{founded}").inner_text()
    assert "Ghi số cán bộ đang công tác" in reviewer.locator(f"#{trained}").inner_text()
    assert found_by(axe, reviewer) == []
    reviewer.get_by_role("button", name="Duyệt", exact=True).click()
    expect(reviewer.get_by_text("Đã duyệt báo cáo của Huyện Hải Hậu")).to_be_visible()


def correct_in_the_unit(entry, page, axe):
    """One of the two marked rows is corrected; another one is opened with a reason; the report is handed in again."""
    page.goto(f"/bao-cao/{entry.report.pk}/")
    assert "Trả lại, 2 ô cần sửa" in page.inner_text("main")
    assert found_by(axe, page) == []
    page.get_by_role("link", name="Việc làm mới", exact=True).first.click()
    expect(box(page, entry.boxes.jobs)).to_be_visible()
    expect(box(page, entry.boxes.htx)).to_have_count(0)
    assert found_by(axe, page) == []
    type_into(page, entry.boxes.jobs, "9")
    wait_until_saved(page)

    page.locator(f"#q{entry.founded.pk}-actual").get_by_role("link", name="Mở ô này để sửa").click()
    assert found_by(axe, page) == []
    page.get_by_label("Lý do phải sửa ô này").fill("Đếm thiếu một tổ")
    page.get_by_role("button", name="Mở ô này để sửa").click()
    type_into(page, entry.boxes.tht, "3")
    wait_until_saved(page)
    assert (stored_texts(entry.report)[entry.boxes.jobs], stored_texts(entry.report)[entry.boxes.tht]) == ("9", "3")
    page.get_by_role("button", name="Lưu và kiểm tra").click()
    page.get_by_role("button", name="Nộp báo cáo").click()
    page.wait_for_url("**/bien-nhan/**")


def test_the_review_is_read_on_a_phone(entry, province_reviewer, sign_in):
    page = sign_in(province_reviewer, viewport={"width": 360, "height": 740})
    page.goto(f"/bao-cao/{entry.report.pk}/xem-xet/")
    page.get_by_role("button", name="Nhận xem xét").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    mark(page, entry.jobs, "Kiểm tra lại")
    page.get_by_role("button", name="Lưu nhận xét").click()
    expect(page.get_by_text("Đã lưu nhận xét ở 1 ô.")).to_be_visible()
    expect(page.locator(f"#q{entry.jobs.pk}-actual-remark")).to_have_value("Kiểm tra lại")


def test_the_whole_way_works_without_javascript(entry, hai_hau_head, province_reviewer, sign_in):
    reviewer = sign_in(province_reviewer, java_script_enabled=False)
    reviewer.goto(f"/bao-cao/{entry.report.pk}/xem-xet/")
    reviewer.get_by_role("button", name="Nhận xem xét").click()
    mark(reviewer, entry.jobs, "Kiểm tra lại")
    reviewer.get_by_role("button", name="Lưu nhận xét").click()
    reviewer.locator("summary", has_text="Trả lại").click()
    reviewer.get_by_role("button", name="Trả lại").click()

    unit = sign_in(hai_hau_head, java_script_enabled=False)
    unit.goto(f"/bao-cao/{entry.report.pk}/nhap/")
    box(unit, entry.boxes.jobs).fill("9")
    unit.get_by_role("button", name="Lưu nháp").click()

    assert stored_texts(entry.report)[entry.boxes.jobs] == "9"
    assert "Ô này đang khóa" in unit.inner_text("main")
