"""What units attach to their figures in the sample: a scanned list, a photograph, the minutes of a check."""

from dataclasses import replace
from datetime import datetime
from functools import cache
from io import BytesIO

from portal.file_kinds import PNG
from portal.files import CheckedFile
from portal.models import User
from reporting.attaching import attach
from reporting.evidence import subjects_in
from reporting.filling import questions_of
from reporting.models import Report
from reporting.sample.records import SCAN

LIST = replace(SCAN, name="danh-sach-htx-moi-du-lieu-mau.pdf")
MINUTES = replace(SCAN, name="bien-ban-kiem-tra-so-lieu-du-lieu-mau.pdf")


def bear_out(report: Report, *, by: User, now: datetime) -> None:
    """Two files on the first figure, one on the whole report. Before it is submitted."""
    whole, first, *_ = subjects_in(questions_of(report))
    [everything], [_, figure, *_] = whole.subjects, first.subjects
    attach(report, figure, [LIST, photograph()], by=by, now=now, note="Danh sách HTX, THT và ảnh ra mắt")
    attach(report, everything, [MINUTES], by=by, now=now)


@cache
def photograph() -> CheckedFile:
    """A picture that says what it is: no scene, no people."""
    from PIL import Image, ImageDraw

    picture, out = Image.new("RGB", (640, 400), "#f1e3e8"), BytesIO()
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 620, 380), outline="#8c1d40", width=4)
    pen.text((260, 190), "DU LIEU MAU", fill="#8c1d40")
    picture.save(out, "PNG")
    return CheckedFile("anh-ra-mat-htx-du-lieu-mau.png", PNG, out.getvalue())
