"""A report's workbook in tests: taken out, filled in by the address of its boxes, and handed back."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from reporting.forms.reports import ReportForm
from reporting.questions import questions_of
from reporting.spreadsheets.report_form.comparing import compare
from reporting.spreadsheets.report_form.faults import faults_in
from reporting.spreadsheets.report_form.layout import FIGURE, FIGURES, HEADS, PROSE
from reporting.spreadsheets.report_form.reading import read_sent
from reporting.spreadsheets.report_form.writing import workbook_of

TODAY = date(2024, 11, 20)


def taken(report, *, free=True):
    """The bytes of the report's workbook as it stands now."""
    return workbook_of(report, questions_of(report), prose_of(report), TODAY, free=free)


def prose_of(report):
    return dict(report.narratives.values_list("heading", "text"))


def opened(raw):
    return load_workbook(BytesIO(raw))


def saved(book):
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def head_row(page):
    return next(cell.row for cell in page["B"] if cell.value == "Mã dòng")


def columns(page):
    return {cell.value: cell.column for cell in page[head_row(page)]}


def row_of(page, address):
    return next(cell.row for cell in page["B"] if cell.value == address)


def value_of(indicator):
    """The address of a plain count's box."""
    return f"q{indicator.pk}-actual-value"


def cell_of(book, address, column=FIGURE):
    """The cell of a line ("q12-actual-part7") for its figure, answer or note."""
    page = book[FIGURES]
    return page.cell(row_of(page, address), columns(page)[HEADS[column]])


def prose_cell(book, heading):
    page = book[PROSE]
    return page.cell(next(cell.row for cell in page["A"] if cell.value == f"{heading}-text"), 3)


def filled(raw, cells=(), prose=()):
    """The workbook with these figures typed: {"q12-actual-value": 5, ("q12-actual-value", "answer"): "Không áp dụng"}."""
    book = opened(raw)
    for where, value in dict(cells).items():
        address, column = (where, FIGURE) if isinstance(where, str) else where
        cell_of(book, address, column).value = value
    for heading, text in dict(prose).items():
        prose_cell(book, heading).value = text
    return saved(book)


def read(report, raw):
    """What the workbook says: as sent, and as the form has read it."""
    groups = questions_of(report)
    sent = read_sent(raw, report, groups)
    return sent, ReportForm(groups, sent.texts, TODAY, sent.stamp.shown)


def rows_read(report, raw):
    """The cells of each row that says anything, blank ones left out."""
    _, form = read(report, raw)
    read_rows = {key: {box: text for box, text in cells.items() if text} for key, cells in form.typed.rows.items()}
    return {key: cells for key, cells in read_rows.items() if cells}


def told(report, raw):
    """Everything that is wrong with the workbook."""
    return [fault.text for fault in faults_in(*read(report, raw))]


def compared(report, raw):
    sent, form = read(report, raw)
    assert faults_in(sent, form) == []
    return compare(questions_of(report), prose_of(report), form.typed)


def changes(report, raw):
    """(kind, name, online, sent) of each."""
    return [(change.kind.value, change.name, change.online, change.sent) for change in compared(report, raw).changes]
