"""What has to happen every day without anybody: reminders, and on Monday the province's letter."""

from datetime import datetime

from django.db import transaction

from portal.outbox import Sent
from reporting.digest import send_digests
from reporting.reminding import Reminded, remind_due


def run_day(now: datetime) -> list[str]:
    """Write what is due today, once however often it is run, and say what was done. Sending is outbox.send_due's."""
    return [_words_of(remind_due(now)), f"Bản tổng hợp tuần gửi tỉnh: {send_digests(now)} người."]


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


def _words_of(done: Reminded) -> str:
    nobody = f" Không có ai để nhắc: {'; '.join(done.nobody)}." if done.nobody else ""
    return f"Nhắc báo cáo: {done.people} người, {done.reports} báo cáo.{nobody}"
