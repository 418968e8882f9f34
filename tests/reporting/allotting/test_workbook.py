"""A sheet of allotments as a workbook that is filled in and comes back; and what a unit is asked for once it is published."""

from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from plans.allocation.reading import read_grid
from plans.allocation.sheets import OWN
from plans.models import AllotmentSheet
from portal.errors import RuleBroken
from reporting.allotting.comparing import compared
from reporting.questions import questions_of
from reporting.spreadsheets.allotment import HEADER_ROW, STAMP_ROW, TITLE_OF_SHEET, read_sent, workbook_of
from tests.builders import make_report, make_round
from tests.plans.allotments import begun, published, typed

D = Decimal
TODAY = date(2024, 3, 1)


@pytest.fixture
def sheet(plan, founded, trained, classes, province_administrator):
    return begun(plan, province_administrator)


def opened(raw):
    return load_workbook(BytesIO(raw))


def saved(book):
    written = BytesIO()
    book.save(written)
    return written.getvalue()


FIRST = HEADER_ROW + 1  # the row of the first unit, the city


def test_the_workbook_goes_out_and_comes_back_the_same(sheet, founded, trained, classes, world, province_administrator):
    cells = {founded: {world.city: 4, world.hai_hau: 1234}, trained: {world.y_yen: "62.5"}, classes: {OWN: 12}}
    grid = read_grid(typed(sheet, cells, province_administrator))

    sent = read_sent(grid, workbook_of(grid, TODAY))

    comparison = compared(grid, sent.typed.changes)
    assert (sent.typed.mistakes, sent.is_older, comparison.changes) == ([], False, ())


def test_only_what_may_be_typed_is_unlocked(grid):
    page = opened(workbook_of(grid, TODAY))[TITLE_OF_SHEET]
    free = {cell.coordinate for row in page.iter_rows() for cell in row if not cell.protection.locked}

    assert page.protection.sheet is True
    assert page.row_dimensions[STAMP_ROW].hidden is True
    assert page.column_dimensions["B"].hidden is True
    assert [page.cell(HEADER_ROW, column).value for column in (1, 3, 4, 5, 6)] == [
        "TT", "Đơn vị", "HTX mới (HTX)", "Tỷ lệ cán bộ (%)", "Lớp tập huấn (HTX)".replace("HTX", "lớp"),
    ]  # fmt: skip
    assert free == {f"{column}{row}" for column in "DEF" for row in range(FIRST, FIRST + 4)} | {"F12"}
    assert page["D11"].value == '=IF(COUNT(D7:D10)=0,"",SUM(D7:D10))'
    assert page["E11"].value == '=IF(COUNT(E7:E10)=0,"",MIN(E7:E10))'
    assert page["D13"].value == '=IF(OR(D11="",D12=""),"",D11-D12)'


def test_what_is_filled_in_is_read_and_what_is_emptied_empties(sheet, founded, world, province_administrator):
    grid = read_grid(typed(sheet, {founded: {world.city: 4}}, province_administrator))
    book = opened(workbook_of(grid, TODAY))
    page = book[TITLE_OF_SHEET]
    page["D7"], page["D8"], page["E9"], page["F12"] = None, 2, "62,5", 9

    comparison = compared(grid, read_sent(grid, saved(book)).typed.changes)

    assert comparison.different == {
        "htx": {world.city.pk: None, world.my_loc.pk: D(2)},
        "ty-le": {world.y_yen.pk: D("62.5")},
        "lop": {OWN: D(9)},
    }


def test_all_mistakes_of_a_workbook_are_told_at_once(grid, sheet):
    book = opened(workbook_of(grid, TODAY))
    page = book[TITLE_OF_SHEET]
    page["D7"], page["D8"], page["E9"], page["D10"] = 1.5, "nhiều", "=1+1", date(2024, 1, 1)

    mistakes = [mistake.text for mistake in read_sent(grid, saved(book)).typed.mistakes]

    assert mistakes == [
        "Ô E9 (Tỷ lệ cán bộ): công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi",
        "Ô D10 (HTX mới): không phải là số",
        "Ô D7: HTX mới, Thành phố Nam Định: “1,5” – Ô này chỉ nhận số nguyên, không có phần sau dấu phẩy.",
        "Ô D8: HTX mới, Huyện Mỹ Lộc: “nhiều” – Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức.",
    ]


def test_rows_and_columns_that_moved_are_found_by_their_marks(grid, world):
    book = opened(workbook_of(grid, TODAY))
    page = book[TITLE_OF_SHEET]
    page["D10"] = 7
    page.insert_rows(1)
    page.delete_rows(8)

    assert compared(grid, read_sent(grid, saved(book)).typed.changes).different == {"htx": {world.hai_hau.pk: D(7)}}


def test_a_workbook_of_another_sheet_or_without_its_stamp_is_refused(plan, grid, sheet, province_administrator):
    raw = workbook_of(grid, TODAY)
    AllotmentSheet.objects.filter(pk=sheet.pk).delete()
    other = read_grid(begun(plan, province_administrator))
    forged = opened(raw)
    forged[TITLE_OF_SHEET].cell(STAMP_ROW, 1).value += "x"

    with pytest.raises(RuleBroken, match=r"tải từ bảng khác \(Kế hoạch 108/KH-BTV, năm 2024\)"):
        read_sent(other, raw)
    with pytest.raises(RuleBroken, match="không phải tệp Excel tải từ bảng"):
        read_sent(grid, saved(forged))


def test_a_workbook_of_an_earlier_saving_says_so(sheet, founded, grid, world, province_administrator):
    raw = workbook_of(grid, TODAY)

    later = read_grid(typed(sheet, {founded: {world.city: 1}}, province_administrator))

    assert read_sent(later, raw).is_older is True


# --- Afterwards -------------------------------------------------------------------------------------------------------


def target_of(report):
    [group] = questions_of(report)
    return [*group.questions[0].targets.values()]


def test_units_are_asked_for_what_the_sheet_gives_them_and_a_merger_is_allotted_anew(
    world, plan, founded, province_administrator
):
    by = province_administrator
    published(typed(begun(plan, by), {founded: {world.city: 6, world.my_loc: 4}}, by), by)
    half = make_round(plan, cut_off=date(2024, 6, 14), period="half_year")
    autumn = make_round(plan, cut_off=date(2024, 9, 15), period="ad_hoc")
    year = make_round(plan, cut_off=date(2024, 11, 29))
    anew = begun(plan, by, day=date(2024, 10, 1))
    published(typed(anew, {founded: {world.city: 7, world.hai_hau: 3}}, by), by)

    told = [target_of(make_report(round_, world.city)) for round_ in (half, autumn, year)]

    assert told == [
        ["Giao cho đơn vị: ít nhất 06 HTX, năm 2024"],
        ["Giao cho đơn vị: ít nhất 10 HTX, năm 2024"],
        ["Giao cho đơn vị: ít nhất 07 HTX, năm 2024"],
    ]
