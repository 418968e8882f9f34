"""How a task stands: what was said last, and the day, together."""

from datetime import date, datetime

import pytest

from plans.choices import UnitLevel
from portal.dates import VIET_NAM
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.tasking.board import board_of
from reporting.tasking.holders import read_assignments
from reporting.tasking.standing import UNSTATED, sayings_of, standings_of
from reporting.tasking.tags import standing_tag
from reporting.tasking.turns import turn_on, turns_of
from tests.builders import make_agency, make_plan
from tests.reporting.tasks_of_2024 import agency, make_task, said_of

pytestmark = pytest.mark.django_db

DONE, DOING, LATE = TaskState.DONE, TaskState.DOING, TaskState.LATE
NOT_STARTED, NOT_APPLICABLE = TaskState.NOT_STARTED, TaskState.NOT_APPLICABLE
DUE = date(2024, 11, 29)


@pytest.fixture
def plan(world):
    return make_plan(scope=world.nam_dinh)


@pytest.fixture
def task(world, plan):
    return make_task(plan, lead=[world.union], due_on=DUE)


def standings(task, today):
    turn = turn_on(turns_of(task), today)
    return standings_of(
        task, turn, read_assignments([task.pk]), sayings_of(TaskStatement.objects.filter(task=task)), today
    )


def states(task, today):
    return [standing.state for standing in standings(task, today)]


def test_nothing_said_is_nothing_known_until_the_last_day_is_over(task):
    assert [states(task, day) for day in (date(2024, 3, 1), DUE, date(2024, 11, 30))] == [
        [UNSTATED],
        [UNSTATED],
        [LATE],
    ]


@pytest.mark.parametrize(
    ("stated", "on_the_day", "afterwards", "label"),
    [
        (NOT_STARTED, NOT_STARTED, LATE, "Chậm, quá hạn 3 ngày"),
        (DOING, DOING, LATE, "Chậm, quá hạn 3 ngày"),
        (LATE, LATE, LATE, "Chậm, quá hạn 3 ngày"),
        (DONE, DONE, DONE, "Đã xong"),
        (NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, "Không áp dụng"),
    ],
)
def test_what_was_said_holds_until_the_last_day_is_over(
    task, world, province_reviewer, stated, on_the_day, afterwards, label
):
    said_of(task, world.union, stated, as_of=date(2024, 6, 1), by=province_reviewer)

    (later,) = standings(task, date(2024, 12, 2))

    assert states(task, DUE) == [on_the_day]
    assert (later.state, standing_tag(later).label) == (afterwards, label)


def test_of_partners_nothing_is_overdue(plan, world, province_reviewer):
    task = make_task(plan, "ii-2", lead=[world.union], partners=[world.alliance], due_on=DUE)

    assert states(task, date(2024, 12, 2)) == [LATE, UNSTATED]


def test_what_was_done_too_late_is_done_and_says_so(task, world, province_reviewer):
    said_of(task, world.union, DONE, as_of=date(2024, 12, 10), done_on=date(2024, 12, 9), by=province_reviewer)

    (standing,) = standings(task, date(2024, 12, 20))

    assert (standing.is_overdue, standing.days_over, standing_tag(standing).label) == (
        False,
        10,
        "Đã xong, muộn 10 ngày",
    )


def test_the_latest_day_holds_and_of_one_day_the_latest_word(task, world, province_reviewer):
    december, june = date(2024, 10, 3), date(2024, 6, 14)
    said_of(task, world.union, DOING, as_of=december, by=province_reviewer)
    afterwards = datetime(2024, 10, 5, 9, tzinfo=VIET_NAM)
    said_of(task, world.union, NOT_STARTED, as_of=june, by=province_reviewer, stated_at=afterwards)
    told_of_june_later = states(task, date(2024, 10, 6))

    said_of(task, world.union, DONE, as_of=december, by=province_reviewer, stated_at=afterwards)

    assert told_of_june_later == [DOING]
    assert states(task, date(2024, 10, 6)) == [DONE]


def test_a_task_carried_on_stands_as_it_was_left_until_the_new_holder_speaks(world, plan, province_reviewer):
    old, between, new = (make_agency(f"Sở {name}", unit=world.nam_dinh) for name in "ABC")
    old.valid_to, old.successor = date(2024, 2, 29), between
    between.valid_to, between.successor = date(2024, 5, 31), new
    old.save(), between.save()
    task = make_task(plan, lead=[old])
    said_of(task, old, NOT_STARTED, as_of=date(2024, 2, 1), by=province_reviewer)
    said_of(task, between, DOING, as_of=date(2024, 4, 1), by=province_reviewer)

    left = standings(task, date(2024, 7, 1))
    said_of(task, new, DONE, as_of=date(2024, 7, 2), by=province_reviewer)

    assert [(each.holder.party, each.holder.carries, each.state) for each in left] == [
        (agency(new), (agency(old),), DOING)
    ]
    assert states(task, date(2024, 7, 3)) == [DONE]


@pytest.mark.parametrize(
    ("of_my_loc", "of_the_city", "together"),
    [(DONE, DONE, DONE), (DONE, None, UNSTATED), (None, DONE, DONE), (DOING, DONE, DONE)],
)
def test_two_that_became_one_stand_where_the_own_word_or_else_the_least_one_stands(
    world, plan, province_reviewer, of_my_loc, of_the_city, together
):
    task = make_task(plan, units=[world.my_loc, world.city])
    for whom, state in ((world.my_loc, of_my_loc), (world.city, of_the_city)):
        if state:
            said_of(task, whom, state, as_of=date(2024, 6, 1), by=province_reviewer)

    assert states(task, date(2024, 10, 1)) == [together]


def test_a_turn_that_is_over_keeps_those_who_held_it(world, province_reviewer):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2026)
    task = make_task(plan, each_level=UnitLevel.DISTRICT, every_years=1)
    said_of(task, world.hai_hau, DONE, as_of=date(2024, 10, 1), by=province_reviewer, turn=2024)

    (line,) = board_of(plan, 2024, date(2026, 3, 1)).lines

    assert [(each.holder.party.pk, each.state) for each in line.leads] == [
        (world.city.pk, LATE),
        (world.y_yen.pk, LATE),
        (world.hai_hau.pk, DONE),
    ]


def test_an_amendment_that_moves_the_turns_loses_no_statement(world, province_reviewer):
    plan = make_plan(scope=world.nam_dinh, first_year=2023, last_year=2026)
    task = make_task(plan, lead=[world.union], every_years=1)
    said_of(task, world.union, DONE, as_of=date(2024, 10, 1), by=province_reviewer, turn=2024)

    task.every_years = 2
    task.save()

    assert states(task, date(2024, 11, 1)) == [DONE]


# --- The task as a whole ----------------------------------------------------------------------------------------------

STATED = {"d": DONE, "o": DOING, "n": NOT_STARTED, "l": LATE, "x": NOT_APPLICABLE, ".": None}


@pytest.mark.parametrize(
    ("said", "before_the_day", "after_it"),
    [
        ("ddd", (DONE, 3, 3), (DONE, 3, 3)),
        ("ddx", (DONE, 2, 2), (DONE, 2, 2)),
        ("xxx", (NOT_APPLICABLE, 0, 0), (NOT_APPLICABLE, 0, 0)),
        ("dd.", (DOING, 2, 3), (LATE, 2, 3)),
        ("ddl", (LATE, 2, 3), (LATE, 2, 3)),
        ("l..", (DOING, 0, 3), (LATE, 0, 3)),
        ("n..", (NOT_STARTED, 0, 3), (LATE, 0, 3)),
        ("on.", (DOING, 0, 3), (LATE, 0, 3)),
        ("...", (UNSTATED, 0, 3), (LATE, 0, 3)),
    ],
)
def test_a_task_of_many_counts_them(world, plan, province_reviewer, said, before_the_day, after_it):
    task = make_task(plan, each_level=UnitLevel.DISTRICT, due_on=DUE)
    for whom, letter in zip((world.city, world.y_yen, world.hai_hau), said, strict=True):
        if STATED[letter]:
            said_of(task, whom, STATED[letter], as_of=date(2024, 10, 1), by=province_reviewer)

    before, after = (board_of(plan, 2024, day) for day in (DUE, date(2024, 11, 30)))

    assert (before.lines[0].state, before.lines[0].done, before.lines[0].expected) == before_the_day
    assert (after.lines[0].state, after.lines[0].done, after.lines[0].expected) == after_it


def test_the_board_counts_its_tasks(world, plan, province_reviewer):
    done, not_ours = make_task(plan, "ii-1", lead=[world.union]), make_task(plan, "ii-2", lead=[world.alliance])
    make_task(plan, "ii-3", lead=[world.union])
    said_of(done, world.union, DONE, as_of=date(2024, 5, 1), by=province_reviewer)
    said_of(
        not_ours, world.alliance, NOT_APPLICABLE, as_of=date(2024, 5, 1), by=province_reviewer, note="Không còn quỹ."
    )

    board = board_of(plan, 2024, date(2024, 6, 1))

    assert (dict(board.counts), board.done, board.expected) == ({DONE: 1, NOT_APPLICABLE: 1, UNSTATED: 1}, 1, 2)


def test_a_board_as_of_a_day_knows_nothing_of_what_came_later(world, plan, province_reviewer):
    task = make_task(plan, lead=[world.union])
    said_of(task, world.union, DOING, as_of=date(2024, 6, 1), by=province_reviewer)
    said_of(task, world.union, DONE, as_of=date(2024, 12, 1), by=province_reviewer)

    cut_off = date(2024, 11, 29)

    assert [line.state for line in board_of(plan, 2024, cut_off, until=cut_off).lines] == [DOING]


def test_the_board_asks_a_fixed_number_of_questions(world, plan, province_reviewer, django_assert_num_queries):
    tasks = [make_task(plan, f"ii-{number}", lead=[world.union], each_level=UnitLevel.DISTRICT) for number in range(5)]
    board_of(plan, 2024, date(2024, 6, 1))

    with django_assert_num_queries(8):
        board_of(plan, 2024, date(2024, 6, 1))
    for task in tasks:
        said_of(task, world.hai_hau, DONE, as_of=date(2024, 5, 1), by=province_reviewer)
    with django_assert_num_queries(8):
        board_of(plan, 2024, date(2024, 6, 1))
