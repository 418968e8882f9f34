"""A draft of the small plan for tests of goals, and what a browser sends of a goal's form."""

import yaml

from plans.forms.goals import GoalForm
from plans.forms.offers import Offers
from plans.models import PlanDraft
from plans.publishing import begin_plan, save_draft
from portal.clock import now
from tests.plans.plan_files import CATALOGUE, PLAN, changed, load

# The indicators of the small catalogue, one of each measure.
FLOW, STOCK, RATIO, MILESTONE = "htx-moi", "viec-lam", "ty-le-can-bo", "ra-mat"


def content_without_goals(**besides):
    """The small plan as a draft holds it, under another code, without goals and tasks."""
    text = changed(PLAN, "code: ke-hoach-thu", "code: ke-hoach-moi")
    content = yaml.load(text, Loader=yaml.BaseLoader)
    left = {key: value for key, value in content.items() if key not in {"goals", "tasks"}}
    return left | {"goals": [], **besides}


def make_draft(world, chief, folder, **besides) -> PlanDraft:
    """A new plan of Nam Định on the desk, with the small catalogue loaded."""
    load(folder, catalogue=CATALOGUE)
    return begin_plan(
        world.nam_dinh.pk, by=chief, now=now(), title="Kế hoạch mới", content=content_without_goals(**besides)
    )


def goal_of(code="htx", **said):
    """A sound goal as a draft holds it."""
    return {
        "code": code,
        "section": "i",
        "wording": "Thành lập mới ít nhất 03 HTX",
        "indicator": FLOW,
        "comparator": "at_least",
        "targets": [{"year": "2024", "value": "3"}],
    } | said


def typed(**boxes):
    """A goal as the browser sends it: `target1_span` for the box "target1-span"."""
    sound = {"section": "i", "wording": "Lời của văn bản", "indicator": FLOW, "comparator": "at_least"}
    return {
        name.replace("_", "-", 1) if name.startswith("target") else name: text for name, text in (sound | boxes).items()
    }


def goal_typed(draft, there=None, **boxes) -> dict:
    """What the form makes of the boxes."""
    form = GoalForm(Offers(draft), there, typed(**boxes))
    assert form.errors == {}
    return form.entry()


def kept(draft, goals, by) -> PlanDraft:
    """The draft with these goals saved."""
    content = draft.content | {"goals": goals}
    return save_draft(draft, content, version=draft.version, by=by, now=now())
