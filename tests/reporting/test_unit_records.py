"""Proposals for funds, inspections and commendations: who writes them down, sees them and changes them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from portal.errors import RuleBroken
from reporting.choices import RecordKind
from reporting.complying import RecordFacts, records_visible_to, remove_record, rights_on, save_record
from reporting.models import UnitRecord
from tests.builders import make_plan
from tests.reporting.records_of_2024 import NOW, make_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan(world, on_day):
    on_day(date(2024, 12, 2))
    return make_plan(scope=world.nam_dinh, code="nam-dinh")


def facts(unit, **given):
    return RecordFacts(
        **{"unit": unit, "kind": RecordKind.PROPOSAL, "dated": date(2024, 5, 1), "subject": "Đề xuất vốn", **given}
    )


def test_a_unit_writes_its_records_and_others_do_not_see_them(world, plan, hai_hau_officer, y_yen_officer):
    record = save_record(plan, facts(world.hai_hau, amount=45), by=hai_hau_officer, now=NOW)

    assert (record.amount, record.recorded_by, record.unit) == (45, hai_hau_officer, world.hai_hau)
    seen = {user: list(records_visible_to(rights_on(user, plan), plan)) for user in (hai_hau_officer, y_yen_officer)}
    assert seen == {hai_hau_officer: [record], y_yen_officer: []}


def test_who_wrote_it_or_the_province_changes_it(world, plan, hai_hau_officer, hai_hau_head, province_reviewer):
    record = make_record(plan, world.hai_hau, hai_hau_officer)
    with pytest.raises(PermissionDenied):
        save_record(plan, facts(world.hai_hau), by=hai_hau_head, now=NOW, record=record)

    save_record(plan, facts(world.hai_hau, subject="Đề xuất thêm"), by=province_reviewer, now=NOW, record=record)

    record.refresh_from_db()
    assert (record.subject, record.recorded_by) == ("Đề xuất thêm", hai_hau_officer)
    with pytest.raises(PermissionDenied):
        remove_record(record, by=hai_hau_head, now=NOW)
    remove_record(record, by=hai_hau_officer, now=NOW)
    assert UnitRecord.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dated": date(2024, 12, 3)}, "chưa đến"),
        ({"kind": RecordKind.INSPECTION, "amount": 3}, "Chỉ đề xuất kinh phí mới ghi số tiền"),
        ({"amount": -1}, "Số tiền không được âm"),
    ],
)
def test_facts_that_cannot_be_are_refused(world, plan, hai_hau_officer, given, said):
    with pytest.raises(RuleBroken, match=said):
        save_record(plan, facts(world.hai_hau, **given), by=hai_hau_officer, now=NOW)


def test_a_record_is_of_a_unit_of_the_plan(world, plan, province_reviewer):
    with pytest.raises(RuleBroken, match="Tỉnh Ninh Bình không thuộc phạm vi"):
        save_record(plan, facts(world.ninh_binh), by=province_reviewer, now=NOW)
