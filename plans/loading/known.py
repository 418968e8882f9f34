"""What a file may point at: what the tables hold already, and what the files of this loading say."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from plans.choices import Accumulation, Composition, Measure
from plans.loading.declared import declarations
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.form.indicators import IndicatorEntry, Source
from plans.loading.scalars import UnitName
from plans.models import Agency, BreakdownPart, Indicator, LoadedFile, Unit
from plans.succession import current_map


@dataclass(frozen=True)
class IndicatorFact:
    """What the checks of goals and of other indicators ask of an indicator."""

    measure: str
    accumulation: str
    unit_of_measure: str
    decimals: int
    breakdown: str
    is_derived: bool
    sources: frozenset[str]

    @property
    def from_agencies(self) -> bool:
        return Source.AGENCIES in self.sources


@dataclass
class Known:
    """Codes and facts by code. `files`: what each file declares of shared things, as it will be after this loading."""

    agencies: set[str] = field(default_factory=set)
    parts: dict[str, set[str]] = field(default_factory=dict)
    indicators: dict[str, IndicatorFact] = field(default_factory=dict)
    files: dict[str, dict] = field(default_factory=dict)
    _units: dict = field(default_factory=dict)

    @classmethod
    def from_tables(cls, leaving_out: Iterable[str]) -> "Known":
        """What is loaded. The declarations of the files in `leaving_out` (their names) are about to be replaced."""
        known = cls(agencies=set(Agency.objects.values_list("code", flat=True)))
        for breakdown, part in BreakdownPart.objects.values_list("breakdown__code", "code"):
            known.parts.setdefault(breakdown, set()).add(part)
        for indicator in Indicator.objects.select_related("breakdown"):
            known.indicators[indicator.code] = _fact_of_row(indicator)
        known.files = {file.name: file.declares for file in LoadedFile.objects.exclude(name__in=leaving_out)}
        return known

    def add(self, name: str, file: PlanFile | CatalogueFile) -> None:
        """What a file of this loading brings; it wins over the tables."""
        self.files[name] = declarations(file)
        self.agencies.update(agency.code for agency in getattr(file, "agencies", ()) if agency.code)
        for breakdown in file.breakdowns:
            if breakdown.code:
                self.parts[breakdown.code] = {part.code for part in breakdown.parts or () if part.code}
        entries = {entry.code: entry for entry in file.indicators if entry.code}
        self.indicators.update({code: self._fact_of_entry(entry, entries) for code, entry in entries.items()})

    def besides(self, name: str) -> list[tuple[str, dict]]:
        """What all files but this one declare."""
        return [(other, declares) for other, declares in self.files.items() if other != name]

    def unit(self, name: UnitName, day: date) -> int | None:
        """The unit that bears this level and code on a day."""
        if (name, day) not in self._units:
            found = Unit.objects.alive_on(day).filter(level=name.level, code=name.code)
            self._units[name, day] = found.values_list("pk", flat=True).first()
        return self._units[name, day]

    def reporting_unit(self, code: str, scope: int, day: date, as_of: date) -> int | None:
        """The unit of this code among those that report on a day in the territory that `scope` had on `as_of`."""
        if (scope, day, as_of) not in self._units:
            territory = current_map().territory(scope, day, as_of)
            self._units[scope, day, as_of] = {unit.code: unit.pk for unit in Unit.objects.filter(pk__in=territory)}
        return self._units[scope, day, as_of].get(code)

    def territory_is_told(self, file: PlanFile) -> bool:
        """Whether the file says whose territory it speaks of, so that its units can be looked up."""
        return self._scope_of(file) is not None

    def unit_of_territory(self, code: str, file: PlanFile) -> int | None:
        """The reporting unit of this code in a plan's territory: of the plan's beginning, else of its end."""
        as_of = file.plan.scope_as_of or file.plan.signed_on
        days = (as_of, date(file.plan.years.last, 12, 31))
        found = (self.reporting_unit(code, self._scope_of(file), day, as_of) for day in days)
        return next((unit for unit in found if unit is not None), None)

    def _scope_of(self, file: PlanFile) -> int | None:
        plan = file.plan
        as_of = (plan.scope_as_of or plan.signed_on) if plan else None
        return self.unit(plan.scope, as_of) if as_of and plan.scope and plan.years else None

    def _fact_of_entry(self, entry: IndicatorEntry, entries: dict[str, IndicatorEntry]) -> IndicatorFact:
        return IndicatorFact(
            measure=entry.measure or "",
            accumulation=self._accumulation(entry, entries),
            unit_of_measure=entry.unit_of_measure or "",
            decimals=entry.decimals or 0,
            breakdown=entry.breakdown or "",
            is_derived=bool(entry.sum_of or entry.ratio_of),
            sources=frozenset(entry.collected_from),
        )

    def _accumulation(self, entry: IndicatorEntry, entries: dict[str, IndicatorEntry]) -> str:
        """A count says it; a ratio takes it from its numerator; a milestone has none."""
        if entry.measure != Measure.RATIO:
            return entry.accumulation or ""
        if entry.numerator:
            return entry.numerator.accumulation or ""
        code = entry.ratio_of.numerator if entry.ratio_of else None
        above = entries.get(code)
        if above:
            return above.accumulation or ""
        return self.indicators[code].accumulation if code in self.indicators else Accumulation.FLOW


def _fact_of_row(indicator: Indicator) -> IndicatorFact:
    return IndicatorFact(
        measure=indicator.measure,
        accumulation=indicator.accumulation,
        unit_of_measure=indicator.unit_of_measure,
        decimals=indicator.decimals,
        breakdown=indicator.breakdown.code if indicator.breakdown else "",
        is_derived=indicator.composition != Composition.ENTERED,
        sources=frozenset(source for source in Source.values if getattr(indicator, f"from_{source}")),
    )
