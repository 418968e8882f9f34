"""The entry form as a list of sections: each by itself, filled in one press, and how far it is."""

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from reporting.answers import ANSWER, VALUE
from reporting.choices import ChangeSource
from tests.builders import accept_report, frozen, make_figure, make_goal, make_round
from tests.reporting.typed_in import actual, stored, typed, write


@pytest.fixture(autouse=True)
def _on_20_november(on_day):
    on_day(date(2024, 11, 20))


@pytest.fixture
def officer(client, hai_hau_officer):
    client.force_login(hai_hau_officer)
    return client


@pytest.fixture
def other_section(plan, founded):
    """HTX and THT stand under a heading of their own."""
    section = plan.sections.create(code="iii", label="III.", heading="THÀNH LẬP MỚI", order=9)
    plan.goals.filter(indicator=founded).update(section=section)
    return section


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def fill(report, section=None):
    return reverse("reporting:report-fill", args=[report.pk]) + (f"?phan=muc-{section.pk}" if section else "")


def press(report, section, way):
    return reverse("reporting:report-prefill", args=[report.pk, f"muc-{section.pk}", way])


def test_the_reports_home_lists_its_sections_with_what_is_to_do(officer, report, jobs, founded, other_section):
    make_figure(report, jobs, 3)

    said = words(officer.get(report.get_absolute_url()))

    assert "Đã hoàn thành 1 trên 3 phần." in said
    assert "II. NỘI DUNG HOẠT ĐỘNG Xong III. THÀNH LẬP MỚI Chưa nhập Thuyết minh Chưa nhập" in said


def test_a_section_with_something_doubtful_is_not_done_until_it_is_explained(
    officer, plan, world, report, jobs, hai_hau_officer
):
    half_year = make_round(plan, code="6t", period="half_year", cut_off=date(2024, 6, 14))
    accept_report(half_year, world.hai_hau, frozen(jobs, 5))
    write(report, typed(jobs, value="3"), hai_hau_officer)
    doubtful = words(officer.get(report.get_absolute_url()))

    write(report, typed(jobs, value="3", note="Kỳ trước đếm nhầm"), hai_hau_officer, version=1)

    assert "NỘI DUNG HOẠT ĐỘNG Cần giải trình 1 dòng" in doubtful
    assert "NỘI DUNG HOẠT ĐỘNG Xong" in words(officer.get(report.get_absolute_url()))


def test_one_section_is_shown_and_saved_by_itself(officer, report, jobs, founded, other_section):
    make_figure(report, jobs, 3)
    page = officer.get(fill(report, other_section)).content.decode()
    assert f"q{founded.pk}-actual-part" in page
    assert f"q{jobs.pk}-actual-value" not in page
    assert "results-text" not in page

    answer = officer.post(
        fill(report, other_section), {"version": 0, "shown": "{}", f"q{founded.pk}-actual-answer": "zero"}
    )

    assert (answer.status_code, answer["Location"]) == (302, fill(report, other_section))
    assert stored(report)[actual(jobs)] == {ANSWER: "value", VALUE: "3"}
    assert stored(report)[actual(founded)][ANSWER] == "value"


def test_a_mistake_in_a_section_shows_that_section_again(officer, report, jobs, founded, other_section):
    box = f"q{founded.pk}-actual-part{founded.breakdown.parts.first().pk}"

    answer = officer.post(fill(report, other_section), {"version": 0, "shown": "{}", box: "hai"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="hai"' in page
    assert f"q{jobs.pk}-actual-value" not in page


def test_a_section_that_is_not_there_shows_the_whole_form(officer, report, jobs):
    assert f"q{jobs.pk}-actual-value" in officer.get(fill(report) + "?phan=muc-999999").content.decode()


# --- Filled in one press ----------------------------------------------------------------------------------------------


def test_nothing_arose_in_a_whole_section(officer, plan, report, jobs, founded, other_section, hai_hau_officer):
    answer = officer.post(press(report, other_section, "khong-phat-sinh"), follow=True)

    assert "Đã ghi 1 dòng: không phát sinh thì ghi 0" in words(answer)
    assert list(stored(report)) == [actual(founded)]
    [change] = report.changes.all()
    assert (change.source, change.by) == (ChangeSource.NOTHING_AROSE, hai_hau_officer)


def test_copying_tells_what_it_left(officer, plan, world, report, jobs):
    goal = make_goal(plan, jobs)
    last_year = make_round(plan, code="2023", year=2023, cut_off=date(2023, 11, 29))
    accept_report(last_year, world.hai_hau, frozen(jobs, 5))

    answer = officer.post(press(report, goal.section, "chep-ky-truoc"), follow=True)

    assert (
        "Không có dòng nào để ghi. Còn 1 dòng phải tự ghi (kỳ trước không có số, hoặc là số phát sinh của năm trước)."
    ) in words(answer)
    assert stored(report) == {}


def test_what_was_typed_is_saved_before_the_section_is_filled(officer, plan, report, jobs, founded):
    section = plan.goals.get(indicator=jobs).section
    typed_in = {"version": 0, "shown": "{}", f"q{jobs.pk}-actual-value": "7"}

    officer.post(press(report, section, "khong-phat-sinh"), typed_in)

    assert stored(report)[actual(jobs)] == {ANSWER: "value", VALUE: "7"}
    assert set(stored(report)) == {actual(jobs), actual(founded)}


def test_a_mistake_stops_the_press_and_stays_on_the_screen(officer, plan, report, jobs, founded):
    section = plan.goals.get(indicator=jobs).section

    answer = officer.post(
        press(report, section, "khong-phat-sinh"), {"version": 0, "shown": "{}", f"q{jobs.pk}-actual-value": "bảy"}
    )

    assert answer.status_code == 422
    assert 'value="bảy"' in answer.content.decode()
    assert stored(report) == {}


@pytest.mark.parametrize(("section", "way"), [("muc-999999", "khong-phat-sinh"), ("thuyet-minh", "chep-ky-truoc")])
def test_what_cannot_be_filled_so_is_not_there(officer, report, jobs, section, way):
    assert officer.post(reverse("reporting:report-prefill", args=[report.pk, section, way])).status_code == 404


def test_another_way_of_filling_is_not_there(officer, plan, report, jobs):
    assert officer.post(press(report, plan.goals.get().section, "doan-mo")).status_code == 404
