"""What the portal tells people: each notice once, and as an e-mail where the person has an address.

Telling only writes rows, in the caller's transaction: no mail server can hold anybody up.
"""

from datetime import datetime

from django.conf import settings
from django.db import transaction

from portal.models import Notice, OutgoingMail, User

LONGEST_SUBJECT = Notice._meta.get_field("subject").max_length

FOOT = (
    "Thư này do phần mềm theo dõi kế hoạch tự gửi, không cần trả lời. "
    "Toàn bộ thông báo nằm ở mục “Thông báo” sau khi đăng nhập."
)


@transaction.atomic
def post(
    user, *, kind: str, subject: str, body: str, address: str, key: str, now: datetime, by_mail: bool = True
) -> Notice | None:
    """Tell a person something, once: the same `key` for the same person a second time does nothing and gives None.

    `address` is a path of the portal, or empty. An e-mail is put into the outbox where the person has an address and
    `by_mail` is left; it is sent later, by send_due. A closed account is told nothing (None). Who tells several people in
    one transaction goes through them by primary key: each one's row is held until its end.
    """
    person = User.objects.select_for_update(no_key=True).get(pk=user.pk)
    if not person.is_active or person.notices.filter(key=key).exists():
        return None
    subject = one_line(subject)
    notice = Notice.objects.create(user=person, kind=kind, subject=subject, body=body, address=address, key=key, at=now)
    User.objects.filter(pk=person.pk).update(unread_notices=person.unread_notices + 1)
    if by_mail and person.email:
        OutgoingMail.objects.create(
            notice=notice, to=person.email, subject=subject, body=_mail_body(body, address), not_before=now
        )
    return notice


def one_line(text: str) -> str:
    """A subject: one line without control characters, not longer than a subject may be. No header can be smuggled in."""
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return words if len(words) <= LONGEST_SUBJECT else f"{words[: LONGEST_SUBJECT - 1]}…"


def absolute(address: str) -> str:
    """A path of the portal as people reach it from outside."""
    return f"{settings.PORTAL_ADDRESS}{address}"


def _mail_body(body: str, address: str) -> str:
    link = f"Xem trong phần mềm: {absolute(address)}\n\n" if address else ""
    return f"{body}\n\n{link}{FOOT}\n"
