"""A goal's boxes and the tree: what each writes, and that nothing of a draft is lost in them."""

from itertools import product

import pytest

from plans.forms.goals import GoalForm
from plans.forms.offers import Offers
from plans.models import PlanDraft
from tests.plans.goals_in_boxes import FLOW, goal_of, goal_typed, kept, make_draft, typed

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(world, chief, tmp_path):
    return make_draft(world, chief, tmp_path)


def test_every_key_of_a_goal_is_written(draft, chief):
    saved = kept(draft, [goal_of("lop")], chief)

    goal = goal_typed(
        saved,
        part="htx",
        per="district",
        baseline_value="1.200,5",
        baseline_on="14/12/2023",
        joined_as="beneficiaries_of",
        joined_to="lop",
        note="In mờ.",
        target1_span="every:1",
        target1_years="2025",
        target1_value="1.500",
    )

    assert goal == {
        "section": "i",
        "wording": "Lời của văn bản",
        "indicator": FLOW,
        "part": "htx",
        "comparator": "at_least",
        "per": "district",
        "baseline": {"value": "1200.5", "on": "2023-12-14"},
        "beneficiaries_of": "lop",
        "note": "In mờ.",
        "targets": [{"every": "1", "years": "2025", "value": "1500"}],
    }


def test_a_target_is_dropped_and_blank_rows_are_nothing(draft):
    there = goal_of(targets=[{"year": "2024", "value": "3"}, {"year": "2025", "value": "4"}])
    boxes = {"target1_span": "year:2024", "target1_value": "3", "target1_drop": "on", "target2_span": "year:2025"}

    goal = goal_typed(draft, there, **boxes, target2_value="5")

    assert goal["targets"] == [{"year": "2025", "value": "5"}]


def test_a_span_outside_the_plan_is_kept_until_it_is_changed(draft):
    there = goal_of(targets=[{"year": "2031", "value": "3"}])

    form = GoalForm(Offers(draft), there, typed(target1_span="year:2031", target1_value="3"))

    assert form.errors == {}
    assert form.entry()["targets"] == [{"year": "2031", "value": "3"}]


def test_no_target_is_lost_however_many_there_are(draft):
    lines = [
        {"year": "2024", "value": str(number), "effective_from": f"2024-{month:02}-{day:02}"}
        for number, (month, day) in enumerate(product(range(1, 7), range(1, 10)))
    ]
    form = GoalForm(Offers(draft), goal_of(targets=lines))

    saved = GoalForm(Offers(draft), goal_of(targets=lines), form.as_if_typed())

    assert saved.errors == {}
    assert saved.entry()["targets"] == lines


def test_a_browser_cannot_ask_for_rows_without_end(draft):
    form = GoalForm(Offers(draft), None, typed(target99_span="year:2024", target99_value="3"))

    assert form.row_count == 42


def test_without_the_plans_years_only_phases_are_offered(draft, chief):
    frame = {key: text for key, text in draft.content["plan"].items() if key != "years"}

    form = GoalForm(Offers(PlanDraft(pk=1, province=draft.province, content=draft.content | {"plan": frame})))

    assert form.spans == [("Trong giai đoạn", [("phase:gd1", "Giai đoạn 1 (2024-2025)")])]
