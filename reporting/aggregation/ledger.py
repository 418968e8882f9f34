"""All that is needed to say a plan's totals on a day, read in a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from plans.calendar import Calendar
from plans.choices import Accumulation, Composition, Measure, Reporter
from plans.models import Agency, BreakdownPart, Indicator, Phase, Plan
from plans.succession import UnitMap
from reporting.aggregation import derived
from reporting.aggregation.coverage import Answered, Coverage, Occasion
from reporting.aggregation.derived import Catalogue
from reporting.aggregation.slices import Scope, Slice, once_in
from reporting.aggregation.spans import Span
from reporting.aggregation.totals import Added, Remnant, Total, added


@dataclass(frozen=True)
class Subject:
    """What is added up: an indicator, or one part of it, and the agencies whose answers belong to it.

    `by_unit` where not only the sum matters but who gave what (a minimum of each unit).
    """

    indicator: Indicator
    part: BreakdownPart | None = None
    agencies: tuple[Agency, ...] = ()
    by_unit: bool = False

    @property
    def needs_answers(self) -> bool:
        """Whether each answer has to be seen by itself; sums tell the rest."""
        of_reporters = self.by_unit or self.indicator.measure == Measure.MILESTONE
        return of_reporters or self.indicator.composition == Composition.RATIO

    @property
    def is_typed(self) -> bool:
        return self.indicator.composition == Composition.ENTERED

    @property
    def agency_ids(self) -> set[int]:
        return {agency.pk for agency in self.agencies}


Kept = dict[tuple[int, int | None], list[Slice]]  # by indicator and part


@dataclass(frozen=True)
class Ledger:
    """What was accepted of a plan's subjects up to a day (as accepted now), ready to be added over spans."""

    plan: Plan
    on: date
    scope: Scope
    calendar: Calendar
    catalogue: Catalogue
    coverage: Coverage
    phases: tuple[Phase, ...]
    parts: dict[int, list[BreakdownPart]]
    names: dict[int, str]
    sums: Kept
    answers: Kept
    remnants: Kept

    @property
    def unit_map(self) -> UnitMap:
        return self.calendar.unit_map

    def territory(self, day: date) -> list[int]:
        """The plan's reporting units of a day, in official order."""
        return self.unit_map.territory(self.plan.scope_id, day, self.plan.scope_as_of)

    def home(self, unit: int, day: date) -> int:
        return self.unit_map.home(unit, day)

    def total(self, subject: Subject, span: Span) -> Total:
        """The subject's total over the plan's scope. Before the span begins there is none; how much was asked is told.

        Who was asked is told of the latest round; once the span is over, of its own last one.
        """
        asked_in = (span.first_day, span.last_day) if span.is_over(self.on) else ()
        occasions = self.coverage.latest(self._reporters(subject), *asked_in)
        answered = [self._answered(subject, occasion) for occasion in occasions]
        reported = sum(one.reported for one in answered)
        expected = sum(one.asked for one in occasions) - sum(one.not_applicable for one in answered)
        if not (span.has_begun(self.on) and self._adds_up(subject.indicator, span)):
            return Total(reported=reported, expected=expected)
        slices = self.standing(subject, span, self.on)
        sum_ = added(subject.indicator, slices)
        if subject.indicator.measure == Measure.MILESTONE:
            sum_ = self._done_by_all(subject, slices, expected)
        return Total(
            **vars(sum_),
            reported=reported,
            expected=expected,
            carried=self._carried(subject, slices, span),
            missing_parts=self._missing_parts(subject, span),
            remnants=self._remnants(subject, span),
        )

    def by_unit(
        self, subject: Subject, span: Span, units: Collection[int], map_day: date, on: date
    ) -> dict[int, Added]:
        """The subject's sums of some units, as their map stood on a day and as values counted on another."""
        slices = defaultdict(list)
        for one in self.standing(subject, span, on):
            if one.reporter == Reporter.UNIT:
                stands = self.unit_map.stood_at(one.unit, one.as_of, map_day)
                for above in self.unit_map.ancestors(stands, map_day):
                    slices[above].append(one)
        return {unit: added(subject.indicator, slices[unit]) for unit in units if unit in slices}

    def standing(self, subject: Subject, span: Span, on: date, kept: Kept | None = None) -> list[Slice]:
        """The slices that stand in the subject's sum over a span, as seen on a day.

        `kept` instead of the sums over all units: slices of the typed indicators by unit.
        """
        slices = self._slices(subject, self.answers if subject.needs_answers else self.sums if kept is None else kept)
        if subject.indicator.measure == Measure.MILESTONE:
            return once_in(span, slices, on) if span.stands_alone else [one for one in slices if one.counts_on(on)]
        return [one for one in slices if one.counts_in(subject.indicator, span, on)]

    def _slices(self, subject: Subject, kept: Kept) -> list[Slice]:
        part = subject.part and subject.part.pk
        slices = derived.slices_of(
            subject.indicator, self.catalogue, lambda leaf: kept.get((leaf.pk, part), []), self.unit_map
        )
        return [one for one in slices if one.agency is None or one.agency in subject.agency_ids]

    def _adds_up(self, indicator: Indicator, span: Span) -> bool:
        """Distinct things are asked as "lần đầu trong kỳ" and not summed beyond that period (domain, section 3)."""
        if indicator.distinct_within == "year":
            return span.first_year == span.last_year
        if indicator.distinct_within == "phase":
            return any(
                phase.first_year <= span.first_year and span.last_year <= phase.last_year for phase in self.phases
            )
        return True

    def _reporters(self, subject: Subject) -> set[tuple[str, int | None]]:
        """Whose answers are counted as "x/y": the units; where they are not asked, the province and the agencies."""
        leaves = self.catalogue.leaves(subject.indicator)
        if any(leaf.from_units for leaf in leaves):
            return {(Reporter.UNIT, None)}
        found = {(Reporter.PROVINCE, None)} if any(leaf.from_province for leaf in leaves) else set()
        if any(leaf.from_agencies for leaf in leaves):
            found |= {(Reporter.AGENCY, agency) for agency in subject.agency_ids}
        return found

    def _answered(self, subject: Subject, occasion: Occasion) -> Answered:
        if subject.is_typed:
            return self.coverage.answers(occasion, subject.indicator.pk, subject.part and subject.part.pk)
        return derived.answered(
            subject.indicator,
            self.catalogue,
            lambda leaf: self.answers.get((leaf.pk, None), []),
            lambda one: (one.round, one.reporter, one.agency) == (occasion.round, occasion.reporter, occasion.agency),
        )

    def _done_by_all(self, subject: Subject, slices: list[Slice], expected: int) -> Added:
        """A milestone of several reporters is done when all that exist and are asked have told so."""
        standing = [one for one in slices if one.unit is None or self._exists(one)] or slices
        sum_ = added(subject.indicator, standing)
        return sum_ if sum_.count >= expected else Added(count=sum_.count, last_day=sum_.last_day)

    def _exists(self, one: Slice) -> bool:
        return one.reporter != Reporter.UNIT or self.unit_map.alive(one.unit, self.on)

    def _carried(self, subject: Subject, slices: list[Slice], span: Span) -> int:
        """How many units' stocks come from rounds before the latest one that the span saw."""
        if subject.indicator.accumulation != Accumulation.STOCK:
            return 0
        seen = [day for day in self.coverage.cut_offs if day <= span.read_on(self.on)]
        latest = max(seen, default=None)
        return sum(one.count for one in slices if one.reporter == Reporter.UNIT and latest and one.counts_from < latest)

    def _missing_parts(self, subject: Subject, span: Span) -> tuple[str, ...]:
        names = [
            part.name
            for leaf in self.catalogue.leaves(subject.indicator)
            for part in ([subject.part] if subject.part else self.parts.get(leaf.breakdown_id, []))
            if any(one.missing and one.counts_in(leaf, span, self.on) for one in self.sums.get((leaf.pk, part.pk), []))
        ]
        return tuple(dict.fromkeys(names))

    def _remnants(self, subject: Subject, span: Span) -> tuple[Remnant, ...]:
        by_unit = defaultdict(list)
        for one in self._slices(subject, self.answers if subject.needs_answers else self.remnants):
            if one.counts_in(subject.indicator, span, self.on) and self._is_remnant(subject.indicator, one, span):
                by_unit[one.unit].append(one)
        in_order = [unit for unit in self.names if unit in by_unit]
        sums = {unit: added(subject.indicator, by_unit[unit]) for unit in in_order}
        return tuple(Remnant(self.names[unit], sum_.last_day, sum_.value) for unit, sum_ in sums.items() if sum_.count)

    def _is_remnant(self, indicator: Indicator, one: Slice, span: Span) -> bool:
        """A state told by a unit that has ended since; what it did in a year whose end it did not see."""
        day = span.read_on(self.on)
        if indicator.accumulation == Accumulation.FLOW:
            day = min(self.on, self.calendar.year_span(self.plan.scope_id, one.year)[1])
        ended = self.unit_map.ended_on(one.unit)
        return one.reporter == Reporter.UNIT and ended is not None and ended < day
