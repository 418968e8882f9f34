"""The pages of tasks: a plan's board, one task, the files; and who sees whose word."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import Role, UnitLevel
from reporting.choices import TaskState
from tests.builders import make_agency, make_plan, make_seat, make_user
from tests.reporting.tasks_of_2024 import make_stated_task, make_task, said_of, state_address

pytestmark = pytest.mark.django_db

TODAY = date(2024, 6, 10)
DRAFTED = "Đang dự thảo kế hoạch."


@pytest.fixture
def plan(world, on_day):
    on_day(TODAY)
    return make_plan(scope=world.nam_dinh, code="nam-dinh", short_title="Đề án 01 năm 2024")


@pytest.fixture
def look(client, plan):
    def open_page(user, name, *args, **query):
        client.force_login(user)
        return client.get(reverse(f"reporting:{name}", args=args), query).content.decode()

    return open_page


# --- The board --------------------------------------------------------------------------------------------------------


def test_the_board_counts_the_units_and_marks_what_is_overdue(look, plan, world, province_reviewer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT, due_on=date(2024, 6, 1), wording="Xây dựng kế hoạch")
    said_of(task, world.hai_hau, TaskState.DONE, as_of=date(2024, 5, 20), by=province_reviewer)

    page = look(province_reviewer, "task-plan", "nam-dinh")

    assert "1/4 đơn vị xong" in page
    assert "Chậm, quá hạn 9 ngày" in page
    assert "0/1 nhiệm vụ đã xong, 1 chậm" in page
    assert "Mỗi đơn vị cấp huyện" in page


def test_the_boards_filters_leave_what_was_asked(look, plan, world, province_reviewer):
    done = make_task(plan, "ii-1", lead=[world.union], wording="Việc của Hội")
    make_task(plan, "ii-2", lead=[world.alliance], wording="Việc của Liên minh")
    said_of(done, world.union, TaskState.DONE, as_of=date(2024, 5, 20), by=province_reviewer)

    by_state = look(province_reviewer, "task-plan", "nam-dinh", loc="da-xong")
    by_agency = look(province_reviewer, "task-plan", "nam-dinh", **{"co-quan": world.alliance.code, "xem": "co-quan"})
    nonsense = look(
        province_reviewer,
        "task-plan",
        "nam-dinh",
        **{"co-quan": "la", "loc": "la", "nam": "năm", "don-vi": "x", "muc": "-"},
    )

    assert ("Việc của Hội" in by_state, "Việc của Liên minh" in by_state) == (True, False)
    assert ("Việc của Hội" in by_agency, "Việc của Liên minh" in by_agency) == (False, True)
    assert "Liên minh HTX tỉnh Nam Định – chủ trì" in by_agency
    assert ("Việc của Hội" in nonsense, "Việc của Liên minh" in nonsense) == (True, True)


def test_the_board_of_one_unit_shows_its_own_part(look, plan, world, province_reviewer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT)
    make_task(plan, "ii-2", lead=[world.union], wording="Việc của Hội")
    said_of(task, world.hai_hau, TaskState.DOING, as_of=TODAY, by=province_reviewer, note=DRAFTED)

    page = look(province_reviewer, "task-plan", "nam-dinh", **{"don-vi": world.hai_hau.pk})

    assert DRAFTED in page
    assert "Việc của Hội" not in page
    assert "Huyện Hải Hậu" in page


def test_what_was_left_undone_in_the_turn_before_stays_in_sight(look, world, province_reviewer, on_day):
    plan = make_plan(scope=world.nam_dinh, code="dai-han", first_year=2023, last_year=2030)
    make_task(plan, lead=[world.union], every_years=1)
    on_day(TODAY)

    page = look(province_reviewer, "task-plan", "dai-han", loc="qua-han")

    assert "Lượt năm 2023 quá hạn, chưa xong" in page


def test_a_unit_sees_its_own_tasks_and_its_own_word(look, plan, world, hai_hau_officer, province_reviewer):
    task = make_task(plan, each_level=UnitLevel.DISTRICT, wording="Việc của huyện")
    make_task(plan, "ii-2", lead=[world.union], wording="Việc của Hội")
    said_of(task, world.y_yen, TaskState.DONE, as_of=TODAY, by=province_reviewer, note="Ý Yên đã xong.")
    said_of(task, world.hai_hau, TaskState.DOING, as_of=TODAY, by=hai_hau_officer, note=DRAFTED)

    board, page = look(hai_hau_officer, "task-plan", "nam-dinh"), look(hai_hau_officer, "task-page", task.pk)

    assert ("Việc của huyện" in board, "Việc của Hội" in board, DRAFTED in board) == (True, False, True)
    assert (DRAFTED in page, "Ý Yên" in page) == (True, False)
    assert "Tình hình ở 3 nơi khác" in page


def test_agencies_that_share_a_task_read_each_other(look, plan, world, alliance_officer, province_reviewer):
    shared = make_task(plan, "ii-1", lead=[world.union], partners=[world.alliance])
    other = make_task(plan, "ii-2", lead=[world.union])
    for task in (shared, other):
        said_of(task, world.union, TaskState.DOING, as_of=TODAY, by=province_reviewer, note=f"Đang làm {task.code}.")

    assert "Đang làm ii-1." in look(alliance_officer, "task-page", shared.pk)
    assert "Đang làm ii-2." not in look(alliance_officer, "task-page", other.pk)
    assert "Đang làm ii-2." in look(province_reviewer, "task-page", other.pk)


def test_helping_units_that_said_nothing_are_only_counted(look, plan, world, province_reviewer, hai_hau_officer):
    unions = make_agency("Hội LHPN các huyện", unit=world.nam_dinh, each_level=UnitLevel.DISTRICT)
    task = make_task(plan, lead=[world.union], partners=[unions])
    for whom in (world.my_loc, world.y_yen, world.city):
        make_seat(make_user(f"nhap-{whom.pk}"), Role.OFFICER, unit=whom)
    said_of(task, world.y_yen, TaskState.DOING, as_of=TODAY, by=province_reviewer, note=DRAFTED)

    page = look(province_reviewer, "task-page", task.pk)

    assert DRAFTED in page
    assert "3 đơn vị phối hợp không ghi gì thêm." in page


@pytest.mark.parametrize("name", ["task-board", "task-plan"])
def test_an_empty_page_says_what_to_do(look, plan, province_reviewer, name):
    page = look(province_reviewer, name, *(["nam-dinh"] if name == "task-plan" else []))

    assert "empty__advice" in page


@pytest.mark.parametrize(("count", "units"), [(1, 4), (3, 4)])
def test_the_board_and_the_task_ask_a_fixed_number_of_questions(
    client, plan, world, province_reviewer, django_assert_num_queries, count, units
):
    for number in range(count):
        task = make_task(plan, f"ii-{number}", lead=[world.union], each_level=UnitLevel.DISTRICT)
        for whom in (world.city, world.y_yen, world.hai_hau)[:count]:
            said_of(task, whom, TaskState.DOING, as_of=TODAY, by=province_reviewer)
    client.force_login(province_reviewer)
    board, page = reverse("reporting:task-plan", args=["nam-dinh"]), reverse("reporting:task-page", args=[task.pk])
    client.get(board)

    with django_assert_num_queries(16):
        client.get(board)
    with django_assert_num_queries(30):
        client.get(page)


# --- Files ------------------------------------------------------------------------------------------------------------


def test_the_file_is_given_to_who_may_read_the_word_it_came_with(client, plan, world, hai_hau_officer, y_yen_officer):
    _, statement = make_stated_task(plan, world.hai_hau, hai_hau_officer, TODAY)
    address = reverse("reporting:task-file", args=[statement.pk, statement.files.get().pk])

    answers = {}
    for user in (hai_hau_officer, y_yen_officer):
        client.force_login(user)
        answers[user] = client.get(address)

    assert answers[hai_hau_officer].headers["Content-Disposition"] == 'attachment; filename="ke-hoach.pdf"'
    assert answers[y_yen_officer].status_code == 404


def test_a_file_is_not_given_under_another_statements_address(client, plan, world, hai_hau_officer):
    task, statement = make_stated_task(plan, world.hai_hau, hai_hau_officer, TODAY)
    other = said_of(task, world.hai_hau, TaskState.DOING, as_of=TODAY, by=hai_hau_officer)
    client.force_login(hai_hau_officer)

    address = reverse("reporting:task-file", args=[other.pk, statement.files.get().pk])

    assert client.get(address).status_code == 404


def test_a_reader_above_reads_all_and_states_nothing(look, client, plan, world, central_reader, hai_hau_officer):
    task, _ = make_stated_task(plan, world.hai_hau, hai_hau_officer, TODAY)
    reader = make_user("xa-xem")
    make_seat(reader, Role.READER, unit=world.y_yen)

    assert DRAFTED in look(central_reader, "task-page", task.pk)
    assert DRAFTED not in look(reader, "task-page", task.pk)
    assert client.get(state_address(task, world.hai_hau)).status_code == 403
