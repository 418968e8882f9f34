"""The frame of a plan: the paper itself, its sections and phases, and the agencies in it."""

from dataclasses import dataclass
from datetime import date

from plans.choices import AgencyKind, PlanKind, RelationKind, UnitLevel
from plans.loading.entries import Entry, Reader, many, may, needs, read_entry
from plans.loading.form.words import CODES, LINES, NOTE
from plans.loading.scalars import UnitName, Years, a_choice, a_code, a_date, a_line, a_text, a_unit, some_years


@dataclass(frozen=True, kw_only=True)
class PlanFrame(Entry):
    code: str = needs(a_code())
    kind: str = needs(a_choice(PlanKind))
    number: str = may(a_line(60, "số, ký hiệu, ví dụ 108/KH-BTV"), default="")
    signed_on: date = needs(a_date)
    place: str = may(a_line(60, "địa danh"), default="")
    title: str = needs(a_text("trích yếu nguyên văn"))
    short_title: str = needs(a_line(200, "tên gọi ngắn trên màn hình"))
    scope: UnitName = needs(a_unit)
    scope_as_of: date = may(a_date)
    years: Years = needs(some_years)
    issuers: tuple = needs(CODES)
    signing: tuple = may(LINES, default=())
    signer: str = may(a_line(120, "họ tên người ký"), default="")
    opening: str = may(a_text("lời dẫn nguyên văn"), default="")
    closing: str = may(a_text("lời kết nguyên văn"), default="")
    note: str = may(NOTE, default="")
    edition: str = may(a_line(40, "dấu do cổng ghi"), default="")


@dataclass(frozen=True, kw_only=True)
class RelationEntry(Entry):
    carries_out: str = may(a_text("văn bản được thực hiện"), default="")
    amends: str = may(a_text("văn bản được sửa đổi"), default="")
    replaces: str = may(a_text("văn bản bị thay thế"), default="")
    number: str = may(a_line(60, "số, ký hiệu"), default="")
    dated: date = may(a_date)

    def documents(self) -> list[tuple[str, str]]:
        """(kind, document) of each kind that is named; a sound relation names one."""
        named = [(kind, getattr(self, kind)) for kind in RelationKind.values]
        return [(kind, document) for kind, document in named if document]


@dataclass(frozen=True, kw_only=True)
class AgencyEntry(Entry):
    code: str = needs(a_code())
    name: str = needs(a_line(200, "tên cơ quan"))
    kind: str = needs(a_choice(AgencyKind))
    unit: UnitName = needs(a_unit)
    each_level: str = may(a_choice(UnitLevel, UnitLevel.COUNTRY), default="")
    body_of: str = may(a_code())
    valid_from: date = may(a_date, key="from")
    valid_to: date = may(a_date, key="to")
    successor: str = may(a_code())


@dataclass(frozen=True, kw_only=True)
class PhaseEntry(Entry):
    code: str = needs(a_code(40))
    name: str = needs(a_line(120, "tên giai đoạn"))
    years: Years = needs(some_years)
    note: str = may(NOTE, default="")


@dataclass(frozen=True, kw_only=True)
class SectionEntry(Entry):
    code: str = needs(a_code(40))
    label: str = may(a_line(20, "số thứ tự như in trên văn bản"), default="")
    heading: str = may(a_text("tiêu đề nguyên văn"), default="")
    text: str = may(a_text("nội dung nguyên văn"), default="")
    note: str = may(NOTE, default="")
    sections: tuple = may(
        many(
            Reader(
                "các mục con",
                lambda node, mistakes: read_entry(SectionEntry, node, mistakes),
                lambda entry: entry.tree(),
            )
        ),
        default=(),
    )

    def all(self):
        """This section and all below it, in the paper's order."""
        yield self
        for section in self.sections:
            yield from section.all()


@dataclass(frozen=True, kw_only=True)
class LetterheadEntry(Entry):
    agency: str = needs(a_code())
    valid_from: date = may(a_date, key="from")
    superior: str = may(a_line(200, "cơ quan chủ quản"), default="")
    body: str = needs(a_line(200, "cơ quan ban hành"))
    number: str = needs(a_line(60, "mẫu số, ký hiệu, ví dụ …/BC-BTV"))
    place: str = needs(a_line(60, "địa danh"))
    signing: tuple = may(LINES, default=())
    signer: str = may(a_line(120, "họ tên người ký"), default="")
    recipients: tuple = may(LINES, default=())
