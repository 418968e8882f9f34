"""CSV as Excel and others write it, workbooks, and the template, which reads back as it was filled in."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from plans.models import Plan
from reporting.backfilling import COLUMNS, HistoryWrong, preview_of, read_sheet, template_of
from reporting.backfilling.sheet import Row
from tests.reporting.old_figures import CODE, HEAD, NOW, make_old_year

WANTED = (Row(2, {"round": "nam-2024", "unit_code": "366", "indicator": "viec-lam", "value": "12,5"}),)


@pytest.mark.parametrize(
    "raw",
    [
        b'round,unit_code,indicator,value\nnam-2024,366,viec-lam,"12,5"\n',
        b'\xef\xbb\xbfround,unit_code,indicator,value\r\nnam-2024,366,viec-lam,"12,5"\r\n',
        b"round;unit_code;indicator;value\nnam-2024;366;viec-lam;12,5\n",
        b"round\tunit_code\tindicator\tvalue\nnam-2024\t366\tviec-lam\t12,5",
        "Kỳ báo cáo;Ghi thêm;Mã đơn vị;CHỈ SỐ;Giá trị\nnam-2024;gì đó;366;viec-lam;12,5\n\n;;;;".encode(),
        "ky bao cao;ma don vi;chi so;gia tri\n nam-2024 ;366;viec-lam;\u200b12,5".encode(),
    ],
    ids=["commas", "BOM", "semicolons", "tabs", "Vietnamese heads", "heads without marks"],
)
def test_csv_is_read_however_it_was_written(raw):
    assert read_sheet(raw).rows == WANTED


def workbook(*lines):
    book = Workbook()
    for line in lines:
        book.active.append(line)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_cells_of_a_workbook_are_what_they_are():
    raw = workbook(
        ["plan", "round", "unit_code", "indicator", "value", "numerator", "note"],
        [CODE, "nam-2024", 366, "viec-lam", 1234.5, 1000000, "+1 so với năm trước"],
        [None, "6 tháng 2024", "0366", "hoi", date(2024, 5, 20), None, None],
    )

    assert read_sheet(raw).rows == (
        Row(
            2,
            {
                "plan": CODE,
                "round": "nam-2024",
                "unit_code": "366",
                "indicator": "viec-lam",
                "value": "1.234,5",
                "numerator": "1.000.000",
                "note": "+1 so với năm trước",
            },
        ),
        Row(3, {"round": "6 tháng 2024", "unit_code": "0366", "indicator": "hoi", "value": "20/05/2024"}),
    )


def test_a_cell_without_a_value_is_told_by_its_place():
    raw = workbook(["round", "unit_code", "indicator", "value"], ["nam-2024", "366", "viec-lam", "=1/0"])

    with pytest.raises(HistoryWrong) as wrong:
        read_sheet(raw)

    assert [(mistake.line, mistake.column) for mistake in wrong.value.mistakes] == [(2, "value")]


@pytest.mark.django_db
def test_the_template_lists_rounds_units_and_indicators_and_reads_back(world, on_day):
    on_day(date(2026, 11, 22))
    plan = make_old_year(world)

    book = load_workbook(BytesIO(template_of(plan, date(2026, 11, 22))))

    lists = {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}
    assert lists["Số liệu"] == [list(COLUMNS.values())]
    assert lists["Kỳ"][1:] == [["6-thang-2024", "6 tháng 2024", "14/06/2024"], ["nam-2024", "Năm 2024", "29/11/2024"]]
    assert lists["Đơn vị"][1:] == [
        ["356", "Thành phố Nam Định", "6 tháng 2024, Năm 2024"],
        ["358", "Huyện Mỹ Lộc", "6 tháng 2024"],
        ["360", "Huyện Ý Yên", "6 tháng 2024, Năm 2024"],
        ["366", "Huyện Hải Hậu", "6 tháng 2024, Năm 2024"],
        ["36", "Tỉnh Nam Định", "6 tháng 2024, Năm 2024"],
    ]
    assert [row[0] for row in lists["Chỉ số"][1:]] == ["htx-moi", "tap-huan", "viec-lam", "hoi"]

    book["Số liệu"].append([CODE, "6 tháng 2024", "366", "Việc làm ổn định", None, 3])
    filled = BytesIO()
    book.save(filled)
    found = preview_of(read_sheet(filled.getvalue()), plans=Plan.objects.all(), now=NOW)
    assert (found.reports, found.figures) == (1, 1)


def test_the_columns_of_the_form_are_all_known():
    assert tuple(COLUMNS) == tuple(HEAD.split(","))
