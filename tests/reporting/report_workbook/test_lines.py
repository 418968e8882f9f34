"""Lines and columns of a workbook that comes back: moved, hidden, doubled, gone, merged, typed over."""

from plans.choices import Measure
from reporting.spreadsheets.report_form.layout import FIGURES, PROSE
from tests.builders import make_figure, make_goal, make_indicator, make_report, make_round
from tests.reporting.report_workbook.books import (
    cell_of,
    compared,
    filled,
    head_row,
    opened,
    read,
    row_of,
    rows_read,
    saved,
    taken,
    told,
    value_of,
)
from tests.reporting.typed_in import actual, parts_of


def swap(page, one, other):
    """Two rows of the sheet change places, as a sorting moves them."""
    for column in range(1, page.max_column + 1):
        first, second = page.cell(one, column), page.cell(other, column)
        first.value, second.value = second.value, first.value


def test_moved_lines_and_columns_are_found(report, jobs, money):
    book = opened(filled(taken(report), {value_of(jobs): 7, value_of(money): "8,5"}))
    page = book[FIGURES]
    swap(page, row_of(page, value_of(jobs)), row_of(page, value_of(money)))
    page.insert_rows(1, 2)
    page.insert_cols(8)

    assert rows_read(report, saved(book)) == {
        actual(jobs): {"answer": "value", "value": "7"},
        actual(money): {"answer": "value", "value": "8.5"},
    }


def test_hidden_lines_are_read_like_all_others(report, jobs):
    book = opened(filled(taken(report), {value_of(jobs): 7}))
    book[FIGURES].row_dimensions[row_of(book[FIGURES], value_of(jobs))].hidden = True

    assert rows_read(report, saved(book)) == {actual(jobs): {"answer": "value", "value": "7"}}


def test_a_line_that_stands_twice_is_refused(report, jobs, money):
    book = opened(filled(taken(report), {value_of(jobs): 7}))
    page = book[FIGURES]
    page.append([cell.value for cell in page[row_of(page, value_of(jobs))]])
    first = row_of(page, value_of(jobs))

    assert told(report, saved(book)) == [
        f"Ô G{page.max_row} (Việc làm mới): dòng này trùng với dòng {first}. Giữ một dòng, xóa dòng kia."
    ]


def test_what_is_not_in_the_file_any_more_stays_as_it_is_online(report, jobs, founded):
    make_figure(report, jobs, 12)
    htx, tht = parts_of(founded)
    for code, value in (("htx", 3), ("tht", 4)):
        make_figure(report, founded, value, part=founded.breakdown.parts.get(code=code))
    book = opened(filled(taken(report), {f"q{founded.pk}-actual-{tht}": 5}))
    page = book[FIGURES]
    for address in (value_of(jobs), f"q{founded.pk}-actual-{htx}"):
        page.delete_rows(row_of(page, address))
    del book[PROSE]

    sent, form = read(report, saved(book))
    comparison = compared(report, saved(book))

    assert sent.missing == [
        "Việc làm mới", "HTX, THT mới, HTX",
        "Kết quả thực hiện", "Khó khăn, nguyên nhân", "Kiến nghị, đề xuất", "Phương hướng kỳ tới",
    ]  # fmt: skip
    assert (actual(jobs) in form.typed.rows, form.typed.prose) == (False, {})
    assert comparison.typed.rows == {actual(founded): {tht: "5"}}


def test_a_figure_in_a_line_that_is_none_of_ours_does_not_get_lost(report, jobs):
    book = opened(taken(report))
    page = book[FIGURES]
    page.append([None, None, "HTX thêm", None, None, None, 5])
    page.append([None, "q99999-actual-value", "Chỉ số khác", None, None, None, "12"])
    page.append([None, None, None, None, None, None, "Người lập biểu"])
    last = page.max_row
    reason = "dòng này không phải dòng của biểu nên số ở đây không được nhận. Chuyển số sang đúng dòng rồi xóa ô này."

    assert told(report, saved(book)) == [f"Ô G{last - 2}: {reason}", f"Ô G{last - 1}: {reason}"]


def test_merged_cells_are_refused(report, jobs, money, founded):
    book = opened(filled(taken(report), {value_of(jobs): 7}))
    page, first = book[FIGURES], row_of(book[FIGURES], value_of(jobs))
    page.merge_cells(f"G{first}:G{first + 1}")
    page.merge_cells("A1:I1")

    assert told(report, saved(book)) == [
        f"Ô G{first} (Việc làm mới): ô bị gộp với ô khác (G{first}:G{first + 1}). Bỏ gộp ô rồi gõ vào từng ô."
    ]


def test_a_number_typed_over_a_sum_is_refused_unless_it_is_that_sum(report, founded):
    htx, tht = parts_of(founded)
    line = f"q{founded.pk}-actual"
    right = filled(taken(report), {line: 7, f"{line}-{htx}": 3, f"{line}-{tht}": 4})
    wrong = filled(right, {line: 8})
    place = cell_of(opened(wrong), line).coordinate

    assert told(report, right) == []
    assert told(report, filled(right, {line: None})) == []
    assert told(report, wrong) == [
        f"Ô {place} (HTX, THT mới): ô này tự tính, không gõ vào. Ghi số vào từng dòng bên dưới rồi xóa ô này."
    ]


def test_a_percent_typed_over_a_ratio_is_refused(report, trained):
    raw = filled(taken(report), {f"q{trained.pk}-actual": 0.8})
    place = cell_of(opened(raw), f"q{trained.pk}-actual").coordinate

    assert told(report, raw) == [
        f"Ô {place} (Cán bộ được tập huấn): ô này tự tính, không gõ vào. Ghi số vào từng dòng bên dưới rồi xóa ô này."
    ]


def test_all_that_is_wrong_is_told_at_once_from_the_top_down(report, jobs, founded, trained, issued):
    htx, tht = parts_of(founded)
    raw = filled(
        taken(report),
        {
            f"q{issued.pk}-actual-day": "mai",
            value_of(jobs): 1.5,
            f"q{founded.pk}-actual-{htx}": "hai",
            f"q{founded.pk}-actual-{tht}": True,
            f"q{trained.pk}-actual-numerator": 5,
        },
        {"results": "x" * 20_001},
    )

    assert [text.split(":")[0].split(" ", 2)[2] for text in told(report, raw)] == [
        "(Việc làm mới)",
        "(HTX, THT mới, HTX)",
        "(HTX, THT mới, THT)",
        "(Ban hành kế hoạch, Ngày hoàn thành)",
        "trang “Thuyết minh” (Kết quả thực hiện)",
    ]


def test_numbers_of_one_indicator_are_told_apart(plan, world):
    jobs = make_indicator("Việc làm mới")
    make_goal(plan, jobs)
    report = make_report(make_round(plan, asks_estimate=True), world.hai_hau)

    raw = filled(taken(report), {f"q{jobs.pk}-actual-value": "x", f"q{jobs.pk}-estimate-value": "x"})

    first = head_row(opened(raw)[FIGURES]) + 2
    assert [text.split(":")[0] for text in told(report, raw)] == [
        f"Ô G{first} (Việc làm mới, đến ngày 29/11/2024)",
        f"Ô G{first + 1} (Việc làm mới, ước cả năm 2024)",
    ]


def test_what_is_written_where_nothing_is_asked_is_refused(plan, report, founded):
    fixed = make_indicator("Xã có tổ liên kết", measure=Measure.RATIO, denominator_fixed=35, denominator_label="số xã")
    make_goal(plan, fixed)
    htx, _ = parts_of(founded)
    part, whole = f"q{founded.pk}-actual-{htx}", f"q{fixed.pk}-actual-denominator"

    raw = filled(taken(report), {(part, "answer"): "Không áp dụng", (part, "note"): "Vì sao", whole: 36})

    places = [cell_of(opened(raw), *where).coordinate for where in ((part, "answer"), (part, "note"), (whole,))]
    not_here = "ô này không nhận câu trả lời hay lý do. Ghi vào ô nền vàng ở dòng đầu của chỉ số rồi xóa ô này."
    assert told(report, raw) == [
        f"Ô {places[0]} (HTX, THT mới, HTX): {not_here}",
        f"Ô {places[1]} (HTX, THT mới, HTX): {not_here}",
        f"Ô {places[2]} (Xã có tổ liên kết, số xã): mẫu số này cố định là 35, không sửa được. Ghi lại số đó.",
    ]
