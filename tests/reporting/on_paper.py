"""Forms on paper for tests, and what a printed one says otherwise."""

import re
from collections import Counter
from html.parser import HTMLParser
from io import BytesIO

from django.template.loader import render_to_string
from pypdf import PdfReader

from reporting.documents.paper_form import paper_form
from reporting.models import Report
from reporting.questions import questions_of
from tests.reporting.poppler import words_of

NEEDED = ("round__province", "unit", "agency__body_of", "submitted_by")
FACES = {"Tinos", "Tinos-Bold", "Tinos-Italic"}
INSIDE_A_LINE = {"b", "i", "span"}


def form_of(report, *, is_empty=False):
    report = Report.objects.select_related(*NEEDED).get(pk=report.pk)
    return paper_form(report, questions_of(report), is_empty=is_empty)


class _Page(HTMLParser):
    """The words of a page, without its title, and those of tables' heads."""

    def __init__(self, html):
        super().__init__()
        self.text, self.head, self._inside = "", "", set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._inside.add(tag)
        self.text += "" if tag in INSIDE_A_LINE else " "

    def handle_endtag(self, tag):
        self._inside.discard(tag)
        self.text += "" if tag in INSIDE_A_LINE else " "

    def handle_data(self, data):
        if "title" not in self._inside:
            self.text += data
        if "thead" in self._inside:
            self.head += f" {data}"


def differences(written, form):
    """Words of the form that are not in the PDF, and words in it that are not the form's.

    The table's head and the line on top of the pages may come again. A line may end behind a hyphen.
    """
    page = _Page(render_to_string("reporting/documents/paper_form.html", {"form": form}))
    said, printed = Counter(_words(page.text)), Counter(_words(words_of(written)))
    count = len(PdfReader(BytesIO(written)).pages)
    on_top = f"{form.file_name} trang {' '.join(f'{number}/{count}' for number in range(2, count + 1))}"
    return dict(said - printed), set(printed - said) - {*_words(page.head), *_words(on_top)}


def _words(text):
    return re.findall(r"[^\s–-]+", text)
