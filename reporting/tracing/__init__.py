"""One answer of a report traced: what is asked and answered now, what was accepted before it, and who changed it when."""

from reporting.tracing.details import RowDetails, details_of

__all__ = ["RowDetails", "details_of"]
