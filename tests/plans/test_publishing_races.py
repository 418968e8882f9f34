"""Two people at the same draft at the same moment: one wins, the other is told, and nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import connection

from plans.choices import VersionKind
from plans.drafting import with_frame
from plans.loading import PlanFileWrong
from plans.models import Plan, PlanDraft, PlanVersion
from plans.publishing import begin_amendment, begin_copy, describe_amendment, publish, save_draft
from portal.errors import RuleBroken
from tests.plans.plan_files import PLAN, load

NOW = datetime(2024, 9, 3, 2, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def plan(world, tmp_path, on_day):
    on_day(date(2024, 9, 3))
    load(tmp_path, PLAN)
    return Plan.objects.get(code="ke-hoach-thu")


def at_once(*presses):
    """What each press answers, all at the same moment: a value, or the sentence of its refusal."""
    barrier = Barrier(len(presses))

    def press(do):
        try:
            barrier.wait()
            return do()
        except (RuleBroken, PlanFileWrong) as refusal:
            return str(refusal)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(presses)) as pool:
        return [each.result() for each in [pool.submit(press, do) for do in presses]]


def written(draft, by, **frame):
    return save_draft(draft, with_frame(draft.content, frame), version=draft.version, by=by, now=NOW)


def test_an_amendment_is_published_once(plan, province_administrator):
    draft = begin_amendment(plan, kind=VersionKind.CORRECTION, by=province_administrator, now=NOW)
    draft = written(draft, province_administrator, title="Sửa")
    draft = describe_amendment(draft, reason="Gõ nhầm", by=province_administrator, now=NOW)

    answers = at_once(*[lambda: publish(draft, by=province_administrator, now=NOW)] * 2)

    refusals = [answer for answer in answers if isinstance(answer, str)]
    assert refusals == ["Bản soạn này không còn: đã được công bố hoặc đã bỏ. Xem lại ở Bàn kế hoạch."]
    assert list(PlanVersion.objects.values_list("number", flat=True)) == [1, 2]


def test_two_new_plans_with_one_code_become_one_plan(plan, province_administrator):
    frame = {"signed_on": "2024-09-03", "code": "ke-hoach-2025", "short_title": "Kế hoạch 2025"}
    drafts = [
        written(
            begin_copy(plan, by=province_administrator, now=NOW, province_id=plan.scope_id, years_later=0),
            province_administrator,
            **frame,
        )
        for _ in range(2)
    ]

    answers = at_once(*[lambda draft=draft: publish(draft, by=province_administrator, now=NOW) for draft in drafts])

    refusals = [answer for answer in answers if isinstance(answer, str)]
    assert len(refusals) == 1
    assert "mã “ke-hoach-2025” đã có kế hoạch khác dùng" in refusals[0]
    assert (Plan.objects.filter(code="ke-hoach-2025").count(), PlanDraft.objects.count()) == (1, 1)


def test_of_two_savings_one_is_kept_and_the_other_is_told(plan, province_administrator):
    draft = begin_amendment(plan, kind=VersionKind.CORRECTION, by=province_administrator, now=NOW)

    answers = at_once(
        *[lambda title=title: written(draft, province_administrator, title=title) for title in ("Một", "Hai")]
    )

    [kept] = [answer for answer in answers if not isinstance(answer, str)]
    [refusal] = [answer for answer in answers if isinstance(answer, str)]
    assert PlanDraft.objects.get().content == kept.content
    assert refusal.startswith("Đỗ Thị Hạnh vừa ghi bản soạn này")


def test_a_plan_is_opened_for_amending_once(plan, province_administrator):
    answers = at_once(
        *[lambda: begin_amendment(plan, kind=VersionKind.CORRECTION, by=province_administrator, now=NOW)] * 2
    )

    assert sum(isinstance(answer, str) for answer in answers) == 1
    assert PlanDraft.objects.count() == 1
