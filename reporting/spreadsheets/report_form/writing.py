"""A report's form as .xlsx: what is asked and what was, cells for the answers, the prose, and the hidden stamp."""

from collections.abc import Mapping
from datetime import date
from io import BytesIO

from django.conf import settings

from portal.dates import format_date
from portal.text import fold
from reporting.choices import Heading
from reporting.documents.sheets import BOLD, HEADER, NOTE, TITLE, WARNING, Cell, Sheet, text
from reporting.documents.stamping import stamped
from reporting.marks import NO_MARKS, Marks
from reporting.merging import TEXT
from reporting.models import Report
from reporting.questions import QuestionGroup
from reporting.spreadsheets.report_form.figure_sheet import FigureSheet
from reporting.spreadsheets.report_form.layout import PROSE, PROSE_HEADS, STAMP
from reporting.spreadsheets.report_form.looks import words_cell
from reporting.spreadsheets.report_form.stamp import sealed, stamp_of
from reporting.tags import last_day_in_words

SAMPLE = "DỮ LIỆU MẪU"
TO_FILL = [
    "Chỉ gõ vào ô nền vàng, các ô khác đã khóa; tổng và tỷ lệ tự tính. Số phát sinh ghi lũy kế từ đầu năm báo cáo.",
    "Không có số thì để trống ô số, chọn ở cột “Trả lời” và ghi lý do. Trang “Thuyết minh” để viết phần lời.",
    "Lưu dạng .xlsx rồi nạp ở trang báo cáo trên cổng. Nạp tệp chỉ ghi vào bản nháp; người ký báo cáo nộp trên cổng.",
]
TO_READ = ["Bản để đọc: báo cáo này hiện không nhập được."]

PROSE_WIDTHS = [14, 28, 110]
LINE_OF_PROSE, LINE_HEIGHT = 105, 15  # characters; points
LOWEST, HIGHEST = 120, 400  # points; a row of a spreadsheet can be 409


def workbook_of(
    report: Report,
    groups: list[QuestionGroup],
    prose: Mapping[str, str],
    today: date,
    *,
    free: bool,
    marks: Marks = NO_MARKS,
) -> bytes:
    """The form as it stands, to be filled in where `free`, else to be read. Needs the report's round, unit and agency.

    Rows that `marks` lock are only read.
    """
    from openpyxl import Workbook

    workbook = Workbook(write_only=True)
    workbook.properties.title = f"{report.reporter_name}, {report.round.name}"
    workbook.properties.creator = report.reporter_name
    mark = SAMPLE if settings.SAMPLE_DATABASE else ""
    figures = FigureSheet(workbook, _above(report, groups, free=free), free=free, marks=marks, mark=mark)
    figures.write_groups(groups)
    _write_prose(workbook, prose, free=free, marks=marks, mark=mark)
    hidden = Sheet(workbook, STAMP, [40], header_row=1)
    hidden.conceal()
    hidden.lock()
    for piece in sealed(stamp_of(report, groups, prose)):
        hidden.write([text(piece, NOTE)])
    written = BytesIO()
    workbook.save(written)
    return stamped(written.getvalue(), today)


def file_name(report: Report) -> str:
    """As in "bieu-huyen-hai-hau-nam-2024.xlsx"."""
    words = fold(f"bieu {report.reporter_name} {report.round.name}")
    return f"{'-'.join(''.join(char if char.isalnum() else ' ' for char in words).split())}.xlsx"


def _above(report: Report, groups: list[QuestionGroup], *, free: bool) -> list[list[Cell]]:
    plans = "; ".join(dict.fromkeys(group.plan_name for group in groups))
    days = f"Số liệu tính đến hết ngày {format_date(report.round.cut_off)}. Hạn nộp: {last_day_in_words(report)}."
    lines = [text(f"BIỂU SỐ LIỆU BÁO CÁO – {report.reporter_name}, {report.round.name.lower()}", TITLE)]
    lines += [text(words, NOTE) for words in (f"{plans}. {days}", *(TO_FILL if free else TO_READ))]
    lines += [text(SAMPLE, WARNING)] if settings.SAMPLE_DATABASE else []
    return [[line] for line in lines]


def _write_prose(workbook, prose: Mapping[str, str], *, free: bool, marks: Marks, mark: str) -> None:
    sheet = Sheet(workbook, PROSE, PROSE_WIDTHS, header_row=2, frozen_columns=2, mark=mark)
    sheet.hide(column="A")
    sheet.lock()
    sheet.write([text("THUYẾT MINH", TITLE)])
    sheet.write([text(words, HEADER) for words in PROSE_HEADS.values()])
    for row, heading in enumerate(Heading, start=3):
        words = prose.get(heading, "")
        sheet.heighten(row, _height_of(words))
        cell = words_cell(words, free=free and not marks.locks(heading.value))
        sheet.write([text(f"{heading}-{TEXT}"), text(heading.label, BOLD), cell])


def _height_of(words: str) -> int:
    lines = sum(1 + len(line) // LINE_OF_PROSE for line in words.split("\n"))
    return min(max(LOWEST, lines * LINE_HEIGHT), HIGHEST)
