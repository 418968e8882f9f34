"""A report's workbook by hand: taken out, filled in, handed back with a slip, mended, and written beside a colleague."""

from datetime import date

import pytest
from openpyxl import load_workbook
from playwright.sync_api import expect

from reporting.filling import write_answers
from reporting.spreadsheets.report_form.layout import FIGURES
from tests.browser.test_accessibility import found_by
from tests.reporting.report_workbook.books import cell_of
from tests.reporting.typed_in import actual, stored, typed
from tests.year import midway_through, moment, report_of, the_plan

TODAY = date(2024, 11, 25)
UNIT = "363"  # nobody has typed anything into its report of the whole year
PHONE_WITHOUT_SCRIPTS = {"viewport": {"width": 360, "height": 740}, "java_script_enabled": False}


@pytest.fixture
def midway(transactional_db, on_day):
    on_day(TODAY)
    return midway_through()


def downloaded(page, name, path, role="link"):
    with page.expect_download() as waiting:
        page.get_by_role(role, name=name).click()
    waiting.value.save_as(path)
    return load_workbook(path)


def hand_in(page, book, path):
    book.save(path)
    page.get_by_label("Tệp Excel đã điền").set_input_files(path)
    page.get_by_role("button", name="Kiểm tra và xem trước").click()


def test_a_workbook_goes_out_comes_back_marked_and_is_written(midway, sign_in, axe, tmp_path):
    report, barriers = report_of(midway.whole, UNIT), []
    counts = [goal.indicator for goal in the_plan().goals.filter(indicator__measure="count", indicator__breakdown=None)]
    first, second = [one for one in dict.fromkeys(counts) if one.from_units and one.composition == "entered"][:2]
    one, other = (f"q{indicator.pk}-actual-value" for indicator in (first, second))
    page = sign_in(midway.cast.officers[UNIT])
    page.goto(report.get_absolute_url())
    book = downloaded(page, "Tải biểu Excel", tmp_path / "bieu.xlsx")

    page.get_by_role("link", name="Nạp tệp Excel").click()
    barriers += found_by(axe, page)
    cell_of(book, one).value, cell_of(book, other).value = "nhiều", 12
    hand_in(page, book, tmp_path / "sai.xlsx")
    expect(page.get_by_role("alert")).to_contain_text(f"Ô {cell_of(book, one).coordinate} ({first.name}")
    barriers += found_by(axe, page)
    marked = downloaded(page, "Tải tệp đã đánh dấu", tmp_path / "danh-dau.xlsx", role="button")
    assert cell_of(marked, one).comment.text in [cell.value for row in marked[FIGURES] for cell in row]

    colleague = {"by": midway.cast.heads[UNIT], "now": moment(TODAY), "version": report.version}
    write_answers(report, typed(second, value="11"), **colleague)
    page.get_by_role("link", name="Nạp lại tệp").click()
    cell_of(marked, one).value = "1.200"
    hand_in(page, marked, tmp_path / "dung.xlsx")
    expect(page.locator("main")).to_contain_text("1 ô sẽ ghi, 1 ô phải chọn")
    barriers += found_by(axe, page)
    page.get_by_role("row", name=second.name).get_by_role("radio").last.check()
    page.get_by_role("button", name="Ghi vào bản nháp").click()
    expect(page.locator("main")).to_contain_text("từ tệp Excel vào bản nháp")

    assert barriers == []
    assert [stored(report)[actual(indicator)]["value"] for indicator in (first, second)] == ["1200", "12"]


def test_it_needs_neither_scripts_nor_a_wide_screen(midway, sign_in, tmp_path):
    report = report_of(midway.whole, UNIT)
    page = sign_in(midway.cast.officers[UNIT], **PHONE_WITHOUT_SCRIPTS)
    page.goto(f"{report.get_absolute_url()}nap-excel/")
    book = downloaded(page, "Tải biểu Excel của báo cáo này", tmp_path / "bieu.xlsx")
    free = [cell for row in book[FIGURES].iter_rows(min_col=7, max_col=7) for cell in row if not cell.protection.locked]
    for cell in free[:3]:
        cell.value = 2

    hand_in(page, book, tmp_path / "dien.xlsx")

    expect(page.locator("main")).to_contain_text("3 ô sẽ ghi")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_role("button", name="Ghi vào bản nháp").click()
    expect(page.locator("main")).to_contain_text("từ tệp Excel vào bản nháp")
    assert {change.source for change in report.changes.all()} == {"workbook"}
