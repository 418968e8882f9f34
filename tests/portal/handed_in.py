"""Small files of each kind, as people hand them in."""

import zipfile
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
WORD_LIST = b'<Types><Override PartName="/word/document.xml" ContentType="x.document.main+xml"/></Types>'


def uploaded(name, content):
    return SimpleUploadedFile(name, content)


def picture(form, size=(4, 3), mode="RGB", **saved_with):
    out = BytesIO()
    Image.new(mode, size, 1).save(out, form, **saved_with)
    return out.getvalue()


def package(members, content_list=WORD_LIST, compression=zipfile.ZIP_DEFLATED):
    """A zip with the list of contents that Word and Excel files have, and these members besides: name to bytes."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression) as zipped:
        if content_list is not None:
            zipped.writestr("[Content_Types].xml", content_list)
        for name, content in members.items():
            zipped.writestr(name, content)
    return out.getvalue()


def word(**others):
    return package({"word/document.xml": b"<w:document/>", **others})


def workbook():
    return package({"xl/workbook.xml": b"<workbook/>"}, b"<Types/>")
