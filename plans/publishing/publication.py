"""Publishing: the whole document is checked, written to the tables as a file is, and kept as a version."""

from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from plans.choices import VersionKind
from plans.loading.allotted import check_allotted
from plans.loading.amending import check_adjustment, published_goals
from plans.loading.checks import check_file
from plans.loading.files import OWN_CATALOGUE, OpenedFile
from plans.loading.form import PlanFile
from plans.loading.load import known_to, load_contents, one_at_a_time
from plans.loading.mistakes import Mistake, Mistakes, PlanFileWrong
from plans.loading.trees import read_tree, tree_of
from plans.loading.versions import content_from, keep_version, last_version
from plans.models import LoadedFile, Plan, PlanDraft, PlanVersion, Unit
from plans.publishing.bounds import check_letterheads_of
from plans.publishing.saving import DraftChanged, locked, only_writers
from plans.rules import province_above
from portal.dates import VIET_NAM
from portal.errors import RuleBroken


def mistakes_of(draft: PlanDraft) -> list[Mistake]:
    """All that stands against publishing a draft, by the spot of its content; nothing is written."""
    file = _opened(draft)
    if file.content:
        _check_of_the_province(draft, file)
        check_file(file.content, file.name, known_to([file]), [file.name], file.mistakes)
        if draft.plan:
            check_allotted(file.content, file.name, file.mistakes)
    return file.mistakes.found


@transaction.atomic
def publish(draft: PlanDraft, *, by, now: datetime) -> PlanVersion:
    """Make a draft the plan. Raises PlanFileWrong with all mistakes, RuleBroken; then nothing was written.

    Publications follow each other: of two at once the first wins, and the other is told what happened meanwhile.
    """
    only_writers(by, draft.province_id, timezone.localdate(now, VIET_NAM))
    one_at_a_time()
    row = locked(draft)
    if row.version != draft.version:
        raise DraftChanged(row)
    _refuse_undescribed(row)
    file = _opened(row)
    if file.content:
        _check_of_the_province(row, file)
    if file.mistakes:
        raise PlanFileWrong(file.mistakes.found)
    ledger = load_contents([file])[file.name]
    return _published(row, file.content, ledger.changes(), by=by, now=now)


def _published(draft: PlanDraft, file: PlanFile, changes: list[str], *, by, now: datetime) -> PlanVersion:
    plan = Plan.objects.get(code=file.plan.code)
    is_first = draft.kind == VersionKind.FIRST
    if not is_first and not changes:
        raise RuleBroken("Bản soạn không khác bản đang có, chưa có gì để công bố.")
    version = keep_version(
        plan,
        content_from(file),
        kind=draft.kind,
        by=by,
        now=now,
        changes=[] if is_first else changes,
        decision=draft.decision,
        decided_on=draft.decided_on,
        effective_from=draft.effective_from,
        reason=draft.reason,
        scan=draft.scan,
    )
    draft.delete()
    return version


def _opened(draft: PlanDraft) -> OpenedFile:
    """A draft read as a file is; new lines of an adjustment bear its day, its decision and its reason."""
    mistakes = Mistakes(draft.title)
    last = last_version(draft.plan) if draft.plan else None
    file = read_tree(content_to_publish(draft), mistakes)
    name = (file.plan.code if file and file.plan else None) or ""
    stored = LoadedFile.objects.filter(name=name).first()
    digest = stored.digest if stored else sha256(f"{draft.pk} {draft.begun_at}".encode()).hexdigest()
    if file and draft.kind == VersionKind.ADJUSTMENT and last:
        check_adjustment(last.content, file, mistakes)
    return OpenedFile(None, name, digest, mistakes, file)


def content_to_publish(draft: PlanDraft) -> dict:
    """What a draft says; in an adjustment with the day, the decision and the reason of its new lines."""
    last = last_version(draft.plan) if draft.plan else None
    if draft.kind != VersionKind.ADJUSTMENT or not last:
        return draft.content
    return _stamped(draft.content, last.content, draft)


def _stamped(content: dict, published: dict, draft: PlanDraft) -> dict:
    """Lines that were not published before count from the adjustment's day on."""
    before = {code: [tree_of(line) for line in goal.targets] for code, goal in published_goals(published).items()}
    told = {
        "effective_from": str(draft.effective_from or ""),
        "decision": draft.decision,
        "reason": draft.reason,
    }
    stamp = {key: value for key, value in told.items() if value}
    goals = [
        goal | {"targets": [_line(line, before.get(goal.get("code"), []), stamp) for line in goal.get("targets") or []]}
        for goal in content.get("goals") or []
    ]
    return content | ({"goals": goals} if goals else {})


def _line(line: dict, before: list[dict], stamp: dict) -> dict:
    is_new = line not in before
    return stamp | {key: value for key, value in line.items() if value} if is_new and isinstance(line, dict) else line


def undescribed(draft: PlanDraft) -> str:
    """What a draft has still to say of the paper by which it amends, as a sentence; blank where nothing is missing."""
    if draft.kind == VersionKind.ADJUSTMENT and not (draft.decision and draft.effective_from and draft.reason):
        return "Điều chỉnh phải ghi theo văn bản nào, áp dụng từ ngày nào và lý do."
    if draft.kind == VersionKind.CORRECTION and not draft.reason:
        return "Đính chính phải ghi lý do: nhập sai chỗ nào, căn cứ vào đâu."
    return ""


def _refuse_undescribed(draft: PlanDraft) -> None:
    if undescribed(draft):
        raise RuleBroken(undescribed(draft))


def _check_of_the_province(draft: PlanDraft, file: OpenedFile) -> None:
    """A plan speaks of the province that writes it, and bears a code of its own."""
    frame, mistakes = file.content.plan, file.mistakes
    if frame is None:
        return
    scope = _scope(frame)
    today = timezone.localdate(draft.saved_at, VIET_NAM)
    if scope and province_above(scope, today) != province_above(draft.province_id, today):
        mistakes.add(
            frame.at("scope"), f"“{frame.scope}” không thuộc {draft.province}; cần đơn vị của tỉnh soạn kế hoạch"
        )
    check_letterheads_of(draft.province, today, file)
    if draft.plan and frame.code and frame.code != draft.plan.code:
        mistakes.add(frame.at("code"), f"mã của kế hoạch đã công bố không đổi được; cần giữ “{draft.plan.code}”")
    if not draft.plan and frame.code and _is_taken(frame.code):
        mistakes.add(frame.at("code"), f"mã “{frame.code}” đã có kế hoạch khác dùng; cần mã khác")


def _scope(frame) -> int | None:
    day: date | None = frame.scope_as_of or frame.signed_on
    if not (frame.scope and day):
        return None
    found = Unit.objects.alive_on(day).filter(level=frame.scope.level, code=frame.scope.code)
    return found.values_list("pk", flat=True).first()


def _is_taken(code: str) -> bool:
    """By a plan, by a file, or kept for the catalogues that provinces have of their own."""
    if code.startswith(OWN_CATALOGUE):
        return True
    return Plan.objects.filter(code=code).exists() or LoadedFile.objects.filter(name=code).exists()
