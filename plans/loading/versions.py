"""A plan as it was published each time: what a version holds, and whether a file still follows the last one."""

import json
from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from plans.choices import VersionKind
from plans.loading.form import PlanFile
from plans.loading.trees import tree_of
from plans.models import Plan, PlanVersion

EDITION_LENGTH = 16


def content_from(file: PlanFile) -> dict:
    """A file as a version holds it: without the mark that the portal puts on a file, and without what units are allotted.

    Allotments live in the tables: they are published by sheets, not with the plan.
    """
    goals = tuple(replace(goal, targets=_of_the_plan(goal.targets)) for goal in file.goals)
    return tree_of(replace(file, plan=replace(file.plan, edition=""), goals=goals))


def _of_the_plan(targets: tuple) -> tuple:
    return tuple(replace(target, units=()) for target in targets if target.is_of_the_plan)


def edition_of(content: dict) -> str:
    """The mark of a content: a file that bears it was taken from the portal when this was the plan."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return sha256(text.encode()).hexdigest()[:EDITION_LENGTH]


def last_version(plan: Plan) -> PlanVersion | None:
    """The plan as it stands published; None where it was loaded before versions were kept."""
    return plan.versions.order_by("number").last()


def keep_version(plan: Plan, content: dict, *, kind: str, by, now: datetime, **told) -> PlanVersion:
    """Write down a publication. `told`: changes, decision, decided_on, effective_from, reason, scan."""
    last = last_version(plan)
    number = last.number + 1 if last else 1
    return PlanVersion.objects.create(
        plan=plan, number=number, kind=kind, content=content, made_by=by, made_at=now, **told
    )


def keep_version_of_file(plan: Plan, file: PlanFile, *, changes: list[str], now: datetime, reason: str, decision: str):
    """What an operator's loading published: the first version of a plan, else an amendment; nothing where nothing changed."""
    content = content_from(file)
    if not plan.versions.exists():
        return keep_version(plan, content, kind=VersionKind.FIRST, by=None, now=now)
    if not changes:
        return None
    kind = VersionKind.ADJUSTMENT if decision else VersionKind.CORRECTION
    return keep_version(plan, content, kind=kind, by=None, now=now, changes=changes, decision=decision, reason=reason)


def overtaken_by(code: str, file: PlanFile) -> PlanVersion | None:
    """The version made in the browser that a file knows nothing of, and would undo; None where the file may be loaded."""
    last = PlanVersion.objects.filter(plan__code=code).order_by("number").last()
    if last is None or last.made_by_id is None:
        return None
    follows = file.plan.edition == edition_of(last.content) or content_from(file) == last.content
    return None if follows else last


def was_published(code: str, file: PlanFile) -> bool:
    """Whether a file says what an earlier version said, and nothing else."""
    content = content_from(file)
    return any(version.content == content for version in PlanVersion.objects.filter(plan__code=code))
