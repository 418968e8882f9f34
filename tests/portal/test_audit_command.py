"""`manage.py audit`: whole or not, and the head to keep elsewhere."""

from datetime import UTC, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal.append_only import lift
from portal.auditing import head, record
from portal.models import AuditEntry
from tests.rewriting import history_rewritten

NOW = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)


def run(*words):
    out = StringIO()
    call_command("audit", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def two(db):
    for number in (1, 2):
        record("note.made", by=None, now=NOW, words=f"Việc {number}.")
    return str(head())


def test_a_whole_trail_is_called_whole_with_its_head(two):
    assert run("verify") == f"The trail is whole\n{two}\n"
    assert run("verify", "--expect", two) == f"The trail is whole\n{two}\n"
    assert run("head") == f"{two}\n"


def test_a_broken_trail_names_the_first_broken_entry(two):
    with history_rewritten(AuditEntry):
        AuditEntry.objects.filter(number=1).update(words="Khác.")

    with pytest.raises(CommandError, match="Entry 1 was changed: it does not match its hash"):
        run("verify")


def test_a_missing_end_is_found_by_the_head_kept_elsewhere(two):
    with history_rewritten(AuditEntry):
        AuditEntry.objects.filter(number=2).delete()

    run("verify")
    with pytest.raises(CommandError, match="entry 2 was there once: its end is missing"):
        run("verify", "--expect", two)


def test_a_missing_trigger_is_told(transactional_db):
    lift(connection, "portal_auditentry")

    with pytest.raises(CommandError, match="The history can be changed: portal_auditentry_no_update"):
        run("verify")


@pytest.mark.parametrize("text", ["", "12", "x:y", "1:" + "g" * 64])
def test_a_head_that_is_none_is_refused(db, text):
    with pytest.raises(CommandError, match="write the number, a colon and the 64 hex digits"):
        run("verify", "--expect", text)
