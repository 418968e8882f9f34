"""The pages on which a workbook is taken out, handed in, previewed and written."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from plans.models import Indicator
from reporting.answers import ANSWER, VALUE
from reporting.choices import ReportState
from reporting.spreadsheets.report_form.layout import FIGURES
from tests.builders import make_figure, make_goal, make_indicator
from tests.reporting.report_workbook.books import cell_of, filled, opened, saved, taken, value_of
from tests.reporting.report_workbook.handing_in import confirm, hand_in, url, words
from tests.reporting.typed_in import actual, parts_of, stored, typed, write
from tests.test_pages import leaks_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


# --- Out --------------------------------------------------------------------------------------------------------------


def test_the_workbook_is_taken_from_the_reports_page(officer, report, jobs):
    page = officer.get(report.get_absolute_url()).content.decode()
    response = officer.get(url(report, "report-workbook"))

    assert url(report, "report-workbook") in page
    assert url(report) in page
    assert (response.status_code, response["Content-Type"]) == (200, XLSX)
    assert response["Content-Disposition"] == 'attachment; filename="bieu-huyen-hai-hau-nam-2024.xlsx"'
    assert not cell_of(opened(response.content), value_of(jobs)).protection.locked


def test_who_only_reads_gets_it_locked(client, province_reviewer, officer, hai_hau_officer, report, jobs):
    client.force_login(province_reviewer)
    for_reviewer = opened(client.get(url(report, "report-workbook")).content)
    client.force_login(hai_hau_officer)
    type(report).objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, submitted_at="2024-11-20T09:00+07:00", submitted_by=hai_hau_officer
    )
    for_officer = opened(client.get(url(report, "report-workbook")).content)

    assert cell_of(for_reviewer, value_of(jobs)).protection.locked
    assert cell_of(for_officer, value_of(jobs)).protection.locked
    assert url(report) not in client.get(report.get_absolute_url()).content.decode()


# --- Back -------------------------------------------------------------------------------------------------------------


def test_a_workbook_is_previewed_and_then_written_into_the_draft(officer, hai_hau_officer, report, jobs, founded):
    htx, _ = parts_of(founded)
    raw = filled(taken(report), {value_of(jobs): "1.234", f"q{founded.pk}-actual-{htx}": 2}, {"results": "Tốt"})

    preview = hand_in(officer, report, raw)

    said = words(preview)
    assert (preview.status_code, leaks_of(preview.content.decode()), stored(report)) == (200, set(), {})
    assert "3 ô sẽ ghi, 0 ô phải chọn, 0 ô giống số trên cổng." in said
    assert "Việc làm mới (trống) 1.234 mới" in said

    done = confirm(officer, report, preview)

    assert done.redirect_chain == [(url(report, "report-fill"), 302)]
    assert "Đã ghi 3 dòng từ tệp Excel vào bản nháp. Báo cáo chưa nộp." in words(done)
    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "1234"},
        actual(founded): {ANSWER: "value", htx: "2"},
    }
    assert {(change.source, str(change.by)) for change in report.changes.all()} == {("workbook", "Nguyễn Thị Lan")}
    report.refresh_from_db()
    assert report.state == ReportState.DRAFT


def test_pressing_twice_writes_once(officer, hai_hau_officer, report, jobs):
    preview = hand_in(officer, report, filled(taken(report), {value_of(jobs): 5}))
    confirm(officer, report, preview)
    write(report, typed(jobs, value="6"), hai_hau_officer, version=1)

    confirm(officer, report, preview)

    assert (stored(report)[actual(jobs)][VALUE], report.changes.count()) == ("6", 2)


def test_a_workbook_that_says_nothing_new_has_nothing_to_confirm(officer, report, jobs):
    make_figure(report, jobs, 5)

    preview = hand_in(officer, report, taken(report))

    assert "Tệp giống hệt số liệu trên cổng, không có gì để ghi thêm." in words(preview)
    assert "1 ô giống số trên cổng" in words(preview)
    assert 'name="carried"' not in preview.content.decode()


@pytest.mark.parametrize(("choice", "value"), [({}, "13"), ({"cong": 1}, "13"), ({"tep": 1}, "15")])
def test_what_was_typed_online_meanwhile_is_chosen(officer, hai_hau_officer, report, jobs, money, choice, value):
    make_figure(report, jobs, 12)
    raw = filled(taken(report), {value_of(jobs): 15, value_of(money): 1})
    write(report, typed(jobs, value="13"), hai_hau_officer)

    preview = hand_in(officer, report, raw)
    page = preview.content.decode()

    assert "1 ô sẽ ghi, 1 ô phải chọn" in words(preview)
    assert "Báo cáo đã được ghi thêm trên cổng sau khi tải tệp này." in words(preview)
    assert re.search(rf'name="giu-{value_of(jobs)}" value="cong"[^>]* checked> 13<', page)
    assert re.search(rf'name="giu-{value_of(jobs)}" value="tep"[^>]*> 15<', page)

    confirm(officer, report, preview, **{f"giu-{value_of(jobs)}": picked for picked in choice})

    assert stored(report)[actual(jobs)][VALUE] == value
    assert stored(report)[actual(money)][VALUE] == "1"


def test_what_is_typed_online_between_preview_and_press_is_previewed_again(
    officer, hai_hau_officer, report, jobs, money, founded
):
    htx, tht = parts_of(founded)
    raw = filled(taken(report), {value_of(jobs): 15, value_of(money): 1, f"q{founded.pk}-actual-{htx}": 2})
    preview = hand_in(officer, report, raw)
    write(report, typed(jobs, value="13"), hai_hau_officer)
    write(report, typed(founded, **{tht: "3"}), hai_hau_officer, version=1)

    again = confirm(officer, report, preview)

    assert again.status_code == 409
    assert "Chưa ghi gì: trong lúc bạn xem, có người vừa gõ trên cổng vào những ô mà tệp cũng sửa." in words(again)
    assert "2 ô sẽ ghi, 1 ô phải chọn" in words(again)
    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "13"},
        actual(founded): {ANSWER: "value", tht: "3"},
    }

    confirm(officer, report, again, **{f"giu-{value_of(jobs)}": "tep"})

    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "15"},
        actual(money): {ANSWER: "value", VALUE: "1"},
        actual(founded): {ANSWER: "value", htx: "2", tht: "3"},
    }


def test_lines_that_are_gone_are_named(officer, report, jobs, money):
    book = opened(filled(taken(report), {value_of(money): 1}))
    book[FIGURES].delete_rows(cell_of(book, value_of(jobs)).row)

    said = words(hand_in(officer, report, saved(book)))

    assert "Tệp không còn những dòng sau, số trên cổng của chúng được giữ nguyên: Việc làm mới." in said


@pytest.mark.parametrize("indicators", [1, 3])
def test_a_preview_asks_the_same_number_of_questions_however_long_the_form(officer, report, plan, indicators):
    for number in range(indicators):
        make_goal(plan, make_indicator(f"Chỉ số {number}"))
    raw = filled(taken(report), {value_of(indicator): 1 for indicator in Indicator.objects.all()})
    hand_in(officer, report, raw)  # from now on what is asked is kept in memory

    with CaptureQueriesContext(connection) as queries:
        preview = hand_in(officer, report, raw)

    assert f"{indicators} ô sẽ ghi" in words(preview)
    assert len(queries) == 13
