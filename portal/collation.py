"""Vietnamese order in the database: `order_by(Collate("name", VIETNAMESE), "pk")` means the same on both databases.

PostgreSQL brings the collation with ICU; SQLite is given one of the same name on each new connection. It is used in
queries only, never on a column: a column or an index with it would lock every plain SQLite tool out of the file.
"""

from portal.text import sort_key

VIETNAMESE = "vi-x-icu"


def register_on_sqlite(sender, connection, **kwargs):
    """Receiver of `connection_created`: teach a new SQLite connection the Vietnamese order."""
    if connection.vendor == "sqlite":
        connection.connection.create_collation(VIETNAMESE, compare)


def compare(one: str, other: str) -> int:
    """-1, 0 or 1 as `one` comes before, with or after `other`."""
    one_key, other_key = sort_key(one), sort_key(other)
    return (one_key > other_key) - (one_key < other_key)
