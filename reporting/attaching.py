"""Attaching files to a report and withdrawing them: the only writer of its evidence.

Neither changes an answer, so neither makes another version of the report: whoever types meanwhile is not disturbed. Each
holds the report's row, as a submission does, so that what is submitted is one state of its files.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils import timezone

from portal.dates import VIET_NAM
from portal.errors import RuleBroken
from portal.file_kinds import MEGABYTE
from portal.files import CheckedFile, drop_file, keep_file
from reporting.auditing import record_attached, record_detached
from reporting.evidence import ReportEvidence, Subject, evidence_of, is_kept
from reporting.filling import why_locked
from reporting.models import Evidence, Report
from reporting.rules import may_enter

# On one figure, one section, or the whole report; then of a report altogether.
MOST_ON_ONE = 5
MOST_FILES = 20
LARGEST_SUM = 100 * MEGABYTE


@dataclass(frozen=True)
class Attached:
    """What came of files that were handed in: new rows, and the names of those that were there already."""

    added: tuple[Evidence, ...]
    already: tuple[str, ...]


@transaction.atomic
def attach(
    report: Report, subject: Subject, files: Sequence[CheckedFile], *, by, now: datetime, note: str = ""
) -> Attached:
    """Let files bear out a figure, a section or the whole of a report: all of them or none.

    The same content twice on one subject is one file. Raises PermissionDenied for who may not enter, RuleBroken with a
    sentence where the report is locked or there are too many files.
    """
    report = _held(report, by, now)
    there = evidence_of(report)
    fresh, already = _sorted_out(files, there.on(subject.address))
    _refuse_too_much(fresh, subject, there)
    added = tuple(
        Evidence.objects.create(
            report=report,
            indicator_id=subject.indicator_id,
            section_id=subject.section_id,
            file=keep_file(file, by=by, now=now),
            note=note,
            added_by=by,
            added_at=now,
        )
        for file in fresh
    )
    if added:
        report.contributors.add(by)
        record_attached(report, added, subject.words, by=by, now=now)
    return Attached(added, tuple(file.name for file in already))


@transaction.atomic
def withdraw(evidence: Evidence, *, by, now: datetime) -> None:
    """Take a file away; one that was submitted is kept with that submission, and only marked. Twice is once.

    Raises PermissionDenied for who may not enter, RuleBroken with a sentence where the report is locked.
    """
    report = _held(evidence.report, by, now)
    standing = report.evidence.standing().select_related("file").filter(pk=evidence.pk).first()
    if standing is None:
        return
    file = standing.file
    if is_kept(standing):
        standing.withdrawn_by, standing.withdrawn_at = by, now
        standing.save(update_fields=["withdrawn_by", "withdrawn_at"])
    else:
        standing.delete()
        drop_file(file)
    record_detached(report, file, by=by, now=now)


def _held(report: Report, by, now: datetime) -> Report:
    """The report's row, held, for who may change its files now."""
    report = Report.objects.locked().get(pk=report.pk)
    if not may_enter(by, report, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if reason := why_locked(report, now):
        raise RuleBroken(reason)
    return report


def _sorted_out(files: Iterable[CheckedFile], there: Iterable[Evidence]) -> tuple[list[CheckedFile], list[CheckedFile]]:
    """The files whose content is new, and those whose content is there already or comes twice."""
    known = {evidence.file.digest for evidence in there}
    fresh, already = [], []
    for file in files:
        (already if file.digest in known else fresh).append(file)
        known.add(file.digest)
    return fresh, already


def _refuse_too_much(files: Sequence[CheckedFile], subject: Subject, there: ReportEvidence) -> None:
    on_it, size = len(there.on(subject.address)), sum(len(file.content) for file in files)
    if on_it + len(files) > MOST_ON_ONE:
        raise RuleBroken(
            f"Mỗi số liệu, mỗi phần kèm tối đa {MOST_ON_ONE} tệp; “{subject.words}” đã có {on_it} tệp. "
            "Gộp các trang vào một tệp PDF, hoặc gỡ bớt tệp cũ."
        )
    if len(there.standing) + len(files) > MOST_FILES:
        raise RuleBroken(
            f"Mỗi báo cáo kèm tối đa {MOST_FILES} tệp; báo cáo này đã có {len(there.standing)} tệp. "
            "Gộp các trang vào một tệp PDF, hoặc gỡ bớt tệp cũ."
        )
    if there.size + size > LARGEST_SUM:
        raise RuleBroken(
            f"Các tệp của một báo cáo cộng lại không quá {LARGEST_SUM // MEGABYTE} MB; đã có {filesizeformat(there.size)}, "
            f"vừa chọn thêm {filesizeformat(size)}. Quét lại với dung lượng nhỏ hơn, hoặc gỡ bớt tệp cũ."
        )
