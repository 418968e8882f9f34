"""Tables whose rows are only ever added: the database itself refuses every change, whoever asks for it.

An app's configuration names its tables' models in `append_only`, with the rows (SQL of OLD) that may not be removed; blank
are all. No row of them is ever changed. The triggers are made after each `migrate`: on SQLite a
migration that rebuilds a table drops them with the old one.
"""

from collections.abc import Iterable

from django.apps import AppConfig, apps
from django.db import connections

# What the database answers; people never see it, since no code of ours asks for such a change.
REFUSAL = "append-only table"


def guarded_tables(configs: Iterable[AppConfig] | None = None) -> list[str]:
    """The names of the tables of these apps (default: of all) that are only added to."""
    configs = apps.get_app_configs() if configs is None else configs
    return [config.get_model(name)._meta.db_table for config in configs for name in getattr(config, "append_only", {})]


def guard_after_migrate(sender, using, **kwargs):
    """Receiver of `post_migrate`: give the tables of the app their triggers, where one is missing."""
    connection = connections[using]
    for table in guarded_tables([sender]):
        guard(connection, table)


def guard(connection, table: str) -> None:
    """Make the triggers of a table that are missing."""
    missing = missing_triggers(connection, [table])
    if not missing:
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_REFUSE_ON_POSTGRESQL)
        for name in missing:
            cursor.execute(_dropping(connection, name, table))
            cursor.execute(_making(connection, name, table))


def lift(connection, table: str) -> None:
    """Take the triggers of a table away: for a migration that must change its rows, and for emptied test databases."""
    with connection.cursor() as cursor:
        for name in _names(connection, table):
            cursor.execute(_dropping(connection, name, table))


def missing_triggers(connection, tables: Iterable[str]) -> list[str]:
    """The names of the triggers that these tables should have and that are not there, or are switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor])
        standing = {name for (name,) in cursor.fetchall()}
    return [name for table in tables for name in _names(connection, table) if name not in standing]


_STANDING = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')",
}

_EVENTS = {
    # An INSERT OR REPLACE takes the old row out without a word to the delete trigger.
    "sqlite": {"update": "UPDATE", "delete": "DELETE", "replace": "INSERT"},
    "postgresql": {"update": "UPDATE", "delete": "DELETE", "truncate": "TRUNCATE"},
}

_REFUSE_ON_POSTGRESQL = f"""
    CREATE OR REPLACE FUNCTION portal_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        RAISE EXCEPTION '{REFUSAL}: %', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
    END $$
"""


def _names(connection, table):
    return [f"{table}_no_{event}" for event in _EVENTS[connection.vendor]]


def _dropping(connection, name, table):
    quoted = connection.ops.quote_name
    if connection.vendor == "sqlite":
        return f"DROP TRIGGER IF EXISTS {quoted(name)}"
    return f"DROP TRIGGER IF EXISTS {quoted(name)} ON {quoted(table)}"


def _making(connection, name, table):
    event = _EVENTS[connection.vendor][name.removeprefix(f"{table}_no_")]
    quoted, model = connection.ops.quote_name, _model_of(table)
    kept = model._meta.app_config.append_only[model.__name__]
    when = f"WHEN ({kept})" if kept and event == "DELETE" else ""
    if connection.vendor == "postgresql":
        each = "STATEMENT" if event == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {quoted(name)} BEFORE {event} ON {quoted(table)} "
            f"FOR EACH {each} {when} EXECUTE FUNCTION portal_append_only()"
        )
    key = quoted(model._meta.pk.column)
    if event == "INSERT":
        when = f"WHEN EXISTS (SELECT 1 FROM {quoted(table)} WHERE {key} = NEW.{key})"
    return (
        f"CREATE TRIGGER {quoted(name)} BEFORE {event} ON {quoted(table)} "
        f"FOR EACH ROW {when} BEGIN SELECT RAISE(ABORT, '{REFUSAL}: {table}'); END"
    )


def _model_of(table):
    return next(model for model in apps.get_models() if model._meta.db_table == table)
