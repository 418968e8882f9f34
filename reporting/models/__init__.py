"""The nouns of what was done: rounds, reports, figures, remarks, history, what counts of them; reminders; tasks, compliance."""

from reporting.models.accepted import AcceptedFigure
from reporting.models.compliance import FiledDocument, Pilot, UnitRecord
from reporting.models.entry import AnswerChange, Evidence
from reporting.models.extensions import Extension
from reporting.models.feeds import CalendarFeed
from reporting.models.history import ReportEvent, Revision
from reporting.models.notes import NoteReading, RoundNote
from reporting.models.remarks import Remark
from reporting.models.reminders import DailyRun, Reminder
from reporting.models.reports import Figure, Narrative, Report
from reporting.models.rounds import Round
from reporting.models.task_statements import TaskStatement

__all__ = [
    "AcceptedFigure",
    "AnswerChange",
    "CalendarFeed",
    "DailyRun",
    "Evidence",
    "Extension",
    "Figure",
    "FiledDocument",
    "Narrative",
    "NoteReading",
    "Pilot",
    "Remark",
    "Reminder",
    "Report",
    "ReportEvent",
    "Revision",
    "Round",
    "RoundNote",
    "TaskStatement",
    "UnitRecord",
]
