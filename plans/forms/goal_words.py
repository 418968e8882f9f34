"""The goals of a draft in words: what each commits to, and how it is counted and when it is met."""

from collections.abc import Mapping
from dataclasses import dataclass

from plans.cataloguing import IndicatorCard
from plans.choices import Comparator, Measure
from plans.explaining import Rule, explanation_of, givers_of, told_apart
from plans.loading.form import PlanFile
from plans.loading.form.commitments import GoalEntry, TargetEntry
from plans.loading.mistakes import Mistakes
from plans.loading.spans import Span, span_of
from plans.loading.trees import read_tree
from plans.wording import counted_in, per_words, span_words, value_words
from portal.dates import format_date


@dataclass(frozen=True)
class TargetWords:
    """One target: "ít nhất 03 HTX, năm 2024", its decision, and the sentence how it is counted and when it is met."""

    words: str
    decision: str
    explanation: str


@dataclass(frozen=True)
class GoalWords:
    """A goal of a draft; what of it cannot be read is left out."""

    measured: str
    targets: tuple[TargetWords, ...]


class GoalReader:
    """Reads the goals of one draft's content, with the loader's own readers. `cards`: the indicators by code."""

    def __init__(self, content: dict, cards: Mapping[str, IndicatorCard], agency_names: Mapping[str, str]):
        self.file = read_tree(content, Mistakes("")) or PlanFile()
        self.cards, self.agency_names = cards, agency_names
        self.goals = {goal.code: goal for goal in self.file.goals or () if goal.code}

    def words_of(self, code: str) -> GoalWords:
        goal = self.goals.get(code)
        card = self.cards.get(goal.indicator) if goal else None
        if card is None:
            return GoalWords("", ())
        targets = (self._target(goal, card, target) for target in goal.targets or ())
        return GoalWords(self._name(goal), tuple(told for told in targets if told))

    def _target(self, goal: GoalEntry, card: IndicatorCard, target: TargetEntry) -> TargetWords | None:
        span = span_of(target, self.file)
        if span is None or not goal.comparator or span.last < span.first:
            return None
        unit = counted_in(card.unit_of_measure, self._part(goal, card))
        value = value_words(goal.comparator, card.measure, target.value, target.to, unit)
        said = f"{per_words(goal.per)} {value}".strip()
        return TargetWords(
            words=f"{said}, {span_words(span.kind, span.first, span.last, span.every)}",
            decision=_decision(target),
            explanation=explanation_of(self._rule(goal, card, target, span))
            if _can_be_told(goal, card, target)
            else "",
        )

    def _rule(self, goal: GoalEntry, card: IndicatorCard, target: TargetEntry, span: Span) -> Rule:
        return Rule(
            name=card.name,
            measure=card.measure,
            comparator=goal.comparator,
            accumulation=card.accumulation,
            composition=card.composition,
            unit_of_measure=card.unit_of_measure,
            part=self._part(goal, card),
            addends=card.addends,
            numerator=card.numerator,
            denominator=card.denominator,
            denominator_fixed=card.denominator_fixed,
            told_apart=self._is_told_apart(card),
            distinct_within=card.distinct_within,
            givers=givers_of(card, [self.agency_names.get(code, code) for code in goal.agencies]),
            per_level=goal.per or "",
            value=target.value,
            value_to=target.to,
            baseline=goal.baseline.value if goal.baseline else None,
            baseline_on=goal.baseline.on if goal.baseline else None,
            span_kind=span.kind,
            first_year=span.first,
            last_year=span.last,
            every=span.every,
            **self._partners(goal),
        )

    def _is_told_apart(self, card: IndicatorCard) -> bool:
        sides = [self.cards[code] for code in card.ratio_of if code in self.cards]
        return len(sides) == len(("numerator", "denominator")) and told_apart(sides[:1], sides[1:])

    def _partners(self, goal: GoalEntry) -> dict:
        """The goals that go together with this one, as the sentence names them."""
        first = goal.alternative_to or goal.code
        group = [other for other in self.goals.values() if first in (other.code, other.alternative_to)]
        served = self.goals.get(goal.beneficiaries_of)
        mine = [other for other in self.goals.values() if other.beneficiaries_of == goal.code]
        return {
            "alternatives": tuple(self._name(other) for other in group if other.code != goal.code),
            "beneficiaries": tuple(map(self._name, mine)),
            "serves": self._name(served) if served else "",
        }

    def _name(self, goal: GoalEntry) -> str:
        card = self.cards.get(goal.indicator)
        part = self._part(goal, card) if card else ""
        return f"{card.name} ({part})" if part else card.name if card else goal.wording or ""

    def _part(self, goal: GoalEntry, card: IndicatorCard) -> str:
        return dict(card.parts).get(goal.part, "")


def _can_be_told(goal: GoalEntry, card: IndicatorCard, target: TargetEntry) -> bool:
    """Whether enough is there for a true sentence: a measure, and a value where one is to be reached."""
    has_value = target.value is not None and (goal.comparator != Comparator.RANGE or target.to is not None)
    return card.measure in Measure.values and (
        has_value or card.measure == Measure.MILESTONE or goal.comparator == Comparator.FOLLOWED
    )


def _decision(target: TargetEntry) -> str:
    since = f"từ {format_date(target.effective_from)}" if target.effective_from else ""
    return ", ".join(part for part in (since, target.decision or "", target.reason or "") if part)
