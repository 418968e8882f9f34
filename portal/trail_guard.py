"""What the database does for the audit trail: an entry only follows the last one, and the last one can be held."""

from django.db import connections

TABLE = "portal_auditentry"
TRIGGER = f"{TABLE}_follows"
REFUSAL = "an audit entry follows the last one"


def guard_trail_after_migrate(sender, using, **kwargs):
    """Receiver of `post_migrate` for the portal itself."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for statement in _STATEMENTS[connection.vendor]:
            cursor.execute(statement)


def trail_is_guarded(connection) -> bool:
    """Whether the trigger stands."""
    with connection.cursor() as cursor:
        cursor.execute(_STANDING[connection.vendor], [TRIGGER])
        return bool(cursor.fetchall())


_STANDING = {
    "sqlite": "SELECT 1 FROM sqlite_master WHERE type = 'trigger' AND name = %s",
    "postgresql": "SELECT 1 FROM pg_trigger WHERE tgname = %s AND tgenabled IN ('O', 'A')",
}

_STATEMENTS = {
    "sqlite": [
        f"DROP TRIGGER IF EXISTS {TRIGGER}",
        f"""
        CREATE TRIGGER {TRIGGER} BEFORE INSERT ON {TABLE} FOR EACH ROW
        WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM {TABLE})
          OR NEW.previous <> coalesce((SELECT hash FROM {TABLE} ORDER BY number DESC LIMIT 1), NEW.previous)
        BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END
        """,
    ],
    "postgresql": [
        # A volatile function looks anew after it has waited; a plain SELECT would see what was there before the wait.
        f"""
        CREATE OR REPLACE FUNCTION portal_audit_head() RETURNS TABLE (number bigint, hash varchar)
        LANGUAGE plpgsql VOLATILE AS $$
        BEGIN
            PERFORM pg_advisory_xact_lock(hashtext('{TABLE}'));
            RETURN QUERY SELECT e.number, e.hash FROM {TABLE} e ORDER BY e.number DESC LIMIT 1;
        END $$
        """,
        f"""
        CREATE OR REPLACE FUNCTION portal_audit_follows() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE last record;
        BEGIN
            SELECT e.number, e.hash INTO last FROM {TABLE} e ORDER BY e.number DESC LIMIT 1;
            IF NEW.number <> coalesce(last.number, 0) + 1 OR NEW.previous <> coalesce(last.hash, NEW.previous) THEN
                RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
            RETURN NEW;
        END $$
        """,
        f"DROP TRIGGER IF EXISTS {TRIGGER} ON {TABLE}",
        f"""
        CREATE TRIGGER {TRIGGER} BEFORE INSERT ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION portal_audit_follows()
        """,
    ],
}
