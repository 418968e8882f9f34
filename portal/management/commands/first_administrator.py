"""The first person of a new portal: there are no accounts and no passwords to begin with."""

from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse

from portal import clock
from portal.errors import RuleBroken
from portal.inviting import invite_first
from portal.outbox import absolute


class Command(BaseCommand):
    help = (
        "Make the account of a system administrator, and print a code with which that person chooses a password, once, "
        "within seven days. Refused while a system administrator can sign in already: she invites further ones."
    )

    def add_arguments(self, parser):
        parser.add_argument("full_name", help='the name of the person, e.g. "Ngô Văn Bình"')

    def handle(self, *, full_name, **options):
        try:
            invited = invite_first(full_name, now=clock.now())
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(f"Tên đăng nhập: {invited.invitation.user.username}")
        self.stdout.write(f"Mã (dùng một lần, trong 7 ngày): {invited.code}")
        self.stdout.write(f"Gõ mã ở: {absolute(reverse('portal:invitation-code'))}")
