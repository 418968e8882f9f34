"""What is promised: goals with their targets, tasks, owed documents, reporting duties."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from plans.choices import Comparator, Period, Reporter, UnitLevel
from plans.loading.entries import Entry, by_code, entries, may, needs, one
from plans.loading.form.words import CODES, LINES, NOTE, UNIT_CODES
from plans.loading.scalars import (
    Due,
    YearDay,
    Years,
    a_choice,
    a_code,
    a_date,
    a_due,
    a_line,
    a_number,
    a_text,
    a_whole,
    a_year,
    a_year_day,
    some_years,
)


@dataclass(frozen=True, kw_only=True)
class BaselineEntry(Entry):
    value: Decimal = needs(a_number)
    on: date = needs(a_date)


@dataclass(frozen=True, kw_only=True)
class TargetEntry(Entry):
    year: int = may(a_year)
    phase: str = may(a_code(40))
    cumulative: int = may(a_year)
    term: int = may(a_year)
    every: int = may(a_whole(1, 20))
    years: Years = may(some_years)
    value: Decimal = may(a_number)
    to: Decimal = may(a_number)
    effective_from: date = may(a_date)
    decision: str = may(a_line(200, "văn bản giao"), default="")
    reason: str = may(a_text("lý do"), default="")
    units: tuple = may(by_code(a_number), default=())

    @property
    def is_of_the_plan(self) -> bool:
        """Whether the line sets the plan's own target; without a value it may only allot to units."""
        return self.value is not None or not self.units


@dataclass(frozen=True, kw_only=True)
class GoalEntry(Entry):
    code: str = needs(a_code())
    section: str = needs(a_code(40))
    wording: str = needs(a_text("lời của văn bản, nguyên văn"))
    indicator: str = needs(a_code())
    part: str = may(a_code(60))
    comparator: str = needs(a_choice(Comparator))
    per: str = may(a_choice(UnitLevel, UnitLevel.COUNTRY), default="")
    alternative_to: str = may(a_code())
    beneficiaries_of: str = may(a_code())
    agencies: tuple = may(CODES, default=())
    baseline: BaselineEntry = may(one(BaselineEntry))
    targets: tuple = needs(entries(TargetEntry, "các lần giao chỉ tiêu"))
    note: str = may(NOTE, default="")


@dataclass(frozen=True, kw_only=True)
class TaskEntry(Entry):
    code: str = needs(a_code())
    section: str = needs(a_code(40))
    wording: str = needs(a_text("lời của văn bản, nguyên văn"))
    lead: tuple = may(CODES, default=())
    partners: tuple = may(CODES, default=())
    level: str = may(a_choice(UnitLevel, UnitLevel.COUNTRY), default="")
    units: tuple = may(UNIT_CODES, default=())
    every: int = may(a_whole(1, 20), default=0)
    frequency: str = may(a_line(120, "bao lâu một lần, ví dụ hàng năm"), default="")
    due: date = may(a_date)
    programmes: tuple = may(LINES, default=())
    note: str = may(NOTE, default="")


@dataclass(frozen=True, kw_only=True)
class DocumentEntry(Entry):
    code: str = needs(a_code())
    name: str = needs(a_line(250, "tên văn bản phải có"))
    section: str = may(a_code(40))
    wording: str = may(a_text("lời của văn bản, nguyên văn"), default="")
    owed_by: str = needs(a_choice(Reporter, Reporter.AGENCY))
    every: int = may(a_whole(1, 20), default=0)
    years: Years = may(some_years)
    due: YearDay = may(a_year_day)
    note: str = may(NOTE, default="")


@dataclass(frozen=True, kw_only=True)
class OccasionEntry(Entry):
    period: str = needs(a_choice(Period, Period.CLOSING))
    due: Due = may(a_due)
    cut_off: YearDay = may(a_year_day)
    years: Years = may(some_years)


@dataclass(frozen=True, kw_only=True)
class DutyEntry(Entry):
    code: str = needs(a_code())
    section: str = may(a_code(40))
    wording: str = needs(a_text("lời của văn bản, nguyên văn"))
    reporter: str = needs(a_choice(Reporter))
    recipients: tuple = needs(CODES)
    via: str = may(a_code())
    basis: str = may(a_text("căn cứ"), default="")
    reports: tuple = needs(entries(OccasionEntry, "các kỳ báo cáo"))
    note: str = may(NOTE, default="")
