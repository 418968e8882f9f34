"""A workbook that comes back, read into the texts of the form's boxes. Rows are known by their hidden address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from plans.choices import Measure
from portal.errors import RuleBroken
from portal.numbers import format_number
from portal.workbooks import MEGABYTE, Limits, ReadSheet, read_sheets
from reporting.answers import ANSWER, NOTE, RowKey
from reporting.choices import Heading
from reporting.forms.drawing_boxes import texts_of
from reporting.merging import TEXT
from reporting.models import Report
from reporting.questions import QuestionGroup
from reporting.spreadsheets.report_form.cell_values import NotUnderstood, looks_like_a_number, typed_text
from reporting.spreadsheets.report_form.layout import (
    FIGURE,
    FIGURES,
    HEADS,
    PROSE,
    PROSE_HEADS,
    STAMP,
    Line,
    box_name,
    lines_by_address,
    row_name,
)
from reporting.spreadsheets.report_form.stamp import NOT_OURS, Stamp, check_stamp, unsealed
from reporting.spreadsheets.report_form.table import Place, Table

LARGEST = MEGABYTE  # what is sent travels with the page of its mistakes
LIMITS = Limits(size=LARGEST)

NO_TEXT = "?"  # in a box whose cell means nothing, so that the form's reader does not take it for blank
MERGED = "ô bị gộp với ô khác ({cells}). Bỏ gộp ô rồi gõ vào từng ô."
DOUBLE = "dòng này trùng với dòng {row}. Giữ một dòng, xóa dòng kia."
STRAY = "dòng này không phải dòng của biểu nên số ở đây không được nhận. Chuyển số sang đúng dòng rồi xóa ô này."
NOT_HERE = "ô này không nhận câu trả lời hay lý do. Ghi vào ô nền vàng ở dòng đầu của chỉ số rồi xóa ô này."
FIXED = "mẫu số này cố định là {number}, không sửa được. Ghi lại số đó."
COMPUTED = "ô này tự tính, không gõ vào. Ghi số vào từng dòng bên dưới rồi xóa ô này."


@dataclass
class Sent:
    """What a workbook says: texts by the address of their box, and where each stood.

    `refused` holds the cells that mean nothing in their place, with what goes on after "Ô G12 (HTX mới): "; `missing`
    the names of lines that are no longer there. Of a row that is there only in part, the rest is as it stands online.
    """

    stamp: Stamp
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    names: dict[Place, str] = field(default_factory=dict)
    refused: dict[Place, str] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    head_rows: dict[str, int] = field(default_factory=dict)


def read_sent(raw: bytes, report: Report, groups: list[QuestionGroup]) -> Sent:
    """Raises RuleBroken where the workbook is no form of this very report, or its table is not to be found in it."""
    sheets = read_sheets(raw, [FIGURES, PROSE, STAMP], LIMITS)
    if FIGURES not in sheets or STAMP not in sheets:
        raise RuleBroken(NOT_OURS)
    stamp = unsealed(_pieces(sheets[STAMP]))
    check_stamp(stamp, report, groups)
    reading = _Reading(Sent(stamp))
    reading.read_figures(Table(FIGURES, sheets[FIGURES], HEADS, [FIGURE, ANSWER, NOTE]), lines_by_address(groups))
    reading.read_prose(Table(PROSE, sheets[PROSE], PROSE_HEADS, [FIGURE]) if PROSE in sheets else None)
    return reading.sent


def _pieces(sheet: ReadSheet) -> list[str]:
    return [cell for row in sheet.rows for cell in row[:1] if isinstance(cell, str)]


class _Reading:
    """Goes through the tables and notes what it finds."""

    def __init__(self, sent: Sent):
        self.sent = sent
        self.told_of: set[tuple[str, str]] = set()  # merged ranges

    def read_figures(self, table: Table, lines: Mapping[str, Line]) -> None:
        self.sent.head_rows[table.name] = table.head_row
        rows: dict[str, int] = {}
        for row, address in table.addresses():
            if address not in lines:
                self._check_stray(table, row)
            elif address in rows:
                self._refuse(table.place(row, FIGURE), _name_of(lines[address]), DOUBLE.format(row=rows[address]))
            else:
                rows[address] = row
                self._take_line(table, row, lines[address])
        self._check_sums(table, rows, lines)
        self._fill_up(rows, lines)

    def read_prose(self, table: Table | None) -> None:
        headings = {f"{heading}-{TEXT}": heading.label for heading in Heading}
        rows: dict[str, int] = {}
        if table:
            self.sent.head_rows[table.name] = table.head_row
            for row, address in table.addresses():
                if address in rows:
                    self._refuse(table.place(row, FIGURE), headings[address], DOUBLE.format(row=rows[address]))
                elif address in headings:
                    rows[address] = row
                    self._take(table, row, FIGURE, address, headings[address], TEXT)
        self.sent.missing += [label for address, label in headings.items() if address not in rows]

    def _take_line(self, table: Table, row: int, line: Line) -> None:
        self._check_locked(table, row, line)
        for column, address in line.inputs.items():
            box = line.box if column == FIGURE else column
            name = box_name(line.question, line.row, box)
            self._take(table, row, column, address, name, box, line.question)

    def _take(self, table: Table, row: int, column: str, address: str, name: str, box: str, question=None) -> None:
        place = self.sent.places[address] = table.place(row, column)
        self.sent.names[place] = name
        try:
            self.sent.texts[address] = typed_text(table.value(row, column), box, question)
        except NotUnderstood as refusal:
            self.sent.texts[address] = NO_TEXT
            self._refuse(place, name, str(refusal))
        cells = table.merged_with(row, column)
        if cells and (table.name, cells) not in self.told_of:
            self.told_of.add((table.name, cells))
            self._refuse(place, name, MERGED.format(cells=cells))

    def _check_locked(self, table: Table, row: int, line: Line) -> None:
        """What was written where nothing is asked must not get lost either."""
        for column in (ANSWER, NOTE):
            if not line.leads and table.value(row, column) not in (None, ""):
                self._refuse(table.place(row, column), _name_of(line), NOT_HERE)
        fixed = line.question.indicator.denominator_fixed
        if line.is_fixed and table.value(row, FIGURE) != fixed:
            self._refuse(table.place(row, FIGURE), _name_of(line), FIXED.format(number=format_number(fixed)))

    def _check_stray(self, table: Table, row: int) -> None:
        """A figure in a row that is none of ours must not get lost; words below the table may stand there."""
        if looks_like_a_number(table.value(row, FIGURE)):
            self._refuse(table.place(row, FIGURE), "", STRAY)

    def _check_sums(self, table: Table, rows: Mapping[str, int], lines: Mapping[str, Line]) -> None:
        """Where a sum is not a formula any more it may hold what its parts come to, and nothing else."""
        parts: dict[RowKey, list[Decimal]] = {}
        for address, row in rows.items():
            value = table.value(row, FIGURE)
            if lines[address].box and isinstance(value, Decimal):
                parts.setdefault(lines[address].key, []).append(value)
        for address, row in rows.items():
            line, value = lines[address], table.value(row, FIGURE)
            is_sum = line.question.indicator.measure == Measure.COUNT and value == sum(parts.get(line.key, []))
            if not line.box and value not in (None, "") and not (is_sum or table.is_formula(row, FIGURE)):
                self._refuse(table.place(row, FIGURE), row_name(line.question, line.row), COMPUTED)

    def _fill_up(self, rows: Mapping[str, int], lines: Mapping[str, Line]) -> None:
        """A row of the form that lost some of its lines is not emptied there."""
        there = {lines[address].key for address in rows}
        for address, line in lines.items():
            if address in rows or not line.inputs:
                continue
            self.sent.missing.append(_name_of(line))
            if line.key in there:
                stands = texts_of(line.question, line.row)
                for column, box_address in line.inputs.items():
                    self.sent.texts[box_address] = stands.get(line.box if column == FIGURE else column, "")

    def _refuse(self, place: Place, name: str, reason: str) -> None:
        self.sent.names[place] = name
        self.sent.refused.setdefault(place, reason)


def _name_of(line: Line) -> str:
    return box_name(line.question, line.row, line.box)
