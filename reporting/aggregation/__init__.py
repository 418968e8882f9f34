"""How things add up, after docs/domain.md, section 5. Nothing else computes a sum.

entering: an accepted report enters what counts. settling: until when each value counts (all rules of replacement).
reading: every query behind a plan's totals, into a ledger, which gives a Total for a Subject over a Span.
"""

from reporting.aggregation.entering import enter
from reporting.aggregation.ledger import Ledger, Subject
from reporting.aggregation.reading import open_ledger
from reporting.aggregation.settling import settle
from reporting.aggregation.spans import Span, span_of_years, spans_of
from reporting.aggregation.totals import Added, Remnant, Total, added

__all__ = [
    "Added",
    "Ledger",
    "Remnant",
    "Span",
    "Subject",
    "Total",
    "added",
    "enter",
    "open_ledger",
    "settle",
    "span_of_years",
    "spans_of",
]
