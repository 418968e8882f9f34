"""Pilots: registered by the province, or for its own unit by the head; ended, corrected, removed."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from portal.errors import RuleBroken
from reporting.choices import PilotKind
from reporting.complying import PilotFacts, pilot_units, remove_pilot, save_pilot
from reporting.models import Pilot
from tests.builders import make_plan
from tests.reporting.records_of_2024 import NOW, make_pilot

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world, on_day):
    on_day(date(2024, 12, 2))
    return make_plan(scope=world.nam_dinh)


def facts(unit, **given):
    begun = {"kind": PilotKind.LOCALITY, "unit": unit, "since": date(2024, 4, 1), "registered_by_text": "Hội LHPN tỉnh"}
    return PilotFacts(**(begun | given))


def test_the_province_registers_and_ends_a_pilot(world, plan, province_administrator):
    pilot = save_pilot(plan, facts(world.hai_hau), by=province_administrator, now=NOW)
    assert pilot_units(plan, date(2024, 12, 2)) == {world.hai_hau.pk}

    ended = facts(world.hai_hau, until=date(2024, 9, 30))
    save_pilot(plan, ended, by=province_administrator, now=NOW, pilot=pilot)

    assert pilot_units(plan, date(2024, 9, 30)) == {world.hai_hau.pk}
    assert pilot_units(plan, date(2024, 10, 1)) == frozenset()
    assert Pilot.objects.get().until == date(2024, 9, 30)


def test_a_head_registers_a_pilot_of_her_own_unit_alone(world, plan, hai_hau_head, hai_hau_officer):
    save_pilot(plan, facts(world.hai_hau), by=hai_hau_head, now=NOW)

    for person, unit in ((hai_hau_head, world.y_yen), (hai_hau_officer, world.hai_hau)):
        with pytest.raises(PermissionDenied):
            save_pilot(plan, facts(unit), by=person, now=NOW)
    assert Pilot.objects.count() == 1


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"kind": PilotKind.COOPERATIVE}, "Ghi tên hợp tác xã"),
        ({"until": date(2024, 3, 31)}, "Ngày kết thúc phải đúng hoặc sau"),
        ({"registered_by_text": ""}, "Chọn cơ quan đăng ký, hoặc ghi ai đăng ký"),
    ],
)
def test_facts_that_cannot_be_are_refused(world, plan, province_administrator, given, said):
    with pytest.raises(RuleBroken, match=said):
        save_pilot(plan, facts(world.hai_hau, **given), by=province_administrator, now=NOW)


def test_a_locality_is_a_pilot_once_at_a_time(world, plan, province_administrator):
    pilot = save_pilot(plan, facts(world.hai_hau), by=province_administrator, now=NOW)

    with pytest.raises(RuleBroken, match="đang là điểm của kế hoạch này rồi"):
        save_pilot(plan, facts(world.hai_hau), by=province_administrator, now=NOW)
    save_pilot(plan, facts(world.hai_hau, note="Thêm OCOP"), by=province_administrator, now=NOW, pilot=pilot)
    save_pilot(
        plan, facts(world.hai_hau, kind=PilotKind.COOPERATIVE, name="HTX Hoa Sen"), by=province_administrator, now=NOW
    )
    assert Pilot.objects.count() == 2


def test_a_pilot_lies_in_the_plans_scope(world, plan, province_administrator):
    with pytest.raises(RuleBroken, match="không thuộc phạm vi"):
        save_pilot(plan, facts(world.ninh_binh), by=province_administrator, now=NOW)


def test_removing_is_for_who_may_register(world, plan, province_administrator, hai_hau_officer):
    pilot = make_pilot(plan, world.hai_hau, province_administrator)
    with pytest.raises(PermissionDenied):
        remove_pilot(pilot, by=hai_hau_officer, now=NOW)

    remove_pilot(pilot, by=province_administrator, now=NOW)

    assert Pilot.objects.count() == 0


@pytest.mark.parametrize("broken", [{"until": date(2024, 3, 31)}, {"kind": PilotKind.COOPERATIVE, "name": ""}])
def test_the_database_holds_what_must_never_be_false(world, plan, province_administrator, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_pilot(plan, world.hai_hau, province_administrator, **broken)
