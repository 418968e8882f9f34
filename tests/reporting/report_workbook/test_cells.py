"""What stands in a cell of a workbook that comes back: understood, or refused with a sentence that names it."""

from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.builders import make_figure
from tests.reporting.report_workbook.books import (
    cell_of,
    compared,
    filled,
    opened,
    prose_cell,
    read,
    rows_read,
    saved,
    taken,
    told,
    value_of,
)
from tests.reporting.typed_in import actual, parts_of


def with_computed(raw, coordinate, formula, value, kind=""):
    """The workbook as Excel saves it: a cell with a formula and what it came to."""
    written = BytesIO()
    with ZipFile(BytesIO(raw)) as before, ZipFile(written, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            content = before.read(name)
            if name == "xl/worksheets/sheet1.xml":
                content = _with_cell(content.decode(), coordinate, formula, value, kind).encode()
            after.writestr(name, content)
    return written.getvalue()


def _with_cell(xml, coordinate, formula, value, kind):
    start = xml.index(f'<c r="{coordinate}"')
    end = min(xml.index(mark, start) + len(mark) for mark in ("</c>", "/>") if mark in xml[start:])
    style = xml[start:end].split('s="')[1].split('"')[0]
    cell = f'<c r="{coordinate}" s="{style}"{kind}><f>{formula}</f><v>{value}</v></c>'
    return xml[:start] + cell + xml[end:]


# --- Numbers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        (5, "5"),
        (1234.5, "1234.5"),
        (0.1 + 0.2, "0.3"),
        (0, "0"),
        ("8,5", "8.5"),
        ("1.200", "1200"),
        ("1200", "1200"),
        (" 1 200 ", "1200"),
        ("１２", "12"),
    ],
)
def test_a_number_is_taken_as_excel_shows_it_and_a_text_the_vietnamese_way(report, money, typed, stored):
    raw = filled(taken(report), {value_of(money): typed})

    assert (told(report, raw), rows_read(report, raw)) == ([], {actual(money): {"answer": "value", "value": stored}})


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (8.55, "“8,55” – Ô này nhận nhiều nhất 1 chữ số sau dấu phẩy; hệ thống không tự làm tròn."),
        (-5, "“-5” – Số liệu không được âm."),
        (
            "1.5",
            "“1.5” – Dấu chấm hoặc dấu cách chỉ dùng để tách từng nhóm ba chữ số, như 1.234.567. Có phải bạn muốn gõ 1,5?",
        ),
        ("a\u202e_x0007__xD83D_b", "“ab” – Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức."),
        ("năm", "“năm” – Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức."),
        (10**20, "“100.000.000.000.000.000.000” – Số quá lớn: phần nguyên có nhiều nhất 15 chữ số."),
        (
            date(2026, 5, 8),
            "ô đang là ngày 08/05/2026, không phải số. Excel có thể đã đổi số thành ngày: đổi ô về dạng số rồi gõ lại.",
        ),
        (
            datetime(2026, 5, 8, 7, 30),
            "ô đang là ngày 08/05/2026, không phải số. Excel có thể đã đổi số thành ngày: đổi ô về dạng số rồi gõ lại.",
        ),
        (True, "ô ghi TRUE hoặc FALSE (đúng, sai), không phải số. Xóa ô rồi gõ lại."),
        ("=1+1", "công thức chưa có kết quả; mở tệp bằng Excel, lưu lại rồi gửi."),
    ],
)
def test_what_is_no_figure_is_refused_by_its_cell(report, money, typed, reason):
    raw = filled(taken(report), {value_of(money): typed})
    place = cell_of(opened(raw), value_of(money)).coordinate

    assert told(report, raw) == [f"Ô {place} (Vốn vay): {reason}"]


def test_a_formula_counts_as_what_it_came_to(report, money):
    raw = taken(report)
    place = cell_of(opened(raw), value_of(money)).coordinate

    assert rows_read(report, with_computed(raw, place, "1.5+2", "3.5")) == {
        actual(money): {"answer": "value", "value": "3.5"}
    }
    assert rows_read(report, with_computed(raw, place, '"8"&amp;",5"', "8,5", ' t="str"')) == {
        actual(money): {"answer": "value", "value": "8.5"}
    }
    assert told(report, with_computed(raw, place, "A99/0", "#REF!", ' t="e"')) == [
        f"Ô {place} (Vốn vay): ô báo lỗi #REF!."
    ]


@pytest.mark.parametrize(
    ("number_format", "reason"),
    [
        ("0%", "ô ở dạng phần trăm; đổi ô về dạng số rồi gõ lại số."),
        ("0.0%", "ô ở dạng phần trăm; đổi ô về dạng số rồi gõ lại số."),
        ("#,##0,", "ô ở dạng rút gọn hàng nghìn; đổi ô về dạng số rồi gõ lại số."),
    ],
)
def test_a_cell_that_shows_another_number_than_it_holds_is_refused(report, money, number_format, reason):
    book = opened(taken(report))
    cell = cell_of(book, value_of(money))
    cell.value, cell.number_format = 0.8, number_format

    assert told(report, saved(book)) == [f"Ô {cell.coordinate} (Vốn vay): {reason}"]


@pytest.mark.parametrize("number_format", ["General", "#,##0", '0.0 "%"', "#,##0.00;[Red]-#,##0.00", "_-* #,##0_-"])
def test_other_formats_show_what_they_hold(report, money, number_format):
    book = opened(taken(report))
    cell = cell_of(book, value_of(money))
    cell.value, cell.number_format = 0.8, number_format

    assert rows_read(report, saved(book)) == {actual(money): {"answer": "value", "value": "0.8"}}


def test_an_empty_cell_is_no_zero(report, money, founded):
    make_figure(report, money, 5)
    htx, _ = parts_of(founded)

    raw = filled(taken(report), {value_of(money): None, f"q{founded.pk}-actual-{htx}": 2})

    assert told(report, raw) == []
    assert rows_read(report, raw) == {actual(founded): {"answer": "value", htx: "2"}}
    assert [change.kind.label for change in compared(report, raw).changes] == ["xóa trống", "mới"]


# --- Answers, days, words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "stored"),
    [
        ("Không áp dụng", {"answer": "not_applicable", "note": "Không có"}),
        ("chưa có số liệu ", {"answer": "no_data", "note": "Không có"}),
        ("KHÔNG PHÁT SINH", {"answer": "value", "value": "0", "note": "Không có"}),
    ],
)
def test_an_answer_is_known_by_its_words(report, money, words, stored):
    raw = filled(taken(report), {(value_of(money), "answer"): words, (value_of(money), "note"): "Không có"})

    assert (told(report, raw), rows_read(report, raw)) == ([], {actual(money): stored})


@pytest.mark.parametrize("words", ["có", 1, True, "Chưa thực hiện"])
def test_an_answer_that_is_not_offered_is_refused(report, money, words):
    raw = filled(taken(report), {(value_of(money), "answer"): words, (value_of(money), "note"): "Vì sao"})
    place = cell_of(opened(raw), value_of(money), "answer").coordinate
    offered = "Chọn một trong: Có số liệu, Không phát sinh, Không áp dụng, Chưa có số liệu."

    said = f"“{words}” không có trong danh sách." if isinstance(words, str) else "ô không phải là câu trả lời."
    assert told(report, raw) == [f"Ô {place} (Vốn vay, trả lời): {said} {offered}"]


def test_an_answer_beside_a_number_that_contradicts_it_is_refused(report, founded):
    htx, _ = parts_of(founded)
    line = f"q{founded.pk}-actual"
    raw = filled(taken(report), {f"{line}-{htx}": 3, (line, "answer"): "Không áp dụng"})
    place = cell_of(opened(raw), line, "answer").coordinate

    assert told(report, raw) == [
        f"Ô {place} (HTX, THT mới, trả lời): Đã chọn “Không áp dụng” nhưng vẫn ghi số liệu. "
        "Xóa số, hoặc chọn “Có số liệu”."
    ]


@pytest.mark.parametrize("typed", ["06/05/2024", "6/5/2024", date(2024, 5, 6), datetime(2024, 5, 6, 8, 30)])
def test_the_day_of_a_milestone_is_a_day_or_a_text(report, issued, typed):
    raw = filled(taken(report), {f"q{issued.pk}-actual-day": typed})

    assert rows_read(report, raw) == {actual(issued): {"answer": "value", "value": "1", "day": "2024-05-06"}}


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (45418, "ô đang là số 45.418, không phải ngày. Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."),
        ("tháng 5", "“tháng 5” – Gõ ngày theo dạng ngày/tháng/năm, ví dụ 05/06/2026."),
        ("21/11/2024", "“21/11/2024” – Ngày 21/11/2024 chưa đến. Ghi ngày đã hoàn thành."),
        (False, "ô ghi TRUE hoặc FALSE (đúng, sai), không phải ngày. Xóa ô rồi gõ lại."),
    ],
)
def test_what_is_no_day_is_refused(report, issued, typed, reason):
    raw = filled(taken(report), {f"q{issued.pk}-actual-day": typed})
    place = cell_of(opened(raw), f"q{issued.pk}-actual-day").coordinate

    assert told(report, raw) == [f"Ô {place} (Ban hành kế hoạch, Ngày hoàn thành): {reason}"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("=1+1 không phải công thức", "=1+1 không phải công thức"),
        (2024, "2.024"),
        (date(2024, 5, 6), "06/05/2024"),
        ("Dòng một_x000D_\nDòng hai", "Dòng một\nDòng hai"),
    ],
)
def test_words_are_what_the_cell_shows(report, money, typed, words):
    book = opened(taken(report))
    cell_of(book, value_of(money)).value = 5
    for cell in (cell_of(book, value_of(money), "note"), prose_cell(book, "results")):
        cell.value = typed
        cell.data_type = "s" if isinstance(typed, str) else cell.data_type

    _, form = read(report, saved(book))

    assert form.typed.rows[actual(money)]["note"] == words
    assert form.typed.prose["results"] == words


def test_words_that_are_too_long_are_refused_on_their_sheet(report, jobs):
    raw = filled(taken(report), prose={"results": "x" * 20_001})

    assert told(report, raw) == ["Ô C3, trang “Thuyết minh” (Kết quả thực hiện): Quá dài: ghi nhiều nhất 20000 ký tự."]
