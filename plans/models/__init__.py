"""The nouns of what was promised: units, agencies, plans, indicators, goals, tasks, duties."""

from plans.models.agencies import Agency, Letterhead, Seat
from plans.models.duties import DutyOccasion, DutyRecipient, ReportingDuty
from plans.models.goals import Goal, Target, TargetVersion
from plans.models.indicators import Breakdown, BreakdownPart, Indicator, IndicatorComponent
from plans.models.loaded_files import LoadedFile
from plans.models.plans import Phase, Plan, PlanIssuer, PlanRelation, Section
from plans.models.tasks import Task, TaskAgency
from plans.models.units import ReportingCalendar, ReportingLevel, Unit, UnitChange

__all__ = [
    "Agency",
    "Breakdown",
    "BreakdownPart",
    "DutyOccasion",
    "DutyRecipient",
    "Goal",
    "Indicator",
    "IndicatorComponent",
    "Letterhead",
    "LoadedFile",
    "Phase",
    "Plan",
    "PlanIssuer",
    "PlanRelation",
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
