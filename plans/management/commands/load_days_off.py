"""Load the public holidays and the working Saturdays."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from plans.day_loading import DaysFileWrong, LoadedDays, load_days
from portal import clock
from portal.auditing import name_of, record

DAYS_OFF = settings.BASE_DIR / "plans/catalogue/days-off.csv"


class Command(BaseCommand):
    help = "Nạp ngày nghỉ lễ, nghỉ bù, làm bù; nạp lại bao nhiêu lần cũng được. Ngày không có trong tệp giữ nguyên."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=DAYS_OFF, help="tệp ngày nghỉ (CSV)")

    def handle(self, *args, file, **options):
        try:
            with transaction.atomic():
                loaded = load_days(file)
                _record(loaded)
        except DaysFileWrong as wrong:
            raise CommandError(f"Chưa nạp gì. Cần sửa:\n{wrong}") from wrong
        self.stdout.write(f"Ngày nghỉ, làm bù: {loaded.new} mới; {loaded.changed} sửa; {loaded.same} không đổi")


def _record(loaded: LoadedDays) -> None:
    """Days off decide who is late, so the audit trail says when they changed."""
    if loaded.new or loaded.changed:
        words = f"{name_of(None)} nạp ngày nghỉ, làm bù: {loaded.new} mới, {loaded.changed} sửa."
        record("settings.days_loaded", by=None, now=clock.now(), words=words)
