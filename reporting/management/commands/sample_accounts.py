"""Print the accounts of a sample database, and what each of them shows."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from portal import clock
from reporting.sample.people import PASSWORD, accounts
from reporting.sample.story import shown_units


class Command(BaseCommand):
    help = "Print the accounts of the sample database."

    def handle(self, *args, **options):
        if not settings.SAMPLE_DATABASE:
            raise CommandError("Only a sample database has sample accounts.")
        self.stdout.write(f"Tài khoản mẫu (mật khẩu chung: {PASSWORD})")
        for account in accounts(*shown_units(clock.today())):
            self.stdout.write(f"  {account.username:<18} {account.role.label:<30} {account.shows}")
