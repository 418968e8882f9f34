"""The check before submitting: findings by weight, each a link to its cell; what is only shown stops nobody."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from plans.choices import RuleComparison, RuleWeight
from reporting.choices import ReportState
from tests.builders import make_figure, make_goal, make_indicator, make_rule
from tests.reporting.checking.saying import part


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


@pytest.fixture
def head(client, hai_hau_head):
    client.force_login(hai_hau_head)
    return client


def url(report, name="report-check"):
    return reverse(f"reporting:{name}", args=[report.pk])


def listed(response):
    """By the heading of each group: the links in it, each the cell's id and the words."""
    groups = {}
    for block in re.findall(r'<section class="panel panel--.*?</section>', response.content.decode(), re.DOTALL):
        heading = re.search(r"<h2[^>]*>(.*?)</h2>", block)[1]
        groups[unescape(heading)] = [
            (to, unescape(text)) for to, text in re.findall(r'href="[^"]*#([^"]+)">(.*?)</a>', block)
        ]
    return groups


def test_the_findings_stand_by_weight_each_with_a_link_to_its_cell(plan, report, jobs, founded, head):
    women = make_indicator("Lao động nữ")
    make_goal(plan, women)
    make_rule([women], RuleComparison.NOT_ABOVE, [jobs], weight=RuleWeight.REFUSE)
    htx, tht = part(founded, "htx"), part(founded, "tht")
    make_figure(report, founded, 2, part=htx)
    make_figure(report, jobs, 12)
    make_figure(report, women, 13)

    groups = listed(head.get(url(report)))

    assert groups == {
        "Phải sửa: 1 chỗ": [
            (f"q{women.pk}-actual-value", "Lao động nữ: 13 lớn hơn 12 của “Việc làm mới”. Xem lại các số.")
        ],
        "Cần giải trình: 1 chỗ": [
            (
                f"q{founded.pk}-actual-part{tht.pk}",
                "HTX, THT mới (THT): thiếu THT. Ghi số (0 nếu không phát sinh), hoặc giải trình vì sao chưa có.",
            )
        ],
    }


def test_what_is_only_shown_leaves_the_report_ready_and_lets_it_be_submitted(with_history, head):
    report = with_history(20, now="31")

    page = head.get(url(report))
    head.post(url(report, "report-submit"), {"version": report.version})

    report.refresh_from_db()
    assert list(listed(page)) == ["Nên xem lại: 1 chỗ"]
    assert page.context["is_ready"]
    assert "Nếu đúng thì không phải làm gì." in page.content.decode()
    assert report.state == ReportState.SUBMITTED


def test_who_reads_the_report_sees_what_was_explained_and_what_is_unusual(with_history, client, province_reviewer):
    report = with_history(20, now="31")
    report.state = ReportState.SUBMITTED
    report.submitted_by, report.submitted_at = province_reviewer, report.round.opened_at
    report.save()
    client.force_login(province_reviewer)

    page = client.get(report.get_absolute_url()).content.decode()

    assert "31 tăng nhiều so với 20 (Năm 2023). Nên xem lại, không phải giải trình." in page
