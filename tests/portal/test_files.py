"""I9, I10: files come in clean, lie under names of chance, and go out as downloads in which nothing runs."""

import hashlib
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import transaction
from django.http import Http404
from PIL import Image

from portal.errors import RuleBroken
from portal.file_kinds import JPG, PDF, PNG
from portal.files import attachment, check_file, clean_name, drop_file, keep_file, sweep_files
from portal.middleware import SecurityHeaders
from portal.models import StoredFile
from tests.portal import handed_in

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path / "files")
    return tmp_path / "files"


def kept(clerk, name="Kế hoạch.pdf", content=handed_in.PDF, now=NOW):
    return keep_file(handed_in.uploaded(name, content), by=clerk, now=now)


def files_in(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


# --- Coming in --------------------------------------------------------------------------------------------------------


def test_a_kept_file_remembers_its_name_kind_size_and_digest(clerk, storage):
    stored = kept(clerk)

    assert (stored.name, stored.content_type, stored.size, stored.stored_by, stored.stored_at) == (
        "Kế hoạch.pdf",
        "application/pdf",
        len(handed_in.PDF),
        clerk,
        NOW,
    )
    assert stored.digest == hashlib.sha256(handed_in.PDF).hexdigest()
    assert (storage / stored.content.name).read_bytes() == handed_in.PDF


def test_two_files_of_one_name_lie_under_different_names_of_chance(clerk, storage):
    names = {kept(clerk).content.name for _ in range(2)}

    assert len(names) == 2
    assert files_in(storage) == sorted(names)
    assert all(Path(name).parent == Path("2026/11") and len(Path(name).name) == 32 for name in names)


def test_what_is_refused_leaves_nothing(clerk, storage):
    with pytest.raises(RuleBroken, match="Chỉ nhận tệp PDF, ảnh JPG hoặc PNG"):
        kept(clerk, "anh.jpg", b"<html><script>alert(1)</script></html>")

    assert (StoredFile.objects.count(), files_in(storage)) == (0, [])


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("../../x.pdf", "x.pdf"),
        (r"C:\Users\Lan\Kế hoạch.PDF", "Kế hoạch.pdf"),
        ("ke hoach.pdf.exe", "ke hoach.pdf.exe.pdf"),
        ("anh\u202efdp.exe", "anhfdp.exe.pdf"),
        ("a\0b.pdf", "ab.pdf"),
        ('bao"cao\r\nSet-Cookie: x.pdf', "bao-cao-Set-Cookie- x.pdf"),
        ("CON", "tep-CON.pdf"),
        ("con.pdf", "tep-con.pdf"),
        ("", "tep.pdf"),
        ("...", "tep.pdf"),
        ("Ke\u0302\u0301 hoa\u0323ch.pdf", "Kế hoạch.pdf"),
        ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ],
)
def test_a_name_is_cleaned(typed, cleaned):
    assert clean_name(typed, PDF) == cleaned


def test_a_picture_is_drawn_anew_without_what_hid_in_it():
    exif = Image.Exif()
    exif[0x010E] = "Nhà chị Lan"
    exif[0x0112] = 6  # turned by a quarter
    content = handed_in.picture("JPEG", exif=exif, comment=b"<script>") + b"<?php phpinfo();"

    checked = check_file(handed_in.uploaded("anh.jpg", content))

    assert checked.kind == JPG
    assert b"script" not in checked.content
    assert b"php" not in checked.content
    with Image.open(BytesIO(checked.content)) as image:
        assert (image.size, dict(image.getexif())) == ((3, 4), {})


@pytest.mark.parametrize(
    ("mode", "kept_as"), [("RGB", "RGB"), ("RGBA", "RGBA"), ("P", "RGB"), ("L", "L"), ("1", "1"), ("LA", "LA")]
)
def test_a_png_keeps_its_colours(mode, kept_as):
    size = {"size": (5, 2), "mode": mode} if mode != "LA" else {"size": (5, 2)}
    content = handed_in.picture("PNG", **size) if mode != "LA" else _grey_with_alpha()

    checked = check_file(handed_in.uploaded("anh.png", content))

    assert checked.kind == PNG
    with Image.open(BytesIO(checked.content)) as image:
        assert (image.mode, image.size) == (kept_as, (5, 2))


def _grey_with_alpha():
    out = BytesIO()
    Image.new("LA", (5, 2), (1, 255)).save(out, "PNG")
    return out.getvalue()


def _png_that_claims(width, height):
    """A small PNG whose head announces a huge picture."""
    import struct
    import zlib

    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 100)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(100_000, 100_000), (10_000, 10_000), (8_000, 6_000)])
def test_a_picture_of_too_many_points_is_refused_before_it_is_unpacked(size):
    with pytest.raises(RuleBroken, match="quá nhiều điểm ảnh"):
        check_file(handed_in.uploaded("anh.png", _png_that_claims(*size)))


def test_half_a_picture_is_refused():
    with pytest.raises(RuleBroken, match="Không mở được ảnh"):
        check_file(handed_in.uploaded("anh.png", handed_in.picture("PNG", size=(300, 300))[:60]))


def test_one_person_cannot_fill_the_disk_in_a_day(clerk, keeper, monkeypatch):
    monkeypatch.setattr("portal.files.LARGEST_DAY", 2 * len(handed_in.PDF))
    for _ in range(2):
        kept(clerk)

    with pytest.raises(RuleBroken, match="quá 500 MB"):
        kept(clerk)

    kept(keeper)
    kept(clerk, now=NOW + timedelta(days=1))
    assert StoredFile.objects.count() == 4


def test_a_storage_that_fails_is_told_and_leaves_no_row(clerk, storage):
    storage.parent.mkdir(exist_ok=True)
    storage.write_text("a file where the folder should be")

    with pytest.raises(RuleBroken, match="kho lưu trữ đang trục trặc"):
        kept(clerk)

    assert StoredFile.objects.count() == 0


# --- Going out --------------------------------------------------------------------------------------------------------


def test_a_file_goes_out_as_a_download_in_which_nothing_runs(clerk, rf):
    stored = kept(clerk, 'Kế hoạch "năm".pdf')

    answer = SecurityHeaders(lambda request: attachment(stored))(rf.get("/"))

    assert b"".join(answer.streaming_content) == handed_in.PDF
    assert {name: answer.headers[name] for name in ("Content-Type", "Content-Disposition", "Cache-Control")} == {
        "Content-Type": "application/pdf",
        "Content-Disposition": "attachment; filename*=utf-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20-n%C4%83m-.pdf",
        "Cache-Control": "private, no-store",
    }
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox; frame-ancestors 'none'"


def test_a_file_that_storage_lost_is_not_found(clerk):
    stored = kept(clerk)
    default_storage.delete(stored.content.name)

    with pytest.raises(Http404):
        attachment(stored)


def test_a_dropped_file_is_gone_once_that_is_certain(clerk, storage, django_capture_on_commit_callbacks):
    stored = kept(clerk)

    with django_capture_on_commit_callbacks() as waiting:
        drop_file(stored)
    there = files_in(storage)
    for callback in waiting:
        callback()

    assert (StoredFile.objects.count(), len(there), files_in(storage)) == (0, 1, [])


# --- What is left behind ----------------------------------------------------------------------------------------------


def test_what_a_failed_saving_left_is_swept_after_a_while(clerk, storage):
    stays = kept(clerk)
    with transaction.atomic():
        lost = kept(clerk)
        transaction.set_rollback(True)
    before, after = datetime.now(UTC) - timedelta(hours=1), datetime.now(UTC) + timedelta(hours=1)

    assert sweep_files(before) == []
    assert sweep_files(after) == [lost.content.name]
    assert files_in(storage) == [stays.content.name]


def test_the_sweeping_command_leaves_what_is_young(storage, capsys):
    default_storage.save("2026/11/vua-gui", ContentFile(b"x"))

    call_command("sweep_files")

    assert capsys.readouterr().out == "0 files removed\n"
    assert files_in(storage) == ["2026/11/vua-gui"]


def test_sweeping_an_empty_storage_finds_nothing():
    assert sweep_files(NOW) == []
