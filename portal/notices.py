"""What a person was told, and that it was read."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from portal.models import Notice, User


def notices_visible_to(user) -> QuerySet[Notice]:
    """A person's own notices, the newest first; nobody reads another's."""
    return Notice.objects.of(user)


def unread_of(user, most: int) -> list[Notice]:
    """The newest unread ones; no query where the person's row says that there are none."""
    return list(notices_visible_to(user).unread()[:most]) if user.unread_notices else []


@transaction.atomic
def mark_read(user, *, now: datetime, notice: Notice | None = None) -> int:
    """Mark one notice, or all, as read; how many are unread then. The number on the person's row is counted anew.

    The row is held first: who tells the person something meanwhile waits, and is counted.
    """
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    unread = notices_visible_to(user).unread()
    (unread if notice is None else unread.filter(pk=notice.pk)).update(read_at=now)
    left = notices_visible_to(user).unread().count()
    User.objects.filter(pk=user.pk).update(unread_notices=left)
    user.unread_notices = left
    return left
