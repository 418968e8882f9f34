"""No door of the database leads to a changed or removed entry."""

from datetime import UTC, datetime

import pytest
from django.apps import apps
from django.contrib import admin
from django.contrib.admin import ModelAdmin
from django.contrib.admin.sites import AdminSite
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from portal.append_only import guarded_tables, lift, missing_triggers
from portal.auditing import record, verify
from portal.checks import warn_of_lost_triggers
from portal.models import AuditEntry
from portal.trail_guard import TRIGGER, trail_is_guarded
from reporting.models import AnswerChange, ReportEvent, Revision
from tests.builders import make_user

pytestmark = pytest.mark.django_db
NOW = datetime(2024, 11, 20, 5, 0, tzinfo=UTC)
TABLE = "portal_auditentry"


@pytest.fixture
def entries():
    thu = make_user("tinh-duyet", "Lê Thị Thu", is_superuser=True, is_staff=True)
    return [record("note.made", by=thu, now=NOW, words=f"Việc thứ {number}.") for number in (1, 2)]


def by_sql(sql):
    def act(entry):
        with connection.cursor() as cursor:
            cursor.execute(sql)

    return act


def by_save(entry):
    entry.words = "Khác."
    entry.save()


def by_bulk_create(entry):
    entry.words = "Khác."
    AuditEntry.objects.bulk_create([entry], update_conflicts=True, update_fields=["words"], unique_fields=["number"])


def by_a_forged_entry(number):
    def act(entry):
        AuditEntry.objects.bulk_create([AuditEntry(**{**_values(entry), "number": number})])

    return act


def by_a_forged_chain(entry):
    AuditEntry.objects.bulk_create([AuditEntry(**{**_values(entry), "number": 3, "previous": "1" * 64})])


def _values(entry):
    return {field.attname: getattr(entry, field.attname) for field in AuditEntry._meta.concrete_fields}


WAYS = {
    "save": by_save,
    "delete": lambda entry: entry.delete(),
    "update of a queryset": lambda entry: AuditEntry.objects.filter(pk=entry.pk).update(words="Khác."),
    "bulk update": lambda entry: AuditEntry.objects.bulk_update([entry], ["words"]),
    "delete of a queryset": lambda entry: AuditEntry.objects.all().delete(),
    "raw delete": lambda entry: AuditEntry.objects.filter(pk=entry.pk)._raw_delete("default"),
    "bulk create over it": by_bulk_create,
    "a number twice": by_a_forged_entry(1),
    "a number left out": by_a_forged_entry(5),
    "another chain": by_a_forged_chain,
    "admin": lambda entry: ModelAdmin(AuditEntry, AdminSite()).delete_model(None, entry),
    "UPDATE": by_sql(f"UPDATE {TABLE} SET words = 'x' WHERE number = 1"),
    "DELETE": by_sql(f"DELETE FROM {TABLE} WHERE number = 2"),
    "UPDATE of all": by_sql(f"UPDATE {TABLE} SET number = number + 10"),
}
if connection.vendor == "sqlite":
    SAME = f"SELECT 1, at, by_id, by_name, kind, action, subject_kind, subject_pk, subject_name, unit_pk, 'x', folded, details, previous, hash FROM {TABLE}"  # noqa: E501
    COLUMNS = "number, at, by_id, by_name, kind, action, subject_kind, subject_pk, subject_name, unit_pk, words, folded, details, previous, hash"  # noqa: E501
    WAYS["REPLACE"] = by_sql(f"INSERT OR REPLACE INTO {TABLE} ({COLUMNS}) {SAME} WHERE number = 1")
    WAYS["UPDATE OR REPLACE"] = by_sql(f"UPDATE OR REPLACE {TABLE} SET number = 1 WHERE number = 2")
else:
    WAYS["TRUNCATE"] = by_sql(f"TRUNCATE {TABLE}")


@pytest.mark.parametrize("way", WAYS)
def test_no_way_changes_or_removes_an_entry(entries, way):
    before = list(AuditEntry.objects.values())

    with pytest.raises(DatabaseError), transaction.atomic():
        WAYS[way](entries[0])

    assert list(AuditEntry.objects.values()) == before
    assert list(verify()) == []


def test_the_admin_desk_does_not_show_the_trail():
    assert AuditEntry not in admin.site._registry


def test_these_tables_are_only_added_to():
    assert guarded_tables() == [model._meta.db_table for model in (AuditEntry, AnswerChange, Revision, ReportEvent)]
    assert apps.get_app_config("reporting").append_only["ReportEvent"] == "OLD.revision_id IS NOT NULL"
    assert guarded_tables([apps.get_app_config("plans")]) == []


def test_the_triggers_stand_after_migrate():
    assert missing_triggers(connection, guarded_tables()) == []
    assert trail_is_guarded(connection)


@pytest.mark.django_db(transaction=True)
def test_migrate_makes_the_triggers_again_that_a_rebuilt_table_lost(entries):
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER {TRIGGER}" + (f" ON {TABLE}" if connection.vendor == "postgresql" else ""))
    for table in guarded_tables():
        lift(connection, table)
    assert len(missing_triggers(connection, guarded_tables())) == 12
    assert not trail_is_guarded(connection)
    assert [warning.id for warning in warn_of_lost_triggers(connection)] == ["portal.W002"]

    call_command("migrate", verbosity=0)

    assert missing_triggers(connection, guarded_tables()) == []
    assert trail_is_guarded(connection)
    assert warn_of_lost_triggers(connection) == []
    with pytest.raises(DatabaseError):
        AuditEntry.objects.all().delete()


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="a trigger of SQLite cannot be switched off")
def test_a_trigger_that_is_switched_off_counts_as_missing():
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reporting_revision DISABLE TRIGGER reporting_revision_no_update")
    assert missing_triggers(connection, guarded_tables()) == ["reporting_revision_no_update"]

    call_command("migrate", verbosity=0)

    assert missing_triggers(connection, guarded_tables()) == []
