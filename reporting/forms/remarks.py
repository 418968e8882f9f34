"""What a reviewer types beside the rows of a report: words to each, and a tick where the unit has to correct it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from portal.text import normalise
from reporting.choices import RemarkAct
from reporting.forms.reports import Mistake
from reporting.inspecting import Inspected, InspectedReport
from reporting.marks import Key
from reporting.remarking import Draft

REMARK, MARK = "remark", "mark"
LONGEST = 2_000
SAY_WHAT = "Viết cho đơn vị biết phải sửa gì."
TOO_LONG = f"Quá dài: ghi nhiều nhất {LONGEST} ký tự."


class RemarksForm:
    """A posted form of remarks against the rows of a report; rows that it does not bring stay as they are.

    `drafts` holds what can be kept, `typed` what was typed (words, tick) by address, `mistakes` what is wrong with the rest.
    """

    def __init__(self, rows: Iterable[Inspected], data: Mapping[str, str]):
        self.drafts: dict[Key, Draft] = {}
        self.typed: dict[str, tuple[str, bool]] = {}
        self.errors: dict[str, str] = {}
        self.mistakes: list[Mistake] = []
        for row in rows:
            if f"{row.address}-{REMARK}" in data:
                self._read(row, data)

    def _read(self, row: Inspected, data: Mapping[str, str]) -> None:
        text = normalise(data[f"{row.address}-{REMARK}"]).strip()
        marks = f"{row.address}-{MARK}" in data
        self.typed[row.address] = (text, marks)
        error = TOO_LONG if len(text) > LONGEST else SAY_WHAT if marks and not text else ""
        if error:
            self.errors[row.address] = error
            self.mistakes.append(Mistake(f"{row.address}-{REMARK}", f"{row.name}: {error}"))
        else:
            self.drafts[row.key] = Draft(text, marks)


@dataclass(frozen=True)
class RemarkBox:
    """The box beside a row: its words, its tick, and what is wrong with it."""

    text: str
    is_marked: bool
    error: str = ""


Boxed = list[tuple[Inspected, RemarkBox]]


@dataclass(frozen=True)
class BoxedGroup:
    """The rows under one heading of a plan, each with its box."""

    plan_name: str
    heading: str
    rows: Boxed


def boxed_groups(report: InspectedReport, form: RemarksForm | None = None) -> list[BoxedGroup]:
    """The rows with their boxes, over what is kept or, of a form that was refused, over what was typed."""
    return [BoxedGroup(group.plan_name, group.heading, _boxed(group.rows, form)) for group in report.groups]


def boxed_prose(report: InspectedReport, form: RemarksForm | None = None) -> Boxed:
    return _boxed(report.prose, form)


def _boxed(rows: Iterable[Inspected], form: RemarksForm | None) -> Boxed:
    return [(row, _box(row, form)) for row in rows]


def _box(row: Inspected, form: RemarksForm | None) -> RemarkBox:
    if form and row.address in form.typed:
        return RemarkBox(*form.typed[row.address], form.errors.get(row.address, ""))
    if row.draft is None:
        return RemarkBox("", False)
    return RemarkBox(row.draft.text, row.draft.act == RemarkAct.MARKS)
