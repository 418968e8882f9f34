"""What a plan file may say: a class for each kind of entry, a line for each key. docs/plan-form.md explains it to staff."""

from dataclasses import dataclass

from plans.loading.entries import Entry, entries, may, needs, one
from plans.loading.form.commitments import DocumentEntry, DutyEntry, GoalEntry, TaskEntry
from plans.loading.form.document import (
    AgencyEntry,
    LetterheadEntry,
    PhaseEntry,
    PlanFrame,
    RelationEntry,
    SectionEntry,
)
from plans.loading.form.indicators import BreakdownEntry, IndicatorEntry
from plans.loading.form.rules import RuleEntry
from plans.loading.form.words import LINES


@dataclass(frozen=True, kw_only=True)
class CatalogueFile(Entry):
    """plans/catalogue/indicators.yaml: what all plans share."""

    breakdowns: tuple = may(entries(BreakdownEntry, "các phân tổ"), default=())
    indicators: tuple = may(entries(IndicatorEntry, "các chỉ số"), default=())
    rules: tuple = may(entries(RuleEntry, "các quy tắc kiểm tra"), default=())


@dataclass(frozen=True, kw_only=True)
class PlanFile(Entry):
    plan: PlanFrame = needs(one(PlanFrame))
    legal_basis: tuple = may(LINES, default=())
    relations: tuple = may(entries(RelationEntry, "các văn bản liên quan"), default=())
    recipients: tuple = may(LINES, default=())
    agencies: tuple = may(entries(AgencyEntry, "các cơ quan"), default=())
    phases: tuple = needs(entries(PhaseEntry, "các giai đoạn"))
    sections: tuple = needs(entries(SectionEntry, "các mục của văn bản"))
    breakdowns: tuple = may(entries(BreakdownEntry, "các phân tổ"), default=())
    indicators: tuple = may(entries(IndicatorEntry, "các chỉ số"), default=())
    rules: tuple = may(entries(RuleEntry, "các quy tắc kiểm tra"), default=())
    goals: tuple = may(entries(GoalEntry, "các chỉ tiêu"), default=())
    tasks: tuple = may(entries(TaskEntry, "các nhiệm vụ"), default=())
    documents: tuple = may(entries(DocumentEntry, "các văn bản phải có"), default=())
    funding: tuple = may(LINES, default=())
    duties: tuple = may(entries(DutyEntry, "các chế độ báo cáo"), default=())
    letterheads: tuple = may(entries(LetterheadEntry, "các mẫu văn bản"), default=())

    def all_sections(self) -> list[SectionEntry]:
        """Every section, parents before what is below them, in the paper's order."""
        return [section for top in self.sections or () for section in top.all()]
