"""A sheet is published while its plan is amended: one goes first, and the other is told what it did."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from plans.choices import VersionKind
from plans.drafting import without_entry
from plans.loading import PlanFileWrong
from plans.models import Goal, Plan, Target
from plans.publishing import begin_amendment, describe_amendment, publish, save_draft
from portal.errors import RuleBroken
from tests.plans.allotments import begun, published, typed
from tests.plans.plan_files import PLAN, load

NOW = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)
A_MOMENT = 0.5
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(world, tmp_path, on_day):
    on_day(date(2024, 9, 3))
    load(tmp_path, PLAN.replace(', units: {"366": 2}', ""))
    return Plan.objects.get(code="ke-hoach-thu")


@pytest.fixture
def sheet(plan, world, province_administrator):
    return typed(
        begun(plan, province_administrator), {Goal.objects.get(code="htx"): {world.y_yen: 3}}, province_administrator
    )


@pytest.fixture
def without_the_goal(plan, province_administrator):
    draft = begin_amendment(plan, kind=VersionKind.CORRECTION, by=province_administrator, now=NOW)
    content = without_entry(draft.content, "goals", "htx")
    draft = save_draft(draft, content, version=draft.version, by=province_administrator, now=NOW)
    return describe_amendment(draft, reason="Gõ thừa", by=province_administrator, now=NOW)


def one_during_the_other(first, second):
    """What both presses answer, where the second comes before the first has finished."""
    begun_writing = Event()

    def slowly():
        with transaction.atomic():
            try:
                return first()
            finally:
                begun_writing.set()
                sleep(A_MOMENT)

    def meanwhile():
        begun_writing.wait()
        return second()

    def press(do):
        try:
            return do()
        except (RuleBroken, PlanFileWrong) as refusal:
            return f"{type(refusal).__name__}: {refusal}"
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        return [each.result() for each in [pool.submit(press, do) for do in (slowly, meanwhile)]]


def test_a_goal_that_is_taken_out_meanwhile_is_not_shared_out(sheet, without_the_goal, province_administrator):
    by = province_administrator

    _, answer = one_during_the_other(lambda: publish(without_the_goal, by=by, now=NOW), lambda: published(sheet, by))

    assert answer.startswith("RuleBroken: ")
    assert not Goal.objects.filter(code="htx").exists()


def test_a_goal_that_is_shared_out_meanwhile_is_not_taken_out(sheet, without_the_goal, province_administrator):
    by = province_administrator

    _, answer = one_during_the_other(lambda: published(sheet, by), lambda: publish(without_the_goal, by=by, now=NOW))

    assert answer.startswith("PlanFileWrong: ")
    assert "đã giao cho đơn vị, không bỏ được" in answer
    assert Target.objects.filter(goal__code="htx", unit__isnull=False).count() == 1
