"""What has to happen every day without anybody: due rounds open, reminders, and on Monday the province's letter."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone

from portal.dates import VIET_NAM, format_date
from portal.models import OutgoingMail
from portal.outbox import Sent, mail_is_set_up
from reporting.digest import send_digests
from reporting.models import DailyRun
from reporting.opening import DueRounds, open_due_rounds
from reporting.reminding import Reminded, remind_due

TOO_LONG, A_WEEK = timedelta(hours=36), timedelta(days=7)


def run_day(now: datetime) -> list[str]:
    """Write what is due today, once however often it is run, and say what was done. Sending is outbox.send_due's."""
    opened = open_due_rounds(timezone.localdate(now, VIET_NAM), now)
    said = [_words_of(remind_due(now)), f"Bản tổng hợp tuần gửi tỉnh: {send_digests(now)} người."]
    DailyRun.objects.update_or_create(pk=1, defaults={"at": now})
    return [*_words_of_opening(opened), *said]


def rehearse_day(now: datetime) -> list[str]:
    """What run_day would do, with all of it taken back.

    It holds many rows at once, so it is this that gives way (OperationalError), not somebody at work who waits for it too.
    """
    with transaction.atomic():
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET LOCAL lock_timeout = '500ms'")
        said = run_day(now)
        transaction.set_rollback(True)
    return said


@dataclass(frozen=True)
class Background:
    """How what runs by itself stands: when the daily run was last made, and what lies in the outbox."""

    last_run: datetime | None
    has_stopped: bool
    mail_is_set_up: bool
    waiting: int
    given_up: int


def background_on(now: datetime) -> Background:
    """For whoever keeps the system. A day and a half without a run is too long: neither cron nor the worker runs."""
    last = DailyRun.objects.values_list("at", flat=True).first()
    return Background(
        last_run=last,
        has_stopped=last is None or now - last > TOO_LONG,
        mail_is_set_up=mail_is_set_up(),
        waiting=OutgoingMail.objects.waiting().count(),
        given_up=OutgoingMail.objects.given_up().filter(given_up_at__gt=now - A_WEEK).count(),
    )


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
