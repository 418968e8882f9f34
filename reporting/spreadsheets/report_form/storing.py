"""What was previewed of a workbook, written into the draft: all of it or nothing."""

from datetime import datetime

from django.db import transaction

from portal.errors import RuleBroken
from reporting.choices import ChangeSource
from reporting.filling import Saved, Sending, Typed, write_answers
from reporting.models import Report


@transaction.atomic
def store_workbook(report: Report, typed: Typed, *, by, now: datetime, version: int, batch: str) -> Saved:
    """As write_answers, from the report's `version` that was previewed; nothing is stored where somebody has to choose.

    `Saved.conflicts` then names where: somebody typed there between the preview and this. Raises RuleBroken where rows
    were locked since.
    """
    sending = Sending(ChangeSource.WORKBOOK, batch)
    saved = write_answers(report, typed, by=by, now=now, version=version, sending=sending)
    if saved.locked:
        raise RuleBroken(f"Chưa ghi gì: {len(saved.locked)} dòng của tệp nay đang khóa. Nạp lại tệp để xem.")
    if saved.conflicts:
        transaction.set_rollback(True)
    return saved
