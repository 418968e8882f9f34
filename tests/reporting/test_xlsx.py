import time
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from reporting.documents import sheets
from reporting.documents.content import province_report
from reporting.documents.sheets import Sheet
from reporting.documents.xlsx import xlsx_of
from tests.reporting.year_2024 import make_year_2024


@pytest.fixture
def year(world):
    return make_year_2024(world)


def reopened(*cells):
    """One row written by a sheet, as a spreadsheet program reads it."""
    workbook = Workbook(write_only=True)
    sheet = Sheet(workbook, "Thử", [10], header_row=1)
    sheet.write(cells)
    return next(iter(reread(workbook)["Thử"]))


def reread(workbook):
    written = BytesIO()
    workbook.save(written)
    return load_workbook(BytesIO(written.getvalue()))


@pytest.mark.parametrize(
    "typed",
    [
        "=1+1",
        "=cmd|' /C calc'!A0",
        "+84912345678",
        "-5 HTX",
        "@SUM(A1)",
        "\t=1",
        "＝1+1",
        "#N/A",
        "1.234",
        "2024-06-14",
    ],
)
def test_what_people_typed_stays_text(typed):
    (cell,) = reopened(sheets.text(typed))

    assert (cell.data_type, cell.value) == ("s", typed)


def test_a_text_that_looks_like_a_formula_keeps_its_apostrophe():
    formula, plain = reopened(sheets.text("=1+1"), sheets.text("Huyện Hải Hậu"))

    assert (formula.quotePrefix, plain.quotePrefix) == (True, False)


def test_characters_that_no_workbook_holds_are_left_out():
    (cell,) = reopened(sheets.text("Thiếu\x0bvốn\x00\x1f"))

    assert cell.value == "Thiếuvốn"


@pytest.mark.parametrize(
    ("cell", "value", "number_format"),
    [
        (sheets.number(Decimal(1234567)), 1234567, "#,##0"),
        (sheets.number(Decimal("12.50"), 2), 12.5, "#,##0.00"),
        (sheets.number(Decimal(-3)), -3, "#,##0"),
        (sheets.number(Decimal(0)), 0, "#,##0"),
        (sheets.percent(Decimal("80.5")), 0.805, "0.0%"),
        (sheets.percent(Decimal(400) / 3), 1.333333333333333, "0.0%"),
        (sheets.percent(Decimal(100)), 1, "0.0%"),
        (sheets.percent(Decimal("99.96")), 0.9996, "0.00%"),
        (sheets.percent(Decimal("99.99999")), 0.999999, "0.0000%"),
        (sheets.day(date(2024, 5, 20)), datetime(2024, 5, 20), "dd/mm/yyyy"),
    ],
)
def test_numbers_are_numbers_and_look_vietnamese(cell, value, number_format):
    (read,) = reopened(cell)

    assert (read.value, read.number_format) == (
        pytest.approx(value) if isinstance(value, float) else value,
        number_format,
    )


def test_no_number_is_an_empty_cell_and_not_nought():
    missing, there = reopened(sheets.number(None), sheets.number(Decimal(0)))

    assert (missing.value, there.value) == (None, 0)


def test_every_sheet_is_ready_to_print(year):
    workbook = load_workbook(BytesIO(xlsx_of(province_report(year.plan, year.round))))

    assert workbook.sheetnames == ["Kết quả", "Theo đơn vị", "Thông tin"]
    for sheet in workbook:
        setup = sheet.page_setup
        assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage is True
        assert sheet.print_title_rows == "$5:$5"
        assert sheet.freeze_panes in ("A6", "B6", "C6")


def test_the_results_are_the_figures_of_the_report(year):
    report = province_report(year.plan, year.round)

    sheet = load_workbook(BytesIO(xlsx_of(report)))["Kết quả"]

    rows = [[cell.value for cell in row[3:]] for row in sheet.iter_rows(min_row=6)]
    assert rows == [
        [
            "HTX, THT mới thành lập (HTX)", "HTX", "2024", "ít nhất", 3, None, 4, None, None,
            pytest.approx(1.3333333), "Vượt", 2, 3,
        ],
        [
            "Tỷ lệ cán bộ Hội được tập huấn", "%", "2024", "đạt", 1, None, 0.8, 40, 50, 0.8, "Chậm", 2, 3,
        ],
        [
            "Thành lập Hội Nữ doanh nhân tỉnh", None, "2024", "đạt", None, None, datetime(2024, 5, 20), None, None,
            None, "Đạt", 1, 1,
        ],
        [
            "HTX, THT mới thành lập (HTX)", "HTX", "2024", "ít nhất", 1, None, 1, 1, 3,
            pytest.approx(0.3333333), "Chậm", 2, 3,
        ],
    ]  # fmt: skip


def test_the_units_sheet_holds_every_number_and_its_columns_add_up(year):
    sheet = load_workbook(BytesIO(xlsx_of(province_report(year.plan, year.round))))["Theo đơn vị"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5)]
    assert rows == [
        [
            "TT", "Đơn vị", "Ghi chú", "HTX, THT mới thành lập (HTX) (HTX, 2024)",
            "Tỷ lệ cán bộ Hội được tập huấn (%, 2024)", "Thành lập Hội Nữ doanh nhân tỉnh (2024)",
        ],
        [1, "Thành phố Nam Định", None, 4, 0.75, None],
        [2, "Huyện Ý Yên", None, None, None, None],
        [3, "Huyện Hải Hậu", None, 0, 1, None],
        [4, "Phần do cấp tỉnh nhập", None, None, None, datetime(2024, 5, 20)],
        [None, "Toàn kế hoạch", None, 4, 0.8, "1/1"],
    ]  # fmt: skip


def test_a_sample_says_so_on_every_sheet(year, settings):
    settings.SAMPLE_DATABASE = True
    workbook = load_workbook(BytesIO(xlsx_of(province_report(year.plan, year.round))))
    assert {sheet["A4"].value for sheet in workbook} == {"DỮ LIỆU MẪU"}
    assert {sheet.oddHeader.right.text for sheet in workbook} == {"DỮ LIỆU MẪU"}

    settings.SAMPLE_DATABASE = False
    workbook = load_workbook(BytesIO(xlsx_of(province_report(year.plan, year.round))))
    assert {sheet["A4"].value for sheet in workbook} == {None}


def test_the_facts_say_what_is_missing(year):
    sheet = load_workbook(BytesIO(xlsx_of(province_report(year.plan, year.round))))["Thông tin"]

    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=6)] == [
        ["Kế hoạch", "Kế hoạch số 108/KH-BTV: Đề án 01 năm 2024"],
        ["Phạm vi", "Tỉnh Nam Định"],
        ["Kỳ báo cáo", "Năm 2024"],
        ["Số liệu chốt đến ngày", "29/11/2024"],
        ["Số liệu theo đơn vị", "Theo địa giới ngày 29/11/2024 (ngày chốt số liệu)"],
        ["Đơn vị báo cáo", "2/3 báo cáo được duyệt"],
        ["Cấp tỉnh", "1/1 báo cáo được duyệt"],
        ["Đã nộp, chưa được duyệt", "Huyện Ý Yên"],
    ]


def test_the_same_report_gives_the_same_bytes_whatever_the_clock_says(year, monkeypatch):
    report = province_report(year.plan, year.round)
    written = xlsx_of(report)
    started = time.time()
    monkeypatch.setattr(time, "time", lambda: started + 100_000)

    assert xlsx_of(report) == written
    properties = load_workbook(BytesIO(written)).properties
    assert (properties.created, properties.modified) == (datetime(2024, 11, 29), datetime(2024, 11, 29))
