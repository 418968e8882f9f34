"""How things add up, after docs/domain.md, section 5. Nothing else computes a sum.

entering: an accepted report enters what counts. settling: until when each value counts (all rules of replacement).
reading: every query behind a plan's totals, into a ledger, which gives a Total for a Subject over a Span.
"""

from reporting.aggregation.entering import enter
from reporting.aggregation.ledger import Kept, Ledger, Subject
from reporting.aggregation.reading import open_ledger, read_by_unit, read_refusals, units_that_told
from reporting.aggregation.settling import settle, settle_units
from reporting.aggregation.slices import Slice
from reporting.aggregation.spans import Span, span_of_years, spans_of
from reporting.aggregation.totals import Added, Remnant, Total, added

__all__ = [
    "Added",
    "Kept",
    "Ledger",
    "Remnant",
    "Slice",
    "Span",
    "Subject",
    "Total",
    "added",
    "enter",
    "open_ledger",
    "read_by_unit",
    "read_refusals",
    "settle",
    "settle_units",
    "span_of_years",
    "spans_of",
    "units_that_told",
]
