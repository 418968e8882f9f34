"""A province's report as a workbook: the same figures as on paper, as real numbers that can be added again."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

from plans.choices import Comparator, Measure
from reporting.choices import TaskState
from reporting.documents.annex import details_of
from reporting.documents.content import ProvinceReport
from reporting.documents.results import Result
from reporting.documents.sheets import (
    BOLD,
    CENTRED,
    EMPTY,
    HEADER,
    NOTE,
    TITLE,
    WARNING,
    Cell,
    Sheet,
    day,
    number,
    percent,
    text,
)
from reporting.documents.stamping import stamped
from reporting.documents.tasks import TaskEntry

MARK = "DỮ LIỆU MẪU"
HEADER_ROW = 5
RESULT_COLUMNS = {
    "TT": 6,
    "Mục của kế hoạch": 28,
    "Chỉ tiêu (nguyên văn)": 48,
    "Chỉ số": 40,
    "Đơn vị tính": 12,
    "Thời gian": 12,
    "So sánh": 14,
    "Chỉ tiêu giao": 12,
    "Đến": 10,
    "Thực hiện": 14,
    "Tử số": 12,
    "Mẫu số": 12,
    "Tỷ lệ đạt": 11,
    "Đánh giá": 20,
    "Đã có số liệu": 11,
    "Phải có số liệu": 11,
}

TASK_COLUMNS = {
    "TT": 6,
    "Mục của kế hoạch": 28,
    "Nhiệm vụ (nguyên văn)": 60,
    "Chủ trì": 30,
    "Phối hợp": 30,
    "Lượt": 12,
    "Hạn": 12,
    "Tình trạng": 22,
    "Nơi đã xong": 10,
    "Nơi phải làm": 10,
    "Nơi chậm": 10,
    "Kết quả": 60,
}


def xlsx_of(report: ProvinceReport) -> bytes:
    """The workbook: "Kết quả" (results against targets), "Theo đơn vị" and "Nhiệm vụ" (the annexes), "Thông tin".

    The last one holds what to know of the others.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.title = report.frame.subject
    workbook.properties.creator = f"{report.frame.body} {report.frame.superior}".strip()
    for write in (_write_results, _write_units, _write_tasks, _write_facts):
        write(workbook, report)
    written = BytesIO()
    workbook.save(written)
    return stamped(written.getvalue(), report.day)


def _sheet(workbook, report, title, widths, frozen_columns=0, note=""):
    """A sheet with its heading in the rows above HEADER_ROW; `note` is said beside the cut-off."""
    sheet = Sheet(
        workbook,
        title,
        widths,
        header_row=HEADER_ROW,
        frozen_columns=frozen_columns,
        mark=MARK if report.is_sample else "",
    )
    sheet.write([text(title.upper(), TITLE)])
    sheet.write([text(report.frame.subject, NOTE)])
    cut_off = dict(report.facts)["Số liệu chốt đến ngày"]
    sheet.write([text(f"{cut_off}. {note}" if note else cut_off, NOTE)])
    sheet.write([text(MARK, WARNING)] if report.is_sample else [])
    return sheet


def _write_results(workbook, report):
    sheet = _sheet(workbook, report, "Kết quả", RESULT_COLUMNS.values(), frozen_columns=1)
    sheet.write(text(head, HEADER) for head in RESULT_COLUMNS)
    for order, group in enumerate(report.groups, start=1):
        for place, result in enumerate(group.results, start=1):
            sheet.write([text(f"{order}.{place}", CENTRED), text(group.heading), *_result_cells(result)])


def _result_cells(result: Result) -> Iterator[Cell]:
    goal = result.goal
    yield text(goal.wording)
    yield text(result.measured)
    yield text(result.unit_of_measure, CENTRED)
    yield text(result.span, CENTRED)
    yield text(Comparator(goal.comparator).label, CENTRED)
    yield _amount(goal, goal.target)
    yield _amount(goal, goal.target_to)
    yield from _reached(result)
    yield percent(goal.share)
    yield text(result.status, CENTRED)
    yield number(goal.total.reported)
    yield number(goal.total.expected)


def _reached(result):
    """Value, numerator and denominator; of a minimum for each unit: the units that meet it, of how many."""
    goal, total = result.goal, result.goal.total
    if goal.units_owing is not None:
        return number(goal.units_met), number(goal.units_met), number(goal.units_owing)
    if goal.measure == Measure.MILESTONE:
        return (day(total.done_on) if total.done_on else text(result.value, CENTRED)), EMPTY, EMPTY
    return _amount(goal, total.value), number(total.numerator), number(total.denominator)


def _amount(goal, value):
    return percent(value) if goal.measure == Measure.RATIO else number(value, goal.decimals)


def _write_units(workbook, report):
    matrix = report.matrix
    heads = [f"{column.name} ({details_of(column)})" for column in matrix.columns]
    widths = [6, 30, 22, *(16 for _ in heads)]
    sheet = _sheet(workbook, report, "Theo đơn vị", widths, frozen_columns=2, note=matrix.view_words)
    sheet.write(text(head, HEADER) for head in ["TT", "Đơn vị", "Ghi chú", *heads])
    for order, row in enumerate(matrix.rows, start=1):
        cells = map(_unit_cell, matrix.columns, row.cells)
        sheet.write([number(order), text(row.name), text(row.note), *cells])
    sheet.write([EMPTY, text(report.whole, BOLD), EMPTY, *map(_unit_cell, matrix.columns, matrix.totals)])


def _unit_cell(column, cell):
    if cell.value is None:
        return text(cell.text, CENTRED)
    if isinstance(cell.value, date):
        return day(cell.value)
    return _amount(column.goal, cell.value)


def _write_tasks(workbook, report):
    """No sheet for a plan without tasks."""
    if report.tasks is None:
        return
    sheet = _sheet(workbook, report, "Nhiệm vụ", TASK_COLUMNS.values(), frozen_columns=1)
    sheet.write(text(head, HEADER) for head in TASK_COLUMNS)
    for order, group in enumerate(report.tasks.groups, start=1):
        for place, entry in enumerate(group.entries, start=1):
            sheet.write([text(f"{order}.{place}", CENTRED), text(group.heading), *_task_cells(entry)])


def _task_cells(entry: TaskEntry) -> Iterator[Cell]:
    line = entry.row.line
    yield text(line.task.wording)
    yield text(entry.leaders)
    yield text(entry.partners)
    yield text(line.turn.words, CENTRED)
    yield day(line.turn.last_day)
    yield text(entry.status, CENTRED)
    yield number(line.done)
    yield number(line.expected)
    yield number(line.counts[TaskState.LATE])
    yield text(entry.row.note or entry.result)


def _write_facts(workbook, report):
    sheet = _sheet(workbook, report, "Thông tin", [34, 90])
    sheet.write([text("Nội dung", HEADER), text("Giá trị", HEADER)])
    for name, value in report.facts:
        sheet.write([text(name), text(value)])
