"""Load the public holidays and the working Saturdays."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from plans.day_loading import DaysFileWrong, load_days

DAYS_OFF = settings.BASE_DIR / "plans/catalogue/days-off.csv"


class Command(BaseCommand):
    help = "Nạp ngày nghỉ lễ, nghỉ bù, làm bù; nạp lại bao nhiêu lần cũng được. Ngày không có trong tệp giữ nguyên."

    def add_arguments(self, parser):
        parser.add_argument("--file", type=Path, default=DAYS_OFF, help="tệp ngày nghỉ (CSV)")

    def handle(self, *args, file, **options):
        try:
            loaded = load_days(file)
        except DaysFileWrong as wrong:
            raise CommandError(f"Chưa nạp gì. Cần sửa:\n{wrong}") from wrong
        self.stdout.write(f"Ngày nghỉ, làm bù: {loaded.new} mới; {loaded.changed} sửa; {loaded.same} không đổi")
