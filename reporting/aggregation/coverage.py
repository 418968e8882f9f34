"""How much of a total is there: who was asked in the latest round, and who of them gave a value."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from plans.choices import Period
from plans.models import Plan
from reporting.aggregation.slices import Scope, Wanted
from reporting.choices import Answer, FigureKind
from reporting.models import Report


class Occasion(NamedTuple):
    """A plan's round as one sort of reporter (one agency, or all units, or the province) was asked in it."""

    cut_off: date
    round: int
    period: str
    reporter: str
    agency: int | None
    asked: int


class Answered(NamedTuple):
    """Of those asked: how many gave a value, and to how many it does not apply."""

    reported: int = 0
    not_applicable: int = 0


@dataclass(frozen=True)
class Coverage:
    """The occasions of a plan up to a day, and how each was answered."""

    occasions: tuple[Occasion, ...]
    answered: dict[tuple, Answered] = field(default_factory=dict)

    @property
    def cut_offs(self) -> list[date]:
        """Of all rounds, the earliest first. A unit's closing report is no round for all."""
        return sorted({occasion.cut_off for occasion in self.occasions if occasion.period != Period.CLOSING})

    def latest(
        self, reporters: Collection[tuple[str, int | None]], first: date = date.min, last: date = date.max
    ) -> list[Occasion]:
        """The latest occasion between two days of each of these (sort of reporter, agency).

        A unit's closing report is no round for all.
        """
        latest = {}
        for occasion in self._in_order:
            key = occasion.reporter, occasion.agency
            if key in reporters and first <= occasion.cut_off <= last and occasion.period != Period.CLOSING:
                latest[key] = occasion
        return list(latest.values())

    def latest_rounds(self, last: date = date.max) -> set[int]:
        """The rounds in which somebody was asked last, up to a day."""
        everybody = {(occasion.reporter, occasion.agency) for occasion in self.occasions}
        return {occasion.round for occasion in self.latest(everybody, last=last)}

    @cached_property
    def _in_order(self) -> list[Occasion]:
        return sorted(self.occasions)

    def latest_cut_off(self, reporters: Collection[tuple[str, int | None]], day: date) -> date | None:
        """Of these sorts of reporters, of rounds up to a day."""
        return max(
            (
                occasion.cut_off
                for occasion in self.occasions
                if (occasion.reporter, occasion.agency) in reporters
                and occasion.period != Period.CLOSING
                and occasion.cut_off <= day
            ),
            default=None,
        )

    def answers(self, occasion: Occasion, indicator: int, part: int | None) -> Answered:
        """How an indicator, or one part of it, was answered. What does not apply as a whole does not in any part."""
        key = occasion.round, occasion.reporter, occasion.agency, indicator
        of_part = self.answered.get((*key, part), Answered())
        if part is None:
            return of_part
        whole = self.answered.get((*key, None), Answered())
        return Answered(of_part.reported, of_part.not_applicable + whole.not_applicable)


def read_coverages(plans: Collection[Plan], scope: Scope, wanted: Wanted) -> dict[int, Coverage]:
    """Up to the day wanted, and how the last rounds before it and before each earlier day were answered, of each plan.

    By primary key; the plans are of one scope, and a round answers all of its plans. Two queries.
    """
    asked = (
        # Whoever was not asked in a round for some goals or units only is not missing from it.
        Report.objects.filter(scope.reporters(), round__plans__in=plans, round__cut_off__lte=wanted.on)
        .filter(round__all_goals=True, round__all_units=True)
        .order_by()
        .values_list("round__plans", "round__cut_off", "round", "round__period", "reporter", "agency")
        .annotate(Count("pk"))
    )
    occasions: dict[int, list[Occasion]] = {plan.pk: [] for plan in plans}
    for of_plan, *row in asked:
        occasions[of_plan].append(Occasion(*row))
    found = [Coverage(tuple(of_plan)) for of_plan in occasions.values()]
    days = {wanted.on, *wanted.earlier}
    rounds = {round_ for one in found for day in days for round_ in one.latest_rounds(day)}
    rows = scope.rows().filter(report__round__in=rounds, indicator__in=wanted.indicators, kind=FigureKind.ACTUAL)
    # Apart, so that each has its index.
    wholes, parts = _answered(rows.filter(part__isnull=True)), _answered(rows.filter(part__in=wanted.parts))
    answered = {tuple(row[:5]): Answered(*row[5:]) for row in wholes.union(parts, all=True)}
    return {plan: Coverage(tuple(of_plan), answered) for plan, of_plan in occasions.items()}


def _answered(rows: QuerySet) -> QuerySet:
    return rows.values_list("report__round", "reporter", "agency", "indicator", "part").annotate(
        reported=Count("pk", filter=Q(counts=True)),
        not_applicable=Count("pk", filter=Q(answer=Answer.NOT_APPLICABLE)),
    )
