"""The audit trail: what an entry holds, and what is found out when somebody changed it behind the database's back."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection, transaction

from portal.auditing import (
    NOBODY_BEFORE,
    THE_OPERATOR,
    Deed,
    Head,
    head,
    record,
    record_all,
    seal,
    told_at_the_end,
    verify,
)
from portal.models import AuditEntry
from tests.builders import make_user
from tests.rewriting import history_rewritten

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 5, 0, 0, 123456, tzinfo=UTC)
TABLE = "portal_auditentry"


@pytest.fixture
def thu():
    return make_user("tinh-duyet", "Lê Thị Thu")


@pytest.fixture
def three(thu):
    return [record("note.made", by=thu, now=NOW, words=f"Việc thứ {number}.") for number in (1, 2, 3)]


def behind_its_back(sql, *values):
    """Change the table as somebody does who may do everything to the database."""
    with history_rewritten(AuditEntry), connection.cursor() as cursor:
        cursor.execute(sql, values)


# --- What an entry holds ----------------------------------------------------------------------------------------------


def test_an_entry_says_who_when_what_and_from_what_to_what(thu):
    record(
        "account.closed",
        by=thu,
        now=NOW,
        subject=thu,
        words="Lê Thị Thu đóng tài khoản của mình.",
        details={"value": {"from": Decimal("1.50"), "to": None}, "day": date(2024, 11, 20), "days": [1, True]},
    )

    entry = AuditEntry.objects.get()
    assert (entry.number, entry.at, entry.by, entry.by_name) == (1, NOW, thu, "Lê Thị Thu")
    assert (entry.kind, entry.action, entry.words) == (
        "account",
        "account.closed",
        "Lê Thị Thu đóng tài khoản của mình.",
    )
    assert (entry.subject_kind, entry.subject_pk, entry.subject_name) == ("portal.user", str(thu.pk), "Lê Thị Thu")
    assert entry.details == {"value": {"from": "1.50", "to": None}, "day": "2024-11-20", "days": [1, True]}
    assert entry.unit_pk is None


def test_the_command_line_is_named_as_such():
    entry = record("round.opened", by=None, now=NOW, words="Mở kỳ báo cáo.", unit_pk=36)

    assert (entry.by, entry.by_name, entry.unit_pk) == (None, THE_OPERATOR, 36)


def test_entries_are_numbered_and_each_holds_the_hash_before(three):
    entries = list(AuditEntry.objects.order_by("number"))

    assert [entry.number for entry in entries] == [1, 2, 3]
    assert [entry.previous for entry in entries] == [NOBODY_BEFORE, entries[0].hash, entries[1].hash]
    assert [entry.hash for entry in entries] == [seal(entry) for entry in entries]
    assert head() == Head(3, entries[2].hash)


def test_an_entry_costs_two_statements_also_of_many_deeds(thu, django_assert_num_queries):
    with transaction.atomic():
        with django_assert_num_queries(2):
            record("note.made", by=thu, now=NOW, subject=thu, words="Một.")
        with django_assert_num_queries(2):
            record_all([Deed("note.made", f"{number}.") for number in range(20)], by=thu, now=NOW)

    assert list(verify()) == []
    assert head().number == 21


def test_nothing_done_is_nothing_written(thu, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert record_all([], by=thu, now=NOW) == []


def test_a_deed_made_of_several_tells_all_at_its_end(thu, django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(2), told_at_the_end():
        assert record("note.made", by=thu, now=NOW, words="Một.") is None
        with told_at_the_end():
            record("note.made", by=None, now=NOW, words="Hai.")
    record("note.made", by=thu, now=NOW, words="Ba.")

    told = AuditEntry.objects.order_by("number").values_list("words", "by_name")
    assert list(told) == [("Một.", "Lê Thị Thu"), ("Hai.", THE_OPERATOR), ("Ba.", "Lê Thị Thu")]
    assert list(verify()) == []


def test_a_deed_that_fails_tells_nothing(thu):
    with pytest.raises(ZeroDivisionError), told_at_the_end():
        _tell_and_fail(thu)
    record("note.made", by=thu, now=NOW, words="Ba.")

    assert list(AuditEntry.objects.values_list("words", flat=True)) == ["Ba."]


def _tell_and_fail(thu):
    record("note.made", by=thu, now=NOW, words="Một.")
    raise ZeroDivisionError


def test_what_is_taken_back_leaves_no_gap(thu):
    record("note.made", by=thu, now=NOW, words="Một.")
    with transaction.atomic():
        record("note.made", by=thu, now=NOW, words="Hai.")
        transaction.set_rollback(True)
    record("note.made", by=thu, now=NOW, words="Ba.")

    assert list(AuditEntry.objects.values_list("number", "words")) == [(1, "Một."), (2, "Ba.")]
    assert list(verify()) == []


def test_what_no_database_can_hold_is_left_out(thu):
    record("note.made", by=thu, now=NOW, words="A\x00B\ud800", details={"x\x00": "\x00"})

    entry = AuditEntry.objects.get()
    assert (entry.words, entry.details) == ("AB", {"x": ""})
    assert list(verify()) == []


# --- What is found out ------------------------------------------------------------------------------------------------


def test_a_whole_trail_has_nothing_wrong(three):
    assert list(verify()) == []
    assert list(verify([Head(2, three[1].hash), head()])) == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("words", "Việc khác."),
        ("by_name", "Người khác"),
        ("by_id", None),
        ("at", "2024-11-21 05:00:00"),
        ("details", '{"value": 2}'),
        ("subject_pk", "9"),
        ("unit_pk", 37),
        ("kind", "other"),
        ("action", "note.unmade"),
        ("hash", "1" * 64),
    ],
)
def test_an_edited_entry_is_named(three, column, value):
    behind_its_back(f"UPDATE {TABLE} SET {column} = %s WHERE number = 2", value)

    assert list(verify()) == ["Entry 2 was changed: it does not match its hash"]


def test_an_entry_edited_together_with_its_hash_is_found_by_the_next(three):
    changed = AuditEntry.objects.get(number=2)
    changed.words = "Việc khác."
    behind_its_back(f"UPDATE {TABLE} SET words = %s, hash = %s WHERE number = 2", changed.words, seal(changed))

    assert list(verify()) == ["Entry 3 does not follow entry 2: one of the two was changed"]


def test_a_removed_entry_is_named(three):
    behind_its_back(f"DELETE FROM {TABLE} WHERE number = 2")

    assert list(verify()) == ["Entry 2 is missing: entry 3 follows 1"]


def test_a_removed_end_is_found_by_a_head_kept_elsewhere(three):
    behind_its_back(f"DELETE FROM {TABLE} WHERE number >= 2")

    assert list(verify()) == []
    assert list(verify([Head(3, three[2].hash)])) == [
        "The trail ends with entry 1; entry 3 was there once: its end is missing"
    ]


def test_an_end_written_anew_is_found_by_a_head_kept_elsewhere(three, thu):
    kept = Head(3, three[2].hash)
    behind_its_back(f"DELETE FROM {TABLE} WHERE number = 3")
    record("note.made", by=thu, now=NOW, words="Không phải việc thứ 3.")

    assert list(verify()) == []
    assert list(verify([kept])) == [
        "Entry 3 is whole, but is not the one that was expected: the trail was written anew"
    ]
