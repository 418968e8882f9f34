"""The audit trail: everything that was done, in numbered entries that are only ever added, each sealed with the one before.

`record` writes an entry within the caller's transaction, as the last thing in it: from there to the commit nobody else
can write one. Who changes or removes an entry in the database file breaks the chain, and `verify` names the place.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal

from django.db import connection, transaction

from portal.models import AuditEntry
from portal.text import fold, normalise

THE_OPERATOR = "Hệ thống (dòng lệnh, việc tự động)"
NOBODY_BEFORE = "0" * 64


@dataclass(frozen=True)
class Deed:
    """What is to be written down. `unit_pk` is the province whose administrators read it, where the subject does not say."""

    action: str
    words: str
    subject: object = None
    details: dict | None = field(default=None)
    unit_pk: int | None = None


@dataclass(frozen=True)
class Head:
    """The trail's last entry: who keeps its number and hash elsewhere can prove later that nothing after it was lost."""

    number: int
    hash: str

    def __str__(self):
        return f"{self.number}:{self.hash}"


# What the deed under way has to tell at its end; None where each tells at once.
_put_off: ContextVar[list | None] = ContextVar("put_off", default=None)


def record(
    action: str, *, by, now: datetime, words: str, subject=None, details=None, unit_pk=None
) -> AuditEntry | None:
    """Write one entry: the last thing in the transaction of what it tells of. Costs two statements.

    `action` is "kind.verb" ("report.submit"), `words` a Vietnamese sentence, `details` what it was and became as plain
    data. `by=None` is the operator at the command line or the daily work, a text somebody of whom no account is known. A
    subject may name its province as `audit_unit_id`. Within `told_at_the_end` it is written later, and None is given back.
    """
    return next(iter(record_all([Deed(action, words, subject, details, unit_pk)], by=by, now=now)), None)


def record_all(deeds: Iterable[Deed], *, by, now: datetime) -> list[AuditEntry]:
    """Write several entries of one transaction at once, as its last thing."""
    drafts = [_draft(deed, by, now) for deed in deeds]
    waiting = _put_off.get()
    if waiting is not None:
        waiting.extend(drafts)
        return []
    return _written(drafts)


@contextmanager
def told_at_the_end():
    """What is recorded within is written when the block ends: for a transaction made of several deeds.

    Whoever has written an entry keeps others from writing until the commit; who then went on to lock rows could meet
    somebody who holds them and waits to write. A block that fails writes nothing.
    """
    if _put_off.get() is not None:
        yield
        return
    token = _put_off.set([])
    try:
        yield
        drafts = _put_off.get()
    finally:
        _put_off.reset(token)
    _written(drafts)


def name_of(by) -> str:
    """Who did it, as sentences say it."""
    return str(by) if by else THE_OPERATOR


def head() -> Head:
    """The last entry as it stands now."""
    last = AuditEntry.objects.order_by("number").values_list("number", "hash").last()
    return Head(*last) if last else Head(0, NOBODY_BEFORE)


def seal(entry: AuditEntry) -> str:
    """The SHA-256 of what an entry says and of the hash before it, in hex digits."""
    said = [
        entry.number,
        entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        entry.by_id,
        entry.by_name,
        entry.action,
        entry.subject_kind,
        entry.subject_pk,
        entry.subject_name,
        entry.unit_pk,
        entry.words,
        entry.details,
        entry.previous,
    ]
    canonical = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def verify(expected: Iterable[Head] = ()) -> Iterator[str]:
    """What is wrong with the trail, the first broken entry first; nothing where it is whole.

    `expected` are heads kept elsewhere: one that is not there says that the trail's end was cut off or written anew.
    """
    last, kept = Head(0, NOBODY_BEFORE), {each.number: each for each in expected}
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        if wrong := _wrong(entry, last):
            yield wrong
            return
        last = Head(entry.number, entry.hash)
        if kept.pop(entry.number, last) != last:
            yield f"Entry {entry.number} is whole, but is not the one that was expected: the trail was written anew"
            return
    if kept:
        yield f"The trail ends with entry {last.number}; entry {max(kept)} was there once: its end is missing"


def _wrong(entry, last):
    if entry.number != last.number + 1:
        return f"Entry {last.number + 1} is missing: entry {entry.number} follows {last.number}"
    if entry.previous != last.hash:
        return f"Entry {entry.number} does not follow entry {last.number}: one of the two was changed"
    if entry.kind != _kind_of(entry.action) or seal(entry) != entry.hash:
        return f"Entry {entry.number} was changed: it does not match its hash"
    return ""


def _taken_head() -> Head:
    """The last entry, held until the transaction ends: whoever else wants to add waits.

    On PostgreSQL a function waits and then looks, in one statement; on SQLite a transaction that writes is alone.
    """
    if connection.vendor != "postgresql":
        return head()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, hash FROM portal_audit_head()")
        found = cursor.fetchone()
    return Head(*found) if found else Head(0, NOBODY_BEFORE)


def _written(drafts: list[AuditEntry]) -> list[AuditEntry]:
    """The entries numbered, sealed and stored."""
    if not drafts:
        return []
    with transaction.atomic(savepoint=False):
        last = _taken_head()
        for entry in drafts:
            entry.number, entry.previous = last.number + 1, last.hash
            entry.hash = seal(entry)
            last = Head(entry.number, entry.hash)
        return AuditEntry.objects.bulk_create(drafts)


def _draft(deed, by, now) -> AuditEntry:
    """An entry that has all but its number and its hashes; the subject is read now, it may be gone at the end."""
    subject = deed.subject
    return AuditEntry(
        at=now,
        by_id=getattr(by, "pk", None),
        by_name=normalise(name_of(by))[:150],
        kind=_kind_of(deed.action),
        action=deed.action,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_pk=str(subject.pk) if subject else "",
        subject_name=normalise(str(subject))[:300] if subject else "",
        unit_pk=getattr(subject, "audit_unit_id", None) if deed.unit_pk is None else deed.unit_pk,
        words=normalise(deed.words),
        folded=fold(f"{deed.words} {subject or ''}"),
        details=_plain(deed.details or {}),
    )


def _kind_of(action):
    return action.partition(".")[0]


def _plain(value):
    """As JSON holds it on both databases: figures and days as texts, so that none is rounded on the way back."""
    if isinstance(value, dict):
        return {normalise(str(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return normalise(format(value, "f") if isinstance(value, Decimal) else str(value))
