"""A report's form on paper: to collect numbers with by pen, or filled in to be signed and kept."""

from reporting.documents.paper_form.content import PaperForm, paper_form
from reporting.documents.paper_form.pdf import pdf_of

__all__ = ["PaperForm", "paper_form", "pdf_of"]
