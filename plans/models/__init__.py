"""The nouns of what was promised: units, agencies, plans and their versions, indicators, goals, tasks, duties."""

from plans.models.agencies import Agency, Letterhead, Seat
from plans.models.allotments import AllotmentSheet
from plans.models.calendar_days import CalendarDay
from plans.models.check_rules import CheckRule, CheckRuleTerm
from plans.models.duties import DutyOccasion, DutyRecipient, ReportingDuty
from plans.models.goals import Goal, Target, TargetVersion
from plans.models.indicators import Breakdown, BreakdownPart, Indicator, IndicatorComponent
from plans.models.loaded_files import LoadedFile
from plans.models.owed_documents import OwedDocument
from plans.models.plans import Phase, Plan, PlanIssuer, PlanRelation, Section
from plans.models.reorganisations import Reorganisation, ReorganisationLine
from plans.models.tasks import Task, TaskAgency
from plans.models.units import ReportingCalendar, ReportingLevel, Unit, UnitChange
from plans.models.versions import PlanDraft, PlanVersion

__all__ = [
    "Agency",
    "AllotmentSheet",
    "Breakdown",
    "BreakdownPart",
    "CalendarDay",
    "CheckRule",
    "CheckRuleTerm",
    "DutyOccasion",
    "DutyRecipient",
    "Goal",
    "Indicator",
    "IndicatorComponent",
    "Letterhead",
    "LoadedFile",
    "OwedDocument",
    "Phase",
    "Plan",
    "PlanDraft",
    "PlanIssuer",
    "PlanRelation",
    "PlanVersion",
    "Reorganisation",
    "ReorganisationLine",
    "ReportingCalendar",
    "ReportingDuty",
    "ReportingLevel",
    "Seat",
    "Section",
    "Target",
    "TargetVersion",
    "Task",
    "TaskAgency",
    "Unit",
    "UnitChange",
]
