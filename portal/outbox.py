"""What the portal tells people: each notice once, and as an e-mail where the person has an address.

Telling only writes rows, in the caller's transaction: no mail server can hold anybody up. Sending is the worker's or
cron's: each e-mail is claimed for a while, sent outside of any transaction, and marked.

An e-mail goes out at least once: where the machine dies between the server's "accepted" and our mark, it is sent again
after its claim has run out, under the same Message-ID, by which most servers drop the second one.
"""

import re
import smtplib
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import connection, transaction
from django.urls import reverse
from django.utils import timezone

from portal.dates import VIET_NAM, format_date
from portal.models import Notice, OutgoingMail, User
from portal.sample import is_sample

LONGEST_SUBJECT = Notice._meta.get_field("subject").max_length

# How long one worker holds an e-mail that it is sending, and how long it goes on claiming in one run (seconds).
LEASE = timedelta(minutes=15)
LONGEST_RUN = 5 * 60
# The pauses between attempts. After the last one it is given up: two days in all.
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
    timedelta(hours=24),
]
# "Còn 7 ngày" is no longer true a few days later: what could not be sent for so long is not sent any more.
OLDEST = timedelta(days=3)
NOT_SENT = "mail-not-sent"

# A line that is a path of the portal, and never another host's.
PATH = re.compile(r"^/[a-z0-9][a-z0-9/._-]*$", re.MULTILINE)

FOOT = (
    "Thư này do phần mềm theo dõi kế hoạch tự gửi, không cần trả lời. "
    "Toàn bộ thông báo nằm ở mục “Thông báo” sau khi đăng nhập."
)


@transaction.atomic(savepoint=False)
def post(
    user, *, kind: str, subject: str, body: str, address: str, key: str, now: datetime, by_mail: bool = True
) -> Notice | None:
    """Tell a person something, once: the same `key` for the same person a second time does nothing and gives None.

    `address` is a path of the portal, or empty. A line of the body that is a path (PATH) is a link, in the portal and in the
    e-mail. An e-mail is put into the outbox where the person has an address and
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


# --- Sending ----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sent:
    """What a run of sending did. `waiting`: all e-mails still in the outbox afterwards; without a server nothing is tried."""

    sent: int
    put_off: int
    given_up: int
    waiting: int
    is_set_up: bool


def mail_is_set_up() -> bool:
    """Whether there is a mail server to send by. A sample database writes to nobody: its people are made up."""
    return bool(settings.EMAIL_HOST) and not is_sample()


def send_due(now: datetime, limit: int = 500) -> Sent:
    """Send what is due, at most `limit` e-mails. Several workers may do it at once: each e-mail is one worker's.

    Call it outside of a transaction. The run ends early where the server does not answer at all.
    """
    if not mail_is_set_up():
        return Sent(0, 0, 0, OutgoingMail.objects.waiting().count(), is_set_up=False)
    done, began, server = {"sent": 0, "put_off": 0, "given_up": 0}, time.monotonic(), get_connection()
    try:
        for _ in range(limit):
            letter = _claimed(now) if time.monotonic() - began < LONGEST_RUN else None
            if letter is None:
                break
            outcome = _attempt(letter, server, now)
            done[outcome.name] += 1
            if outcome.server_is_away:
                break
    finally:
        server.close()
    return Sent(**done, waiting=OutgoingMail.objects.waiting().count(), is_set_up=True)


def send_again(letters, now: datetime) -> int:
    """Let given-up e-mails begin anew, and say how many there were."""
    return letters.given_up().update(
        given_up_at=None, attempts=0, not_before=now, last_error="", leased_until=None, asked_again_at=now
    )


@dataclass(frozen=True)
class _Outcome:
    name: str
    server_is_away: bool = False


@transaction.atomic
def _claimed(now):
    """The next e-mail, held for a while. The attempt is counted before it is made: what kills a worker is not tried for ever."""
    skip = connection.features.has_select_for_update_skip_locked
    due = OutgoingMail.objects.due(now).select_for_update(of=("self",), skip_locked=skip).select_related("notice")
    letter = due.order_by("not_before", "pk").first()
    if letter is not None:
        letter.attempts += 1
        letter.leased_until = now + LEASE
        letter.save(update_fields=["attempts", "leased_until"])
    return letter


def _attempt(letter, server, now):
    if letter.attempts > len(PAUSES) + 1:
        return _give_up(letter, now, letter.last_error or "Máy gửi thư đã nhiều lần dừng giữa chừng.")
    if now - (letter.asked_again_at or letter.notice.at) > OLDEST:
        return _give_up(letter, now, letter.last_error or "Đã quá 3 ngày, nội dung không còn đúng lúc.")
    try:
        server.open()
    except (smtplib.SMTPException, OSError) as trouble:
        return _put_off(letter, now, trouble, server_is_away=True)
    try:
        server.send_messages([_message(letter)])
    except (smtplib.SMTPException, OSError, ValueError) as trouble:
        server.close()
        if _is_final(trouble):
            return _give_up(letter, now, str(trouble))
        return _put_off(letter, now, trouble, server_is_away=isinstance(trouble, smtplib.SMTPServerDisconnected))
    OutgoingMail.objects.filter(pk=letter.pk).update(sent_at=now, given_up_at=None, leased_until=None, last_error="")
    return _Outcome("sent")


def _message(letter):
    host = urlsplit(settings.PORTAL_ADDRESS).hostname or "localhost"
    headers = {
        "Message-ID": f"<thong-bao-{letter.notice_id}-{int(letter.notice.at.timestamp())}@{host}>",
        "Auto-Submitted": "auto-generated",
    }
    return EmailMessage(letter.subject, letter.body, to=[letter.to], headers=headers)


def _is_final(trouble):
    """Whether the server says that this address will never take it, or there is no such address at all."""
    if isinstance(trouble, smtplib.SMTPRecipientsRefused):
        return all(code >= 500 for code, _ in trouble.recipients.values())
    return isinstance(trouble, ValueError)


def _put_off(letter, now, trouble, *, server_is_away):
    if letter.attempts > len(PAUSES):
        outcome = _give_up(letter, now, _in_short(trouble))
        return _Outcome(outcome.name, server_is_away)
    _mine(letter).update(not_before=now + PAUSES[letter.attempts - 1], leased_until=None, last_error=_in_short(trouble))
    return _Outcome("put_off", server_is_away)


def _give_up(letter, now, why):
    _mine(letter).update(given_up_at=now, leased_until=None, last_error=one_line(why))
    day = timezone.localdate(now, VIET_NAM)
    for keeper in User.objects.filter(is_staff=True, is_active=True).order_by("pk"):
        post(
            keeper,
            kind=NOT_SENT,
            subject=f"Có thư không gửi được trong ngày {format_date(day)}",
            body="Phần mềm đã thử nhiều lần rồi thôi. Mở danh sách thư gửi đi để xem địa chỉ, lỗi, và cho gửi lại.",
            address=f"{reverse('admin:portal_outgoingmail_changelist')}?state=given-up",
            key=f"{NOT_SENT}-{day:%Y-%m-%d}",
            now=now,
            by_mail=False,
        )
    return _Outcome("given_up")


def _mine(letter):
    """The row while nobody has claimed it since: who overran the time says nothing over another's result."""
    return OutgoingMail.objects.waiting().filter(pk=letter.pk, attempts=letter.attempts)


def _in_short(trouble):
    return one_line(f"{type(trouble).__name__}: {trouble}")


def _mail_body(body: str, address: str) -> str:
    body = PATH.sub(lambda path: absolute(path[0]), body)
    link = f"Xem trong phần mềm: {absolute(address)}\n\n" if address else ""
    return f"{body}\n\n{link}{FOOT}\n"
