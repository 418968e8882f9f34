"""The table of numbers that people type, as texts in cells of a workbook."""

from reporting.answers import VALUE
from reporting.forms.reports import ReportForm
from reporting.spreadsheets.report_form.faults import faults_in
from reporting.spreadsheets.report_form.reading import read_sent
from reporting.spreadsheets.report_form.writing import workbook_of
from tests.number_table import rows_of_a_figures_box
from tests.reporting.report_workbook.books import TODAY, cell_of, filled, opened, saved
from tests.reporting.report_workbook.unsaved import asked, in_one_group, unsaved_report


def test_a_text_in_a_cell_is_read_as_in_any_other_box():
    table = list(rows_of_a_figures_box())
    report, groups = unsaved_report(), in_one_group(asked(pk, decimals=row[1]) for pk, row in enumerate(table))
    raw = workbook_of(report, groups, {}, TODAY, free=True)
    raw = _typed_as_texts(raw, {f"q{pk}-actual-value": row[0] for pk, row in enumerate(table)})

    sent = read_sent(raw, report, groups)
    form = ReportForm(groups, sent.texts, TODAY, sent.stamp.shown)

    wrong = {fault.place: fault.text for fault in faults_in(sent, form)}
    found = [
        (*row[:2], form.typed.rows.get((pk, "actual"), {}).get(VALUE, ""), _reason(wrong, sent, pk))
        for pk, row in enumerate(table)
    ]
    assert len(table) >= 40
    assert found == table


def _typed_as_texts(raw, texts):
    """Whatever they look like: a spreadsheet keeps "=1+1" as a text where the cell is one."""
    book = opened(filled(raw, texts))
    for address in texts:
        cell_of(book, address).data_type = "s"
    return saved(book)


def _reason(wrong, sent, pk):
    told = wrong.get(sent.places[f"q{pk}-actual-value"], "")
    return told.rpartition("” – ")[2] if "” – " in told else told.partition("): ")[2]
