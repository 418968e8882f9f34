"""What has to happen every day without anybody: due rounds open, reminders, and on Monday the province's letter."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from portal.dates import VIET_NAM, format_date
from portal.outbox import Sent
from reporting.digest import send_digests
from reporting.opening import DueRounds, open_due_rounds
from reporting.reminding import Reminded, remind_due


def run_day(now: datetime) -> list[str]:
    """Write what is due today, once however often it is run, and say what was done. Sending is outbox.send_due's."""
    opened = open_due_rounds(timezone.localdate(now, VIET_NAM), now)
    return [
        *_words_of_opening(opened),
        _words_of(remind_due(now)),
        f"Bản tổng hợp tuần gửi tỉnh: {send_digests(now)} người.",
    ]


def rehearse_day(now: datetime) -> list[str]:
    """What run_day would do, with all of it taken back."""
    with transaction.atomic():
        said = run_day(now)
        transaction.set_rollback(True)
    return said


def words_of_sending(sent: Sent) -> str:
    """For the operator."""
    if not sent.is_set_up:
        return f"Chưa cấu hình máy chủ thư: {sent.waiting} thư được giữ lại."
    return f"Thư: đã gửi {sent.sent}, hẹn thử lại {sent.put_off}, thôi gửi {sent.given_up}, còn trong hộp gửi {sent.waiting}."


def _words_of_opening(due: DueRounds) -> list[str]:
    opened = [f"Mở kỳ: {round_.name}, hạn {format_date(round_.units_last_day)}." for round_ in due.opened]
    return [*opened, *(f"Không tự mở được kỳ của “{plan.short_title}”: {why}" for plan, why in due.refused)]


def _words_of(done: Reminded) -> str:
    nobody = f" Không có ai để nhắc: {'; '.join(done.nobody)}." if done.nobody else ""
    return f"Nhắc báo cáo: {done.people} người, {done.reports} báo cáo.{nobody}"
