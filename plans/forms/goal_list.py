"""The goals of a draft as its list shows them: in the plan's order, under the sections that they stand in."""

from dataclasses import dataclass
from itertools import groupby

from plans.cataloguing import IndicatorCard
from plans.drafting import section_list
from plans.forms.boxes import flat
from plans.forms.goal_words import GoalReader, GoalWords
from plans.forms.offers import Offers
from plans.forms.rows import DOWN, UP, Way, key_of

NO_SECTION = "Chưa chọn mục"


@dataclass(frozen=True)
class GoalRow:
    """One goal: its own words, what it measures and commits to, with which other goal it goes (`joined`).

    `key` is blank where its code is none.
    """

    key: str
    title: str
    card: IndicatorCard | None
    words: GoalWords
    joined: str
    ways: tuple[Way, ...]


@dataclass(frozen=True)
class GoalGroup:
    """Goals that follow each other in one section."""

    title: str
    rows: tuple[GoalRow, ...]


def goal_groups(content: dict, offers: Offers) -> list[GoalGroup]:
    goals = content.get("goals") or []
    names = {code: words for code, words in flat(offers.agencies) if code}
    reader = GoalReader(content, offers.measured.cards, names)
    titles = {spot.code: spot.title for spot in section_list(content)}
    wordings = {goal.get("code"): goal.get("wording", "") for goal in goals}
    rows = [
        (
            goal.get("section", ""),
            GoalRow(
                key=key_of(goal.get("code", "")),
                title=goal.get("wording") or "(chưa có lời văn)",
                card=offers.measured.cards.get(goal.get("indicator", "")),
                words=reader.words_of(goal.get("code", "")),
                joined=_joined(goal, wordings),
                ways=tuple(way for way, is_open in ((UP, place > 0), (DOWN, place < len(goals) - 1)) if is_open),
            ),
        )
        for place, goal in enumerate(goals)
    ]
    return [
        GoalGroup(titles.get(section, "") or NO_SECTION, tuple(row for _, row in found))
        for section, found in groupby(rows, key=lambda pair: pair[0])
    ]


def _joined(goal: dict, wordings: dict[str, str]) -> str:
    if goal.get("alternative_to"):
        return f"Hoặc: {wordings.get(goal['alternative_to'], '')}"
    return f"Cho: {wordings.get(goal['beneficiaries_of'], '')}" if goal.get("beneficiaries_of") else ""
