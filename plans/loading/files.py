"""The files of one loading, opened: read, unless they are the same as last time."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from plans.loading.entries import read_entry
from plans.loading.form import CatalogueFile, PlanFile
from plans.loading.mistakes import Mistakes, Place
from plans.loading.source import read_source
from plans.models import LoadedFile, Unit

CATALOGUE = Path(__file__).resolve().parent.parent / "catalogue" / "indicators.yaml"
CATALOGUE_NAME = "danh-muc-chi-so"
OWN_CATALOGUE = "danh-muc-rieng-"  # and the key of the province that keeps it
# Raise it when the same file is to be written differently, so that unchanged files are loaded once more.
FORM_VERSION = b"2"


@dataclass
class OpenedFile:
    """A file on its way into the tables; what comes from the browser has no path.

    `content` is None where it cannot be read or is left alone: it is the same as last time, or the plan has gone on
    without it (`note` says so). `owner`: the province whose own catalogue it is.
    """

    path: Path | None
    name: str
    digest: str
    mistakes: Mistakes
    content: PlanFile | CatalogueFile | None = None
    is_new: bool = False
    note: str = ""
    owner: Unit | None = None


def open_files(paths: Sequence[Path | str], catalogue: Path) -> list[OpenedFile]:
    """The catalogue, then the plan files. A plan is read again when the catalogue has changed: it points there."""
    plans = [Path(path) for path in paths if Path(path).resolve() != catalogue.resolve()]
    common = _bytes(catalogue) or b""
    return [_open(catalogue, CatalogueFile, b""), *[_open(path, PlanFile, common) for path in plans]]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _open(path: Path, form: type, common: bytes) -> OpenedFile:
    raw, mistakes = _bytes(path), Mistakes(path.name)
    digest = sha256(FORM_VERSION + sha256(common).digest() + (raw or b"")).hexdigest()
    if raw is None:
        mistakes.add(Place(1), f"không có tệp {path}")
        return OpenedFile(path, "", digest, mistakes)
    same = LoadedFile.objects.filter(digest=digest).first()
    if same:
        return OpenedFile(path, same.name, digest, mistakes)
    source = read_source(raw, mistakes)
    content = read_entry(form, source, mistakes) if source else None
    name = _name_of(content)
    return OpenedFile(path, name, digest, mistakes, content, not LoadedFile.objects.filter(name=name).exists())


def _name_of(content: PlanFile | CatalogueFile | None) -> str:
    """A file is known by what it holds, not by where it lies: a plan by its code."""
    if isinstance(content, CatalogueFile):
        return CATALOGUE_NAME
    return (content.plan.code if content and content.plan else None) or ""
