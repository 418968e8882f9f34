"""The nouns of what was done: rounds, reports, figures, their history, and what counts of them."""

from reporting.models.accepted import AcceptedFigure
from reporting.models.history import ReportEvent, Revision
from reporting.models.reports import Figure, Narrative, Report
from reporting.models.rounds import Round

__all__ = ["AcceptedFigure", "Figure", "Narrative", "Report", "ReportEvent", "Revision", "Round"]
