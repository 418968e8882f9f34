"""Everything that is wrong with a workbook that came back: the cells that cannot be read, and what the form refuses."""

from collections.abc import Iterator
from dataclasses import dataclass

from portal.text import normalise
from portal.workbooks import Mark, Marks
from reporting.answers import ANSWER, NOTE, address_of
from reporting.forms.reports import ReadRow, ReportForm
from reporting.spreadsheets.report_form.looks import YELLOW
from reporting.spreadsheets.report_form.reading import Sent
from reporting.spreadsheets.report_form.table import Place

LONGEST_QUOTE = 40


@dataclass(frozen=True)
class Fault:
    """One cell and what is wrong with it: "Ô G12 (HTX mới, HTX): …"."""

    place: Place
    text: str


def faults_in(sent: Sent, form: ReportForm) -> list[Fault]:
    """All of them, from the top of the workbook down. `form` has read the texts of `sent`."""
    told = {**dict(_refused_by_form(sent, form)), **sent.refused}
    return [Fault(place, normalise(f"{_named(sent, place)}: {reason}")) for place, reason in sorted(told.items())]


def marks_of(faults: list[Fault], sent: Sent) -> dict[str, Marks]:
    """The same for portal.workbooks.mark_workbook."""
    return {
        sheet: Marks(
            head_row,
            YELLOW,
            tuple(Mark(f.place.row, f.place.column, f.text) for f in faults if f.place.sheet == sheet),
        )
        for sheet, head_row in sent.head_rows.items()
    }


def _refused_by_form(sent: Sent, form: ReportForm) -> Iterator[tuple[Place, str]]:
    for key, read in form.rows.items():
        yield from _errors_of(sent, address_of(key), read)
    for heading, read in form.prose.items():
        yield from _errors_of(sent, heading, read)


def _errors_of(sent: Sent, address: str, read: ReadRow) -> Iterator[tuple[Place, str]]:
    answer = sent.places.get(f"{address}-{ANSWER}")
    for box, error in read.errors.items():
        place = sent.places.get(f"{address}-{box}")
        is_only_because_of_the_answer = box == NOTE and answer in sent.refused
        if place and not is_only_because_of_the_answer:
            yield place, _quoted(read.texts.get(box, ""), box) + error


def _quoted(text: str, box: str) -> str:
    """The number that was typed, which is not always what the cell shows."""
    return f"“{text}” – " if text and box not in {ANSWER, NOTE} and len(text) <= LONGEST_QUOTE else ""


def _named(sent: Sent, place: Place) -> str:
    name = sent.names.get(place)
    return f"{place} ({name})" if name else str(place)
