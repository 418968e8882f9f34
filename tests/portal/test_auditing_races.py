"""Many write at the same moment: the numbers have no gap and the chain is whole."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from django.db import connection, transaction

from portal.auditing import Deed, record, record_all, verify
from portal.models import AuditEntry
from tests.builders import make_user

NOW = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)
WRITERS, TURNS = 6, 8


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_keep_the_chain_whole():
    people = [make_user(f"nguoi-{number}") for number in range(WRITERS)]
    barrier = Barrier(WRITERS)

    def write(person):
        try:
            barrier.wait()
            for turn in range(TURNS):
                with transaction.atomic():
                    person.email = f"{turn}@example.vn"
                    person.save()
                    if turn % 2:
                        record_all(
                            [Deed("note.made", f"Việc {turn}."), Deed("note.made", "Việc kèm.")], by=person, now=NOW
                        )
                    else:
                        record("note.made", by=person, now=NOW, words=f"Việc {turn}.")
        finally:
            connection.close()

    with ThreadPoolExecutor(WRITERS) as pool:
        for done in [pool.submit(write, person) for person in people]:
            done.result()

    made = WRITERS * (TURNS + TURNS // 2)
    assert list(AuditEntry.objects.order_by("number").values_list("number", flat=True)) == list(range(1, made + 1))
    assert list(verify()) == []
