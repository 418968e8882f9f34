"""Remove the files in storage that belong to nothing."""

from datetime import timedelta

from django.core.management.base import BaseCommand

from portal import clock
from portal.files import sweep_files


class Command(BaseCommand):
    help = (
        "Remove files in storage that no row of the database knows, left behind by something that failed while it was "
        "saved. What is younger than a day is left: it may be being saved. Run it daily."
    )

    def handle(self, **options):
        removed = sweep_files(clock.now() - timedelta(days=1))
        for name in removed:
            self.stdout.write(name)
        self.stdout.write(f"{len(removed)} files removed")
