"""Goals in an adjustment by decision and in a correction: what was published stays, or may be rewritten."""

from datetime import date

import pytest
from django.urls import reverse

from plans.choices import VersionKind
from plans.forms.goals import GoalForm
from plans.forms.offers import Offers
from plans.models import Goal, Plan
from plans.publishing import begin_amendment, describe_amendment, publish
from portal.clock import now
from tests.plans.goals_in_boxes import FLOW, STOCK, typed
from tests.plans.plan_files import PLAN, changed, load

pytestmark = pytest.mark.django_db


def address(draft, name, *args):
    return reverse(f"plans:{name}", args=[draft.pk, *args])


@pytest.fixture
def adjustment(world, chief, tmp_path):
    """The small plan, published, and its adjustment from 1/7/2024."""
    load(tmp_path, changed(PLAN, ', units: {"366": 2}', ""))
    draft = begin_amendment(Plan.objects.get(), kind=VersionKind.ADJUSTMENT, by=chief, now=now())
    told = {"decision": "Quyết định 9/QĐ-BTV", "effective_from": date(2024, 7, 1), "reason": "Giao thêm"}
    return describe_amendment(draft, **told, by=chief, now=now())


def test_published_targets_stay_and_a_line_is_begun_by_the_decision(adjustment, browser):
    boxes = typed(wording="Thành lập mới ít nhất 03 HTX", part="htx")

    page = browser.post(address(adjustment, "draft-goal-adjust", "htx", 1), boxes)

    form = page.context["form"]
    assert [(row.number, row.words) for row in form.published_rows()] == [
        (1, "Năm 2024: 3"),
        (2, "Giai đoạn 1 (2024-2025): 7"),
    ]
    assert {name: form[f"target1-{name}"].value() for name in ("span", "effective_from", "decision", "reason")} == {
        "span": "year:2024",
        "effective_from": "01/07/2024",
        "decision": "Quyết định 9/QĐ-BTV",
        "reason": "Giao thêm",
    }


def test_an_adjustment_adds_a_line_and_both_values_stand_in_the_tables(adjustment, chief, browser):
    there = adjustment.content["goals"][0]
    boxes = {
        "seen": GoalForm(Offers(adjustment), there).initial["seen"],
        "target1_span": "year:2024",
        "target1_value": "5",
        "target1_effective_from": "1/7/2024",
        "target1_decision": "Quyết định 9/QĐ-BTV",
        "target1_reason": "Giao thêm",
    }
    browser.post(address(adjustment, "draft-goal", "htx"), typed(wording=there["wording"], **boxes))
    adjustment.refresh_from_db()

    publish(adjustment, by=chief, now=now())

    versions = Goal.objects.get(code="htx").targets.get(span_kind="year").versions
    assert list(versions.values_list("value", "effective_from", "decision")) == [
        (3, None, ""),
        (5, date(2024, 7, 1), "Quyết định 9/QĐ-BTV"),
    ]


def test_what_a_published_goal_measures_cannot_be_changed_in_an_adjustment(adjustment):
    there = adjustment.content["goals"][0]

    form = GoalForm(Offers(adjustment), there, typed(indicator=STOCK, comparator="about", per="commune"))

    assert form.errors == {}
    assert {key: form.entry().get(key) for key in ("indicator", "part", "comparator", "per")} == {
        "indicator": FLOW,
        "part": "htx",
        "comparator": "at_least",
        "per": None,
    }


def test_a_correction_may_rewrite_a_published_target(world, chief, tmp_path):
    load(tmp_path, PLAN)
    draft = begin_amendment(Plan.objects.get(), kind=VersionKind.CORRECTION, by=chief, now=now())

    form = GoalForm(Offers(draft), draft.content["goals"][0])

    assert form.published_rows() == []
    assert form["target1-value"].value() == "3"
