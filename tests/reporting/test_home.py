"""The front page: everybody finds what waits for them, with its day."""

from datetime import date, datetime

import pytest
from django.urls import reverse

from plans.choices import Period, Reporter, Role
from portal.dates import VIET_NAM
from reporting.choices import ReportState
from reporting.waiting import waiting_for
from tests.builders import make_duty, make_plan, make_report, make_round, make_seat, make_unit, make_user

NOW = datetime(2024, 6, 12, 20, 0, tzinfo=VIET_NAM)


@pytest.fixture
def plan(world, on_day):
    on_day(NOW.date())
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")
    make_duty(plan, Reporter.UNIT, half_year="trước ngày 15/6", year="trước ngày 30/11")
    return plan


@pytest.fixture
def round_(plan, world):
    round_ = make_round(
        plan, period=Period.HALF_YEAR, name="6 tháng 2024", code="6-thang-2024", cut_off=date(2024, 6, 14)
    )
    for unit in [world.city, world.my_loc, world.y_yen, world.hai_hau]:
        make_report(round_, unit)
    return round_


def submit(report, user, *, state=ReportState.SUBMITTED, at=NOW, **fields):
    report.state, report.submitted_at, report.first_submitted_at, report.submitted_by = state, at, at, user
    for name, value in fields.items():
        setattr(report, name, value)
    report.save()


def page_of(client, user):
    client.force_login(user)
    return client.get(reverse("reporting:home")).content.decode()


def task(task):
    return (str(task.report), [tag.label for tag in task.tags], task.deadline.words, task.deadline.tone)


def test_the_district_finds_its_report_with_the_day(round_, hai_hau_officer):
    waiting = waiting_for(hai_hau_officer, NOW)

    assert [task(each) for each in waiting.to_write] == [
        ("Huyện Hải Hậu, 6 tháng 2024", ["Chưa nhập"], "Còn 2 ngày 4 giờ, hạn 23:59 ngày 14/06/2024", "")
    ]
    assert (waiting.handed_in, waiting.rounds, waiting.to_open, waiting.keeps_accounts) == ([], None, None, False)


@pytest.mark.parametrize(
    ("now", "words", "tone"),
    [
        (datetime(2024, 6, 14, 0, 30, tzinfo=VIET_NAM), "Còn 23 giờ 30 phút, hạn 23:59 ngày 14/06/2024", "near"),
        (datetime(2024, 6, 14, 22, 30, tzinfo=VIET_NAM), "Còn 1 giờ 30 phút, hạn 23:59 ngày 14/06/2024", "last"),
        (datetime(2024, 6, 15, 0, 0, tzinfo=VIET_NAM), "Quá hạn 1 ngày, hạn 23:59 ngày 14/06/2024", "over"),
    ],
)
def test_the_day_comes_near_and_passes(round_, hai_hau_officer, now, words, tone):
    (only,) = waiting_for(hai_hau_officer, now).to_write

    assert (only.deadline.words, only.deadline.tone) == (words, tone)


def test_what_came_too_late_says_so(round_, hai_hau_officer):
    waiting = waiting_for(hai_hau_officer, datetime(2024, 6, 15, 9, 0, tzinfo=VIET_NAM))

    assert [tag.label for tag in waiting.to_write[0].tags] == ["Chưa nhập", "Quá hạn"]


def test_sent_back_comes_back_and_handed_in_moves_down(round_, world, hai_hau_officer, hai_hau_head, province_reviewer):
    report = round_.reports.get(unit=world.hai_hau)
    submit(report, hai_hau_head)
    handed_in = waiting_for(hai_hau_officer, NOW)
    submit(report, hai_hau_head, state=ReportState.RETURNED)
    returned = waiting_for(hai_hau_officer, NOW)

    assert (handed_in.to_write, [task(each)[1] for each in handed_in.handed_in]) == (
        [],
        [["Đã nộp 20:00 12/06/2024"]],
    )
    assert ([task(each)[1] for each in returned.to_write], returned.handed_in) == ([["Trả lại để sửa"]], [])


def test_after_a_merge_the_successor_finds_both_named(round_, world, on_day):
    on_day(date(2024, 10, 1))
    officer = make_user("tp-nhap")
    make_seat(officer, Role.OFFICER, unit=world.city)

    tasks = waiting_for(officer, NOW).to_write

    assert [(str(each.report), each.shows_unit) for each in tasks] == [
        ("Thành phố Nam Định, 6 tháng 2024", True),
        ("Huyện Mỹ Lộc, 6 tháng 2024", True),
    ]


def test_the_newest_round_stands_first(round_, plan, world, hai_hau_officer):
    make_report(make_round(plan, name="Năm 2024", cut_off=date(2024, 11, 29)), world.hai_hau)

    assert [str(each.report.round) for each in waiting_for(hai_hau_officer, NOW).to_write] == [
        "Năm 2024",
        "6 tháng 2024",
    ]


def test_the_reviewer_finds_what_waits_in_each_round(round_, world, hai_hau_head, province_reviewer):
    late = datetime(2024, 6, 16, 8, 0, tzinfo=VIET_NAM)
    reports = {report.unit: report for report in round_.reports.all()}
    submit(reports[world.hai_hau], hai_hau_head)
    submit(reports[world.y_yen], hai_hau_head, at=late, review_began_at=late, reviewer=province_reviewer)
    submit(reports[world.city], hai_hau_head, state=ReportState.RETURNED)

    waiting = waiting_for(province_reviewer, late)

    (overview,) = waiting.rounds
    assert (overview.round, overview.deadline.left, overview.deadline.tone) == (round_, "Quá hạn 2 ngày", "over")
    counts = {
        name: getattr(overview, name)
        for name in overview.__dataclass_fields__
        if name not in ("round", "deadline", "province_remark")
    }
    assert counts == {
        "expected": 4,
        "accepted": 0,
        "waiting": 1,
        "being_reviewed": 1,
        "returned": 1,
        "missing": 1,
        "late": 1,
        "overdue": 1,
    }
    assert (waiting.to_write, waiting.to_open) == (None, None)


def test_a_round_in_which_all_is_accepted_waits_for_nobody(round_, hai_hau_head, province_reviewer):
    for report in round_.reports.all():
        submit(report, hai_hau_head, state=ReportState.ACCEPTED, accepted_at=NOW, reviewer=province_reviewer)

    assert waiting_for(province_reviewer, NOW).rounds == []


def test_the_administrator_finds_the_rounds_to_open(round_, province_administrator):
    waiting = waiting_for(province_administrator, NOW)

    assert [(proposal.name, proposal.plan.code) for proposal in waiting.to_open] == [("Năm 2024", "nam-dinh")]


def test_the_reader_finds_plans_only(round_, plan, people_committee_reader):
    waiting = waiting_for(people_committee_reader, NOW)

    assert (waiting.to_write, waiting.rounds, waiting.to_open) == (None, None, None)
    assert waiting.plans == [plan]


def test_the_page_shows_the_task_and_where_to_go(client, round_, world, hai_hau_officer):
    page = page_of(client, hai_hau_officer)

    assert reverse("reporting:report-fill", args=[round_.reports.get(unit=world.hai_hau).pk]) in page
    assert "hạn 23:59 ngày 14/06/2024" in page
    assert "Chưa nhập" in page
    assert "Ý Yên" not in page


def test_the_pages_counts_lead_to_the_queue(client, round_, world, hai_hau_head, province_reviewer):
    submit(round_.reports.get(unit=world.hai_hau), hai_hau_head)

    page = page_of(client, province_reviewer)

    assert f"{reverse('reporting:review-queue')}?trang-thai=cho-duyet&amp;ky={round_.pk}" in page
    assert f"{reverse('reporting:review-queue')}?trang-thai=chua-nop&amp;ky={round_.pk}" in page
    assert "0/4" in page


@pytest.mark.parametrize(
    ("person", "words"),
    [
        ("hai_hau_officer", "Không còn báo cáo nào phải nhập."),
        ("province_reviewer", "Không có báo cáo nào chờ tỉnh xử lý."),
        ("province_administrator", "Xem và mở kỳ"),
        ("people_committee_reader", "Đề án 01 năm 2024"),
        ("system_administrator", "Nhân sự"),
        ("stranger", "Tài khoản này chưa được giao vị trí công tác nào."),
    ],
)
def test_an_empty_desk_says_what_to_do(client, plan, person, words, request):
    assert words in page_of(client, request.getfixturevalue(person))


def test_no_english_and_no_other_seats_parts_on_the_page(client, round_, system_administrator):
    page = page_of(client, system_administrator)

    assert "6 tháng 2024" not in page
    assert "Kỳ báo cáo chưa mở" not in page


def test_the_number_of_questions_is_fixed(client, world, plan, round_, django_assert_num_queries):
    """A person with every seat, one round and three, four units and twenty-four."""
    person = make_user("kiem-nhiem")
    make_seat(person, Role.HEAD, unit=world.hai_hau)
    for role in [Role.REVIEWER, Role.ADMINISTRATOR]:
        make_seat(person, role, unit=world.nam_dinh)
    page_of(client, person)

    with django_assert_num_queries(42):
        client.get(reverse("reporting:home"))
    for number in range(20):
        make_report(round_, make_unit(f"Huyện {number}", parent=world.nam_dinh))
    for year in [2022, 2023]:
        other = make_plan(scope=world.nam_dinh, first_year=year, last_year=2024)
        make_duty(other, Reporter.UNIT, year="trước ngày 12/12")
        make_report(make_round(other, year=year, cut_off=date(year, 11, 29)), world.hai_hau)
    page_of(client, person)
    with django_assert_num_queries(42):
        client.get(reverse("reporting:home"))
