"""The address to which the form's script sends cells while somebody types: read and stored as the form itself is."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.answers import ANSWER, VALUE
from reporting.choices import ReportState
from reporting.merging import fingerprints
from tests.builders import accept_report, frozen, make_goal, make_indicator, make_round
from tests.number_table import rows_of_a_figures_box
from tests.reporting.typed_in import actual, parts_of, shown_now, stored, typed, write


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    client.user = hai_hau_officer
    return client


def send(client, report, cells, *, batch="may-1", shown=None, **other):
    body = {"user": client.user.pk, "batch": batch, "cells": cells, "shown": shown or {}} | other
    return client.post(reverse("reporting:report-autosave", args=[report.pk]), json.dumps(body), "application/json")


def test_a_cell_is_stored_and_told_as_it_was_understood(officer, report, jobs):
    row = f"q{jobs.pk}-actual"

    answer = send(officer, report, {f"{row}-value": "1 234", f"{row}-answer": "", f"{row}-note": ""})

    assert (answer.status_code, stored(report)) == (200, {actual(jobs): {ANSWER: "value", VALUE: "1234"}})
    told = answer.json()
    at = told.pop("at")
    assert "20/11/2024" in at
    assert told == {
        "rows": {
            row: {
                "texts": {"answer": "value", "note": "", "day": "", "value": "1.234"},
                "shown": fingerprints(row, {ANSWER: "value", VALUE: "1234"}),
                "errors": {},
                "theirs": [],
                "conflict": False,
                "answered": True,
                "sum": "",
            }
        },
        "judged": [row],
        "problems": [],
    }


def test_prose_is_stored_under_its_heading(officer, report, jobs):
    answer = send(officer, report, {"results-text": "Thành lập 02 HTX.", "proposals-text": ""})

    assert list(report.narratives.values_list("heading", "text")) == [("results", "Thành lập 02 HTX.")]
    assert answer.json()["rows"]["results"]["texts"] == {"text": "Thành lập 02 HTX."}


@pytest.mark.parametrize(("text", "decimals", "value", "message"), [*rows_of_a_figures_box()])
def test_numbers_are_read_as_everywhere(officer, report, plan, text, decimals, value, message):
    """The table of numbers, by the way of JSON: exactly that value is stored, or nothing and that sentence is told."""
    indicator = make_indicator("Doanh thu", decimals=decimals)
    make_goal(plan, indicator)
    row = f"q{indicator.pk}-actual"

    answer = send(officer, report, {f"{row}-value": text, f"{row}-answer": "value", f"{row}-note": ""})

    kept = stored(report).get(actual(indicator), {}).get(VALUE, "")
    assert (kept, answer.json()["rows"][row]["errors"].get("value", "")) == (value, message)


def test_what_both_changed_is_told_with_the_others_name_and_stays(officer, report, jobs, hai_hau_head):
    write(report, typed(jobs, value="9"), hai_hau_head)
    row = f"q{jobs.pk}-actual"

    answer = send(officer, report, {f"{row}-value": "7", f"{row}-answer": "value", f"{row}-note": ""})

    told = answer.json()["rows"][row]
    assert (answer.status_code, told["conflict"], told["theirs"], told["by"]) == (409, True, ["value"], "Trần Thị Hoa")
    assert told["texts"]["value"] == "9"
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "9"}}


def test_typed_over_what_the_other_wrote_it_is_taken(officer, report, jobs, hai_hau_head):
    write(report, typed(jobs, value="9"), hai_hau_head)
    row = f"q{jobs.pk}-actual"
    seen = fingerprints(row, {ANSWER: "value", VALUE: "9"})

    answer = send(officer, report, {f"{row}-value": "7", f"{row}-answer": "value", f"{row}-note": ""}, shown=seen)

    assert (answer.status_code, stored(report)) == (200, {actual(jobs): {ANSWER: "value", VALUE: "7"}})


def test_a_sending_that_comes_again_gets_the_same_answer(officer, report, jobs):
    cells = {f"q{jobs.pk}-actual-value": "7", f"q{jobs.pk}-actual-answer": "value", f"q{jobs.pk}-actual-note": ""}

    answers = [send(officer, report, cells).json() for _ in range(2)]

    assert answers[0]["rows"] == answers[1]["rows"]
    assert report.changes.count() == 1


def test_what_a_rule_holds_against_a_cell_is_judged_with_it(officer, report, plan, jobs):
    within = make_indicator("Trong đó lao động nữ", not_above=jobs)
    make_goal(plan, within)
    make_goal(plan, make_indicator("Việc khác"))
    send(officer, report, {f"q{within.pk}-actual-value": "9"}, batch="a")

    told = send(officer, report, {f"q{jobs.pk}-actual-value": "7"}, batch="b").json()

    assert told["judged"] == [f"q{jobs.pk}-actual", f"q{within.pk}-actual"]
    assert [(problem["box"], problem["level"], problem["rows"]) for problem in told["problems"]] == [
        (f"q{within.pk}-actual-value", "blocks", [f"q{within.pk}-actual", f"q{jobs.pk}-actual"])
    ]


# --- What is not taken ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{}",
        '{"user": 1, "batch": "a", "cells": {"q1-actual-value": 7}, "shown": {}}',
        '{"user": 1, "batch": "a", "cells": {"q1-actual-value": NaN}, "shown": {}}',
        '{"user": 1, "batch": "a", "cells": {"q1-actual-value": 1e400}, "shown": {}}',
        '{"user": 1, "batch": "", "cells": {}, "shown": {}}',
        '{"user": "1", "batch": "a", "cells": {}, "shown": {}}',
        '{"user": 1, "batch": "a", "cells": [], "shown": {}}',
        "[" * 100_000,
    ],
)
def test_what_our_script_does_not_send_is_refused(officer, report, jobs, body):
    address = reverse("reporting:report-autosave", args=[report.pk])

    answer = officer.post(address, body, "application/json")

    assert (answer.status_code, answer.json()) == (
        400,
        {"refused": "Cổng không đọc được lần gửi này. Tải lại trang; những gì đã gõ vẫn được giữ ở máy này."},
    )
    assert stored(report) == {}


def test_a_batch_of_sixty_signs_is_the_longest(officer, report, jobs):
    cells = {f"q{jobs.pk}-actual-value": "7"}

    statuses = [send(officer, report, cells, batch="a" * length).status_code for length in (60, 61)]

    assert statuses == [200, 400]


def test_boxes_that_the_report_does_not_ask_are_passed_over(officer, report, jobs):
    answer = send(officer, report, {"q999999-actual-value": "7", "q1-x": "", "anything": "at all"})

    assert (answer.status_code, answer.json()["rows"], stored(report)) == (200, {}, {})


def test_a_page_that_was_opened_for_another_writes_nothing(officer, report, jobs, hai_hau_head):
    answer = send(officer, report, {f"q{jobs.pk}-actual-value": "7"}, user=hai_hau_head.pk)

    assert (answer.status_code, answer.json(), stored(report)) == (
        409,
        {"refused": "Trang này mở cho người khác, nay đang đăng nhập là Nguyễn Thị Lan."},
        {},
    )


def test_a_locked_report_says_why(officer, report, jobs, hai_hau_head):
    report.state, report.submitted_at, report.submitted_by = ReportState.SUBMITTED, report.round.opened_at, hai_hau_head
    report.save()

    answer = send(officer, report, {f"q{jobs.pk}-actual-value": "7"})

    assert (answer.status_code, stored(report)) == (409, {})
    assert answer.json()["locked"].startswith("Báo cáo đã nộp lúc")


# --- What it costs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("question_count", "round_count"), [(1, 1), (40, 4)])
def test_the_number_of_queries_is_fixed(officer, plan, world, report, founded, question_count, round_count):
    for number in range(question_count - 1):
        make_goal(plan, make_indicator(f"Chỉ số {number}", breakdown=founded.breakdown))
    for year in range(2023, 2023 - round_count, -1):
        earlier = make_round(plan, code=f"nam-{year}", year=year, cut_off=date(year, 11, 29))
        accept_report(earlier, world.hai_hau, frozen(founded, 2, part="htx"))
    htx, tht = parts_of(founded)
    row = f"q{founded.pk}-actual"
    send(officer, report, {f"{row}-{htx}": "1", f"{row}-{tht}": "1"}, batch="a")

    seen = shown_now(report)

    with CaptureQueriesContext(connection) as captured:
        answer = send(officer, report, {f"{row}-{htx}": "2", f"{row}-{tht}": "3"}, batch="b", shown=seen)

    assert answer.status_code == 200
    print("\n".join(q["sql"][:170] for q in captured))
    assert len([query for query in captured if "SAVEPOINT" not in query["sql"]]) == 20
