"""I9: what is taken is told from the content; whatever else is refused with a sentence that says what to do."""

import stat
import zipfile
from io import BytesIO

import pytest

from portal.errors import RuleBroken
from portal.file_kinds import DOCX, JPG, LARGEST_FILE, PDF, PNG, XLSX, kind_of
from tests.portal import handed_in

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (handed_in.PDF, PDF),
        (handed_in.picture("JPEG"), JPG),
        (handed_in.picture("PNG"), PNG),
        (handed_in.word(), DOCX),
        (handed_in.workbook(), XLSX),
    ],
    ids=["pdf", "jpg", "png", "docx", "xlsx"],
)
def test_a_file_is_what_its_content_says(content, kind):
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "Tệp rỗng"),
        (b"%PDF-1.7" + b"0" * LARGEST_FILE, "Tệp quá lớn"),
        (b"%PDF-1.7\nnothing more", "Tệp PDF không trọn vẹn"),
        (b"<script>alert(1)</script>" + handed_in.PDF, "Không nhận được loại tệp này"),
        (b"<!DOCTYPE html><p>anh.jpg</p>", "Không nhận được loại tệp này"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "Không nhận được loại tệp này"),
        (b"MZ\x90\x00" + b"\0" * 60, "Không nhận được loại tệp này"),
        (EICAR, "Không nhận được loại tệp này"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "kiểu cũ"),
        (b"\0\0\0\x18ftypheic" + b"\0" * 20, "Ảnh HEIC"),
        (handed_in.word()[:60], "Không mở được tệp"),
        (handed_in.package({"word/document.xml": b""}, content_list=None), "Không mở được tệp"),
        (handed_in.package({"bi-mat.exe": b"MZ"}), "Không nhận được tệp nén"),
        (handed_in.word(**{"word/vbaProject.bin": b"macro"}), "có macro"),
        (handed_in.word(**{"word/activeX/activeX1.xml": b"<ax/>"}), "có macro"),
        (
            handed_in.package({"xl/workbook.xml": b""}, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
            "có macro",
        ),
        (handed_in.word(**{"../../portal/settings.py": b""}), "cấu trúc lạ"),
        (handed_in.word(**{"/etc/cron.d/x": b""}), "cấu trúc lạ"),
        (handed_in.word(**{"word/media/a.bin": b"\0" * 30_000_000}), "quá lớn"),
        (handed_in.word(**{f"word/media/{n}": b"" for n in range(3001)}), "quá lớn"),
    ],
    # A package holds the time at which it was made: no name for a test.
    ids=lambda given: given if isinstance(given, str) else f"{len(given)} byte",
)
def test_what_is_not_taken_is_refused_with_what_to_do(content, said):
    with pytest.raises(RuleBroken, match=said):
        kind_of(content)


def test_a_package_with_a_password_is_refused():
    content = bytearray(handed_in.word())
    with zipfile.ZipFile(BytesIO(bytes(content))) as package:
        places = [package.start_dir + 8, 6]
    for place in places:
        content[place] |= 1

    with pytest.raises(RuleBroken, match="có mật khẩu"):
        kind_of(bytes(content))


def test_a_package_with_a_link_inside_is_refused():
    out = BytesIO(handed_in.word())
    with zipfile.ZipFile(out, "a") as package:
        link = zipfile.ZipInfo("word/media/anh")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        package.writestr(link, "/etc/passwd")

    with pytest.raises(RuleBroken, match="cấu trúc lạ"):
        kind_of(out.getvalue())
