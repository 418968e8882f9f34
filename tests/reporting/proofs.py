"""Files for reports in tests: the shortest way to say what is attached to what, by the verb or by the page."""

import re
from datetime import datetime
from html import unescape
from itertools import count

from django.urls import reverse

from portal.dates import VIET_NAM
from portal.files import check_file
from reporting.attaching import attach
from reporting.evidence import THE_WHOLE, WHOLE, Subject
from reporting.models import Evidence
from tests.portal import handed_in

NOW = datetime(2024, 11, 20, 9, 30, tzinfo=VIET_NAM)
_numbers = count(1)


def pdf(name="quyet-dinh.pdf", more=b""):
    """A small PDF as it is handed in; the same `more` is the same content."""
    return handed_in.uploaded(name, handed_in.PDF + more + b"%%EOF\n")


def another(name="quyet-dinh.pdf"):
    """A PDF of a content that no other one has."""
    return pdf(name, b"%% %d\n" % next(_numbers))


def figure(indicator):
    return Subject(indicator.name, indicator_id=indicator.pk)


def section(section):
    return Subject(f"Cả phần: {section}", section_id=section.pk)


def attached(report, *files, by, to=THE_WHOLE, now=NOW, **more):
    """Attach such files, or one of a content of its own; gives the rows."""
    return attach(report, to, [check_file(file) for file in files or [another()]], by=by, now=now, **more).added


def put_beside(report, indicator, by, now):
    """A file on a figure and one on the whole report."""
    attached(report, another("danh-sach.pdf"), by=by, to=figure(indicator), now=now, note="Danh sách HTX")
    attached(report, another("bien-ban.pdf"), by=by, now=now)


# --- By the page --------------------------------------------------------------------------------------------------------


def page_of(report, name="report-evidence", **query):
    address = reverse(f"reporting:{name}", args=[report.pk])
    return address + "".join(f"?{key}={value}" for key, value in query.items())


def hand_in(client, report, *files, about=WHOLE, **more):
    return client.post(page_of(report), {"about": about, "files": list(files), **more}, follow=True)


def form_for(name):
    """What a person chooses, where an address takes files."""
    return {"about": WHOLE, "files": [another()]} if name == "reporting:report-evidence" else {}


def words(response):
    """The page's text, without marks and extra space."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def names():
    """Of all files that bear something out, the earliest first."""
    return list(Evidence.objects.values_list("file__name", flat=True))
