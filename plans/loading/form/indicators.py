"""What is measured: breakdowns and indicators, of the shared catalogue or of one plan."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import TextChoices

from plans.choices import Accumulation, Measure
from plans.loading.entries import Entry, entries, many, may, needs, one
from plans.loading.form.words import CODES
from plans.loading.scalars import a_choice, a_code, a_date, a_line, a_number, a_text, a_whole


class Source(TextChoices):
    """Who is asked for an indicator."""

    UNITS = "units", "đơn vị báo cáo"
    PROVINCE = "province", "cấp tỉnh"
    AGENCIES = "agencies", "cơ quan được nêu tên"


class DistinctWithin(TextChoices):
    YEAR = "year", "năm"
    PHASE = "phase", "giai đoạn"


@dataclass(frozen=True, kw_only=True)
class PartEntry(Entry):
    code: str = needs(a_code(60))
    name: str = needs(a_line(120, "tên thành phần"))
    valid_from: date = may(a_date, key="from")
    valid_to: date = may(a_date, key="to")


@dataclass(frozen=True, kw_only=True)
class BreakdownEntry(Entry):
    code: str = needs(a_code(60))
    name: str = needs(a_line(120, "tên phân tổ"))
    parts: tuple = needs(entries(PartEntry, "các thành phần"))


@dataclass(frozen=True, kw_only=True)
class RatioSide(Entry):
    name: str = needs(a_line(250, "tên của tử số hoặc mẫu số"))
    accumulation: str = may(a_choice(Accumulation))
    fixed: Decimal = may(a_number)


@dataclass(frozen=True, kw_only=True)
class RatioOf(Entry):
    numerator: str = needs(a_code())
    denominator: str = needs(a_code())


@dataclass(frozen=True, kw_only=True)
class IndicatorEntry(Entry):
    code: str = needs(a_code())
    name: str = needs(a_line(250, "tên chỉ số"))
    definition: str = may(a_text("cách hiểu"), default="")
    example: str = may(a_text("ví dụ"), default="")
    measure: str = needs(a_choice(Measure))
    accumulation: str = may(a_choice(Accumulation))
    unit_of_measure: str = may(a_line(40, "đơn vị tính"), default="")
    decimals: int = may(a_whole(0, 4), default=0)
    breakdown: str = may(a_code(60))
    not_above: str = may(a_code())
    distinct_within: str = may(a_choice(DistinctWithin), default="")
    collected_from: tuple = may(many(a_choice(Source)), default=(Source.UNITS.value,))
    numerator: RatioSide = may(one(RatioSide))
    denominator: RatioSide = may(one(RatioSide))
    sum_of: tuple = may(CODES, default=())
    ratio_of: RatioOf = may(one(RatioOf))
