"""Breakdowns and indicators into the tables."""

from plans.choices import ComponentPart, Composition
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.form.indicators import BreakdownEntry, IndicatorEntry, Source
from plans.loading.writing.shelf import Ledger, Shelf, each_after, own_name
from plans.models import Breakdown, BreakdownPart, Indicator, IndicatorComponent


def write_breakdowns(file: PlanFile | CatalogueFile, codes: set, ledger: Ledger) -> None:
    """`codes`: the breakdowns that are this file's business."""
    shelf = Shelf(ledger, Breakdown, Breakdown.objects.filter(code__in=codes), file.at("breakdowns"))
    for entry in file.breakdowns:
        _write_parts(entry, shelf.put(code=entry.code, name=entry.name), ledger)
    shelf.close()


def _write_parts(entry: BreakdownEntry, breakdown: Breakdown, ledger: Ledger) -> None:
    shelf = Shelf(
        ledger,
        BreakdownPart,
        breakdown.parts.all(),
        entry.at("parts"),
        name=lambda part: f"phân tổ {entry.code}, {part.code}",
        part_of=True,
    )
    for order, part in enumerate(entry.parts, 1):
        shelf.put(
            breakdown=breakdown,
            code=part.code,
            name=part.name,
            order=order,
            valid_from=part.valid_from,
            valid_to=part.valid_to,
        )
    shelf.put(breakdown=breakdown, code=BreakdownPart.UNCLASSIFIED, name="Chưa phân loại", order=len(entry.parts) + 1)
    shelf.close()


def write_indicators(file: PlanFile | CatalogueFile, codes: set, ledger: Ledger) -> None:
    """`codes`: the indicators that are this file's business."""
    indicators = {indicator.code: indicator for indicator in Indicator.objects.all()}
    breakdowns = {breakdown.code: breakdown for breakdown in Breakdown.objects.all()}
    mine = [indicators[code] for code in codes if code in indicators]
    shelf = Shelf(ledger, Indicator, mine, file.at("indicators"))
    components = Shelf(
        ledger,
        IndicatorComponent,
        IndicatorComponent.objects.filter(whole__in=mine).select_related("whole"),
        file.at("indicators"),
        key=("whole", "component", "part"),
        name=lambda component: own_name(component.whole),
        part_of=True,
    )
    for entry in each_after(file.indicators, _points_at):
        row = indicators[entry.code] = shelf.put(
            **_own_fields(entry),
            accumulation=_accumulation(entry, indicators),
            breakdown=breakdowns.get(entry.breakdown),
            not_above=indicators.get(entry.not_above),
        )
        for code, part in _components(entry):
            components.put(whole=row, component=indicators[code], part=part)
    shelf.close()
    components.close()


def _points_at(entry: IndicatorEntry) -> list[str]:
    return [entry.not_above, *(code for code, _ in _components(entry))]


def _components(entry: IndicatorEntry) -> list[tuple[str, str]]:
    if entry.ratio_of:
        ratio = entry.ratio_of
        return [(ratio.numerator, ComponentPart.NUMERATOR), (ratio.denominator, ComponentPart.DENOMINATOR)]
    return [(code, ComponentPart.ADDEND) for code in entry.sum_of]


def _own_fields(entry: IndicatorEntry) -> dict:
    above, below = entry.numerator, entry.denominator
    return {
        "code": entry.code,
        "name": entry.name,
        "definition": entry.definition,
        "example": entry.example,
        "measure": entry.measure,
        "unit_of_measure": entry.unit_of_measure,
        "decimals": entry.decimals,
        "numerator_label": above.name if above else "",
        "denominator_label": below.name if below else "",
        "denominator_fixed": below.fixed if below else None,
        "distinct_within": entry.distinct_within,
        "composition": _composition(entry),
        "from_units": Source.UNITS in entry.collected_from,
        "from_province": Source.PROVINCE in entry.collected_from,
        "from_agencies": Source.AGENCIES in entry.collected_from,
    }


def _composition(entry: IndicatorEntry) -> str:
    if entry.ratio_of:
        return Composition.RATIO
    return Composition.SUM if entry.sum_of else Composition.ENTERED


def _accumulation(entry: IndicatorEntry, indicators: dict[str, Indicator]) -> str:
    """A ratio takes it from its numerator."""
    if entry.numerator:
        return entry.numerator.accumulation
    if entry.ratio_of:
        return indicators[entry.ratio_of.numerator].accumulation
    return entry.accumulation or ""
