"""Plan files into the tables: all or nothing, again and again without duplicates."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from plans.auditing import record_version
from plans.loading.allotted import check_allotted
from plans.loading.amending import check_adjustment
from plans.loading.checks import check_file
from plans.loading.declared import declarations
from plans.loading.files import CATALOGUE, OpenedFile, open_files
from plans.loading.form import PlanFile
from plans.loading.known import Known
from plans.loading.mistakes import PlanFileWrong
from plans.loading.versions import keep_version_of_file, last_version, overtaken_by, was_published
from plans.loading.writing.commitments import write_commitments
from plans.loading.writing.document import link_relations, write_document
from plans.loading.writing.shared import write_shared
from plans.loading.writing.shelf import Ledger
from plans.loading.writing.targets import ALLOTMENTS, allotments_given
from plans.models import LoadedFile, Plan, Unit
from portal import clock
from portal.auditing import told_at_the_end
from portal.dates import format_date

LEFT_ALONE = "đã điều chỉnh trên cổng, giữ nguyên bản trên cổng"


@dataclass(frozen=True)
class LoadResult:
    """What loading a file did. `changes`: a line for each thing added, edited or removed; none where all was the same.

    `note` says why a file was left alone though it is not the same as last time.
    """

    name: str
    path: Path
    is_new: bool
    changes: tuple[str, ...]
    counts: tuple[tuple[str, int], ...]
    note: str = ""


@dataclass(frozen=True)
class Loading:
    """How an operator loads. `over`: files win over what was amended in the browser meanwhile; `keep`: they give way.

    With a decision the loading is an adjustment by that decision, else a correction; the reason is kept with it.
    """

    reason: str = ""
    decision: str = ""
    over: bool = False
    keep: bool = False


def load_plan_file(path: Path | str, *, catalogue: Path = CATALOGUE) -> LoadResult:
    """Load one plan file (and the shared catalogue, where that has changed). Raises PlanFileWrong."""
    return load_plan_files([path], catalogue=catalogue)[-1]


@transaction.atomic
def load_plan_files(
    paths: Sequence[Path | str],
    *,
    catalogue: Path = CATALOGUE,
    loading: Loading = Loading(),
    now: datetime | None = None,
) -> list[LoadResult]:
    """Load the shared catalogue and plan files together: a result for each, the catalogue's first.

    A file that is the same as last time is left alone; whatever else changes a plan is kept as a version of it. Raises
    PlanFileWrong with all mistakes of all files; then nothing was written.
    """
    files = open_files(paths, catalogue)
    for file in files:
        if isinstance(file.content, PlanFile) and file.name:
            _give_way(file, loading)
    ledgers = load_contents(files)
    with told_at_the_end():
        for file in files:
            if file.name in ledgers and isinstance(file.content, PlanFile):
                _keep_version(file, ledgers[file.name], loading, now or clock.now())
    return [_result(file, ledgers.get(file.name)) for file in files]


@transaction.atomic
def load_contents(files: Sequence[OpenedFile]) -> dict[str, Ledger]:
    """What files and the browser share: check what was read, write it, and tell by name what that changed.

    Raises PlanFileWrong with all mistakes; then nothing was written. Loadings follow each other, one at a time.
    """
    one_at_a_time()
    changed = [file for file in files if file.content]
    names = [file.name for file in changed]
    known = known_to(changed)
    for file in changed:
        check_file(file.content, file.name, known, names, file.mistakes)
        _check_allotted(file)
    _refuse(files)
    ledgers = _write(changed, known)
    _refuse(files)
    return ledgers


def one_at_a_time() -> None:
    """Whoever loads or publishes waits here, inside a transaction, until the one before has finished."""
    list(Unit.objects.select_for_update(no_key=True).filter(parent=None))


def _check_allotted(file: OpenedFile) -> None:
    if isinstance(file.content, PlanFile):
        taken_back = allotments_given(file.name) if file.path else ()
        check_allotted(file.content, file.name, file.mistakes, taken_back=frozenset(taken_back))


def known_to(changed: list[OpenedFile]) -> Known:
    """What the files may point at: the tables, and each other whatever their order."""
    known = Known.from_tables(leaving_out=[file.name for file in changed])
    seen = {}
    for file in changed:
        known.add(file.name, file.content)
        if file.name and file.name in seen:
            place = file.content.plan.at("code")
            file.mistakes.add(place, f"mã kế hoạch “{file.name}” đã dùng trong tệp {seen[file.name]}; cần mã khác")
        seen.setdefault(file.name, file.mistakes.file)
    return known


def _give_way(file: OpenedFile, loading: Loading) -> None:
    """A plan that was amended in the browser is not undone by a file that knows nothing of it."""
    newer = None if loading.over else overtaken_by(file.name, file.content)
    if newer is None:
        return
    if loading.keep or was_published(file.name, file.content):
        file.content, file.note = None, LEFT_ALONE
        return
    published = format_date(timezone.localdate(newer.made_at))
    file.mistakes.add(
        file.content.plan.at("code"),
        f"kế hoạch này đã được sửa trên cổng (bản {newer.number}, {published}); tệp này viết theo bản cũ "
        "nên không nạp. Cần tải tệp của bản đang có (trang kế hoạch, Các bản của kế hoạch, Tải tệp) rồi sửa vào đó, hoặc "
        "nạp với --over để lấy tệp này thay bản trên cổng",
    )


def _keep_version(file: OpenedFile, ledger: Ledger, loading: Loading, now: datetime) -> None:
    plan = Plan.objects.get(code=file.name)
    last = last_version(plan)
    if loading.decision and last:
        check_adjustment(last.content, file.content, file.mistakes)
        _refuse([file])
    version = keep_version_of_file(
        plan,
        file.content,
        changes=ledger.changes(),
        now=now,
        reason=loading.reason or f"Nạp từ tệp {file.path.name}",
        decision=loading.decision,
    )
    if version:
        record_version(version, by=None, now=now)


def _refuse(files: Iterable[OpenedFile]) -> None:
    mistakes = [mistake for file in files for mistake in sorted(file.mistakes.found, key=lambda found: found.line)]
    if mistakes:
        raise PlanFileWrong(mistakes)


def _write(changed: list[OpenedFile], known: Known) -> dict[str, Ledger]:
    """Shared things first, for a plan may point at what another file declares; removals last, from below upwards."""
    ledgers = {file.name: _ledger(file) for file in changed}
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
        said = {"digest": file.digest, "declares": declares, "owner": file.owner, "loaded_at": Now()}
        LoadedFile.objects.update_or_create(name=file.name, defaults=said)
    return ledgers


def _ledger(file: OpenedFile) -> Ledger:
    """A file takes back what it allotted and names no more; the browser leaves all allotments to their sheets."""
    given = allotments_given(file.name)
    if file.path is None:
        return Ledger(file.mistakes, allotments=list(given))
    return Ledger(file.mistakes, given=frozenset(given))


def _result(file: OpenedFile, ledger: Ledger | None) -> LoadResult:
    changes = tuple(ledger.changes()) if ledger else ()
    return LoadResult(file.name, file.path, file.is_new, changes, _counts(file.content), file.note)


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
