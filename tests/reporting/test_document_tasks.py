"""The tasks in the province's report: counted at the cut-off, the late ones named, each told in the second annex."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import load_workbook

from plans.choices import UnitLevel
from reporting.choices import TaskState
from reporting.documents.content import province_report
from reporting.documents.pdf import html_of
from reporting.documents.tasks import task_account
from reporting.documents.xlsx import xlsx_of
from tests.builders import make_agency, make_plan, make_round, make_unit
from tests.reporting.tasks_of_2024 import make_task, said_of

pytestmark = pytest.mark.django_db

CUT_OFF = date(2024, 11, 29)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh, code="nam-dinh")


@pytest.fixture
def round_(plan):
    return make_round(plan, cut_off=CUT_OFF, name="Năm 2024")


@pytest.fixture
def told(plan, world, province_reviewer):
    """Five tasks: done, under way, late at some units, overdue, and one that stands done only after the cut-off."""

    def say(task, whom, state, day=date(2024, 11, 1), note=""):
        said_of(task, whom, state, as_of=day, by=province_reviewer, note=note)

    say(make_task(plan, "1", lead=[world.union]), world.union, TaskState.DONE, note="Đã ban hành.")
    say(make_task(plan, "2", lead=[world.alliance]), world.alliance, TaskState.DOING, note="Đang khảo sát.")
    units = make_task(plan, "3", each_level=UnitLevel.DISTRICT, wording="Tổ chức tập huấn")
    say(units, world.hai_hau, TaskState.DONE)
    say(units, world.y_yen, TaskState.LATE, note="Thiếu kinh phí.")
    make_task(plan, "4", lead=[world.union], due_on=date(2024, 6, 30), wording="Rà soát HTX")
    say(make_task(plan, "5", lead=[world.union]), world.union, TaskState.DONE, day=date(2024, 12, 5))


def test_the_sentence_counts_what_was_known_at_the_cut_off(plan, round_, told):
    account = task_account(plan, round_)

    assert account.summary == (
        "Đến ngày 29/11/2024, trong 05 nhiệm vụ phải thực hiện của năm 2024: "
        "01 đã xong, 02 đang làm, 01 chậm, 01 chưa có tình hình."
    )
    assert [(group.heading, group.tally, len(group.entries)) for group in account.groups] == [
        ("NỘI DUNG HOẠT ĐỘNG", "1/5 nhiệm vụ đã xong, 1 chậm", 5)
    ]


def test_each_task_says_who_leads_it_and_what_came_of_it(plan, round_, told):
    (group,) = task_account(plan, round_).groups

    assert [(entry.leaders, entry.due, entry.status, entry.result) for entry in group.entries] == [
        ("Hội LHPN tỉnh Nam Định", "31/12/2024", "Đã xong", "Đã ban hành"),
        ("Liên minh HTX tỉnh Nam Định", "31/12/2024", "Đang làm", "Đang khảo sát"),
        ("Mỗi đơn vị cấp huyện", "31/12/2024", "Đang làm", "1/3 đơn vị xong; chậm: Huyện Ý Yên"),
        ("Hội LHPN tỉnh Nam Định", "30/06/2024", "Chậm, quá hạn 152 ngày", ""),
        ("Hội LHPN tỉnh Nam Định", "31/12/2024", "Chưa ghi tình hình", ""),
    ]


def test_what_is_late_is_told_by_name(plan, round_, told):
    assert [entry.sentence for entry in task_account(plan, round_).late] == [
        "Rà soát HTX (chủ trì: Hội LHPN tỉnh Nam Định; hạn 30/06/2024): chậm, quá hạn 152 ngày."
    ]


def test_a_turn_left_undone_is_told_as_late(world, province_reviewer):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2025)
    make_task(plan, lead=[world.union], every_years=1, wording="Lập dự toán")

    account = task_account(plan, make_round(plan, cut_off=CUT_OFF))

    assert [entry.sentence for entry in account.late] == [
        "Lập dự toán (chủ trì: Hội LHPN tỉnh Nam Định; hạn 31/12/2024): chưa ghi tình hình "
        "(lượt năm 2023 quá hạn, chưa xong)."
    ]


def test_long_words_are_shortened_on_paper_and_whole_in_the_workbook(plan, round_, world):
    wording = "Phối hợp " * 60
    make_task(plan, lead=[world.union], wording=wording.strip())

    account = task_account(plan, round_)
    sheet = load_workbook(BytesIO(xlsx_of(province_report(plan, round_))))["Nhiệm vụ"]

    assert len(account.groups[0].entries[0].wording) <= 200
    assert sheet["C6"].value == wording.strip()


def test_many_late_units_are_named_up_to_a_few(plan, round_, world, province_reviewer):
    make_task(plan, each_level=UnitLevel.DISTRICT, due_on=date(2024, 6, 30))
    for number in range(10):
        make_unit(f"Huyện thứ {number}", code=f"9{number}", parent=world.nam_dinh)

    (group,) = task_account(plan, round_).groups

    assert group.entries[0].result == (
        "0/14 đơn vị xong; chậm: Thành phố Nam Định, Huyện Mỹ Lộc, Huyện Ý Yên, Huyện Hải Hậu, Huyện thứ 0, "
        "Huyện thứ 1, Huyện thứ 2, Huyện thứ 3 và 06 đơn vị khác"
    )


def test_the_paper_has_its_part_and_its_annex(plan, round_, told):
    html = html_of(province_report(plan, round_))

    marks = [
        "I. KẾT QUẢ",
        "II. TÌNH HÌNH THỰC HIỆN NHIỆM VỤ",
        "Nhiệm vụ chậm, quá hạn",
        "III. MỨC ĐỘ",
        "Phụ lục I<",
        "Phụ lục II<",
    ]
    places = [html.find(mark) for mark in marks]
    assert places == sorted(places)
    assert -1 not in places


def test_a_plan_without_tasks_says_nothing_of_them(plan, round_):
    report = province_report(plan, round_)

    assert report.tasks is None
    assert "NHIỆM VỤ" not in html_of(report)
    assert "Nhiệm vụ" not in load_workbook(BytesIO(xlsx_of(report))).sheetnames


def test_the_workbook_holds_days_and_numbers(plan, round_, told):
    sheet = load_workbook(BytesIO(xlsx_of(province_report(plan, round_))))["Nhiệm vụ"]

    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=8, max_row=8)]
    assert rows[0][1:4] == ["NỘI DUNG HOẠT ĐỘNG", "Tổ chức tập huấn", "Mỗi đơn vị cấp huyện"]
    assert rows[0][6].date() == date(2024, 12, 31)
    assert rows[0][7:11] == ["Đang làm", 1, 3, 1]


@pytest.mark.parametrize("count", [1, 3])
def test_the_account_asks_a_fixed_number_of_questions(
    plan, round_, world, province_reviewer, count, django_assert_num_queries
):
    for number in range(count):
        agency = make_agency(f"Sở {number}", unit=world.nam_dinh)
        task = make_task(plan, f"ii-{number}", lead=[agency], each_level=UnitLevel.DISTRICT)
        said_of(task, agency, TaskState.DOING, as_of=date(2024, 6, 1), by=province_reviewer)
    task_account(plan, round_)

    with django_assert_num_queries(9):
        task_account(plan, round_)
