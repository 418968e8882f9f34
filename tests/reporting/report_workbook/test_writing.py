"""What a report's workbook looks like: what is asked and what was, and which cells take something."""

from datetime import date
from decimal import Decimal

import pytest

from plans.choices import Measure
from reporting.spreadsheets.report_form.layout import FIGURES, HEADS, PROSE, STAMP
from reporting.spreadsheets.report_form.writing import file_name
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_figure,
    make_goal,
    make_indicator,
    make_plan,
    make_report,
    make_round,
    make_target,
)
from tests.reporting.report_workbook.books import cell_of, columns, head_row, opened, prose_cell, row_of, taken
from tests.reporting.typed_in import parts_of

D = Decimal


def page_of(report, **how):
    return opened(taken(report, **how))[FIGURES]


def texts(page, row):
    return [page.cell(row, column).value for column in range(1, len(HEADS) + 1)]


def addresses(page):
    return [cell.value for cell in page["B"][head_row(page) :] if cell.value]


def test_a_line_says_what_is_asked_and_what_was(plan, world, report, founded):
    make_target(founded.goals.get(), 3)
    half_year = make_round(plan, name="6 tháng 2024", period="half_year", cut_off=date(2024, 6, 14))
    htx, tht = (frozen(founded, value, part=part) for value, part in ((2, "htx"), (1, "tht")))
    accept_report(half_year, world.hai_hau, htx, tht)
    box, other = parts_of(founded)
    make_figure(report, founded, 4, part=founded.breakdown.parts.get(code="htx"), remark="Thêm 2 HTX")

    page = page_of(report)

    first = head_row(page)
    whole, part = row_of(page, f"q{founded.pk}-actual"), row_of(page, f"q{founded.pk}-actual-{box}")
    assert [page.cell(row, 1).value for row in range(1, first)] == [
        "BIỂU SỐ LIỆU BÁO CÁO – Huyện Hải Hậu, năm 2024",
        "Kế hoạch 108/KH-BTV. Số liệu tính đến hết ngày 29/11/2024. Hạn nộp: hết ngày 29/11/2024.",
        "Chỉ gõ vào ô nền vàng, các ô khác đã khóa; tổng và tỷ lệ tự tính. Số phát sinh ghi lũy kế từ đầu năm báo cáo.",
        "Không có số thì để trống ô số, chọn ở cột “Trả lời” và ghi lý do. Trang “Thuyết minh” để viết phần lời.",
        "Lưu dạng .xlsx rồi nạp ở trang báo cáo trên cổng. Nạp tệp chỉ ghi vào bản nháp; người ký báo cáo nộp trên cổng.",
    ]
    assert texts(page, first) == list(HEADS.values())
    assert page.cell(first + 1, 1).value == "II. NỘI DUNG HOẠT ĐỘNG"
    assert texts(page, whole) == [
        1,
        f"q{founded.pk}-actual",
        "HTX, THT mới",
        "HTX",
        "Tỉnh Nam Định: ít nhất 03 HTX, năm 2024",
        "3 (HTX 2; THT 1) – 6 tháng 2024",
        f'=IF(COUNT(G{part}:G{part + 2})=0,"",SUM(G{part}:G{part + 2}))',
        "Có số liệu",
        "Thêm 2 HTX",
    ]
    assert texts(page, part)[1:4] == [f"q{founded.pk}-actual-{box}", "– HTX", "HTX"]
    assert [page.cell(row, columns(page)["Số liệu"]).value for row in (part, part + 1, part + 2)] == [4, None, None]
    assert addresses(page)[2] == f"q{founded.pk}-actual-{other}"


def test_a_ratio_is_computed_and_a_fixed_denominator_is_not_asked(plan, report, trained):
    fixed = make_indicator("Xã có tổ liên kết", measure=Measure.RATIO, denominator_fixed=D(35), denominator_label="xã")
    make_goal(plan, fixed)
    make_figure(report, trained, numerator=D(30), denominator=D(40))

    book = opened(taken(report))

    share = cell_of(book, f"q{trained.pk}-actual")
    row = share.row
    assert share.value == (
        f'=IF(COUNT(G{row + 1},G{row + 2})<2,"",IF(G{row + 2}=0,"",'
        f"IF(G{row + 1}<G{row + 2},MIN(ROUND(G{row + 1}/G{row + 2},3),0.999),ROUND(G{row + 1}/G{row + 2},3))))"
    )
    assert [texts(book[FIGURES], at)[2] for at in (row, row + 1, row + 2)] == [
        "Cán bộ được tập huấn",
        "– số cán bộ đã tập huấn",
        "– số cán bộ đang công tác",
    ]
    denominator = cell_of(book, f"q{fixed.pk}-actual-denominator")
    assert (denominator.value, denominator.protection.locked) == (35, True)


def test_only_what_is_typed_is_unlocked(report, jobs, founded, trained, issued):
    book = opened(taken(report))
    page, prose = book[FIGURES], book[PROSE]

    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}

    htx, tht = parts_of(founded)
    rest = f"part{founded.breakdown.parts.get(code='chua-phan-loai').pk}"
    boxes = [
        *(f"q{jobs.pk}-actual-value", f"q{issued.pk}-actual-day"),
        *(f"q{founded.pk}-actual-{box}" for box in (htx, tht, rest)),
        *(f"q{trained.pk}-actual-{box}" for box in ("numerator", "denominator")),
    ]
    leading = [f"q{jobs.pk}-actual-value", f"q{founded.pk}-actual", f"q{trained.pk}-actual", f"q{issued.pk}-actual-day"]
    expected = {cell_of(book, address).coordinate for address in boxes}
    expected |= {cell_of(book, address, column).coordinate for address in leading for column in ("answer", "note")}
    assert free == expected
    assert [cell.coordinate for row in prose.iter_rows() for cell in row if not cell.protection.locked] == [
        "C3", "C4", "C5", "C6",
    ]  # fmt: skip
    assert (page.protection.sheet, prose.protection.sheet, book[STAMP].sheet_state) == (True, True, "veryHidden")
    assert (page.column_dimensions["B"].hidden, prose.column_dimensions["A"].hidden) == (True, True)


def test_cells_offer_and_expect_what_the_form_takes(report, jobs, money, issued):
    page = page_of(report)

    rules = {str(rule.sqref): (rule.type, rule.formula1) for rule in page.data_validations.dataValidation}
    first = head_row(page) + 2
    assert rules == {
        f"G{first}": ("whole", "0"),
        f"G{first + 1}": ("decimal", "0"),
        f"H{first} H{first + 1}": ("list", '"Có số liệu,Không phát sinh,Không áp dụng,Chưa có số liệu"'),
        f"H{first + 2}": ("list", '"Đã hoàn thành,Chưa thực hiện,Không áp dụng,Chưa có số liệu"'),
    }
    assert [page.cell(first + row, 7).number_format for row in range(3)] == ["#,##0", "#,##0.0", "@"]


def test_it_prints_across_a4_with_its_headings_on_each_page(report, jobs):
    page = page_of(report)

    first = head_row(page)
    setup = page.page_setup
    assert (setup.orientation, setup.paperSize, setup.fitToWidth, setup.fitToHeight) == ("landscape", 9, 1, 0)
    assert (page.print_title_rows, page.freeze_panes) == (f"${first}:${first}", f"D{first + 1}")
    assert page.oddFooter.center.text == "&P/&N"
    assert {cell.font.name for row in page.iter_rows() for cell in row if cell.value} == {"Times New Roman"}


def test_several_numbers_of_an_indicator_and_several_plans_are_told_apart(plan, world):
    round_ = make_round(plan, asks_estimate=True)
    other = make_plan(scope=world.nam_dinh, number="99/KH-UBND", signed_on=date(2024, 3, 1))
    round_.plans.add(other)
    jobs, classes = make_indicator("Việc làm mới"), make_indicator("Lớp tập huấn")
    make_goal(plan, jobs)
    make_goal(other, classes)

    page = page_of(make_report(round_, world.hai_hau))

    first = head_row(page)
    assert [page.cell(row, 1).value or page.cell(row, 3).value for row in range(first + 1, first + 7)] == [
        "II. NỘI DUNG HOẠT ĐỘNG (Kế hoạch 108/KH-BTV)",
        1,
        "Việc làm mới\nƯớc cả năm 2024",
        "II. NỘI DUNG HOẠT ĐỘNG (Kế hoạch 99/KH-UBND)",
        2,
        "Lớp tập huấn\nƯớc cả năm 2024",
    ]
    assert page.cell(first + 2, 3).value == "Việc làm mới\nĐến ngày 29/11/2024"


def test_what_was_answered_stands_in_it(report, jobs, issued, money, founded):
    make_figure(report, jobs, 0)
    make_figure(report, founded, 0, part=founded.breakdown.parts.get(code="htx"))
    make_figure(report, money, answer="no_data", reason="=Đang rà soát")
    make_figure(report, issued, 1, done_on=date(2024, 5, 6))
    report.narratives.create(heading="results", text="- Mở 02 lớp\n- Tốt")

    book = opened(taken(report))

    line = f"q{jobs.pk}-actual-value"
    assert (cell_of(book, line).value, cell_of(book, line, "answer").value) == (0, "Không phát sinh")
    partly = f"q{founded.pk}-actual"
    assert cell_of(book, partly, "answer").value == "Có số liệu"
    note = cell_of(book, f"q{money.pk}-actual-value", "note")
    assert (note.value, note.data_type, note.quotePrefix) == ("=Đang rà soát", "s", True)
    day = cell_of(book, f"q{issued.pk}-actual-day")
    assert (day.value, day.number_format) == ("06/05/2024", "@")
    assert prose_cell(book, "results").value == "- Mở 02 lớp\n- Tốt"


@pytest.mark.parametrize("free", [True, False])
def test_a_report_that_takes_nothing_now_is_locked_as_a_whole(report, jobs, free):
    book = opened(taken(report, free=free))

    page = book[FIGURES]
    assert any(not cell.protection.locked for row in page.iter_rows() for cell in row) is free
    assert (page.cell(3, 1).value == "Bản để đọc: báo cáo này hiện không nhập được.") is not free
    assert bool(page.data_validations.dataValidation) is free


def test_a_sample_says_so(report, jobs, on_day):
    on_day(date(2024, 11, 20))

    page = page_of(report)

    assert page.cell(head_row(page) - 1, 1).value == "DỮ LIỆU MẪU"
    assert page.oddHeader.right.text == "DỮ LIỆU MẪU"


def test_the_file_is_named_after_whose_it_is(report):
    assert file_name(report) == "bieu-huyen-hai-hau-nam-2024.xlsx"


def test_a_name_that_looks_like_a_formula_is_a_text(plan, report):
    indicator = make_indicator("=1+1 & _x0041_", breakdown=make_breakdown(parts=[("a", "@phần")]))
    make_goal(plan, indicator)

    page = page_of(report)

    names = [page.cell(row_of(page, f"q{indicator.pk}-actual") + row, 3) for row in (0, 1)]
    assert [(cell.value, cell.data_type) for cell in names] == [("=1+1 & _x005F_x0041_", "s"), ("– @phần", "s")]
