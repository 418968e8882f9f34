"""What a goal's targets were and became, publication after publication: who, when, by which decision, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from plans.comparing.words import Words
from plans.drafting import EntryKind, entries_of
from plans.models import Plan, PlanVersion

SPAN_KEYS = ("year", "phase", "cumulative", "term", "every", "years")


@dataclass(frozen=True)
class TargetChange:
    """One line of a goal's targets that a version added, changed or took away, in words; "" where there was none."""

    version: PlanVersion
    was: str
    became: str


def target_changes(plan: Plan, code: str) -> list[TargetChange]:
    """All changes of a goal's own targets, the latest publication first. A fixed number of queries.

    Of a version that was not by a decision the reason says what was typed wrongly before.
    """
    versions = list(plan.versions.select_related("made_by").order_by("number"))
    words = Words(*(version.content for version in versions))
    before: dict[tuple, dict] = {}
    found = []
    for version in versions:
        lines = _lines(version.content, code)
        found += [
            TargetChange(version, *(_said(words, key, each) for each in (before, lines)))
            for key in dict.fromkeys([*before, *lines])
            if before.get(key) != lines.get(key)
        ]
        before = lines
    return sorted(found, key=lambda change: -change.version.number)


def _lines(content: dict, code: str) -> dict[tuple, dict]:
    """The lines of a goal by what tells them apart: of which years, and from which day."""
    return {
        (*(str(line.get(key) or "") for key in SPAN_KEYS), str(line.get("effective_from") or "")): line
        for line in _targets(entries_of(content, EntryKind.GOALS), code)
    }


def _targets(goals: Iterable[dict], code: str) -> list[dict]:
    return next((goal.get("targets") or [] for goal in goals if goal.get("code") == code), [])


def _said(words: Words, key: tuple, lines: dict[tuple, dict]) -> str:
    """A line in words. What was in force before a new day is what the line of the same years said last."""
    line = lines.get(key) or _in_force_before(key, lines)
    return words.of(EntryKind.GOALS, "targets", line) if line else ""


def _in_force_before(key: tuple, lines: dict[tuple, dict]) -> dict | None:
    *span, day = key
    earlier = [other for other in lines if list(other[:-1]) == span and other[-1] < day]
    return lines[max(earlier, key=lambda other: other[-1])] if earlier else None
