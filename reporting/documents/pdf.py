"""A province's report as PDF. The same report gives the same bytes, on any machine and on any day."""

import os
import warnings
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

from django.conf import settings
from django.template.loader import render_to_string

from reporting.documents.content import ProvinceReport

HERE = Path(__file__).parent
# Archive PDF with Unicode text: searchable, and self-contained for the years that an office keeps its papers.
VARIANT = "pdf/a-2u"


def pdf_of(report: ProvinceReport) -> bytes:
    """The printed report, fonts embedded, nothing fetched from anywhere."""
    return print_pages(html_of(report), *style_sheets("layout.css", is_sample=report.is_sample))


def html_of(report: ProvinceReport) -> str:
    """The report as the page that is printed; its days are the report's own."""
    return render_to_string("reporting/documents/report.html", {"report": report, "frame": report.frame})


def print_pages(html: str, *sheets: str) -> bytes:
    """Pages from HTML and style sheets of ours, under two fetchers.

    What people wrote stands in the HTML: its fetcher allows no address at all. The font sheet's own allows the font
    files and nothing beside them.
    """
    weasyprint = weasyprint_without_host_fonts()
    fonts = weasyprint.text.fonts.FontConfiguration()
    nothing = weasyprint.urls.URLFetcher(allowed_protocols=frozenset())
    faces = weasyprint.CSS(
        string=_text("faces.css"),
        base_url=f"{_font_folder().as_uri()}/",
        url_fetcher=_only_fonts(),
        font_config=fonts,
    )
    styles = [weasyprint.CSS(string=sheet, url_fetcher=nothing, font_config=fonts) for sheet in sheets]
    page = weasyprint.HTML(string=html, url_fetcher=nothing)
    return page.write_pdf(stylesheets=[faces, *styles], font_config=fonts, pdf_variant=VARIANT)


def style_sheets(*names: str, is_sample: bool) -> list[str]:
    """Style sheets of this folder, with the one that marks a sample's pages where it is one."""
    return [_text(name) for name in [*names, *(["sample.css"] if is_sample else [])]]


@cache
def _text(name):
    return (HERE / name).read_text(encoding="utf-8")


def _font_folder():
    return Path(settings.DOCUMENT_FONTS).resolve()


@cache
def weasyprint_without_host_fonts():
    """WeasyPrint without the host's fonts: Pango reads this once, when WeasyPrint is first imported.

    Its import also lets Pillow take half a picture for a whole one, in the whole program: what is handed in would be.
    """
    os.environ["FONTCONFIG_FILE"] = str(HERE / "fonts.conf")
    warnings.filterwarnings("ignore", message="No fonts configured in FontConfig")
    import weasyprint
    import weasyprint.text.fonts
    import weasyprint.urls
    from PIL import ImageFile

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    return weasyprint


def _only_fonts():
    folder = _font_folder()

    class OnlyFonts(weasyprint_without_host_fonts().urls.URLFetcher):
        """Font files below one folder."""

        def fetch(self, url, headers=None):
            path = Path(url2pathname(urlsplit(url).path)).resolve()
            if not path.is_relative_to(folder) or path.suffix != ".ttf":
                raise ValueError(f"not one of our fonts: {url}")
            return super().fetch(url, headers)

    return OnlyFonts(allowed_protocols={"file"})
