"""One row of a report in detail, as a page and as the form's side panel; and the page of keys."""

import re
from datetime import date, datetime
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from plans.choices import Measure, Period
from portal.dates import VIET_NAM
from reporting.answers import ANSWER, VALUE
from reporting.choices import ReportState
from reporting.forms.cell_states import CELL_STATES
from reporting.models import AnswerChange
from tests.builders import (
    accept_report,
    frozen,
    make_breakdown,
    make_figure,
    make_goal,
    make_indicator,
    make_round,
    make_target,
    make_user,
)

LARGEST_CHART = 15 * 1024


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client


def url(report, indicator, kind="actual"):
    return reverse("reporting:answer-details", args=[report.pk, f"q{indicator.pk}-{kind}"])


def words(response):
    """The page's text, without marks and extra space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def charts_of(response):
    return re.findall(r'<svg class="chart".*?</svg>', response.content.decode(), re.DOTALL)


def accept_before(plan, unit, indicator, values, *, first_day=date(2023, 12, 20)):
    """Accepted reports of special rounds, one for each value, before the annual round."""
    for number, value in enumerate(values):
        day = date.fromordinal(first_day.toordinal() + number * 14)
        round_ = make_round(plan, name=f"Kỳ {number + 1}", period=Period.AD_HOC, cut_off=day)
        accept_report(round_, unit, frozen(indicator, value))


def change(report, indicator, by, value):
    AnswerChange.objects.create(
        report=report,
        indicator=indicator,
        kind="actual",
        before={},
        after={ANSWER: "value", VALUE: str(value)},
        by=by,
        at=datetime(2024, 11, 19, 14, 5, tzinfo=VIET_NAM),
    )


def test_a_row_is_told_whole(officer, plan, world, report, hai_hau_officer):
    founded = make_indicator("HTX mới", definition="Tính theo ngày cấp giấy", example="1 HTX <mới>")
    make_target(make_goal(plan, founded, wording="Thành lập ít nhất 03 HTX"), 3)
    accept_before(plan, world.hai_hau, founded, [20, 25])
    make_figure(report, founded, 4)
    change(report, founded, hai_hau_officer, 4)

    response = officer.get(url(report, founded))

    said = words(response)
    for part in [
        "Chi tiết một dòng: Huyện Hải Hậu, năm 2024",
        "HTX mới Đến ngày 29/11/2024 4 HTX",
        "Tỉnh Nam Định: ít nhất 03 HTX, năm 2024",
        "Cần giải trình: 4 giảm so với 25 đã duyệt (Kỳ 2)",
        "HTX mới: 2 số đã duyệt, gần nhất là 25 (Kỳ 2); báo cáo này, vẽ rỗng: 4",
        "Kỳ 2 03/01/2024 25 Kỳ 1 20/12/2023 20",
        "sang năm mới tính lại từ đầu. Cột rỗng trên hình là số của báo cáo này.",
        "Tính theo ngày cấp giấy Ví dụ: 1 HTX <mới>",
        "“Thành lập ít nhất 03 HTX” (Kế hoạch 108/KH-BTV)",
        "Nguyễn Thị Lan , 14:05 19/11/2024, gõ trên biểu Trước Chưa trả lời Sau 4",
    ]:
        assert part in said


def test_a_rule_between_two_rows_is_told_at_both(officer, plan, report, jobs):
    women = make_indicator("Trong đó: nữ", not_above=jobs)
    make_goal(plan, women)
    make_figure(report, jobs, 5)
    make_figure(report, women, 7)

    own, other = (words(officer.get(url(report, indicator))) for indicator in (women, jobs))

    assert "Phải sửa: 7 " in own
    assert "Phải sửa: Trong đó: nữ: 7 " in other


def test_what_is_usual_of_each_box_is_told(officer, plan, world, report):
    steady = make_indicator("Việc làm ổn định", accumulation="stock", breakdown=make_breakdown())
    make_goal(plan, steady)
    for month, (htx, tht) in enumerate([(1, 10), (0, 12), (2, 11)], start=1):
        round_ = make_round(plan, period=Period.AD_HOC, cut_off=date(2024, month, 14))
        accept_report(round_, world.hai_hau, frozen(steady, htx, part="htx"), frozen(steady, tht, part="tht"))

    said = words(officer.get(url(report, steady)))

    assert "Thường tổng từ 6 đến 18; HTX từ 0 đến 7; THT từ 5 đến 17" in said


def test_what_was_typed_and_what_it_became_is_told(officer, report, jobs):
    fill, box = reverse("reporting:report-fill", args=[report.pk]), f"q{jobs.pk}-actual-value"
    officer.post(fill, {"version": 0, box: "1234"})
    officer.post(fill, {"version": 1, box: "12", f"q{jobs.pk}-actual-note": "Gõ thừa chữ số"})

    told = re.findall(r"gõ trên biểu (Trước .+?) (?:Nguyễn|Theo)", words(officer.get(url(report, jobs))))
    assert told == [
        "Trước 1.234 Sau 12 Lý do, giải trình: Gõ thừa chữ số",
        "Trước Chưa trả lời Sau 1.234",
    ]


def test_the_part_alone_is_what_the_page_holds(officer, report, jobs):
    page, part = (officer.get(url(report, jobs) + query).content.decode() for query in ("", "?phan=1"))

    assert "<html" in page
    assert "<html" not in part
    assert part.strip().startswith('<div class="answer-details">')
    assert " ".join(part.split()) in " ".join(page.split())


def test_the_page_leads_back_to_the_box(officer, report, jobs):
    fill = reverse("reporting:report-fill", args=[report.pk])

    assert f'href="{fill}#q{jobs.pk}-actual-value"' in officer.get(url(report, jobs)).content.decode()


def test_a_locked_report_says_why_and_leads_back_to_itself(officer, report, jobs, hai_hau_head):
    report.state, report.submitted_by = ReportState.SUBMITTED, hai_hau_head
    report.submitted_at = datetime(2024, 11, 20, 9, 0, tzinfo=VIET_NAM)
    report.save()

    response = officer.get(url(report, jobs))

    assert "Báo cáo đã nộp lúc 09:00 20/11/2024 nên không sửa được." in words(response)
    assert f'href="{report.get_absolute_url()}">Về báo cáo' in response.content.decode()


def test_who_only_reads_is_not_led_to_the_form(client, province_reviewer, report, jobs):
    client.force_login(province_reviewer)

    html = client.get(url(report, jobs)).content.decode()

    assert f'href="{report.get_absolute_url()}">Về báo cáo' in html
    assert "/nhap/" not in html


def test_what_the_report_does_not_ask_is_not_there(officer, report, jobs):
    other = make_indicator("Việc khác")
    good = officer.get(url(report, jobs)).status_code

    asked = [url(report, other), url(report, jobs, "estimate"), url(report, jobs)[:-2] + "/", "/bao-cao/0/o/q1-actual/"]

    assert (good, [officer.get(address).status_code for address in asked]) == (200, [404] * 4)


@pytest.mark.parametrize("person", ["y_yen_officer", "people_committee_reader"])
def test_another_units_row_is_not_there(client, request, report, jobs, person):
    client.force_login(request.getfixturevalue(person))

    assert [client.get(url(report, jobs) + query).status_code for query in ("", "?phan=1")] == [404, 404]


@pytest.mark.parametrize(("values", "drawn"), [([], 0), ([3], 0), ([3, 5], 1)])
def test_a_chart_needs_two_values(officer, plan, world, report, jobs, values, drawn):
    accept_before(plan, world.hai_hau, jobs, values)

    assert len(charts_of(officer.get(url(report, jobs)))) == drawn


def test_a_milestone_has_no_chart(officer, plan, world, report):
    issued = make_indicator("Ban hành", measure=Measure.MILESTONE)
    make_goal(plan, issued)
    accept_before(plan, world.hai_hau, issued, [0, 0])

    response = officer.get(url(report, issued))

    assert charts_of(response) == []
    assert words(response).count("Chưa thực hiện") == 2
    assert f"#q{issued.pk}-actual-day" in response.content.decode()


def test_a_full_chart_is_small_and_speaks_vietnamese(officer, plan, world, report, jobs):
    accept_before(plan, world.hai_hau, jobs, [1000 * number for number in range(1, 14)])
    make_figure(report, jobs, 14000)

    [chart] = charts_of(officer.get(url(report, jobs)))

    assert len(chart.encode()) <= LARGEST_CHART
    assert chart.count("<rect") == 13
    assert '<svg class="chart" viewBox="0 0 300 126" role="img"><title>Việc làm mới: 12 số đã duyệt' in chart
    assert ">20.000</text>" in chart
    assert re.search(r"\d,\d", re.sub(r">[^<]*<", "><", chart)) is None  # places are no Vietnamese numbers
    assert "style" not in chart


def test_the_report_leads_to_each_row(officer, report, jobs, founded):
    html = officer.get(report.get_absolute_url()).content.decode()

    assert all(f'href="{url(report, indicator)}"' in html for indicator in (jobs, founded))


@pytest.mark.parametrize("changes", [1, 30])
@pytest.mark.parametrize("values", [1, 12])
def test_the_number_of_queries_is_fixed(officer, plan, world, report, jobs, values, changes):
    accept_before(plan, world.hai_hau, jobs, [10] * values)
    for number in range(changes):
        change(report, jobs, make_user(f"nguoi-{number}", f"Người {number}"), number)
    officer.get(url(report, jobs))

    with CaptureQueriesContext(connection) as of_page:
        page = officer.get(url(report, jobs))
    with CaptureQueriesContext(connection) as of_part:
        part = officer.get(url(report, jobs) + "?phan=1")

    assert words(page).count("14:05 19/11/2024") == words(part).count("14:05 19/11/2024") == changes
    assert words(part).count("Kỳ ") >= values
    assert (len(of_page), len(of_part)) == (16, 15)


def test_the_keys_the_numbers_and_the_states_are_told(officer):
    response = officer.get(reverse("reporting:entry-keys"))

    said, html = words(response), response.content.decode()
    for part in [
        "Shift + Enter Sang ô phía trên",
        "1 234 số nguyên 1.234",
        "1.500 1 chữ số sau dấu phẩy 1.500",
        "1.5 1 chữ số sau dấu phẩy Không nhận. Dấu chấm hoặc dấu cách chỉ dùng để tách từng nhóm ba chữ số, "
        "như 1.234.567. Có phải bạn muốn gõ 1,5?",
        "=1+1 số nguyên Không nhận. Chỉ gõ một số bằng chữ số",
        "Không phát sinh có theo dõi, kỳ này không có gì số 0, in ra là “-”",
    ]:
        assert part in said
    for state in CELL_STATES:
        assert f"{state.label} {state.meaning}" in said
        assert f'#{state.icon}"' in html


def test_states_are_told_apart_without_colour():
    assert len({state.icon for state in CELL_STATES}) == len({state.label for state in CELL_STATES}) == len(CELL_STATES)
