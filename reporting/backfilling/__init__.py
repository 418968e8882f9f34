"""Figures of the years before the portal: a file of rows becomes accepted reports of their rounds, all or nothing.

sheet: the file as rows of texts. occasions: the round and the reporter a row speaks of. answering: one indicator's answer.
reading: all rows together, with every mistake. weighing: what each report would become. writing: doing it.
template: the workbook to fill in.
"""

from reporting.backfilling.mistakes import HistoryWrong, Mistake
from reporting.backfilling.sheet import COLUMNS, Sheet, read_sheet
from reporting.backfilling.template import template_of
from reporting.backfilling.weighing import Preview
from reporting.backfilling.writing import import_history, preview_of

__all__ = [
    "COLUMNS",
    "HistoryWrong",
    "Mistake",
    "Preview",
    "Sheet",
    "import_history",
    "preview_of",
    "read_sheet",
    "template_of",
]
