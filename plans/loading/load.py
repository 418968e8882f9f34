"""Plan files into the tables: all or nothing, again and again without duplicates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction

from plans.loading.checks import check_file
from plans.loading.declared import declarations
from plans.loading.files import CATALOGUE, OpenedFile, open_files
from plans.loading.form import PlanFile
from plans.loading.known import Known
from plans.loading.mistakes import PlanFileWrong
from plans.loading.writing.commitments import write_commitments
from plans.loading.writing.document import link_relations, write_document
from plans.loading.writing.shared import write_shared
from plans.loading.writing.shelf import Ledger
from plans.loading.writing.targets import ALLOTMENTS
from plans.models import LoadedFile


@dataclass(frozen=True)
class LoadResult:
    """What loading a file did. `changes`: a line for each thing added, edited or removed; none where all was the same."""

    name: str
    path: Path
    is_new: bool
    changes: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]


def load_plan_file(path: Path | str, *, catalogue: Path = CATALOGUE) -> LoadResult:
    """Load one plan file (and the shared catalogue, where that has changed). Raises PlanFileWrong."""
    return load_plan_files([path], catalogue=catalogue)[-1]


@transaction.atomic
def load_plan_files(paths: Sequence[Path | str], *, catalogue: Path = CATALOGUE) -> list[LoadResult]:
    """Load the shared catalogue and plan files together: a result for each, the catalogue's first.

    A file that is the same as last time is left alone. Raises PlanFileWrong with all mistakes of all files; then nothing
    was written.
    """
    files = open_files(paths, catalogue)
    changed = [file for file in files if file.content]
    loading = [file.name for file in changed]
    known = _known_to(changed)
    for file in changed:
        check_file(file.content, file.name, known, loading, file.mistakes)
    _refuse(files)
    ledgers = _write(changed, known)
    _refuse(files)
    return [_result(file, ledgers.get(file.name)) for file in files]


def _known_to(changed: list[OpenedFile]) -> Known:
    """What the files may point at: the tables, and each other whatever their order."""
    known = Known.from_tables(leaving_out=[file.name for file in changed])
    seen = {}
    for file in changed:
        known.add(file.name, file.content)
        if file.name and file.name in seen:
            place = file.content.plan.at("code")
            file.mistakes.add(place, f"mã kế hoạch “{file.name}” đã dùng trong tệp {seen[file.name]}; cần mã khác")
        seen.setdefault(file.name, file.path.name)
    return known


def _refuse(files: Iterable[OpenedFile]) -> None:
    mistakes = [mistake for file in files for mistake in sorted(file.mistakes.found, key=lambda found: found.line)]
    if mistakes:
        raise PlanFileWrong(mistakes)


def _write(changed: list[OpenedFile], known: Known) -> dict[str, Ledger]:
    """Shared things first, for a plan may point at what another file declares; removals last, from below upwards."""
    ledgers = {file.name: Ledger(file.mistakes) for file in changed}
    for file in changed:
        write_shared(file.name, file.content, known, ledgers[file.name])
    for file in changed:
        if isinstance(file.content, PlanFile):
            plan = write_document(file.content, known, ledgers[file.name])
            write_commitments(file.content, plan, known, ledgers[file.name])
    for ledger in reversed(ledgers.values()):
        ledger.remove_gone()
    link_relations()
    for file in changed:
        declares = declarations(file.content) | {ALLOTMENTS: ledgers[file.name].allotments}
        said = {"digest": file.digest, "declares": declares}
        LoadedFile.objects.update_or_create(name=file.name, defaults=said)
    return ledgers


def _result(file: OpenedFile, ledger: Ledger | None) -> LoadResult:
    changes = tuple(ledger.changes()) if ledger else ()
    return LoadResult(file.name, file.path, file.is_new, changes, _counts(file.content))


def _counts(content) -> tuple[tuple[str, int], ...]:
    """How much a plan's file holds, for whoever loads it the first time."""
    if not isinstance(content, PlanFile):
        return ()
    return (
        ("mục", len(content.all_sections())),
        ("chỉ tiêu", len(content.goals)),
        ("nhiệm vụ", len(content.tasks)),
        ("chế độ báo cáo", len(content.duties)),
    )
