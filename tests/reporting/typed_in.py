"""Typing into a report in tests: the shortest way to say what somebody typed, and what is stored of it."""

from datetime import datetime

from portal.dates import VIET_NAM
from reporting.answers import ANSWER, NOTE, address_of, part_box, rows_of
from reporting.choices import FigureKind
from reporting.filling import Typed, write_answers
from reporting.merging import cells_of, fingerprints

NOW = datetime(2024, 11, 20, 9, 30, tzinfo=VIET_NAM)


def actual(indicator):
    return (indicator.pk, FigureKind.ACTUAL.value)


def typed(indicator, *, prose=None, shown=None, **cells):
    return Typed({actual(indicator): {ANSWER: "value", NOTE: "", **cells}}, prose or {}, shown or {})


def parts_of(indicator):
    """The boxes of HTX and THT."""
    return [part_box(part.pk) for part in indicator.breakdown.parts.exclude(code="chua-phan-loai").order_by("order")]


def stored(report):
    """Each row of the report as comparable cells, blank ones left out."""
    return {
        key: {box: text for box, text in cells_of(row).items() if text}
        for key, row in rows_of(report.figures.all()).items()
    }


def shown_now(report):
    found = {}
    for key, row in rows_of(report.figures.all()).items():
        found |= fingerprints(address_of(key), cells_of(row))
    return found


def write(report, what, by, *, version=0):
    return write_answers(report, what, by=by, now=NOW, version=version)
