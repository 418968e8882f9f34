"""The report's pages as a district walks through them: fill, check, submit, receipt, take back."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from portal.dates import first_moment_after
from reporting.answers import ANSWER, VALUE
from reporting.choices import ReportState
from tests.builders import (
    accept_report,
    frozen,
    make_figure,
    make_goal,
    make_indicator,
    make_report,
    make_round,
    make_target,
)
from tests.reporting.typed_in import actual, parts_of, stored


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client


@pytest.fixture
def head(client, hai_hau_head):
    client.force_login(hai_hau_head)
    return client


def url(report, name="report-fill"):
    return reverse(f"reporting:{name}", args=[report.pk])


def hidden(response):
    """What the form carries along, and whatever is typed in it by now."""
    page = response.content.decode()
    found = {name: unescape(value) for name, value in re.findall(r'name="([^"]+)" value="([^"]*)"', page)}
    return {name: found[name] for name in ("version", "shown")}


def words(response):
    """The page's text, without marks and extra space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def test_the_form_shows_what_is_asked_and_what_was_before(officer, plan, world, report):
    founded = make_indicator(
        "HTX mới", unit_of_measure="HTX", definition="Tính theo ngày cấp giấy", example="1 HTX <mới>"
    )
    make_target(make_goal(plan, founded, wording="Thành lập ít nhất 03 HTX"), 3)
    half_year = make_round(plan, name="6 tháng 2024", period="half_year", cut_off=date(2024, 6, 14))
    accept_report(half_year, world.hai_hau, frozen(founded, 2))

    response = officer.get(url(report))

    said = words(response)
    assert response.status_code == 200
    for part in [
        "Nhập số liệu: Huyện Hải Hậu, năm 2024",
        "Kế hoạch 108/KH-BTV. Chốt số liệu đến hết ngày 29/11/2024.",
        "Thành lập ít nhất 03 HTX",
        "Tỉnh Nam Định: ít nhất 03 HTX, năm 2024",
        "Kỳ trước: 2 – 6 tháng 2024",
        "Tính theo ngày cấp giấy Ví dụ: 1 HTX <mới>",
        "Cả biểu II. NỘI DUNG HOẠT ĐỘNG 0/1 Thuyết minh 0/4",
    ]:
        assert part in said


def test_a_draft_is_saved_and_shown_again(officer, report, jobs, founded):
    htx, tht = parts_of(founded)
    row = f"q{founded.pk}-actual"
    typed = {f"q{jobs.pk}-actual-value": "1.234", f"{row}-{htx}": "2", f"{row}-{tht}": "3", "results-text": "Tốt"}

    response = officer.post(url(report), hidden(officer.get(url(report))) | typed, follow=True)

    assert response.redirect_chain == [(url(report), 302)]
    assert "Đã lưu nháp lúc" in words(response)
    assert stored(report) == {
        actual(jobs): {ANSWER: "value", VALUE: "1234"},
        actual(founded): {ANSWER: "value", htx: "2", tht: "3"},
    }
    assert f'id="q{jobs.pk}-actual-value" name="q{jobs.pk}-actual-value" value="1.234"' in response.content.decode()
    assert "Tổng: 5" in words(response)


def test_what_is_not_understood_stays_on_the_screen_and_the_rest_is_saved(officer, report, jobs, founded):
    htx, _ = parts_of(founded)
    bad, good = f"q{jobs.pk}-actual-value", f"q{founded.pk}-actual-{htx}"

    response = officer.post(url(report), hidden(officer.get(url(report))) | {bad: "1.5", good: "2"})

    page, said = response.content.decode(), words(response)
    error = "Ô này chỉ nhận số nguyên, không có phần sau dấu phẩy."
    assert response.status_code == 422
    assert "<title>Lỗi: Nhập số liệu" in page
    assert f'<a href="#{bad}">Việc làm mới: {error}' in page
    assert re.search(f'id="{bad}" name="{bad}" value="1.5"[^>]*aria-describedby="{bad}-loi"', page)
    assert f'id="{bad}-loi">{error}' in page
    assert "Những ô khác đã lưu." in said
    assert stored(report) == {actual(founded): {ANSWER: "value", htx: "2"}}


def test_saving_and_checking_in_one_go(officer, report, jobs):
    typed = {f"q{jobs.pk}-actual-value": "12"}

    response = officer.post(url(report, "report-check"), hidden(officer.get(url(report))) | typed)

    assert (response.status_code, response.url) == (302, url(report, "report-check"))
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "12"}}


def test_two_people_see_both_versions_and_choose(officer, report, jobs, hai_hau_head, client):
    box = f"q{jobs.pk}-actual-value"
    carried = hidden(officer.get(url(report)))
    officer.post(url(report), carried | {box: "12"})
    client.force_login(hai_hau_head)

    conflict = client.post(url(report), carried | {box: "15"})
    again = hidden(conflict) | {box: "15", f"q{jobs.pk}-actual-conflict": "1"}
    undecided = client.post(url(report), again)
    after_conflict = stored(report)
    decided = client.post(url(report), hidden(undecided) | again | {f"q{jobs.pk}-actual-keep": "mine"})

    assert (conflict.status_code, undecided.status_code, decided.status_code) == (409, 409, 302)
    assert "Người khác vừa lưu: 12. Bạn đang ghi: 15. Chọn số được giữ." in words(conflict)
    assert 'value="15" inputmode="numeric"' in conflict.content.decode()
    assert after_conflict == {actual(jobs): {ANSWER: "value", VALUE: "12"}}
    assert stored(report) == {actual(jobs): {ANSWER: "value", VALUE: "15"}}


def test_nothing_typed_is_lost_when_the_round_has_closed(officer, plan, world, jobs):
    round_ = make_round(plan, cut_off=date(2024, 11, 14), closes_on=date(2024, 11, 19))
    report = make_report(round_, world.hai_hau)
    box = f"q{jobs.pk}-actual-value"

    response = officer.post(url(report), {"version": "0", "shown": "{}", box: "12", "results-text": "Kết quả dài"})

    said = words(response)
    assert response.status_code == 409
    assert "đã khóa nhận báo cáo từ hết ngày 19/11/2024" in said
    assert f'name="{box}" value="12"' in response.content.decode()
    assert "Kết quả dài" in said
    assert stored(report) == {}


def test_prose_is_text_and_never_markup(officer, report, jobs):
    officer.post(url(report), hidden(officer.get(url(report))) | {"results-text": "<script>alert(1)</script>"})

    for name in ["report-fill", "report-check", "report-page"]:
        page = officer.get(url(report, name)).content.decode()
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


# --- Checking, submitting, taking back --------------------------------------------------------------------------------


def test_the_check_lists_what_is_open_with_a_link_to_its_box(officer, report, jobs):
    response = officer.get(url(report, "report-check"))

    assert f'<a href="{url(report)}#q{jobs.pk}-actual-value">Việc làm mới: chưa trả lời.' in response.content.decode()
    assert "Phải sửa: 1 chỗ" in words(response)


def test_an_officer_is_told_who_submits(officer, hai_hau_head, report, jobs):
    make_figure(report, jobs, 12)

    response = officer.get(url(report, "report-check"))
    refused = officer.post(url(report, "report-submit"), {"version": report.version})

    assert "Người ký báo cáo của đơn vị nộp: Trần Thị Hoa." in words(response)
    assert url(report, "report-submit") not in response.content.decode()
    assert refused.status_code == 403


def test_the_head_submits_and_gets_a_receipt(head, report, jobs):
    make_figure(report, jobs, 12)

    response = head.post(url(report, "report-submit"), {"version": report.version}, follow=True)

    report.refresh_from_db()
    revision = report.revisions.get()
    assert response.redirect_chain == [(reverse("reporting:receipt", args=[revision.receipt]), 302)]
    assert (report.state, revision.content["figures"][0]["value"]) == (ReportState.SUBMITTED, "12")
    said = words(response)
    for part in [revision.receipt, "Huyện Hải Hậu", "Người nộp Trần Thị Hoa", "Số ô có số liệu 1"]:
        assert part in said
    assert re.search(r"Nộp lúc \d\d:\d\d:\d\d ngày 20/11/2024", said)


def test_what_blocks_the_submission_is_told_and_nothing_moves(head, report, jobs):
    response = head.post(url(report, "report-submit"), {"version": report.version})

    report.refresh_from_db()
    assert response.status_code == 422
    assert "<title>Lỗi: Kiểm tra trước khi nộp" in response.content.decode()
    assert "Chưa nộp được: còn 1 chỗ phải sửa." in words(response)
    assert (report.state, report.revisions.count()) == (ReportState.DRAFT, 0)


def test_a_report_that_changed_under_the_head_is_not_submitted_unseen(head, report, jobs):
    make_figure(report, jobs, 12)
    report.version = 3
    report.save()

    response = head.post(url(report, "report-submit"), {"version": 2})

    report.refresh_from_db()
    assert response.status_code == 422
    assert "Báo cáo đã thay đổi sau khi bạn mở trang này." in words(response)
    assert report.state == ReportState.DRAFT


def test_a_submitted_report_is_locked_with_a_reason_and_can_be_taken_back(head, report, jobs):
    make_figure(report, jobs, 12)
    head.post(url(report, "report-submit"), {"version": report.version})

    locked = head.get(url(report), follow=True)
    taken_back = head.post(url(report, "report-take-back"), follow=True)

    report.refresh_from_db()
    assert locked.redirect_chain == [(url(report, "report-page"), 302)]
    assert "nên không sửa được. Nếu cần sửa, người ký báo cáo của đơn vị bấm “Lấy lại để sửa”." in words(locked)
    assert "Đã lấy lại báo cáo." in words(taken_back)
    assert report.state == ReportState.DRAFT


def test_the_page_tells_why_the_report_was_sent_back(officer, report, jobs, province_reviewer):
    report.state = ReportState.RETURNED
    report.save()
    report.events.create(
        move="return",
        from_state=ReportState.SUBMITTED,
        to_state=ReportState.RETURNED,
        by=province_reviewer,
        at=first_moment_after(date(2024, 11, 18)),
        reason="Xem lại số việc làm",
    )

    for name in ["report-page", "report-fill"]:
        said = words(officer.get(url(report, name)))
        assert "Lê Thị Thu – trả lại lúc 00:00 19/11/2024: Xem lại số việc làm" in said


def test_a_sentence_that_sets_two_goals_is_said_once(officer, plan, report):
    founded = make_indicator("HTX mới")
    for words_of_paper in ("Thành lập ít nhất 03 HTX", "Thành lập ít nhất 03 HTX và 05 THT"):
        make_target(make_goal(plan, founded, wording=words_of_paper), 3)

    assert words(officer.get(url(report))).count("Thành lập ít nhất 03 HTX") == 1
