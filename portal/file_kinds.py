"""What kinds of files are taken, told from what is in them, never from their names.

Nothing here unpacks a whole file: of a Word or Excel file only the list of its members and its first small part are read.
"""

import stat
import zipfile
from dataclasses import dataclass
from io import BytesIO

from portal.errors import RuleBroken

MEGABYTE = 1024 * 1024
LARGEST_FILE = 20 * MEGABYTE

# A Word or Excel file unpacked: beyond these it is a bomb, not a document.
LARGEST_UNPACKED = 200 * MEGABYTE
MOST_MEMBERS = 3000
SMALL_ENOUGH = 10 * MEGABYTE
HIGHEST_RATIO = 100
LARGEST_CONTENT_LIST = MEGABYTE

WHAT_IS_TAKEN = "Chỉ nhận tệp PDF, ảnh JPG hoặc PNG, Word (.docx), Excel (.xlsx), mỗi tệp không quá 20 MB."


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is taken: the endings that its names may have, the first one given where a name has none."""

    endings: tuple[str, ...]
    content_type: str


OFFICE = "application/vnd.openxmlformats-officedocument"
PDF = FileKind((".pdf",), "application/pdf")
JPG = FileKind((".jpg", ".jpeg"), "image/jpeg")
PNG = FileKind((".png",), "image/png")
DOCX = FileKind((".docx",), f"{OFFICE}.wordprocessingml.document")
XLSX = FileKind((".xlsx",), f"{OFFICE}.spreadsheetml.sheet")
IMAGES = {JPG, PNG}
KINDS = (PDF, JPG, PNG, DOCX, XLSX)

# The part that makes a package a document of its kind, as the package itself must list it.
PACKAGES = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX}
CONTENT_LIST = "[Content_Types].xml"
# What can run when the file is opened.
RUNS = ("vbaproject.bin", "/activex/", "macrosheets/")

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PHONE_PHOTO = (b"ftypheic", b"ftypheix", b"ftypmif1", b"ftyphevc")


def kind_of(content: bytes) -> FileKind:
    """The kind of a file's content. RuleBroken with what is taken, or what to do with a kind that can be saved anew."""
    if not content:
        raise RuleBroken("Tệp rỗng, không có nội dung. Kiểm tra lại tệp trên máy rồi chọn lại.")
    if len(content) > LARGEST_FILE:
        raise RuleBroken(f"Tệp quá lớn. {WHAT_IS_TAKEN}")
    if content.startswith(b"%PDF-"):
        return _whole_pdf(content)
    if content.startswith(b"\xff\xd8\xff"):
        return JPG
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"PK\x03\x04"):
        return _package_kind(content)
    if content.startswith(OLD_OFFICE):
        raise RuleBroken(
            "Tệp Word, Excel kiểu cũ (.doc, .xls) hoặc có mật khẩu thì chưa nhận được. Mở tệp, bỏ mật khẩu nếu có, chọn "
            '"Lưu thành" .docx hoặc .xlsx (hay PDF) rồi chọn tệp mới.'
        )
    if content[4:12] in PHONE_PHOTO:
        raise RuleBroken("Ảnh HEIC của điện thoại chưa nhận được. Lưu ảnh thành JPG rồi chọn lại.")
    raise RuleBroken(f"Không nhận được loại tệp này. {WHAT_IS_TAKEN}")


def _whole_pdf(content: bytes) -> FileKind:
    if b"%%EOF" not in content[-4096:]:
        raise RuleBroken("Tệp PDF không trọn vẹn (thiếu phần cuối). Quét hoặc xuất lại rồi chọn lại tệp.")
    return PDF


def _package_kind(content: bytes) -> FileKind:
    """A zip: taken where it is a Word or Excel document without macros that does not unpack into a flood."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            members = package.infolist()
            _refuse_dangerous(members)
            listed = _content_list(package).lower()
    except (zipfile.BadZipFile, NotImplementedError, EOFError, ValueError, KeyError) as broken:
        raise RuleBroken(f"Không mở được tệp: tệp hỏng, hoặc không phải Word, Excel. {WHAT_IS_TAKEN}") from broken
    names = [member.filename.lower() for member in members]
    if b"macroenabled" in listed or any(mark in f"/{name}" for name in names for mark in RUNS):
        raise RuleBroken('Tệp có macro, không nhận được. Mở tệp, chọn "Lưu thành" .docx hoặc .xlsx rồi chọn tệp mới.')
    for part, kind in PACKAGES.items():
        if part in names:
            return kind
    raise RuleBroken(f"Không nhận được tệp nén hoặc loại tệp này. {WHAT_IS_TAKEN}")


def _refuse_dangerous(members: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(member.file_size for member in members)
    packed = sum(member.compress_size for member in members) or 1
    is_bomb = unpacked > SMALL_ENOUGH and unpacked / packed > HIGHEST_RATIO
    if len(members) > MOST_MEMBERS or unpacked > LARGEST_UNPACKED or is_bomb:
        raise RuleBroken("Tệp khi mở ra quá lớn, không nhận được. Xuất sang PDF rồi chọn lại tệp.")
    for member in members:
        if member.flag_bits & 1:
            raise RuleBroken("Tệp có mật khẩu, không nhận được. Bỏ mật khẩu rồi chọn lại tệp.")
        places = member.filename.replace("\\", "/").split("/")
        if ".." in places or places[0] in {"", "C:"} or stat.S_ISLNK(member.external_attr >> 16):
            raise RuleBroken(f"Tệp nén có cấu trúc lạ, không nhận được. {WHAT_IS_TAKEN}")


def _content_list(package: zipfile.ZipFile) -> bytes:
    """What the package says of its parts. KeyError where it says nothing: then it is no document."""
    with package.open(CONTENT_LIST) as listing:
        content = listing.read(LARGEST_CONTENT_LIST + 1)
    if len(content) > LARGEST_CONTENT_LIST:
        raise ValueError("The list of contents is too long")
    return content
