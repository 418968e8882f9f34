"""A report's workbook of 40 figures in four parts each, filled in: read, checked and previewed."""

import subprocess
import sys
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from plans.models import Breakdown
from portal import clock
from reporting.models import Report
from reporting.questions import questions_of
from reporting.spreadsheets.report_form.layout import FIGURE, FIGURES, HEADS
from reporting.spreadsheets.report_form.writing import workbook_of
from tests.benchmarks import bare
from tests.benchmarks.clients import posted, signed_in
from tests.benchmarks.measuring import Case
from tests.benchmarks.world import Province
from tests.builders import make_goal, make_indicator, make_plan, make_report, make_round

FORTY = 40
BARELY = """
import sys
from io import BytesIO
from openpyxl import load_workbook
book = load_workbook(BytesIO(sys.stdin.buffer.read()), read_only=True, data_only=True)
print(sum(1 for sheet in book for row in sheet.iter_rows(values_only=True) for value in row if value is not None))
"""


def upload(province: Province) -> Case:
    """Limit: a signed-in post with the same file, of which openpyxl reads every cell in a process of its own."""
    report, client = _report(province), signed_in(province.head)
    raw, address = _filled(report), reverse("reporting:report-upload", args=[report.pk])
    bare.given[bare.DO_BARELY] = lambda: _read_barely(raw)

    def work():
        response = client.post(address, {"workbook": SimpleUploadedFile("biểu.xlsx", raw)})
        if response.status_code != 200 or f"{FORTY * 4} ô sẽ ghi" not in response.content.decode():
            raise RuntimeError(f"{address} answered {response.status_code}")

    return Case(work, lambda: posted(client, "/bare/write/", {"workbook": SimpleUploadedFile("biểu.xlsx", raw)}))


def _read_barely(raw: bytes) -> None:
    subprocess.run([sys.executable, "-c", BARELY], input=raw, check=True, capture_output=True)


def _report(province: Province) -> Report:
    """One of the same unit in a round of its own."""
    code = f"nap-{province.size}"
    plan = make_plan(scope=province.plan.scope, code=code)
    for number in range(1, FORTY + 1):
        name = f"HTX, THT được hỗ trợ, nội dung {number}"
        indicator = make_indicator(name, code=f"{code}-{number}", breakdown=Breakdown.objects.get())
        make_goal(plan, indicator, code=f"{number}")
    return make_report(make_round(plan, year=2023, cut_off="2023-11-29", code=code), province.draft.unit)


def _filled(report: Report) -> bytes:
    """3 in each box."""
    from openpyxl import load_workbook

    report = Report.objects.select_related("round", "unit", "agency").get(pk=report.pk)
    raw = workbook_of(report, questions_of(report), {}, clock.today(), free=True)
    book = load_workbook(BytesIO(raw))
    page, column = book[FIGURES], list(HEADS).index(FIGURE) + 1
    for row in range(1, page.max_row + 1):
        if "-part" in str(page.cell(row, 2).value):
            page.cell(row, column).value = 3
    written = BytesIO()
    book.save(written)
    return written.getvalue()
