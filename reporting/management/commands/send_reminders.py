"""The daily run, for cron."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError

from portal import clock
from portal.dates import VIET_NAM, DateNotUnderstood, parse_date
from portal.outbox import send_due
from reporting.daily import rehearse_day, run_day, words_of_sending


class Command(BaseCommand):
    help = (
        "Mở các kỳ đến lúc mở, nhắc các báo cáo còn nợ, viết bản tổng hợp tuần cho tỉnh, rồi gửi thư đang chờ. "
        "Chạy hằng ngày; chạy lại trong ngày không nhắc ai lần nữa."
    )

    def add_arguments(self, parser):
        parser.add_argument("--today", metavar="YYYY-MM-DD", help="coi hôm nay là ngày này (để thử, hoặc chạy bù)")
        parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì: không ghi, không gửi")

    def handle(self, *, today, dry_run, **options):
        now = _moment(today)
        lines = rehearse_day(now) if dry_run else [*run_day(now), words_of_sending(send_due(now))]
        for line in lines:
            self.stdout.write(line)


def _moment(today):
    if today is None:
        return clock.now()
    try:
        return datetime.combine(parse_date(today), clock.now().astimezone(VIET_NAM).timetz())
    except DateNotUnderstood as refusal:
        raise CommandError(f"--today: {refusal}") from refusal
