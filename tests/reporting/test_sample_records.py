"""The sample's papers are told once, through the verbs, and leave something to chase."""

from datetime import date

import pytest

from plans.choices import Reporter, Role
from reporting.models import FiledDocument, Pilot, UnitRecord
from reporting.sample.records import tell_of_records
from tests.builders import make_plan, make_seat, make_unit, make_user
from tests.reporting.records_of_2024 import make_owed

pytestmark = pytest.mark.django_db
TODAY = date(2026, 12, 1)


def told():
    return FiledDocument.objects.count(), UnitRecord.objects.count(), Pilot.objects.count()


def test_papers_are_told_once(world, on_day):
    on_day(TODAY)
    plan = make_plan(scope=world.nam_dinh, last_year=2024)
    make_owed(plan)
    make_owed(plan, "ke-hoach-tinh", owed_by=Reporter.PROVINCE)
    make_seat(make_user("ninh-binh"), Role.ADMINISTRATOR, unit=world.ninh_binh)
    for number in range(9):
        make_unit(f"Huyện {number}", parent=world.nam_dinh, code=f"37{number}", valid_to=date(2025, 6, 30))

    tell_of_records([plan], TODAY)
    before = told()
    tell_of_records([plan], TODAY)

    assert (before, told()) == ((11, 4, 4), (11, 4, 4))


def test_a_plan_that_nobody_administers_is_left_alone(world, on_day):
    on_day(TODAY)
    make_owed(make_plan(scope=world.nam_dinh))

    tell_of_records([make_plan(scope=world.nam_dinh)], TODAY)

    assert told() == (0, 0, 0)
