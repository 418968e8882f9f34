"""Workbooks that are no form of this report, or that are dangerous: refused as a whole, with what to do."""

import time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from django.core import signing

from plans.models import Goal, Indicator
from portal.errors import RuleBroken
from portal.workbooks import HAS_MACROS, NOT_A_WORKBOOK, OLD_FORMAT, TOO_HEAVY
from reporting.questionnaire import forget_questionnaires
from reporting.spreadsheets.report_form.layout import FIGURES, PROSE, STAMP
from reporting.spreadsheets.report_form.stamp import NOT_OURS
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_round
from tests.reporting.report_workbook.books import compared, head_row, opened, read, saved, taken


def refusal(report, raw):
    with pytest.raises(RuleBroken) as refused:
        read(report, raw)
    return str(refused.value)


def test_another_units_workbook_is_refused_by_its_name(report, jobs, world):
    other = make_report(report.round, world.y_yen)

    assert refusal(report, taken(other)) == (
        "Tệp này là của Huyện Ý Yên, kỳ năm 2024. Báo cáo đang mở là của Huyện Hải Hậu, kỳ năm 2024. "
        "Mở đúng báo cáo đó để nạp, hoặc chọn tệp khác."
    )


def test_another_rounds_workbook_is_refused_by_its_name(report, jobs, plan, world):
    half = make_round(plan, period="half_year", name="6 tháng 2024", cut_off="2024-06-14")
    half.refresh_from_db()

    assert refusal(report, taken(make_report(half, world.hai_hau))) == (
        "Tệp này là của Huyện Hải Hậu, kỳ 6 tháng 2024. Báo cáo đang mở là của Huyện Hải Hậu, kỳ năm 2024. "
        "Mở đúng báo cáo đó để nạp, hoặc chọn tệp khác."
    )


def ask_more(plan, report, indicator):
    make_goal(plan, make_indicator("Lớp tập huấn"))


def ask_less(plan, report, indicator):
    other = make_indicator("Lớp tập huấn")
    Goal.objects.filter(indicator=indicator).update(indicator=other)


def count_in_another_unit(plan, report, indicator):
    Indicator.objects.filter(pk=indicator.pk).update(unit_of_measure="lượt người")


def ask_of_another_day(plan, report, indicator):
    type(report.round).objects.filter(pk=report.round_id).update(cut_off="2024-11-20")
    report.round.refresh_from_db()


@pytest.mark.parametrize("changed", [ask_more, ask_less, count_in_another_unit, ask_of_another_day])
def test_a_workbook_that_asks_otherwise_is_refused_by_its_name(report, jobs, plan, changed):
    raw = taken(report)

    changed(plan, report, jobs)
    forget_questionnaires()

    assert refusal(report, raw) == (
        "Tệp này là của Huyện Hải Hậu, kỳ năm 2024, nhưng tải từ bản biểu cũ: từ đó biểu đã thêm, bớt chỉ số hoặc đổi "
        "đơn vị tính, ngày chốt. Tải biểu mới rồi chép số sang."
    )


def test_an_older_version_that_asks_the_same_is_compared(report, jobs):
    raw = taken(report)

    make_figure(report, jobs, 12)
    report.version = 5

    assert (compared(report, raw).changes, compared(report, raw).kept) == ((), 1)


def forge(sheet):
    sheet["A1"] = sheet["A1"].value[:-1] + ("A" if sheet["A1"].value[-1] != "A" else "B")


def sign_something_else(sheet):
    sheet["A1"] = signing.dumps({"report": 1}, salt="report-workbook")


def borrow_another_signature(sheet):
    sheet["A1"] = signing.dumps({"report": 1}, salt="allotment-workbook")


def empty(sheet):
    sheet["A1"] = None


def drop(sheet):
    sheet.parent.remove(sheet)


@pytest.mark.parametrize("tamper", [forge, sign_something_else, borrow_another_signature, empty, drop])
def test_a_stamp_that_is_forged_or_gone_is_refused(report, jobs, tamper):
    book = opened(taken(report))
    tamper(book[STAMP])

    assert refusal(report, saved(book)) == NOT_OURS


def test_a_long_stamp_goes_into_several_cells(report, plan):
    for number in range(60):
        make_figure(report, make_goal(plan, make_indicator(f"Chỉ số {number}")).indicator, number, remark="Vì sao")
    forget_questionnaires()

    raw = taken(report)

    assert compared(report, raw).same == 120


@pytest.mark.parametrize("words", ["Số liệu", "Trả lời", "Lý do, giải trình", "Mã dòng"])
def test_a_column_that_is_gone_or_stands_twice_is_named(report, jobs, words):
    book, twice = opened(taken(report)), opened(taken(report))
    page, other = book[FIGURES], twice[FIGURES]
    column = next(cell.column for cell in page[head_row(page)] if cell.value == words)
    other.cell(head_row(other), 12).value = words
    page.delete_cols(column)

    assert refusal(report, saved(book)) == (
        f"Tệp thiếu cột “{words}” ở trang “Biểu số liệu”. Tải lại biểu từ báo cáo rồi chép số sang."
    )
    assert refusal(report, saved(twice)) == (
        f"Tệp có hai cột “{words}” ở trang “Biểu số liệu”. Giữ một cột, xóa cột kia rồi nạp lại."
    )


def test_a_sheet_that_is_gone_is_refused_or_left_out(report, jobs):
    without_figures, without_prose = opened(taken(report)), opened(taken(report))
    without_figures.remove(without_figures[FIGURES])
    without_prose.remove(without_prose[PROSE])

    assert refusal(report, saved(without_figures)) == NOT_OURS
    assert len(read(report, saved(without_prose))[0].missing) == 4


# --- Dangerous files --------------------------------------------------------------------------------------------------


def with_member(raw, name, content):
    written = BytesIO()
    with ZipFile(BytesIO(raw)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for member in before.namelist():
            if member != name:
                after.writestr(member, before.read(member))
        after.writestr(name, content)
    return written.getvalue()


def changed_sheet(raw, before, after):
    name = "xl/worksheets/sheet1.xml"
    with ZipFile(BytesIO(raw)) as archive:
        content = archive.read(name).decode()
    assert before in content
    return with_member(raw, name, content.replace(before, after, 1))


BAD = {
    "empty": (lambda raw: b"", NOT_A_WORKBOOK),
    "truncated": (lambda raw: raw[:-300], NOT_A_WORKBOOK),
    "old or encrypted": (lambda raw: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), OLD_FORMAT),
    "macros": (lambda raw: with_member(raw, "xl/vbaProject.bin", b"macro"), HAS_MACROS),
    "path": (lambda raw: with_member(raw, "../../etc/x", b"out"), NOT_A_WORKBOOK),
    "bomb": (lambda raw: with_member(raw, "xl/media/x.bin", bytes(60_000_000)), TOO_HEAVY),
    "heavy": (lambda raw: raw + bytes(1_100_000), "Tệp nặng hơn 1 MB nên không được nhận."),
    "entities": (
        lambda raw: changed_sheet(raw, "<worksheet", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///x">]><worksheet'),
        NOT_A_WORKBOOK,
    ),
    "far cell": (
        lambda raw: changed_sheet(
            raw, "</sheetData>", '<row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData>'
        ),
        "Bảng có dữ liệu quá dòng 20000. Xóa phần thừa ở dưới rồi gửi lại.",
    ),
}


@pytest.mark.parametrize("which", BAD)
def test_a_dangerous_file_is_refused_soon(report, jobs, which):
    make, said = BAD[which]
    raw, begun = make(taken(report)), time.monotonic()

    assert refusal(report, raw) == said
    assert time.monotonic() - begun < 2


def test_cells_merged_over_the_whole_sheet_are_told_in_no_time(report, jobs):
    merged = '</sheetProtection><mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    raw = taken(report)
    with ZipFile(BytesIO(raw)) as archive:
        content = archive.read("xl/worksheets/sheet1.xml").decode()
    tail = "<printOptions" if "<printOptions" in content else "<dataValidations"
    begun = time.monotonic()

    sent, _ = read(report, changed_sheet(raw, tail, merged.removeprefix("</sheetProtection>") + tail))

    assert list(sent.refused.values()) == ["ô bị gộp với ô khác (A1:XFD1048576). Bỏ gộp ô rồi gõ vào từng ô."]
    assert time.monotonic() - begun < 2
