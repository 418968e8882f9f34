"""What a reorganisation would do, before anybody confirms it: it is carried out, looked at, and taken back.

So what is shown is what will happen. It takes the writers' place for a moment and leaves nothing behind.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from plans.models import Plan, Reorganisation, Unit
from plans.reorganising import LineMistake, Shaped, mistakes_of
from plans.reorganising.families import Family, families_of
from plans.succession import UnitMap, current_map, forget_map
from plans.unit_loading import locked_root
from portal.dates import VIET_NAM
from reporting import phrases
from reporting.questionnaire import forget_questionnaires
from reporting.reorganising.allotted import Allotments, allotted
from reporting.reorganising.carrying import carried
from reporting.reorganising.measuring import RowMeasured, measured
from reporting.reorganising.rounds import Setting, setting_of
from reporting.reorganising.telling import Told, told


@dataclass(frozen=True)
class TotalForeseen:
    """A goal's total in its plan, as the table of progress says it."""

    name: str
    span: str
    was: str
    will_be: str

    @property
    def changes(self) -> bool:
        return self.was != self.will_be


@dataclass(frozen=True)
class PlanForeseen:
    """A plan that asks the units, with all its totals."""

    plan: Plan
    totals: tuple[TotalForeseen, ...]

    @property
    def changed(self) -> list[TotalForeseen]:
        return [total for total in self.totals if total.changes]


@dataclass(frozen=True)
class Line:
    """One figure or target: under each unit before and after; `adds_up` where before and after come to the same."""

    name: str
    span: str
    was: tuple[str, ...]
    will_be: tuple[str, ...]
    adds_up: bool = True


@dataclass(frozen=True)
class FamilyForeseen:
    """Units that go into each other: the columns before and after, the figures and the allotted targets in them.

    Behind the successors stand the split units, for what is kept at their home.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    is_split: bool
    figures: tuple[Line, ...]
    targets: tuple[Line, ...]

    @property
    def adds_up(self) -> bool:
        return all(line.adds_up for line in self.figures)

    @property
    def tables(self) -> list[tuple[str, str, list[tuple[Line, list, list]]]]:
        """For the page: a caption, what the second column is, and each line with its cells beside their units' names."""
        kinds = [("Số liệu đã duyệt", "Thời gian", self.figures), ("Chỉ tiêu đã giao", "Kế hoạch", self.targets)]
        return [(caption, second, [self._named(line) for line in lines]) for caption, second, lines in kinds if lines]

    def _named(self, line: Line) -> tuple[Line, list, list]:
        return (
            line,
            list(zip(self.before, line.was, strict=True)),
            list(zip(self.after, line.will_be, strict=True)),
        )


@dataclass(frozen=True)
class Foreseen:
    """With mistakes nothing else is there."""

    mistakes: tuple[LineMistake, ...] = ()
    plans: tuple[PlanForeseen, ...] = ()
    families: tuple[FamilyForeseen, ...] = ()
    told: Told | None = None

    @property
    def changed_totals(self) -> int:
        return sum(len(plan.changed) for plan in self.plans)


def foresee(reorganisation: Reorganisation, *, by, now: datetime) -> Foreseen:
    """The draft carried out and taken back. The number of queries depends on plans and open rounds, not on units."""
    mistakes = mistakes_of(reorganisation)
    if mistakes:
        return Foreseen(mistakes=tuple(mistakes))
    today = timezone.localdate(now, VIET_NAM)
    day = reorganisation.effective_on
    lines = list(reorganisation.lines.select_related("predecessor", "successor").order_by("order", "pk"))
    units = {unit for line in lines for unit in (line.predecessor_id, line.successor_id) if unit}
    setting, family_units = setting_of(day, units), _with_forebears(units)
    on = max(today, day)
    was = {plan: measured(plan, on, day, family_units) for plan in setting.plans}
    targets = allotted(setting.plans, family_units, on)
    with _taken_back():
        shaped = carried(reorganisation, by=by, now=now)
        will_be = {plan: measured(plan, on, day, family_units) for plan in setting.plans}
        compared = _Compared(setting, shaped, current_map(), was, will_be, targets)
        return Foreseen(
            plans=tuple(_plan(plan, was[plan], will_be[plan]) for plan in setting.plans),
            families=tuple(compared.family(family) for family in families_of(lines)),
            told=told(reorganisation, shaped.effects, today),
        )


@contextmanager
def _taken_back() -> Iterator[None]:
    """What is done within never happened. Nobody else changes units meanwhile."""
    with transaction.atomic():
        locked_root()
        try:
            yield
        finally:
            forget_map()
            forget_questionnaires()
            transaction.set_rollback(True)


def _with_forebears(units: Iterable[int]) -> frozenset[int]:
    unit_map = current_map()
    return frozenset().union(*(unit_map.line(unit) for unit in units))


def _plan(plan: Plan, was: Sequence[RowMeasured], will_be: Sequence[RowMeasured]) -> PlanForeseen:
    totals = (
        TotalForeseen(
            phrases.measured(before.goal),
            before.goal.span,
            phrases.value_cell(before.goal),
            phrases.value_cell(after.goal),
        )
        for before, after in zip(was, will_be, strict=True)
    )
    return PlanForeseen(plan, tuple(totals))


class _Compared:
    """Before and after, unit by unit."""

    def __init__(
        self,
        setting: Setting,
        shaped: Shaped,
        after: UnitMap,
        was: dict[Plan, list[RowMeasured]],
        will_be: dict[Plan, list[RowMeasured]],
        targets: Allotments,
    ):
        self._setting, self._shaped, self._after, self._targets = setting, shaped, after, targets
        self._pairs = [pair for plan in setting.plans for pair in zip(was[plan], will_be[plan], strict=True)]
        names = Unit.objects.filter(pk__in={*shaped.ended, *shaped.receiving})
        self._names = dict(names.values_list("pk", "name"))

    def family(self, family: Family) -> FamilyForeseen:
        ended = list(family.predecessors)
        successors = list(dict.fromkeys(unit for before in ended for unit in self._shaped.became[before]))
        existing = [unit for unit in successors if unit not in set(self._shaped.effects["founded"])]
        split = [unit for unit in ended if len(self._shaped.became[unit]) > 1]
        before = [*ended, *(unit for unit in existing if unit not in ended)]
        kept = tuple(f"{self._names[unit]}: giữ riêng" for unit in split)
        return FamilyForeseen(
            before=tuple(self._names[unit] for unit in before),
            after=(*(self._names[unit] for unit in successors), *kept),
            is_split=bool(split),
            figures=tuple(self._figures(before, successors, split)),
            targets=tuple(self._allotted(before, successors, split)),
        )

    def _figures(self, before: list[int], successors: list[int], split: list[int]) -> Iterable[Line]:
        concerned = {*before, *successors}
        seen = set()
        for was, will_be in self._pairs:
            same = (was.row.subject, was.span)  # several goals, also of several plans, on one fact
            if same in seen:
                continue
            seen.add(same)
            cells = tuple(was.words(was.on_the_eve(unit)) for unit in before)
            after = (
                *(will_be.words(will_be.on_the_day(unit)) for unit in successors),
                *(will_be.words(will_be.kept_of(unit)) for unit in split),
            )
            if any((*cells, *after)):
                adds_up = was.of(concerned) == will_be.of(concerned)
                yield Line(phrases.measured(was.goal), was.goal.span, cells, after, adds_up)

    def _allotted(self, before: list[int], successors: list[int], split: list[int]) -> Iterable[Line]:
        setting, after = self._setting, self._after
        for goal, key in self._targets.rows():
            was = tuple(self._targets.words(key, {unit, *setting.before.history(unit, setting.eve)}) for unit in before)
            will_be = (
                *(self._targets.words(key, {unit, *after.history(unit, setting.day)}) for unit in successors),
                *(self._targets.words(key, {unit, *setting.before.history(unit, setting.eve)}) for unit in split),
            )
            if any((*was, *will_be)):
                yield Line(goal.indicator.name, goal.plan.short_title, was, will_be)
