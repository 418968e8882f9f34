"""Workbooks that people send: what is read of a good one, and what no bad one gets away with."""

import time
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest
from openpyxl import Workbook, load_workbook

from portal.workbooks import (
    HAS_MACROS,
    NOT_A_WORKBOOK,
    OLD_FORMAT,
    TOO_HEAVY,
    Limits,
    Mark,
    Marks,
    Unreadable,
    WorkbookRefused,
    cell_name,
    mark_workbook,
    read_sheets,
    read_workbook,
)

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(**cells):
    """The bytes of a workbook with these cells: `workbook(A1="x", C3=5)`."""
    book = Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return saved(book)


def saved(book):
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def with_member(raw, name, content, *, compression=ZIP_DEFLATED, info=None):
    """The archive with one member put in or exchanged."""
    written = BytesIO()
    with ZipFile(BytesIO(raw)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for member in before.infolist():
            if member.filename != name:
                after.writestr(member, before.read(member))
        after.writestr(info or name, content, compress_type=compression)
    return written.getvalue()


def with_sheet(rows):
    sheet = f"<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>"
    return with_member(workbook(A1="x"), SHEET, sheet)


def refusal_of(raw, **limits):
    with pytest.raises(WorkbookRefused) as refused:
        read_workbook(raw, limits=Limits(**limits))
    return str(refused.value)


def test_values_come_as_what_they_are():
    raw = workbook(
        A1="Xã An Hiệp", B1=12, C1=0.1 + 0.2, D1=True, B3=date(2026, 1, 5), C3=datetime(2026, 1, 5, 8, 30), D3="=1+1"
    )

    never_computed = Unreadable("công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi")
    assert read_workbook(raw) == [
        ["Xã An Hiệp", Decimal(12), Decimal("0.3"), True],
        [],
        [None, date(2026, 1, 5), datetime(2026, 1, 5, 8, 30), never_computed],
    ]


def test_a_mistake_of_the_sheet_is_no_value():
    raw = with_sheet('<row r="1"><c r="A1" t="e"><v>#REF!</v></c><c r="B1"><f>2+2</f><v>4</v></c></row>')

    assert read_workbook(raw) == [[Unreadable("ô báo lỗi #REF!"), Decimal(4)]]


def test_a_sheet_is_chosen_by_its_name_or_is_the_first_that_shows():
    book = Workbook()
    book.active.title, book.active.sheet_state = "Ẩn", "hidden"
    book.active["A1"] = "ẩn"
    book.create_sheet("Hiện")["A1"] = "hiện"

    assert read_workbook(saved(book)) == [["hiện"]]
    assert read_workbook(saved(book), "Ẩn") == [["ẩn"]]
    with pytest.raises(WorkbookRefused, match="không có trang tính “Khác”"):
        read_workbook(saved(book), "Khác")


def test_a_number_that_looks_like_another_one_is_no_value():
    book = Workbook()
    for place, shown_as in {"A1": "0%", "B1": '0.0 "%"', "C1": "#,##0,", "D1": "#,##0"}.items():
        book.active[place], book.active[place].number_format = 0.5, shown_as

    of_a_hundred = Unreadable("ô ở dạng phần trăm; đổi ô về dạng số rồi gõ lại số")
    in_thousands = Unreadable("ô ở dạng rút gọn hàng nghìn; đổi ô về dạng số rồi gõ lại số")
    assert read_workbook(saved(book)) == [[of_a_hundred, Decimal("0.5"), in_thousands, Decimal("0.5")]]


def test_several_sheets_are_read_with_their_formulas_and_merged_cells():
    book = Workbook()
    book.active.title = "Một"
    book.active["B2"], book.active["A3"] = "=1+1", "dòng một_x000D__x005F_x0041_"
    book.active.merge_cells("C1:D2")
    book.create_sheet("Hai")["A1"] = 7

    sheets = read_sheets(saved(book), ["Một", "Hai", "Ba"])

    assert (sheets["Một"].formulas, sheets["Một"].merged) == (frozenset({(2, 2)}), ((1, 3, 2, 4),))
    assert sheets["Một"].rows[2] == ["dòng một\r_x0041_"]
    assert (list(sheets), sheets["Hai"].rows) == (["Một", "Hai"], [[Decimal(7)]])


@pytest.mark.parametrize(
    ("place", "name"), [((1, 1), "A1"), ((12, 26), "Z12"), ((3, 27), "AA3"), ((9, 16_384), "XFD9")]
)
def test_a_cell_has_a_name(place, name):
    assert cell_name(*place) == name


def test_cells_are_marked_in_a_last_column_and_on_themselves():
    raw = workbook(A1="Số", B1="Ghi chú", A2="x", B3="=1+1")
    sheet = {"Sheet": Marks(1, "FFFFFFFF", (Mark(2, 1, "Ô A2: sai\x07"), Mark(3, 1, "Ô A3: thiếu")))}

    page = load_workbook(BytesIO(mark_workbook(raw, sheet))).active

    assert [page.cell(row, 3).value for row in (1, 2, 3)] == ["Chỗ phải sửa", "Ô A2: sai", "Ô A3: thiếu"]
    assert [page.cell(row, 1).comment.text for row in (2, 3)] == ["Ô A2: sai", "Ô A3: thiếu"]
    assert (page["A2"].fill.fgColor.rgb, page["B1"].comment, page["B3"].value) == ("FFFFC7CE", None, "=1+1")


def test_marking_has_its_limits_too():
    merged = f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    merged += '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    begun = time.monotonic()

    with pytest.raises(WorkbookRefused) as refused:
        mark_workbook(with_member(workbook(), SHEET, merged), {"Sheet": Marks(1, "FFFFFFFF", ())}, Limits(seconds=1))

    assert str(refused.value) == TOO_HEAVY
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", NOT_A_WORKBOOK),
        (b"PK\x03\x04 and then nothing", NOT_A_WORKBOOK),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), OLD_FORMAT),
        (workbook(A1=1)[:-200], NOT_A_WORKBOOK),
        (with_member(workbook(), "xl/vbaProject.bin", b"macro"), HAS_MACROS),
        (with_member(workbook(), "../../etc/x", b"out"), NOT_A_WORKBOOK),
        (with_member(workbook(), SHEET, b"<worksheet"), NOT_A_WORKBOOK),
        (with_member(workbook(), "xl/media/x.bin", bytes(60_000_000)), TOO_HEAVY),
        (with_member(workbook(), "xl/media/x.bin", bytes(5_000_000)), TOO_HEAVY),
    ],
    ids=["empty", "cut", "old", "truncated", "macros", "path", "bad xml", "bomb", "ratio"],
)
def test_what_is_no_sound_workbook_is_refused(raw, said):
    begun = time.monotonic()

    assert refusal_of(raw) == said
    assert time.monotonic() - begun < 2


def test_a_link_inside_the_archive_is_refused():
    link = ZipInfo("xl/link")
    link.external_attr = 0o120777 << 16

    assert refusal_of(with_member(workbook(), "xl/link", b"/etc/passwd", info=link)) == NOT_A_WORKBOOK


@pytest.mark.parametrize(
    "trick",
    [
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_not_followed(trick):
    sheet = f'{trick}<worksheet {NAMESPACE}><sheetData><row><c t="str"><v>&a;</v></c></row></sheetData></worksheet>'

    assert refusal_of(with_member(workbook(), SHEET, sheet)) == NOT_A_WORKBOOK


def test_cells_merged_over_the_whole_sheet_cost_nothing():
    merged = f'<worksheet {NAMESPACE}><sheetData><row r="1"><c r="A1"><v>7</v></c></row></sheetData>'
    merged += '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    begun = time.monotonic()

    assert read_workbook(with_member(workbook(), SHEET, merged)) == [[Decimal(7)]]
    assert time.monotonic() - begun < 5


def test_a_sheet_is_read_up_to_its_limits():
    raw = workbook(C3=1)

    assert read_workbook(raw, limits=Limits(rows=3, columns=3)) == [[], [], [None, None, Decimal(1)]]
    assert "quá dòng 2" in refusal_of(raw, rows=2)
    assert "quá cột thứ 2" in refusal_of(raw, columns=2)
    assert "quá dòng 20000" in refusal_of(workbook(A1048576=1))
    assert "quá cột thứ 300" in refusal_of(workbook(XFD1=1))
    assert "quá nhiều chữ" in refusal_of(workbook(A1="mười chữ"), characters=7)
    assert "nặng hơn 1 MB" in refusal_of(with_member(raw, "x", bytes(1_100_000), compression=ZIP_STORED), size=2**20)


def test_a_text_longer_than_a_cell_holds_is_refused():
    row = f'<row r="1"><c r="A1" t="str"><v>{"chữ " * 10_000}</v></c></row>'

    assert "dài hơn 32767 ký tự" in refusal_of(with_sheet(row), ratio=10_000)


def test_the_reader_has_little_memory():
    rows = "".join(f'<row r="1"><c r="A1"><v>{number}</v></c></row>' for number in range(20_000))
    heavy = with_sheet(rows)

    assert refusal_of(heavy, memory=24 * 2**20) in {TOO_HEAVY, NOT_A_WORKBOOK}
