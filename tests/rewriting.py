"""A test may rewrite history: it needs submissions of long ago, or the same moment five times."""

from contextlib import contextmanager

from django.db import connection, transaction

from portal.append_only import guard, lift


@contextmanager
def history_rewritten(*models):
    """The tables of these models take changes within this block."""
    with transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # A trigger cannot be dropped while its table has deferred ones waiting.
            cursor.execute("SET LOCAL session_replication_role = replica")
            yield
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            return
        for model in models:
            lift(connection, model._meta.db_table)
        yield
        for model in models:
            guard(connection, model._meta.db_table)
