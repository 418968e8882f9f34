"""A form on paper as PDF, made as every printed document of the house is. The same form gives the same bytes."""

from django.template.loader import render_to_string

from reporting.documents.paper_form.content import PaperForm
from reporting.documents.pdf import print_pages, style_sheets


def pdf_of(form: PaperForm) -> bytes:
    """The printed form, fonts embedded, nothing fetched from anywhere."""
    html = render_to_string("reporting/documents/paper_form.html", {"form": form})
    return print_pages(html, *style_sheets("layout.css", "paper_form.css", is_sample=form.is_sample))
