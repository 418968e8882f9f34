"""The works that are measured, each with its bare limit."""

from io import BytesIO

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from portal import clock
from reporting.choices import Answer, ReportState
from reporting.documents import pdf, xlsx
from reporting.documents.content import province_report
from reporting.documents.sheets import Sheet
from reporting.filling import content_of, questions_of
from reporting.forms.drawing_reports import draw
from reporting.models import Figure, Report, ReportEvent, Revision
from tests.benchmarks import bare
from tests.benchmarks.allotment import allotment
from tests.benchmarks.autosave import autosave
from tests.benchmarks.clients import got, posted, signed_in, without_session
from tests.benchmarks.measuring import Case, statements_of
from tests.benchmarks.reorganisation import reorganisation
from tests.benchmarks.round_matrix import round_matrix
from tests.benchmarks.upload import upload
from tests.benchmarks.world import Province
from tests.rewriting import history_rewritten


def dashboard(province: Province) -> Case:
    """The province's dashboard. Limit: the same statements by a bare cursor, and a signed-in view with the same body."""
    client, address = signed_in(province.reviewer), reverse("reporting:dashboard", args=[province.plan.code])
    bare.given[bare.BODY] = got(client, address).content
    statements = without_session(client, statements_of(lambda: got(client, address)))

    def limit():
        statements.replay()
        got(client, "/bare/body/")

    return Case(lambda: got(client, address), limit)


def form(province: Province) -> Case:
    """A unit's form of 100 boxes. Limit: the same statements, and the same rows in a template by hand, signed in."""
    client, address = signed_in(province.head), reverse("reporting:report-fill", args=[province.draft.pk])
    bare.given[bare.BODY] = draw(questions_of(province.draft), {}, province.draft.version).groups
    statements = without_session(client, statements_of(lambda: got(client, address)))

    def limit():
        statements.replay()
        got(client, "/bare/form/")

    return Case(lambda: got(client, address), limit)


def submit(province: Province) -> Case:
    """A unit saves 100 figures and submits. Limit: two signed-in posts that write the same rows in bulk through the ORM."""
    client, typed = signed_in(province.head), _typed(province.draft)
    fill = reverse("reporting:report-fill", args=[province.draft.pk])
    hand_in = reverse("reporting:report-submit", args=[province.draft.pk])

    def work():
        posted(client, fill, typed)
        posted(client, hand_in, {"version": province.draft.version + 1})

    work()
    figures = list(Figure.objects.filter(report=province.draft))
    content = content_of(province.draft)
    writes = iter([])

    def limit():
        nonlocal writes
        writes = iter([lambda: _write_figures(province, figures), lambda: _write_submission(province, content)])
        posted(client, "/bare/write/", typed)
        posted(client, "/bare/write/", {})

    bare.given[bare.DO_BARELY] = lambda: next(writes)()
    _emptied(province.draft)
    return Case(work, limit, reset=lambda: _emptied(province.draft))


def pdf_export(province: Province) -> Case:
    """The PDF from the database on. Limit: WeasyPrint alone on the same page and sheets."""
    report = province_report(province.plan, province.round)
    html = pdf.html_of(report)
    return Case(lambda: pdf.pdf_of(province_report(province.plan, province.round)), lambda: _printed_barely(html))


def xlsx_export(province: Province) -> Case:
    """The workbook from the database on. Limit: the same statements, and openpyxl write-only with the same values."""

    def work():
        return xlsx.xlsx_of(province_report(province.plan, province.round))

    sheets, statements = _sheets_written_by(work), statements_of(work)

    def limit():
        statements.replay()
        _written_barely(sheets)

    return Case(work, limit)


WORKS = {
    "dashboard": dashboard,
    "form": form,
    "autosave": autosave,
    "submit": submit,
    "pdf": pdf_export,
    "xlsx": xlsx_export,
    "reorganisation": reorganisation,
    "allotment": allotment,
    "upload": upload,
    "round-matrix": round_matrix,
}


# --- Submitting -------------------------------------------------------------------------------------------------------


def _typed(report):
    """The form filled in: 3 in each box."""
    drawn = draw(questions_of(report), {}, report.version)
    rows = [row for group in drawn.groups for question in group.questions for row in question.rows]
    return {
        "version": drawn.version,
        "shown": drawn.shown,
        **{box.id: "3" for row in rows for box in row.boxes},
        **{f"{row.address}-answer": Answer.VALUE for row in rows},
    }


def _emptied(report):
    """The draft as before anything was typed."""
    with history_rewritten(ReportEvent, Revision):
        ReportEvent.objects.filter(report=report).delete()
        Revision.objects.filter(report=report).delete()
    Figure.objects.filter(report=report).delete()
    report.contributors.clear()
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.DRAFT, version=report.version, submitted_at=None, submitted_by=None, first_submitted_at=None
    )


@transaction.atomic
def _write_figures(province, figures):
    Report.objects.select_for_update().get(pk=province.draft.pk)
    Figure.objects.filter(report=province.draft).delete()
    for figure in figures:
        figure.pk = None
    Figure.objects.bulk_create(figures)
    Report.objects.filter(pk=province.draft.pk).update(version=province.draft.version + 1)


@transaction.atomic
def _write_submission(province, content):
    report, by, now = province.draft, province.head, clock.now()
    Report.objects.select_for_update().get(pk=report.pk)
    revision = Revision.objects.create(
        report=report,
        number=1,
        receipt=f"BN-{report.pk}-bare",
        content=content,
        figure_count=len(content["figures"]),
        submitted_at=now,
        submitted_by=by,
    )
    Report.objects.filter(pk=report.pk).update(
        state=ReportState.SUBMITTED, submitted_at=now, submitted_by=by, first_submitted_at=now
    )
    ReportEvent.objects.create(
        report=report,
        move="submit",
        from_state=ReportState.DRAFT,
        to_state=ReportState.SUBMITTED,
        by=by,
        at=now,
        revision=revision,
    )


# --- Documents --------------------------------------------------------------------------------------------------------


def _printed_barely(html):
    weasyprint = pdf.weasyprint_without_host_fonts()
    fonts = weasyprint.text.fonts.FontConfiguration()
    base = f"{settings.DOCUMENT_FONTS.resolve().as_uri()}/"
    sheets = [
        weasyprint.CSS(filename=pdf.HERE / name, base_url=base, font_config=fonts)
        for name in ("faces.css", "layout.css")
    ]
    return weasyprint.HTML(string=html).write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant=pdf.VARIANT)


def _sheets_written_by(work):
    """The values of every sheet that a work writes, row by row."""
    rows, write = [], Sheet.write

    def noting(sheet, cells):
        cells = list(cells)
        rows.append((id(sheet), [value for value, _ in cells]))
        write(sheet, cells)

    Sheet.write = noting
    try:
        work()
    finally:
        Sheet.write = write
    sheets = {}
    for sheet, values in rows:
        sheets.setdefault(sheet, []).append(values)
    return list(sheets.values())


def _written_barely(sheets):
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    for rows in sheets:
        sheet = workbook.create_sheet()
        for values in rows:
            sheet.append(values)
    workbook.save(BytesIO())
