"""The sample's tasks: told through the one writer, the same ones at every loading, and only once."""

from datetime import date

import pytest

from plans.choices import Role, UnitLevel
from reporting.choices import TaskState
from reporting.models import TaskStatement
from reporting.sample.tasks import tell_of_tasks
from tests.builders import make_plan, make_seat, make_user
from tests.reporting.tasks_of_2024 import make_task

pytestmark = pytest.mark.django_db

TODAY = date(2024, 12, 1)


@pytest.fixture
def plan(world, province_reviewer):
    plan = make_plan(scope=world.nam_dinh, code="nam-dinh", first_year=2023, last_year=2025)
    make_task(plan, "hang-nam", lead=[world.union], every_years=1)
    make_task(plan, "cac-huyen", each_level=UnitLevel.DISTRICT)
    make_seat(make_user("hai-hau"), Role.OFFICER, unit=world.hai_hau)
    return plan


def told():
    rows = TaskStatement.objects.order_by("pk").select_related("stated_by")
    return [(row.task.code, row.turn, row.unit_id, row.state, row.done_on, row.stated_by.username) for row in rows]


def test_past_turns_are_done_and_everybody_speaks_from_a_seat_of_the_day(plan, world):
    tell_of_tasks([plan], TODAY)

    stated = told()
    assert [(code, turn, state) for code, turn, _, state, *_ in stated if turn == 2023 and code == "hang-nam"] == [
        ("hang-nam", 2023, TaskState.DONE)
    ]
    assert {name for *_, unit, _, _, name in stated if unit == world.hai_hau.pk} <= {"hai-hau"}
    assert {name for *_, unit, _, _, name in stated if unit != world.hai_hau.pk} == {"tinh-duyet"}


def test_it_is_told_once_and_always_the_same(plan):
    tell_of_tasks([plan], TODAY)
    first = told()

    tell_of_tasks([plan], TODAY)
    again = told()
    TaskStatement.objects.all().delete()
    tell_of_tasks([plan], TODAY)

    assert again == first
    assert told() == first
