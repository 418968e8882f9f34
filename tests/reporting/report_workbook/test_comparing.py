"""A workbook beside what was typed online since it was taken out: what it changes, what stays, what has to be chosen."""

from dataclasses import replace

import pytest

from reporting.answers import ANSWER, NOTE, VALUE
from reporting.filling import write_answers
from reporting.forms.drawing_reports import fingerprints_of
from reporting.questions import questions_of
from reporting.spreadsheets.report_form.comparing import chosen
from tests.builders import make_figure
from tests.reporting.report_workbook.books import changes, compared, filled, prose_of, taken, value_of
from tests.reporting.typed_in import NOW, actual, parts_of, stored, typed, write


def online(report, by, what):
    """Somebody types it on the portal."""
    report.refresh_from_db()
    write(report, what, by, version=report.version)
    report.refresh_from_db()


def confirm(report, raw, by, *taken_of_the_file):
    """Write the workbook as previewed now, with these choices."""
    comparison = compared(report, raw)
    seen = fingerprints_of(questions_of(report), prose_of(report))
    what = chosen(replace(comparison.typed, shown=seen), comparison.choices, taken_of_the_file)
    write_answers(report, what, by=by, now=NOW, version=report.version)
    return stored(report)


def test_what_the_file_says_anew_edits_or_clears(report, jobs, money, founded, trained, hai_hau_officer):
    make_figure(report, jobs, 12)
    make_figure(report, money, 5, remark="Vay lần đầu")
    make_figure(report, trained, numerator=30, denominator=40)
    htx, _ = parts_of(founded)
    raw = filled(
        taken(report),
        {value_of(jobs): 15, f"q{founded.pk}-actual-{htx}": 2, value_of(money): None, (value_of(money), NOTE): None},
        {"results": "Tốt"},
    )

    assert changes(report, raw) == [
        ("edited", "Việc làm mới", "12", "15"),
        ("cleared", "Vốn vay", "5", ""),
        ("cleared", "Vốn vay, lý do", "Vay lần đầu", ""),
        ("new", "HTX, THT mới, HTX", "", "2"),
        ("new", "Kết quả thực hiện", "", "Tốt"),
    ]
    assert compared(report, raw).same == 2
    assert confirm(report, raw, hai_hau_officer) == {
        actual(jobs): {ANSWER: "value", VALUE: "15"},
        actual(trained): {ANSWER: "value", "numerator": "30", "denominator": "40"},
        actual(founded): {ANSWER: "value", htx: "2"},
    }
    assert prose_of(report) == {"results": "Tốt"}


def test_what_was_typed_online_since_stays_where_the_file_left_it(report, jobs, money, hai_hau_officer):
    make_figure(report, jobs, 12)
    raw = filled(taken(report), {value_of(money): 5})

    online(report, hai_hau_officer, typed(jobs, value="13", prose={"results": "Tốt"}))

    assert (changes(report, raw), compared(report, raw).kept) == ([("new", "Vốn vay", "", "5")], 2)
    assert confirm(report, raw, hai_hau_officer)[actual(jobs)][VALUE] == "13"
    assert prose_of(report) == {"results": "Tốt"}


@pytest.mark.parametrize(("takes", "value"), [(False, "13"), (True, "15")])
def test_a_cell_that_both_changed_is_a_choice_and_stays_as_it_is_online(report, jobs, hai_hau_officer, takes, value):
    make_figure(report, jobs, 12)
    raw = filled(taken(report), {value_of(jobs): 15})

    online(report, hai_hau_officer, typed(jobs, value="13"))

    assert changes(report, raw) == [("differs", "Việc làm mới", "13", "15")]
    assert confirm(report, raw, hai_hau_officer, *([value_of(jobs)] if takes else [])) == {
        actual(jobs): {ANSWER: "value", VALUE: value}
    }


def test_both_saying_the_same_is_no_change(report, jobs, hai_hau_officer):
    raw = filled(taken(report), {value_of(jobs): 15})

    online(report, hai_hau_officer, typed(jobs, value="15"))

    assert (changes(report, raw), compared(report, raw).same) == ([], 1)


def test_parts_of_one_row_from_both_sides_go_together(report, founded, hai_hau_officer):
    htx, tht = parts_of(founded)
    raw = filled(taken(report), {f"q{founded.pk}-actual-{htx}": 2})

    online(report, hai_hau_officer, typed(founded, **{tht: "3"}))

    assert changes(report, raw) == [("new", "HTX, THT mới, HTX", "", "2")]
    assert confirm(report, raw, hai_hau_officer) == {actual(founded): {ANSWER: "value", htx: "2", tht: "3"}}


@pytest.mark.parametrize("takes", [False, True])
def test_where_the_answer_itself_differs_the_whole_row_is_one_choice(report, founded, hai_hau_officer, takes):
    htx, tht = parts_of(founded)
    make_figure(report, founded, 3, part=founded.breakdown.parts.get(code="tht"))
    line = f"q{founded.pk}-actual"
    raw = filled(taken(report), {f"{line}-{htx}": 2})
    not_applicable = {ANSWER: "not_applicable", NOTE: "Không có HTX", tht: ""}

    online(report, hai_hau_officer, typed(founded, **not_applicable))

    assert changes(report, raw) == [
        ("differs", "HTX, THT mới", "Không áp dụng (Không có HTX)", "5 (HTX 2; THT 3)"),
    ]
    assert confirm(report, raw, hai_hau_officer, *([line] if takes else [])) == {
        actual(founded): {ANSWER: "value", htx: "2", tht: "3"}
        if takes
        else {ANSWER: "not_applicable", NOTE: "Không có HTX"}
    }


@pytest.mark.parametrize("takes", [False, True])
def test_a_row_that_the_file_clears_and_somebody_edits_is_one_choice(report, founded, hai_hau_officer, takes):
    htx, tht = parts_of(founded)
    for code, value in (("htx", 1), ("tht", 3)):
        make_figure(report, founded, value, part=founded.breakdown.parts.get(code=code), remark="Vì" * (code == "htx"))
    line = f"q{founded.pk}-actual"
    raw = filled(
        taken(report), {f"{line}-{htx}": None, f"{line}-{tht}": None, (line, ANSWER): None, (line, NOTE): None}
    )

    online(report, hai_hau_officer, typed(founded, **{htx: "1", tht: "4", NOTE: "Vì"}))

    assert changes(report, raw) == [("differs", "HTX, THT mới", "5 (HTX 1; THT 4) (Vì)", "Chưa trả lời")]
    kept = {actual(founded): {ANSWER: "value", htx: "1", tht: "4", NOTE: "Vì"}}
    assert confirm(report, raw, hai_hau_officer, *([line] if takes else [])) == ({} if takes else kept)


def test_an_answer_without_data_is_told_as_a_whole(report, jobs, money, hai_hau_officer):
    make_figure(report, jobs, 12)
    make_figure(report, money, answer="no_data", reason="Đang rà soát")
    raw = filled(
        taken(report),
        {
            value_of(jobs): None,
            (value_of(jobs), ANSWER): "Không áp dụng",
            (value_of(jobs), NOTE): "Không theo dõi",
            value_of(money): "8,5",
            (value_of(money), NOTE): None,
        },
    )

    assert changes(report, raw) == [
        ("edited", "Việc làm mới", "12", "Không áp dụng (Không theo dõi)"),
        ("edited", "Vốn vay", "Chưa có số liệu (Đang rà soát)", "8,5"),
    ]
    assert confirm(report, raw, hai_hau_officer) == {
        actual(jobs): {ANSWER: "not_applicable", NOTE: "Không theo dõi"},
        actual(money): {ANSWER: "value", VALUE: "8.5"},
    }


def test_a_milestone_is_told_as_a_whole(report, issued, hai_hau_officer):
    line = f"q{issued.pk}-actual-day"
    done = filled(taken(report), {line: "06/05/2024"})
    assert changes(report, done) == [("new", "Ban hành kế hoạch", "Chưa trả lời", "Hoàn thành ngày 06/05/2024")]

    online(report, hai_hau_officer, typed(issued, value="0"))

    assert changes(report, done) == [
        ("differs", "Ban hành kế hoạch", "Chưa thực hiện", "Hoàn thành ngày 06/05/2024"),
    ]
    assert confirm(report, done, hai_hau_officer, f"q{issued.pk}-actual") == {
        actual(issued): {ANSWER: "value", VALUE: "1", "day": "2024-05-06"}
    }


def test_prose_that_both_wrote_is_a_choice(report, jobs, hai_hau_officer):
    raw = filled(taken(report), prose={"results": "Của tệp", "proposals": "Mới"})

    online(report, hai_hau_officer, typed(jobs, value="1", prose={"results": "Của cổng"}))

    assert changes(report, raw) == [
        ("differs", "Kết quả thực hiện", "Của cổng", "Của tệp"),
        ("new", "Kiến nghị, đề xuất", "", "Mới"),
    ]
    confirm(report, raw, hai_hau_officer)
    assert prose_of(report) == {"results": "Của cổng", "proposals": "Mới"}
