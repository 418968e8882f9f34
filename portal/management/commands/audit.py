"""Look after the audit trail: is it whole, and what is its head."""

import re

from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from portal.auditing import Head, head, verify
from portal.checks import warn_of_lost_triggers

HEAD = re.compile(r"(\d{1,18}):([0-9a-f]{64})")


class Command(BaseCommand):
    help = (
        "`audit verify` reads the whole trail and names the first broken entry (exit code 1); with --expect also whether "
        "an end that was there once is missing. `audit head` prints the number and hash to keep elsewhere."
    )

    def add_arguments(self, parser):
        parser.add_argument("what", choices=["verify", "head"])
        parser.add_argument(
            "--expect", action="append", default=[], metavar="N:HASH", help="a head that was kept elsewhere; repeatable"
        )

    def handle(self, *args, what, expect, **options):
        if what == "verify":
            self._verify([_head(text) for text in expect])
        self.stdout.write(str(head()))

    def _verify(self, expected):
        wrong = [warning.msg for warning in warn_of_lost_triggers(connection)] + list(verify(expected))
        if wrong:
            raise CommandError("\n".join(wrong))
        self.stdout.write("The trail is whole")


def _head(text: str) -> Head:
    found = HEAD.fullmatch(text.strip())
    if not found:
        raise CommandError(f"--expect {text}: write the number, a colon and the 64 hex digits of the hash")
    return Head(int(found[1]), found[2])
