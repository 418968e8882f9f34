"""How things add up, after docs/domain.md, section 5. Nothing else computes a sum.

entering: an accepted report enters what counts. settling: until when each value counts (all rules of replacement).
supposing: a ledger with answers that are not accepted (yet).
reading: every query behind a plan's totals, into a ledger, which gives a Total for a Subject over a Span.
"""

from reporting.aggregation.entering import enter, enter_units, leave_out, would_enter
from reporting.aggregation.ledger import Kept, Ledger, Subject
from reporting.aggregation.reading import days_told, open_ledger, open_ledgers, read_by_unit, read_refusals
from reporting.aggregation.settling import settle, settle_units
from reporting.aggregation.slices import Slice
from reporting.aggregation.spans import Span, span_of_years, spans_of
from reporting.aggregation.supposing import is_flow, slices_of_rows, supposing, told
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
    "days_told",
    "enter",
    "enter_units",
    "is_flow",
    "leave_out",
    "open_ledger",
    "open_ledgers",
    "read_by_unit",
    "read_refusals",
    "settle",
    "settle_units",
    "slices_of_rows",
    "span_of_years",
    "spans_of",
    "supposing",
    "told",
    "would_enter",
]
