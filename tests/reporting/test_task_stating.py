"""Who may say how a task stands, what a statement must hold, and what it never changes."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.choices import Role, UnitLevel
from portal.errors import RuleBroken
from portal.files import check_file
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.tasking.stating import Right, Statement, holder_of, right_to_state, state_task, turn_to_state
from tests.builders import make_plan, make_seat, make_user
from tests.reporting.tasks_of_2024 import agency, at_noon, make_task, unit

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 10)
NOW = at_noon(TODAY)
DOING = Statement(TaskState.DOING, TODAY, note="Đang khảo sát.")


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh)


@pytest.fixture
def task(plan):
    return make_task(plan, each_level=UnitLevel.DISTRICT)


def state(task, whom, statement, by, now=NOW):
    return state_task(task, 2024, whom, statement, by=by, now=now)


def test_a_unit_says_how_its_task_stands(task, world, hai_hau_officer):
    written = state(task, unit(world.hai_hau), DOING, hai_hau_officer)

    row = TaskStatement.objects.get()
    assert row == written
    assert (row.task, row.unit, row.agency, row.turn) == (task, world.hai_hau, None, 2024)
    assert (row.state, row.as_of, row.done_on, row.note) == (TaskState.DOING, TODAY, None, "Đang khảo sát.")
    assert (row.stated_by, row.stated_at) == (hai_hau_officer, NOW)


def test_an_agency_says_how_its_task_stands_also_where_it_only_helps(plan, world, alliance_officer):
    task = make_task(plan, lead=[world.union], partners=[world.alliance])

    written = state(task, agency(world.alliance), DOING, alliance_officer)

    assert (written.agency, written.unit) == (world.alliance, None)


def test_the_provinces_own_officers_speak_for_its_union(plan, world):
    task, head = make_task(plan, lead=[world.union]), make_user("tinh-ky")
    make_seat(head, Role.HEAD, unit=world.nam_dinh)

    assert state(task, agency(world.union), DOING, head).agency == world.union


def test_every_statement_is_kept(task, world, hai_hau_officer):
    state(task, unit(world.hai_hau), DOING, hai_hau_officer)
    state(task, unit(world.hai_hau), Statement(TaskState.DONE, TODAY, done_on=TODAY), hai_hau_officer)

    assert list(TaskStatement.objects.values_list("state", flat=True)) == [TaskState.DOING, TaskState.DONE]


def test_the_same_press_twice_is_one_statement(task, world, hai_hau_officer, hai_hau_head):
    first = state(task, unit(world.hai_hau), DOING, hai_hau_officer)
    second = state(task, unit(world.hai_hau), DOING, hai_hau_officer)
    by_another = state(task, unit(world.hai_hau), DOING, hai_hau_head)

    assert second == first
    assert by_another != first


def test_another_units_task_is_not_hers(task, world, y_yen_officer):
    with pytest.raises(RuleBroken, match="Chỉ cán bộ của đơn vị, cơ quan được giao"):
        state(task, unit(world.hai_hau), DOING, y_yen_officer)

    assert TaskStatement.objects.count() == 0


@pytest.mark.parametrize("person", ["people_committee_reader", "central_reader", "system_administrator", "stranger"])
def test_who_only_reads_says_nothing(person, request, task, world):
    with pytest.raises(RuleBroken, match="Chỉ cán bộ"):
        state(task, unit(world.hai_hau), DOING, request.getfixturevalue(person))


@pytest.mark.parametrize("person", ["province_reviewer", "province_administrator"])
def test_the_province_speaks_for_who_has_no_seats_only(person, request, task, world, hai_hau_officer):
    by = request.getfixturevalue(person)

    state(task, unit(world.y_yen), DOING, by)

    with pytest.raises(RuleBroken, match="đã có tài khoản trên cổng"):
        state(task, unit(world.hai_hau), DOING, by)
    assert TaskStatement.objects.get().unit == world.y_yen


def test_a_seat_of_former_days_is_no_seat(task, world, province_reviewer):
    make_seat(make_user("cu"), Role.HEAD, unit=world.y_yen, valid_to=date(2024, 6, 9))
    turn = turn_to_state(task, 2024, TODAY)
    holder = holder_of(task, turn, unit(world.y_yen), TODAY)

    assert right_to_state(province_reviewer, task, holder, TODAY) == Right(True, for_province=True)


def test_the_province_of_today_speaks_for_a_unit_that_was_split(task, world):
    administrator, officer = make_user("ninh-binh"), make_user("xa")
    make_seat(administrator, Role.ADMINISTRATOR, unit=world.ninh_binh)
    make_seat(officer, Role.HEAD, unit=world.communes["Xã Hải Hậu"])
    later = at_noon(date(2025, 9, 1))

    with pytest.raises(RuleBroken, match="Chỉ cán bộ"):
        state(task, unit(world.hai_hau), DOING, officer, later)
    written = state(task, unit(world.hai_hau), DOING, administrator, later)

    assert written.unit == world.hai_hau


def test_a_merged_units_people_speak_for_it(world, plan):
    task, officer = make_task(plan, units=[world.my_loc]), make_user("tp")
    make_seat(officer, Role.OFFICER, unit=world.city)

    written = state(task, unit(world.city), DOING, officer, at_noon(date(2024, 10, 1)))

    assert written.unit == world.city


def test_whom_the_task_does_not_lie_on_is_told_so(plan, world, hai_hau_officer):
    task = make_task(plan, units=[world.y_yen])

    with pytest.raises(RuleBroken, match="không được giao nhiệm vụ"):
        state(task, unit(world.hai_hau), DOING, hai_hau_officer)


@pytest.mark.parametrize(
    ("statement", "refusal"),
    [
        (Statement(TaskState.DONE, TODAY), "Ghi ngày hoàn thành"),
        (Statement(TaskState.DONE, TODAY, done_on=date(2024, 6, 11)), "ở sau ngày của tình hình"),
        (Statement(TaskState.DONE, TODAY, done_on=date(2014, 6, 1)), "ở trước lượt năm 2024"),
        (Statement(TaskState.DOING, TODAY, done_on=TODAY), "để trống ngày xong"),
        (Statement(TaskState.DOING, date(2024, 6, 11)), "ghi đến hôm nay là muộn nhất"),
        (Statement(TaskState.DOING, date(2014, 6, 10)), "ở trước lượt năm 2024"),
        (Statement(TaskState.NOT_APPLICABLE, TODAY), "Ghi lý do không áp dụng"),
        (Statement(TaskState.NOT_APPLICABLE, TODAY, note="  "), "Ghi lý do không áp dụng"),
        (Statement(TaskState.LATE, TODAY), "Ghi nguyên nhân chậm"),
    ],
)
def test_a_statement_that_contradicts_itself_is_refused(statement, refusal, task, world, hai_hau_officer):
    with pytest.raises(RuleBroken, match=refusal):
        state(task, unit(world.hai_hau), statement, hai_hau_officer)

    assert TaskStatement.objects.count() == 0


def test_a_years_paper_may_be_done_in_the_december_before(task, world, hai_hau_officer):
    statement = Statement(TaskState.DONE, TODAY, done_on=date(2023, 12, 25))

    assert state(task, unit(world.hai_hau), statement, hai_hau_officer).done_on == date(2023, 12, 25)


@pytest.mark.parametrize(
    ("year", "refusal"), [(2025, "Lượt năm 2025 chưa bắt đầu"), (2031, "không có lượt nào của năm 2031")]
)
def test_only_a_turn_that_has_begun_can_be_told_of(year, refusal, world, hai_hau_officer):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2030)
    task = make_task(plan, each_level=UnitLevel.DISTRICT, every_years=1)

    with pytest.raises(RuleBroken, match=refusal):
        state_task(task, year, unit(world.hai_hau), DOING, by=hai_hau_officer, now=NOW)


def test_the_year_within_a_turn_means_the_turn(world, hai_hau_officer):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2030)
    task = make_task(plan, each_level=UnitLevel.DISTRICT, every_years=2)

    written = state_task(task, 2024, unit(world.hai_hau), DOING, by=hai_hau_officer, now=NOW)

    assert written.turn == 2023


def test_files_are_kept_with_the_statement(task, world, hai_hau_officer):
    file = check_file(SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF"))
    statement = Statement(TaskState.DOING, TODAY, files=[file])

    written = state(task, unit(world.hai_hau), statement, hai_hau_officer)

    assert [kept.name for kept in written.files.all()] == ["ke-hoach.pdf"]


def test_no_more_than_five_files_at_a_time(task, world, hai_hau_officer):
    file = check_file(SimpleUploadedFile("ke-hoach.pdf", b"%PDF-1.4\n%%EOF"))

    with pytest.raises(RuleBroken, match="tối đa 5 tệp"):
        state(task, unit(world.hai_hau), Statement(TaskState.DOING, TODAY, files=[file] * 6), hai_hau_officer)
