"""Load the administrative units of the whole country and what became of them."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from plans.unit_files import UnitFiles, UnitFilesWrong, read_unit_files
from plans.unit_loading import Loaded, load_units
from portal import clock
from portal.auditing import name_of, record
from reporting.aggregation import settle_units

CATALOGUE = settings.BASE_DIR / "plans/catalogue"
NAMES_SHOWN = 10


class Command(BaseCommand):
    help = "Nạp đơn vị hành chính và các lần sắp xếp, sáp nhập; nạp lại bao nhiêu lần cũng được."

    def add_arguments(self, parser):
        parser.add_argument("--units", type=Path, default=CATALOGUE / "units.csv", help="tệp đơn vị (CSV)")
        parser.add_argument("--changes", type=Path, default=CATALOGUE / "changes.csv", help="tệp thay đổi (CSV)")

    def handle(self, *args, units, changes, **options):
        try:
            loaded = _loaded(read_unit_files(units, changes))
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


@transaction.atomic
def _loaded(files: UnitFiles) -> Loaded:
    """A unit's successor may have reported before the file told of it: from when on it answers is said anew."""
    loaded = load_units(files, now=clock.now())
    if loaded.reshaped:
        settle_units(loaded.reshaped)
    changed = {name: _by_kind(tally) for name, tally in [("units", loaded.units), ("changes", loaded.changes)]}
    if any(any(lists.values()) for lists in changed.values()):
        words = f"{name_of(None)} nạp tệp đơn vị hành chính."
        record("unit.loaded", by=None, now=clock.now(), words=words, details=changed)
    return loaded


def _by_kind(tally):
    return {"new": tally.new, "changed": tally.changed, "removed": tally.removed}


def _names(names):
    """How many, and which ones where a person can still read them."""
    return f"{len(names)} ({'; '.join(names)})" if len(names) <= NAMES_SHOWN else str(len(names))
