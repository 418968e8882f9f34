"""Indicators that nobody types: the sum of others, or the ratio between two others."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from plans.choices import Accumulation, ComponentPart, Composition
from plans.explaining import told_apart
from plans.models import Indicator, IndicatorComponent
from plans.succession import UnitMap
from reporting.aggregation.coverage import Answered
from reporting.aggregation.settling import Told, replaced_on
from reporting.aggregation.slices import Slice
from reporting.choices import Answer


@dataclass(frozen=True)
class Catalogue:
    """Which indicators are made of which."""

    components: dict[int, list[tuple[str, Indicator]]]

    def leaves(self, indicator: Indicator) -> list[Indicator]:
        """The typed indicators that one is made of in the end; itself, if it is typed."""
        if indicator.composition == Composition.ENTERED:
            return [indicator]
        return [leaf for _, component in self.components[indicator.pk] for leaf in self.leaves(component)]

    def is_told_apart(self, indicator: Indicator) -> bool:
        """Whether nobody gives both sides of a ratio between two others (the units the one, an agency the other)."""
        sides = [
            [leaf for part in self.of(indicator, role) for leaf in self.leaves(part)]
            for role in (ComponentPart.NUMERATOR, ComponentPart.DENOMINATOR)
        ]
        return told_apart(*sides)

    def of(self, indicator: Indicator, role: str) -> list[Indicator]:
        return [component for part, component in self.components[indicator.pk] if part == role]


def read_catalogue() -> Catalogue:
    """One query."""
    components = defaultdict(list)
    for row in IndicatorComponent.objects.select_related("component").order_by("pk"):
        components[row.whole_id].append((row.part, row.component))
    return Catalogue(components)


def slices_of(indicator: Indicator, catalogue: Catalogue, typed: Callable, unit_map: UnitMap) -> list[Slice]:
    """The slices of an indicator of any composition; `typed(indicator)` gives those of a typed one.

    A sum has its components' slices. A ratio pairs the numbers of one report, so it needs slices of single answers; of
    a reporter counts the latest report that gives both. Where nobody gives both, each side is added up by itself.
    """
    if indicator.composition == Composition.ENTERED:
        return typed(indicator)
    of_role = {
        role: [one for part in catalogue.of(indicator, role) for one in slices_of(part, catalogue, typed, unit_map)]
        for role in ComponentPart.values
    }
    if indicator.composition == Composition.SUM:
        return [one._replace(indicator=indicator.pk, part=None) for one in of_role[ComponentPart.ADDEND]]
    above, below = of_role[ComponentPart.NUMERATOR], of_role[ComponentPart.DENOMINATOR]
    if catalogue.is_told_apart(indicator):
        return [_as_side(indicator, one, numerator=one.value) for one in above] + [
            _as_side(indicator, one, denominator=one.value) for one in below
        ]
    return _paired(indicator, above, below, unit_map)


def _as_side(indicator: Indicator, one: Slice, **side) -> Slice:
    return one._replace(indicator=indicator.pk, part=None, value=None, **side)


def _paired(indicator, numerators: list[Slice], denominators: list[Slice], unit_map: UnitMap) -> list[Slice]:
    above, below = _by_report(numerators), _by_report(denominators)
    pairs = {}
    for key in above.keys() & below.keys():
        one = above[key][0]
        told = Told(
            one.report, one.kind, one.reporter, one.unit, one.agency, indicator.pk,
            one.year if indicator.accumulation == Accumulation.FLOW else None, one.as_of, one.counts_from,
        )  # fmt: skip
        pairs[told] = one._replace(
            indicator=indicator.pk,
            part=None,
            value=None,
            numerator=sum(each.value for each in above[key]),
            denominator=sum(each.value for each in below[key]),
        )
    days = replaced_on(pairs.keys(), unit_map)
    return [one._replace(counts_until=days[told]) for told, one in pairs.items()]


def _by_report(slices: Iterable[Slice]) -> dict[tuple, list[Slice]]:
    found = defaultdict(list)
    for one in slices:
        if one.count:
            found[one.report, one.kind].append(one)
    return found


def answered(indicator: Indicator, catalogue: Catalogue, typed: Callable, is_asked: Callable) -> Answered:
    """How a derived indicator was answered, by answers `typed(leaf)` that `is_asked(slice)` (in the round looked at).

    A reporter has answered a sum with any component, a ratio with both (where nobody gives both, with its own side); a
    ratio does not apply where either does not.
    """
    given = {
        leaf.pk: {(one.unit, one.agency): one for one in typed(leaf) if is_asked(one)}
        for leaf in catalogue.leaves(indicator)
    }
    reporters = {key for answers in given.values() for key in answers}
    said = [_said(indicator, catalogue, {pk: answers.get(key) for pk, answers in given.items()}) for key in reporters]
    return Answered(said.count(Answer.VALUE), said.count(Answer.NOT_APPLICABLE))


def _said(indicator: Indicator, catalogue: Catalogue, given: dict[int, Slice | None]) -> str | None:
    if indicator.composition == Composition.ENTERED:
        one = given[indicator.pk]
        if one is None:
            return None
        return Answer.VALUE if one.count else (one.answer if one.answer == Answer.NOT_APPLICABLE else None)
    said = [_said(component, catalogue, given) for _, component in catalogue.components[indicator.pk]]
    needs_all = indicator.composition == Composition.RATIO and not catalogue.is_told_apart(indicator)
    decides = all if needs_all else any
    if decides(word == Answer.VALUE for word in said):
        return Answer.VALUE
    decides = any if needs_all else all
    return Answer.NOT_APPLICABLE if decides(word == Answer.NOT_APPLICABLE for word in said) else None
