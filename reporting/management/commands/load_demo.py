"""Fill a sample database with two provinces' years, and print its accounts."""

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from plans.models import Plan
from portal import clock
from portal.sample import mark_sample
from reporting.models import Round
from reporting.sample.story import BEN_TRE, NAM_DINH, tell


class Command(BaseCommand):
    help = "Fill a sample database (SAMPLE_DATABASE=1, units and both plans loaded, nothing reported yet)."

    def handle(self, *args, **options):
        if not settings.SAMPLE_DATABASE:
            raise CommandError("Sample data goes only into a sample database: set SAMPLE_DATABASE=1.")
        missing = {NAM_DINH, BEN_TRE} - set(Plan.objects.values_list("code", flat=True))
        if missing:
            raise CommandError(f"Load these plans first (load_plan): {', '.join(sorted(missing))}")
        if Round.objects.exists():
            raise CommandError("This database has reporting rounds already; the sample goes only into an empty one.")
        with transaction.atomic():
            mark_sample()
            tell(clock.today())
        call_command("sample_accounts", stdout=self.stdout)
