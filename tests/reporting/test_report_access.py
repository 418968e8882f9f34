"""Who may open which page of a report, and how many queries a page takes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from reporting.choices import Answer
from tests.builders import make_figure, make_goal, make_indicator, make_target

PAGES = ["report-page", "report-fill", "report-check"]


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


def url(report, name):
    return reverse(f"reporting:{name}", args=[report.pk])


@pytest.mark.parametrize(
    ("person", "statuses"),
    [
        ("hai_hau_officer", [200, 200, 200]),
        ("y_yen_officer", [404, 404, 404]),
        ("province_reviewer", [200, 403, 403]),
        ("people_committee_reader", [404, 404, 404]),
        ("alliance_officer", [404, 404, 404]),
        ("system_administrator", [403, 403, 403]),
        ("stranger", [403, 403, 403]),
    ],
)
def test_who_may_open_which_page(client, request, report, jobs, person, statuses):
    client.force_login(request.getfixturevalue(person))

    assert [client.get(url(report, name)).status_code for name in PAGES] == statuses


@pytest.mark.parametrize("person", ["y_yen_officer", "people_committee_reader"])
def test_another_units_receipt_is_not_there(client, request, hai_hau_head, report, jobs, person):
    make_figure(report, jobs, 12)
    client.force_login(hai_hau_head)
    receipt = client.post(url(report, "report-submit"), {"version": report.version}).url
    mine = client.get(receipt).status_code

    client.force_login(request.getfixturevalue(person))

    assert (mine, client.get(receipt).status_code) == (200, 404)


@pytest.mark.parametrize("receipt", ["6T2024-366-157-01", "%00", "N2024%0A"])
def test_a_receipt_that_nobody_got_is_not_there(client, hai_hau_head, receipt):
    client.force_login(hai_hau_head)

    assert client.get(f"/bien-nhan/{receipt}/").status_code == 404


@pytest.mark.parametrize("question_count", [1, 40])
@pytest.mark.parametrize(("name", "queries"), [("report-page", 20), ("report-fill", 15), ("report-check", 18)])
def test_the_number_of_queries_of_a_page_is_fixed(
    client, hai_hau_officer, plan, report, founded, question_count, name, queries
):
    client.force_login(hai_hau_officer)
    for number in range(question_count - 1):
        make_goal(plan, make_indicator(f"Chỉ số {number}", breakdown=founded.breakdown))
    for goal in plan.goals.all():
        make_target(goal, 3)
        make_figure(report, goal.indicator, answer=Answer.NO_DATA, reason="Đang rà soát")
    client.get(url(report, name))

    with CaptureQueriesContext(connection) as captured:
        response = client.get(url(report, name))

    assert response.status_code == 200
    assert len(captured) == queries
