"""Reading what a clerk types into the report's form: every way to answer, and every way not to be understood."""

from datetime import date

import pytest

from reporting.forms.reports import LONGEST_NOTE, LONGEST_PROSE, ReportForm, standing_choice
from reporting.questions import questions_of
from tests.builders import make_figure, make_goal, make_indicator
from tests.number_table import rows_of_a_figures_box
from tests.reporting.typed_in import actual, parts_of

TODAY = date(2024, 11, 20)


def read(report, indicator, **boxes):
    """The form with one row's boxes typed: (what can be stored of the row, what is wrong by box)."""
    data = {f"q{indicator.pk}-actual-{box}": text for box, text in boxes.items()}
    form = ReportForm(questions_of(report), data, TODAY)
    return form.typed.rows.get(actual(indicator)), form.rows[actual(indicator)].errors


@pytest.mark.parametrize(
    ("text", "stored"), [("1.234,5", "1234.5"), ("1234,5", "1234.5"), (" 1.500 ", "1500"), ("0", "0"), ("１２", "12")]
)
def test_a_number_is_read_the_vietnamese_way(report, money, text, stored):
    assert read(report, money, value=text) == ({"answer": "value", "value": stored, "note": ""}, {})


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("1.5", "Dấu chấm hoặc dấu cách chỉ dùng để tách từng nhóm ba chữ số, như 1.234.567. Có phải bạn muốn gõ 1,5?"),
        ("12,34", "Ô này nhận nhiều nhất 1 chữ số sau dấu phẩy; hệ thống không tự làm tròn."),
        ("-5", "Số liệu không được âm."),
        ("năm", "Chỉ gõ một số bằng chữ số, không kèm chữ, ký hiệu hay công thức."),
    ],
)
def test_what_is_not_understood_is_not_stored(report, money, text, error):
    assert read(report, money, value=text) == (None, {"value": error})


def test_a_blank_row_is_not_answered(report, money):
    assert read(report, money, value="") == ({"answer": "", "value": "", "note": ""}, {})
    assert read(report, money, answer="value", value="") == ({"answer": "", "value": "", "note": ""}, {})


def test_of_several_parts_the_good_ones_are_stored(report, founded):
    htx, tht = parts_of(founded)

    cells, errors = read(report, founded, **{htx: "2", tht: "hai"})

    assert (cells["answer"], cells[htx], tht in cells, list(errors)) == ("value", "2", False, [tht])


def test_nothing_arose_writes_zero_in_every_part(report, founded):
    htx, tht = parts_of(founded)

    cells, errors = read(report, founded, answer="zero")

    assert (cells["answer"], cells[htx], cells[tht], errors) == ("value", "0", "0", {})
    assert [text for box, text in cells.items() if box.startswith("part") and box not in {htx, tht}] == [""]


@pytest.mark.parametrize("answer", ["not_applicable", "no_data"])
def test_an_answer_without_data_takes_its_reason(report, money, answer):
    assert read(report, money, answer=answer, note=" Đang rà soát ") == (
        {"answer": answer, "value": "", "note": "Đang rà soát"},
        {},
    )


@pytest.mark.parametrize(
    ("answer", "label"),
    [("zero", "Không phát sinh"), ("not_applicable", "Không áp dụng"), ("no_data", "Chưa có số liệu")],
)
@pytest.mark.parametrize("text", ["5", "năm"])
def test_an_answer_that_contradicts_the_box_stores_nothing(report, money, answer, label, text):
    cells, errors = read(report, money, answer=answer, value=text)

    assert cells is None
    assert errors["answer"] == f"Đã chọn “{label}” nhưng vẫn ghi số liệu. Xóa số, hoặc chọn “Có số liệu”."


def test_a_number_typed_over_an_answer_left_as_it_was_wins(report, money):
    report.figures.create(indicator=money, answer="no_data", reason="Đang rà soát")

    cells, errors = read(report, money, answer="no_data", value="5", note="Đã có")

    assert (cells, errors) == ({"answer": "value", "value": "5", "note": "Đã có"}, {})


def test_an_explanation_without_an_answer_is_asked_about(report, money):
    assert read(report, money, note="Vì sao") == (
        None,
        {"note": "Ghi số liệu hoặc chọn câu trả lời trước, rồi ghi lý do, giải trình (hoặc xóa phần này)."},
    )


def test_what_was_not_posted_is_left_alone(report, money, founded):
    form = ReportForm(questions_of(report), {f"q{money.pk}-actual-value": "5"}, TODAY)

    assert (list(form.typed.rows), form.typed.prose) == ([actual(money)], {})


def test_an_answer_that_the_form_does_not_offer_is_none(report, money):
    assert read(report, money, answer="accepted", value="5") == ({"answer": "value", "value": "5", "note": ""}, {})


def test_one_number_of_a_ratio_is_stored_too(report, trained):
    assert read(report, trained, numerator="30") == (
        {"answer": "value", "numerator": "30", "denominator": "", "note": ""},
        {},
    )


@pytest.mark.parametrize(
    ("boxes", "cells"),
    [
        ({"day": "20/5/2024"}, {"answer": "value", "value": "1", "day": "2024-05-20", "note": ""}),
        ({"day": "20/11/2024"}, {"answer": "value", "value": "1", "day": "2024-11-20", "note": ""}),
        ({"answer": "zero"}, {"answer": "value", "value": "0", "day": "", "note": ""}),
        ({"day": ""}, {"answer": "", "value": "", "day": "", "note": ""}),
    ],
)
def test_a_milestone_is_a_day_or_not_yet(report, issued, boxes, cells):
    assert read(report, issued, **boxes) == (cells, {})


@pytest.mark.parametrize(
    ("boxes", "errors"),
    [
        ({"answer": "value"}, {"day": "Ghi ngày hoàn thành, hoặc chọn “Chưa thực hiện”."}),
        ({"day": "21/11/2024"}, {"day": "Ngày 21/11/2024 chưa đến. Ghi ngày đã hoàn thành."}),
        ({"day": "31/6/2024"}, {"day": "Không có ngày 31/06/2024 trong lịch."}),
        (
            {"answer": "zero", "day": "20/5/2024"},
            {"answer": "Đã chọn “Chưa thực hiện” nhưng vẫn ghi ngày hoàn thành. Xóa ngày, hoặc chọn “Đã hoàn thành”."},
        ),
    ],
)
def test_a_milestone_without_a_clear_day_is_not_stored(report, issued, boxes, errors):
    assert read(report, issued, **boxes) == (None, errors)


def test_the_summary_names_the_very_box(report, trained):
    typed = {f"q{trained.pk}-actual-{box}": "a" for box in ("numerator", "denominator")}

    found = ReportForm(questions_of(report), typed, TODAY).mistakes

    assert [mistake.text.partition(":")[0] for mistake in found] == [
        "Cán bộ được tập huấn (số cán bộ đã tập huấn)",
        "Cán bộ được tập huấn (số cán bộ đang công tác)",
    ]


def test_texts_are_cleaned_and_kept_within_bounds(report, money):
    cells, errors = read(report, money, value="5", note="a" * (LONGEST_NOTE + 1))
    form = ReportForm(
        questions_of(report),
        {"results-text": " Hòa\u200b\r\nBình ", "proposals-text": "a" * (LONGEST_PROSE + 1)},
        TODAY,
    )

    assert (cells, errors) == ({"answer": "value", "value": "5"}, {"note": "Quá dài: ghi nhiều nhất 2000 ký tự."})
    assert form.typed.prose == {"results": "Hòa\nBình"}
    assert [(mistake.anchor, mistake.text) for mistake in form.mistakes] == [
        ("proposals-text", "Kiến nghị, đề xuất: Quá dài: ghi nhiều nhất 20000 ký tự.")
    ]


@pytest.mark.parametrize(
    ("version", "shown"),
    [("", ""), ("-1", "[]"), ("1e9", "{"), ("٣", "null"), ("9" * 5000, '"text"'), ("0.5", "[" * 100_000)],
)
def test_a_form_that_was_tampered_with_is_compared_cell_by_cell(report, money, version, shown):
    form = ReportForm(questions_of(report), {"version": version, "shown": shown}, TODAY)

    assert (form.version, form.typed.shown) == (-1, {})


def test_where_two_disagreed_only_a_choice_stores_mine(report, money):
    row = f"q{money.pk}-actual"
    typed = {f"{row}-value": "5", f"{row}-conflict": "1"}

    forms = [ReportForm(questions_of(report), typed | keep, TODAY) for keep in ({}, {f"{row}-keep": "theirs"})]
    mine = ReportForm(questions_of(report), typed | {f"{row}-keep": "mine"}, TODAY)

    assert [(list(form.typed.rows), form.unresolved) for form in forms] == [([], {actual(money)}), ([], set())]
    assert (list(mine.typed.rows), mine.unresolved) == ([actual(money)], set())


@pytest.mark.parametrize(("text", "decimals", "value", "message"), [*rows_of_a_figures_box()])
def test_the_table_of_numbers_is_read_in_the_form(report, plan, text, decimals, value, message):
    indicator = make_indicator("Doanh thu", decimals=decimals)
    make_goal(plan, indicator)

    cells, errors = read(report, indicator, value=text)

    assert ((cells or {}).get("value", ""), errors.get("value", "")) == (value, message)


@pytest.mark.parametrize(
    ("figures", "chosen"),
    [({"htx": 0, "tht": 0}, "zero"), ({"htx": 0}, "value"), ({"htx": 0, "tht": 2}, "value"), ({}, "")],
)
def test_only_noughts_in_every_box_are_nothing_arose(report, founded, figures, chosen):
    """A nought beside a blank is no answer for the blank: saving the form again must not fill it."""
    for code, value in figures.items():
        make_figure(report, founded, value, part=founded.breakdown.parts.get(code=code))
    [group] = questions_of(report)
    [question] = group.questions

    assert standing_choice(question, question.rows[0].answer) == chosen
