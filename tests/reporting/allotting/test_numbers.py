"""Numbers for a sheet as they are typed, pasted and shared out."""

from datetime import date
from decimal import Decimal

import pytest

from plans.allocation.reading import read_grid
from plans.allocation.sheets import OWN
from portal.errors import RuleBroken
from reporting.allotting.comparing import CellChange, compared
from reporting.allotting.last_year import LastYear, last_year_of
from reporting.allotting.pasting import read_pasted
from reporting.allotting.typed import LONGEST, Mistake, posted_texts, read_texts
from reporting.allotting.ways import Way, shares_of
from tests.builders import (
    accept_report,
    frozen,
    make_round,
)
from tests.plans.allotments import begun, typed

D = Decimal
TODAY = date(2024, 3, 1)


@pytest.fixture
def sheet(plan, founded, trained, classes, province_administrator):
    return begun(plan, province_administrator)


# --- Typed ------------------------------------------------------------------------------------------------------------


def test_cells_are_read_by_the_decimals_of_their_goal(grid, world):
    hai_hau, city = world.hai_hau.pk, world.city.pk

    read = read_texts(grid, {"htx": {hai_hau: "1.234", city: ""}, "ty-le": {city: "62,5"}, "lop": {OWN: "12"}})

    assert read.changes == {"htx": {hai_hau: D(1234), city: None}, "ty-le": {city: D("62.5")}, "lop": {OWN: D(12)}}
    assert read.mistakes == []


@pytest.mark.parametrize(
    ("goal", "text", "said"),
    [
        ("htx", "1,5", "HTX mới, Huyện Hải Hậu: “1,5” – Ô này chỉ nhận số nguyên, không có phần sau dấu phẩy."),
        ("htx", "-2", "HTX mới, Huyện Hải Hậu: “-2” – số giao không được âm"),
        ("htx", "hai", "HTX mới, Huyện Hải Hậu: “hai” – Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức."),
        ("ty-le", "0,1255", "Tỷ lệ cán bộ, Huyện Hải Hậu: “0,1255” – Ô này nhận nhiều nhất 2 chữ số sau dấu phẩy; "
         "hệ thống không tự làm tròn."),
    ],
)  # fmt: skip
def test_a_bad_cell_is_named_and_leads_to_its_place(grid, world, goal, text, said):
    read = read_texts(grid, {goal: {world.hai_hau.pk: text, world.city.pk: "3"}})

    assert read.mistakes == [Mistake(said, f"o-{goal}-{world.hai_hau.pk}")]
    assert read.texts[goal][world.hai_hau.pk] == text


def test_cells_that_the_sheet_does_not_have_are_a_mistake(grid, world):
    read = read_texts(grid, {"khong": {world.city.pk: "1"}, "htx": {world.ninh_binh.pk: "1"}})

    assert [mistake.text for mistake in read.mistakes] == [
        "Có ô không thuộc bảng này nữa. Tải lại trang rồi làm lại."
    ] * 2


@pytest.mark.parametrize("posted", ["[1]", "{", '{"htx": 5}', '{"htx": {"5": 3}}', '{"htx": {"x": "3"}}', "[" * 5000])
def test_what_no_page_of_ours_sends_is_refused(posted):
    with pytest.raises(RuleBroken, match="không đọc được, nên chưa lưu gì"):
        posted_texts(posted)


def test_too_much_at_once_is_refused(grid):
    with pytest.raises(RuleBroken, match="dài quá 2 triệu ký tự"):
        posted_texts(" " * (LONGEST + 1))
    with pytest.raises(RuleBroken, match="dài quá 2 triệu ký tự"):
        read_pasted(grid, "1\t" * LONGEST)


# --- Pasted -----------------------------------------------------------------------------------------------------------


def test_a_pasted_table_is_read_by_the_names_at_its_edges(grid, world):
    pasted = (
        "TT\tĐơn vị\ttỷ lệ CÁN BỘ (%)\tGhi chú\tHTX mới (HTX)\r\n"
        "1\thuyện  Hải Hậu\t60,5\tx\t3\r\n"
        "2\t360\t\t\t1.000\r\n"
        "\r\n"
        "\tTổng cộng\t\t\t1.003\r\n"
    )

    read = read_pasted(grid, pasted)

    assert read.changes == {
        "ty-le": {world.hai_hau.pk: D("60.5")},
        "htx": {world.hai_hau.pk: D(3), world.y_yen.pk: D(1000)},
    }
    assert read.mistakes == []


def test_a_line_of_nobody_and_a_bad_cell_are_both_told(grid, world):
    read = read_pasted(grid, "Đơn vị\tHTX mới\nHuyện Giao Thủy\t3\nHuyện Hải Hậu\tba")

    assert [mistake.text for mistake in read.mistakes] == [
        "Dòng 2: không tìm thấy đơn vị “Huyện Giao Thủy 3” trong bảng.",
        "HTX mới, Huyện Hải Hậu: “ba” – Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức.",
    ]


@pytest.mark.parametrize(
    ("pasted", "said"),
    [
        ("\n \n", "Chưa dán gì"),
        ("3\t4\n5\t6", "Dòng đầu không có tên chỉ tiêu nào"),
        ("Đơn vị\tHTX mới\tHTX mới (HTX)\nHuyện Hải Hậu\t1\t2", "hai cột cùng một chỉ tiêu: HTX mới"),
    ],
)
def test_a_paste_without_its_edges_is_refused(grid, pasted, said):
    with pytest.raises(RuleBroken, match=said):
        read_pasted(grid, pasted)


def test_a_paste_is_compared_cell_by_cell(sheet, founded, world, province_administrator):
    grid = read_grid(typed(sheet, {founded: {world.city: 4, world.y_yen: 2}}, province_administrator))
    changes = {"htx": {world.city.pk: D(4), world.y_yen.pk: None, world.hai_hau.pk: D(1), OWN: D(10)}}

    comparison = compared(grid, changes)

    assert comparison.changes == (
        CellChange("HTX mới", "Huyện Ý Yên", D(2), None, 0),
        CellChange("HTX mới", "Huyện Hải Hậu", None, D(1), 0),
    )
    assert [change.word for change in comparison.changes] == ["xóa", "mới"]
    assert (comparison.same, comparison.different) == (2, {"htx": {world.y_yen.pk: None, world.hai_hau.pk: D(1)}})


# --- Shared -----------------------------------------------------------------------------------------------------------


def test_the_ways_of_sharing(grid, world):
    units = [world.city.pk, world.my_loc.pk, world.y_yen.pk, world.hai_hau.pk]
    weights = dict(zip(units, map(D, [1, 1, 2, 6]), strict=True))

    def shared(goal, way, own=10):
        return list(shares_of(grid, goal, way, own=D(own), weights=weights).values())

    assert shared("htx", Way.EVENLY) == [3, 3, 2, 2]
    assert shared("htx", Way.WEIGHT) == [1, 1, 2, 6]
    assert shared("htx", Way.LAST_YEAR) == [1, 1, 2, 6]
    assert shared("htx", Way.CLEAR) == [None] * 4
    assert shared("ty-le", Way.EVENLY, "62.5") == [D("62.5")] * 4


@pytest.mark.parametrize(
    ("goal", "way", "own", "said"),
    [
        ("htx", Way.EVENLY, None, "HTX mới: ghi “Chỉ tiêu của tỉnh” ở cuối bảng trước"),
        ("ty-le", Way.WEIGHT, D(60), "tỷ lệ không chia được"),
        ("htx", Way.LAST_YEAR, D(10), "năm trước không đơn vị nào có kết quả"),
        ("htx", Way.WEIGHT, D(10), "Không đơn vị nào có trọng số"),
    ],
)
def test_what_cannot_be_shared_says_why(grid, goal, way, own, said):
    with pytest.raises(RuleBroken, match=said):
        shares_of(grid, goal, way, own=own, weights={})


def test_last_years_results_are_those_of_the_units_of_the_sheets_day(world, plan, founded, sheet):
    round_ = make_round(plan, year=2023, cut_off=date(2023, 11, 29))
    for unit, number in [(world.city, 4), (world.my_loc, 1), (world.y_yen, 3)]:
        accept_report(round_, unit, frozen(founded.indicator, number))

    results = last_year_of(read_grid(sheet), "htx", TODAY)
    sheet.effective_from = date(2024, 9, 1)
    after_the_merger = last_year_of(read_grid(sheet), "htx", date(2024, 9, 2))

    assert results == LastYear(2023, {world.city.pk: D(4), world.my_loc.pk: D(1), world.y_yen.pk: D(3)})
    assert after_the_merger == LastYear(2023, {world.city.pk: D(5), world.y_yen.pk: D(3)})
