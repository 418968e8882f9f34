"""Files that people hand in: looked at, cleaned, kept, and given back so that nothing in them can run.

Who may fetch a file is decided by the view of the thing that it hangs on, never here.
"""

import hashlib
import logging
import re
import secrets
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from io import BytesIO

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Sum
from django.http import FileResponse, Http404

from portal.errors import RuleBroken
from portal.file_kinds import IMAGES, JPG, LARGEST_FILE, MEGABYTE, WHAT_IS_TAKEN, FileKind, kind_of
from portal.models import StoredFile
from portal.text import normalise

logger = logging.getLogger(__name__)

# What one person may hand in within a day: a full disk would stop everybody.
LARGEST_DAY = 500 * MEGABYTE
# An A4 page scanned at 600 dots per inch has 35 million.
MOST_PIXELS = 40_000_000
LONGEST_NAME = 200
LONGEST_SHOWN = 60
JPG_QUALITY = 90

# The names of devices of Windows: a file of such a name cannot be saved there.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
FORBIDDEN = re.compile(r'[<>:"|?*\n]')

# A file that is opened all the same runs nothing and reaches nobody.
SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"


@dataclass(frozen=True)
class CheckedFile:
    """A file whose content has been looked at: its name cleaned, an image drawn anew without what hid in it."""

    name: str
    kind: FileKind
    content: bytes

    @cached_property
    def digest(self) -> str:
        """The SHA-256 of the content, in hex digits."""
        return hashlib.sha256(self.content).hexdigest()


def check_file(upload: UploadedFile) -> CheckedFile:
    """What is taken of an upload. RuleBroken: a sentence with what is allowed (pdf, jpg, png, docx, xlsx, 20 MB)."""
    if upload.size > LARGEST_FILE:
        raise RuleBroken(f"Tệp quá lớn. {WHAT_IS_TAKEN}")
    upload.seek(0)
    content = upload.read(LARGEST_FILE + 1)
    kind = kind_of(content)
    if kind in IMAGES:
        content = _drawn_anew(content, kind)
    return CheckedFile(clean_name(upload.name or "", kind), kind, content)


def keep_file(upload: UploadedFile | CheckedFile, *, by, now: datetime) -> StoredFile:
    """Put a file into storage under a name of chance. RuleBroken where it is not taken, or the day's measure is full.

    What a rolled-back transaction leaves in storage is known to nobody; the command sweep_files removes it.
    """
    checked = upload if isinstance(upload, CheckedFile) else check_file(upload)
    _refuse_a_flood(len(checked.content), by, now)
    return StoredFile.objects.create(
        content=_written(checked.content, now),
        name=checked.name,
        content_type=checked.kind.content_type,
        size=len(checked.content),
        digest=checked.digest,
        stored_by=by,
        stored_at=now,
    )


def attachment(stored: StoredFile) -> FileResponse:
    """The file as a download under its own name; it is never shown as a page of this site."""
    try:
        content = stored.content.open("rb")
    except FileNotFoundError as missing:
        logger.error("The file %s of storage is missing", stored.content.name)
        raise Http404 from missing
    answer = FileResponse(content, as_attachment=True, filename=stored.name, content_type=stored.content_type)
    answer.headers["Content-Security-Policy"] = SANDBOX
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def drop_file(stored: StoredFile | None) -> None:
    """Forget a file that nothing hangs on any more; its content goes once the transaction is through."""
    if stored is None:
        return
    name = stored.content.name
    stored.delete()
    transaction.on_commit(lambda: default_storage.delete(name))


def clean_name(name: str, kind: FileKind) -> str:
    """A name that can be saved anywhere and ends as its kind does: no path, no unseen sign, at most 200 letters."""
    name = " ".join(FORBIDDEN.sub("-", _without_path(name)).split()).strip(". ")
    if not name or RESERVED.fullmatch(name):
        name = f"tep-{name}".strip("-")
    ending = next((end for end in kind.endings if name.lower().endswith(end)), None)
    stem = name[: -len(ending)] if ending else name
    ending = ending or kind.endings[0]
    return stem[: LONGEST_NAME - len(ending)].rstrip(". ") + ending


def shown_name(name: str) -> str:
    """A name as it is repeated to who chose the file: without its path and unseen signs, a long one shortened."""
    name = _without_path(name)
    return name if len(name) <= LONGEST_SHOWN else f"{name[:LONGEST_SHOWN]}…"


def sweep_files(older_than: datetime) -> list[str]:
    """Remove what lies in storage since before that moment and belongs to no row; the names of what was removed."""
    return [name for folder in _folders_below("") for name in _sweep_folder(folder, older_than)]


def _without_path(name: str) -> str:
    return normalise(re.split(r"[/\\]", name.replace("\0", ""))[-1])


def _sweep_folder(folder: str, older_than: datetime) -> list[str]:
    _, names = default_storage.listdir(folder)
    paths = {f"{folder}/{name}".lstrip("/") for name in names}
    strangers = sorted(paths - set(StoredFile.objects.filter(content__in=paths).values_list("content", flat=True)))
    old = [path for path in strangers if default_storage.get_modified_time(path) < older_than]
    for path in old:
        default_storage.delete(path)
    return old


def _drawn_anew(content: bytes, kind: FileKind) -> bytes:
    """The picture alone, upright: where and with what it was taken, and whatever was hidden behind it, is left out."""
    from PIL import Image, ImageOps

    form, out = "JPEG" if kind is JPG else "PNG", BytesIO()
    too_large = RuleBroken("Ảnh có quá nhiều điểm ảnh. Thu nhỏ ảnh hoặc quét ở 300 dpi rồi chọn lại.")
    try:
        with Image.open(BytesIO(content), formats=[form]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise too_large
            drawn = ImageOps.exif_transpose(image)
            drawn = drawn.convert(_mode(drawn, kind))
            drawn.info.clear()
            drawn.save(out, form, quality=JPG_QUALITY)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise too_large from bomb
    except (OSError, SyntaxError, ValueError) as broken:
        raise RuleBroken("Không mở được ảnh: tệp hỏng hoặc không trọn vẹn. Chụp hoặc quét lại.") from broken
    if out.tell() > LARGEST_FILE:
        raise too_large
    return out.getvalue()


def _mode(image, kind: FileKind) -> str:
    """The colours that the picture is kept in: a JPG is grey or coloured, a PNG keeps its own but for a palette."""
    if kind is JPG:
        return "L" if image.mode == "L" else "RGB"
    if image.mode in {"P", "PA"}:
        return "RGBA" if image.has_transparency_data else "RGB"
    return image.mode


def _refuse_a_flood(size: int, by, now: datetime) -> None:
    today = StoredFile.objects.filter(stored_by=by, stored_at__gt=now - timedelta(days=1)).aggregate(sum=Sum("size"))
    if (today["sum"] or 0) + size > LARGEST_DAY:
        raise RuleBroken("Hôm nay bạn đã gửi quá 500 MB tệp. Đợi đến ngày mai, hoặc quét lại với dung lượng nhỏ hơn.")


def _written(content: bytes, now: datetime) -> str:
    """Write into storage; the name given there. A disk that is full leaves no half of a file behind."""
    name = f"{now:%Y/%m}/{secrets.token_hex(16)}"
    try:
        return default_storage.save(name, ContentFile(content))
    except OSError as failed:
        logger.error("The file %s could not be written: %s", name, failed)
        with suppress(OSError):
            default_storage.delete(name)
        raise RuleBroken(
            "Chưa lưu được tệp vì kho lưu trữ đang trục trặc. Báo quản trị hệ thống rồi thử lại."
        ) from failed


def _folders_below(folder: str) -> list[str]:
    if not default_storage.exists(folder):
        return []
    folders, _ = default_storage.listdir(folder)
    below = [f"{folder}/{name}".lstrip("/") for name in folders]
    return [folder, *(deeper for name in below for deeper in _folders_below(name))]
