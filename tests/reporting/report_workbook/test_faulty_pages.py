"""Workbooks with something wrong in them, on their pages: nothing is written, and they come back marked."""

from datetime import date
from zipfile import ZipFile

import pytest

from reporting.answers import ANSWER, VALUE
from reporting.choices import ReportState
from reporting.spreadsheets.report_form.layout import FIGURES
from tests.builders import make_figure, make_report
from tests.reporting.report_workbook.books import cell_of, filled, head_row, opened, prose_cell, saved, taken, value_of
from tests.reporting.report_workbook.handing_in import carried, confirm, hand_in, url, words
from tests.reporting.typed_in import actual, parts_of, stored
from tests.test_pages import leaks_of


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


def test_nothing_is_written_while_anything_is_wrong_and_the_workbook_comes_back_marked(officer, report, jobs, money):
    make_figure(report, jobs, 12)
    raw = filled(taken(report), {value_of(jobs): "nhiều", value_of(money): 8.55}, {"results": "- Mở 02 lớp"})
    book = opened(raw)
    first = cell_of(book, value_of(jobs)).coordinate
    book[FIGURES]["L2"] = "=1+1"

    wrong = hand_in(officer, report, saved(book))

    said = words(wrong)
    assert (wrong.status_code, leaks_of(wrong.content.decode())) == (422, set())
    assert "Tệp có 2 chỗ phải sửa, chưa ghi gì" in said
    assert f"Ô {first} (Việc làm mới): “nhiều” – Chỉ gõ một số bằng chữ số" in said
    assert 'name="carried"' in wrong.content.decode()

    response = officer.post(url(report, "report-upload-marked"), carried(wrong))
    marked = opened(response.content)

    assert response["Content-Disposition"] == 'attachment; filename="danh-dau-bieu-huyen-hai-hau-nam-2024.xlsx"'
    cell = cell_of(marked, value_of(jobs))
    assert (cell.value, cell.fill.fgColor.rgb) == ("nhiều", "FFFFC7CE")
    assert cell.comment.text.startswith(f"Ô {first} (Việc làm mới): “nhiều” – Chỉ gõ một số")
    page = marked[FIGURES]
    column = next(head.column for head in page[head_row(page)] if head.value == "Chỗ phải sửa")
    assert page.cell(cell.row, column).value == cell.comment.text
    assert (page["L2"].value, prose_cell(marked, "results").value) == ("=1+1", "- Mở 02 lớp")
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "12"}}


def test_the_marked_workbook_is_mended_and_handed_in_again(officer, report, jobs, money, founded):
    htx, _ = parts_of(founded)
    raw = filled(taken(report), {value_of(jobs): "nhiều", value_of(money): 8.55, f"q{founded.pk}-actual-{htx}": 2})
    marked = officer.post(url(report, "report-upload-marked"), carried(hand_in(officer, report, raw))).content

    half = filled(marked, {value_of(jobs): 7})
    again = opened(officer.post(url(report, "report-upload-marked"), carried(hand_in(officer, report, half))).content)

    page = again[FIGURES]
    mended, wrong = cell_of(again, value_of(jobs)), cell_of(again, value_of(money))
    heads = [head.value for head in page[head_row(page)]]
    assert (mended.comment, mended.fill.fgColor.rgb, mended.protection.locked) == (None, "FFFFF9DB", False)
    assert (wrong.fill.fgColor.rgb, heads.count("Chỗ phải sửa")) == ("FFFFC7CE", 1)
    assert page.cell(mended.row, heads.index("Chỗ phải sửa") + 1).value is None
    assert page.protection.sheet is True
    assert len(page.data_validations.dataValidation) == 3

    confirm(officer, report, hand_in(officer, report, filled(saved(again), {value_of(money): "8,5"})))

    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "7"},
        actual(money): {ANSWER: "value", VALUE: "8.5"},
        actual(founded): {ANSWER: "value", htx: "2"},
    }


def test_merged_cells_are_marked_where_they_show(officer, report, jobs, money):
    book = opened(taken(report))
    first = cell_of(book, value_of(jobs)).row
    book[FIGURES].merge_cells(f"F{first}:G{first + 1}")
    wrong = hand_in(officer, report, saved(book))

    marked = opened(officer.post(url(report, "report-upload-marked"), carried(wrong)).content)

    assert "bị gộp với ô khác" in marked[FIGURES][f"F{first}"].comment.text


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.xlsx", b"PK\x03\x04", "Tệp này không phải sổ tính Excel (.xlsx)"),
        ("a.pdf", b"%PDF-1.7", "Tệp này không phải sổ tính Excel (.xlsx)"),
        ("a.xlsx", b"", "Tệp rỗng, không có nội dung."),
        ("a.xlsx", bytes(1_100_000), "Tệp nặng hơn 1 MB nên không được nhận."),
    ],
)
def test_what_is_no_workbook_is_told_at_the_box(officer, report, jobs, name, raw, said):
    response = hand_in(officer, report, raw, name)

    assert (response.status_code, said in words(response)) == (422, True)
    assert "<title>Lỗi:" in response.content.decode()


def test_another_reports_workbook_is_refused_at_the_box(officer, report, jobs, world):
    response = hand_in(officer, report, taken(make_report(report.round, world.y_yen)))

    assert response.status_code == 422
    assert "Tệp này là của Huyện Ý Yên, kỳ năm 2024." in words(response)


def test_a_locked_report_takes_no_workbook(officer, hai_hau_officer, report, jobs):
    preview = hand_in(officer, report, filled(taken(report), {value_of(jobs): 5}))
    type(report).objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, submitted_at="2024-11-20T09:00+07:00", submitted_by=hai_hau_officer
    )

    opened_again, written = officer.get(url(report), follow=True), confirm(officer, report, preview)

    assert opened_again.redirect_chain == written.redirect_chain == [(report.get_absolute_url(), 302)]
    assert "Báo cáo đã nộp lúc 09:00 20/11/2024 nên không sửa được." in words(written)
    assert stored(report) == {}


@pytest.mark.parametrize("name", ["report-upload-confirm", "report-upload-marked"])
def test_what_a_page_carries_cannot_be_changed_or_used_elsewhere(officer, report, jobs, plan, world, name):
    good = carried(hand_in(officer, report, filled(taken(report), {value_of(jobs): 5})))["carried"]
    wrong = carried(hand_in(officer, report, filled(taken(report), {value_of(jobs): "x"})))["carried"]
    right = {"report-upload-confirm": good, "report-upload-marked": wrong}[name]
    other = make_report(report.round, world.hai_hau, reporter="province")

    for pack in ("", right[:-1] + ("A" if right[-1] != "A" else "B"), wrong if right == good else good):
        response = officer.post(url(report, name), {"carried": pack}, follow=True)
        assert "Trang thiếu nội dung của tệp đã kiểm tra. Chọn lại tệp." in words(response)
    response = officer.post(url(other, name), {"carried": right}, follow=True)
    assert "Tệp đã kiểm tra là của báo cáo khác. Chọn lại tệp." in words(response)
    assert stored(report) == {}


def test_the_marked_file_is_a_sound_archive(officer, report, jobs, tmp_path):
    wrong = hand_in(officer, report, filled(taken(report), {value_of(jobs): "x"}))
    path = tmp_path / "marked.xlsx"

    path.write_bytes(officer.post(url(report, "report-upload-marked"), carried(wrong)).content)

    with ZipFile(path) as archive:
        assert archive.testzip() is None
        assert 'fullCalcOnLoad="1"' in archive.read("xl/workbook.xml").decode()
