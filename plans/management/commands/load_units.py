"""Load the administrative units of the whole country and what became of them."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plans.unit_files import UnitFilesWrong, read_unit_files
from plans.unit_loading import load_units
from portal import clock

CATALOGUE = Path(__file__).resolve().parents[2] / "catalogue"
NAMES_SHOWN = 10


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính và các lần sắp xếp, sáp nhập; nạp lại bao nhiêu lần cũng được."

    def add_arguments(self, parser):
        parser.add_argument("--units", type=Path, default=CATALOGUE / "units.csv", help="tệp đơn vị (CSV)")
        parser.add_argument("--changes", type=Path, default=CATALOGUE / "changes.csv", help="tệp thay đổi (CSV)")

    def handle(self, *args, units, changes, **options):
        try:
            loaded = load_units(read_unit_files(units, changes), now=clock.now())
        except UnitFilesWrong as wrong:
            raise CommandError(f"Chưa nạp gì. Cần sửa:\n{wrong}") from wrong
        self.tell("Đơn vị", loaded.units)
        self.tell("Thay đổi", loaded.changes)
        if loaded.left_alone:
            self.stdout.write(f"Không có trong tệp, giữ nguyên: {_names(loaded.left_alone)}")

    def tell(self, what, tally):
        counted = {"mới": tally.new, "sửa": tally.changed, "bỏ": tally.removed}
        told = [f"{_names(names)} {word}" for word, names in counted.items() if names]
        self.stdout.write(f"{what}: {'; '.join([*told, f'{tally.same} không đổi'])}")


def _names(names):
    """How many, and which ones where a person can still read them."""
    return f"{len(names)} ({'; '.join(names)})" if len(names) <= NAMES_SHOWN else str(len(names))
