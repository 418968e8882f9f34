"""Which of a round's plans ask whom: reporters that the same plans ask in the same way are of one kind."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from plans.choices import Reporter
from plans.succession import UnitMap
from reporting.models import Round


class Kind(NamedTuple):
    """What makes reporters of one round be asked the same: the plans, the sort of reporter, and which agency."""

    plans: tuple[int, ...]
    reporter: str
    agency: int | None = None


@dataclass(frozen=True)
class RoundPlans:
    """A round's plans as (key, scope, as of): what they ask whom. Needs no query once it is there."""

    round: Round
    rows: tuple[tuple[int, int, date], ...]
    units: UnitMap

    def kind(self, reporter: str, unit_id: int, agency_id: int | None = None) -> Kind:
        """Of a unit the plans in whose territory it lies at the cut-off, of the province those of which it is the scope."""
        if reporter == Reporter.AGENCY:
            return Kind(tuple(pk for pk, _, _ in self.rows), reporter, agency_id)
        if reporter == Reporter.PROVINCE:
            return Kind(tuple(pk for pk, scope, _ in self.rows if scope == unit_id), reporter)
        return Kind(tuple(pk for pk, territory in self.territories if unit_id in territory), reporter)

    @cached_property
    def territories(self) -> tuple[tuple[int, frozenset[int]], ...]:
        """By plan its reporting units at the cut-off."""
        cut_off = self.round.cut_off
        return tuple((pk, frozenset(self.units.territory(scope, cut_off, as_of))) for pk, scope, as_of in self.rows)


def plans_asking(round_: Round, units: UnitMap) -> RoundPlans:
    """One query."""
    return RoundPlans(round_, tuple(round_.plans.order_by("pk").values_list("pk", "scope_id", "scope_as_of")), units)


def plans_asking_in(rounds: Collection[Round], units: UnitMap) -> dict[int, RoundPlans]:
    """The same of several rounds, by their keys. One query."""
    through = Round.plans.through.objects.filter(round__in=rounds).order_by("plan")
    rows: dict[int, list[tuple]] = {round_.pk: [] for round_ in rounds}
    for pk, *row in through.values_list("round", "plan", "plan__scope", "plan__scope_as_of"):
        rows[pk].append(tuple(row))
    return {round_.pk: RoundPlans(round_, tuple(rows[round_.pk]), units) for round_ in rounds}
