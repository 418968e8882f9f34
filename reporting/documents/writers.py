"""The forms in which a province's report leaves the house."""

from collections.abc import Callable
from dataclasses import dataclass

from reporting.documents.content import ProvinceReport
from reporting.documents.pdf import pdf_of
from reporting.documents.xlsx import xlsx_of


@dataclass(frozen=True)
class Writer:
    """How to write a report, and what the browser is told of it."""

    write: Callable[[ProvinceReport], bytes]
    content_type: str
    opens_in_browser: bool


WRITERS = {
    "pdf": Writer(pdf_of, "application/pdf", opens_in_browser=True),
    "xlsx": Writer(
        xlsx_of, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", opens_in_browser=False
    ),
}
