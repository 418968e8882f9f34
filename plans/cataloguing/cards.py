"""An indicator as plain values: of the tables, or of a draft that is still being written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.db.models import QuerySet, TextChoices

from plans.choices import Accumulation, ComponentPart, Composition, Measure
from plans.loading.form.indicators import Source
from plans.models import BreakdownPart, Indicator


class IndicatorKind(TextChoices):
    """The kinds of indicators as a clerk tells them apart."""

    COUNT = "count", "Số lượng"
    SUM = "sum", "Tổng của các chỉ số khác"
    RATIO = "ratio", "Tỷ lệ, nhập tử số và mẫu số"
    FIXED_RATIO = "fixed_ratio", "Tỷ lệ trên mẫu số cố định"
    RATIO_OF = "ratio_of", "Tỷ lệ giữa hai chỉ số khác"
    MILESTONE = "milestone", "Mốc hoàn thành"


@dataclass(frozen=True)
class IndicatorCard:
    """What is measured. `parts`: (code, name) of its breakdown, without "chưa phân loại"; other indicators go by name.

    `ratio_of`: the codes of the two indicators whose ratio it is.
    """

    code: str
    name: str
    measure: str
    definition: str = ""
    example: str = ""
    accumulation: str = ""
    composition: str = Composition.ENTERED
    unit_of_measure: str = ""
    decimals: int = 0
    numerator: str = ""
    denominator: str = ""
    denominator_fixed: Decimal | None = None
    ratio_of: tuple[str, ...] = ()
    addends: tuple[str, ...] = ()
    breakdown: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    not_above: str = ""
    distinct_within: str = ""
    from_units: bool = True
    from_province: bool = False
    from_agencies: bool = False

    @property
    def kind(self) -> IndicatorKind:
        if self.measure == Measure.MILESTONE:
            return IndicatorKind.MILESTONE
        if self.measure == Measure.COUNT:
            return IndicatorKind.SUM if self.composition == Composition.SUM else IndicatorKind.COUNT
        if self.composition == Composition.RATIO:
            return IndicatorKind.RATIO_OF
        return IndicatorKind.RATIO if self.denominator_fixed is None else IndicatorKind.FIXED_RATIO

    @property
    def accumulation_words(self) -> str:
        return Accumulation(self.accumulation).label if self.accumulation in Accumulation.values else ""

    @property
    def givers_words(self) -> str:
        """Who is asked: "đơn vị báo cáo, cấp tỉnh"; for what is computed from other indicators nobody is."""
        if self.composition != Composition.ENTERED:
            return "không ai phải nhập, cổng tính từ các chỉ số thành phần"
        given = [
            (self.from_units, "đơn vị báo cáo"),
            (self.from_province, "cấp tỉnh"),
            (self.from_agencies, "cơ quan được nêu ở chỉ tiêu"),
        ]
        return ", ".join(words for is_asked, words in given if is_asked)


# --- Of the tables ----------------------------------------------------------------------------------------------------


def cards_of(indicators: QuerySet[Indicator]) -> list[IndicatorCard]:
    """The cards of indicators in their order, in five queries whatever their number."""
    rows = indicators.select_related("breakdown", "not_above")
    return [_card(row) for row in rows.prefetch_related("breakdown__parts", "components__component")]


def _card(row: Indicator) -> IndicatorCard:
    names = {
        part: [made.component.name for made in row.components.all() if made.part == part] for part in ComponentPart
    }
    parts = row.breakdown.parts.all() if row.breakdown else ()
    return IndicatorCard(
        code=row.code,
        name=row.name,
        measure=row.measure,
        definition=row.definition,
        example=row.example,
        accumulation=row.accumulation,
        composition=row.composition,
        unit_of_measure=row.unit_of_measure,
        decimals=row.decimals,
        numerator=row.numerator_label or "".join(names[ComponentPart.NUMERATOR]),
        denominator=row.denominator_label or "".join(names[ComponentPart.DENOMINATOR]),
        denominator_fixed=row.denominator_fixed,
        ratio_of=_ratio_of(row),
        addends=tuple(names[ComponentPart.ADDEND]),
        breakdown=row.breakdown.name if row.breakdown else "",
        parts=tuple((part.code, part.name) for part in parts if part.code != BreakdownPart.UNCLASSIFIED),
        not_above=row.not_above.name if row.not_above else "",
        distinct_within=row.distinct_within,
        from_units=row.from_units,
        from_province=row.from_province,
        from_agencies=row.from_agencies,
    )


def _ratio_of(row: Indicator) -> tuple[str, ...]:
    codes = {made.part: made.component.code for made in row.components.all()}
    return tuple(codes[part] for part in (ComponentPart.NUMERATOR, ComponentPart.DENOMINATOR) if part in codes)


# --- Of a file's tree -------------------------------------------------------------------------------------------------


def cards_in(
    content: dict, known: Mapping[str, IndicatorCard], parts_of: Mapping[str, tuple[str, tuple]]
) -> list[IndicatorCard]:
    """The cards of the indicators that a tree declares, however unfinished they are.

    `known` are those of the tables by code; `parts_of` gives a breakdown's name and parts by its code.
    """
    declared = [entry for entry in content.get("indicators", ()) if entry.get("code")]
    breakdowns = dict(parts_of) | breakdowns_in(content)
    names = {code: card.name for code, card in known.items()} | {e["code"]: e.get("name", "") for e in declared}
    flows = {code: card.accumulation for code, card in known.items()}
    flows |= {entry["code"]: entry.get("accumulation", "") for entry in declared}
    return [_card_in(entry, names, flows, breakdowns) for entry in declared]


def breakdowns_in(content: dict) -> dict[str, tuple[str, tuple]]:
    """The breakdowns that a tree declares, by code: the name, and the (code, name) of each part."""
    declared = [entry for entry in content.get("breakdowns", ()) if entry.get("code")]
    return {
        entry["code"]: (
            entry.get("name", ""),
            tuple((part["code"], part.get("name", "")) for part in entry.get("parts", ()) if part.get("code")),
        )
        for entry in declared
    }


def _card_in(entry: dict, names: Mapping, flows: Mapping, breakdowns: Mapping) -> IndicatorCard:
    above, below, ratio = entry.get("numerator", {}), entry.get("denominator", {}), entry.get("ratio_of", {})
    breakdown, parts = breakdowns.get(entry.get("breakdown"), ("", ()))
    sources = entry.get("collected_from") or [Source.UNITS]
    decimals = str(entry.get("decimals", ""))
    return IndicatorCard(
        code=entry["code"],
        name=entry.get("name", ""),
        measure=entry.get("measure", ""),
        definition=entry.get("definition", ""),
        example=entry.get("example", ""),
        accumulation=entry.get("accumulation") or above.get("accumulation") or flows.get(ratio.get("numerator"), ""),
        composition=Composition.RATIO if ratio else Composition.SUM if entry.get("sum_of") else Composition.ENTERED,
        unit_of_measure=entry.get("unit_of_measure", ""),
        decimals=int(decimals) if decimals.isdecimal() else 0,
        numerator=above.get("name") or names.get(ratio.get("numerator"), ""),
        denominator=below.get("name") or names.get(ratio.get("denominator"), ""),
        denominator_fixed=_number(below.get("fixed")),
        ratio_of=tuple(code for side in ("numerator", "denominator") if (code := ratio.get(side))),
        addends=tuple(names.get(code, code) for code in entry.get("sum_of", ())),
        breakdown=breakdown,
        parts=parts,
        not_above=names.get(entry.get("not_above"), ""),
        distinct_within=entry.get("distinct_within", ""),
        from_units=Source.UNITS in sources,
        from_province=Source.PROVINCE in sources,
        from_agencies=Source.AGENCIES in sources,
    )


def by_code(cards: Iterable[IndicatorCard]) -> dict[str, IndicatorCard]:
    return {card.code: card for card in cards}


def _number(text: str | None) -> Decimal | None:
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return None
