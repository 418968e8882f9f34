"""What totals would be if further answers counted: the same ledger with answers added to what was accepted.

Nothing is stored, and all rules (what replaces what, how things add up) are those of the real totals.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import replace

from plans.choices import Accumulation
from reporting.aggregation.ledger import Kept, Ledger
from reporting.aggregation.settling import Told, replaced_on
from reporting.aggregation.slices import Slice
from reporting.models import AcceptedFigure


def supposing(
    ledger: Ledger, further: Iterable[Slice], flows: Collection[int], instead_of: Collection[int] = ()
) -> Ledger:
    """The ledger as it would be if these answers were accepted too, and those of the reports `instead_of` were not.

    `flows` are the typed indicators whose years are kept apart. Needs a ledger that holds every answer by itself
    (opened with subjects `by_unit`). No query.
    """
    slices = [one for of_one in ledger.answers.values() for one in of_one if one.report not in instead_of]
    settled = _settled([*slices, *further], flows, ledger)
    return replace(ledger, sums=settled, answers=settled)


def slices_of_rows(rows: Iterable[AcceptedFigure]) -> list[Slice]:
    """Rows that are not stored (entering.would_enter), as slices of a single answer each. Needs their reports."""
    return [
        Slice(
            indicator=row.indicator_id,
            part=row.part_id,
            reporter=row.reporter,
            agency=row.agency_id,
            year=row.year,
            counts_from=row.counts_from,
            counts_until=None,
            unit=row.unit_id,
            as_of=row.as_of,
            count=int(row.counts),
            missing=0,
            value=row.value,
            numerator=row.numerator,
            denominator=row.denominator,
            done_on=row.done_on,
            report=row.report_id,
            round=row.report.round_id,
            answer=row.answer,
            kind=row.kind,
        )
        for row in rows
    ]


def told(one: Slice, flows: Collection[int]) -> Told:
    """A single answer as the rules of replacement see it."""
    year = one.year if one.indicator in flows else None
    return Told(
        one.report, one.kind, one.reporter, one.unit, one.agency, one.indicator, year, one.as_of, one.counts_from
    )


def is_flow(indicator) -> bool:
    return indicator.accumulation == Accumulation.FLOW


def _settled(slices: list[Slice], flows: Collection[int], ledger: Ledger) -> Kept:
    """Each with the day until which it counts; the parts of a broken-down value go with its total."""
    values = {told(one, flows) for one in slices if one.part is None and one.count}
    days = replaced_on(values, ledger.unit_map)
    kept = defaultdict(list)
    for one in slices:
        kept[one.indicator, one.part].append(one._replace(counts_until=days.get(told(one, flows), one.counts_until)))
    return dict(kept)
