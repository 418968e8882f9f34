"""A report's workbook on its pages: handed in, previewed, confirmed, and what the pages say."""

import re
from html import unescape

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def url(report, name="report-upload"):
    return reverse(f"reporting:{name}", args=[report.pk])


def hand_in(client, report, raw, name="biểu.xlsx"):
    return client.post(url(report), {"workbook": SimpleUploadedFile(name, raw)})


def carried(response):
    return {"carried": unescape(re.search(r'name="carried" value="([^"]*)"', response.content.decode())[1])}


def words(response):
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def confirm(client, report, preview, **choices):
    return client.post(url(report, "report-upload-confirm"), {**carried(preview), **choices}, follow=True)
