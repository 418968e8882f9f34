"""Accounts: a name to sign in with, the e-mail address, closing. They are closed, never deleted: the history names people."""

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction

from portal.auditing import record
from portal.models import User
from portal.outbox import post
from portal.sessions import end_sessions
from portal.text import fold

LONGEST_NAME = 40


@transaction.atomic
def make_account(full_name: str, email: str) -> User:
    """An account that nobody can sign in to until its person has chosen a password (portal.inviting).

    Its name is the person's, as one writes it without marks: "nguyen.thi.lan", the second one "nguyen.thi.lan.2".
    """
    user = User(full_name=full_name, email=email)
    user.set_unusable_password()
    while user.pk is None:
        user.username = _free_name(full_name)
        try:
            with transaction.atomic():
                user.save(force_insert=True)
        except IntegrityError:  # taken at this very moment by a namesake: the next number
            user.pk = None
    return user


@transaction.atomic
def change_email(user: User, email: str, *, by: User, now: datetime) -> None:
    """Change a person's address, and tell the old one, where there was one, so that nobody does it unseen."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if email == user.email:
        return
    # The letter goes to the address that is on file now: the old one.
    post(
        user,
        kind="account",
        subject="Thư điện tử của tài khoản đã đổi",
        body=f"Tài khoản {user.username} từ nay dùng địa chỉ {email or '(không có)'}. "
        "Nếu không phải bạn đổi, hãy báo ngay cho quản trị cấp tỉnh hoặc quản trị hệ thống.",
        address="",
        key=f"doi-thu-{int(now.timestamp())}",
        now=now,
    )
    before, user.email = user.email, email
    user.save(update_fields=["email"])
    words = f"{by} đổi thư điện tử của {user} ({user.username}): {before or 'trống'} → {email or 'trống'}."
    record("account.email_changed", by=by, now=now, subject=user, words=words)


@transaction.atomic
def close_account(user: User, *, after: date | None, now: datetime) -> None:
    """Let a person in until the end of a day, or not any more (None): then every sign-in of hers has ended at once.

    An open invitation is worth nothing from now on.
    """
    user = User.objects.select_for_update().get(pk=user.pk)
    user.closed_after, user.is_staff = after, False
    if after is None:
        user.is_active = False
        end_sessions(user)
    user.save(update_fields=["closed_after", "is_staff", "is_active"])
    user.invitations.unused().update(revoked_at=now)


@transaction.atomic
def reopen_account(user: User) -> bool:
    """Open a closed account, and say whether it was closed. Its old password is worth nothing: a new one is chosen."""
    user = User.objects.select_for_update().get(pk=user.pk)
    if user.is_active and user.closed_after is None:
        return False
    user.is_active, user.closed_after = True, None
    user.set_unusable_password()
    user.save(update_fields=["is_active", "closed_after", "password"])
    end_sessions(user)
    return True


def _free_name(full_name):
    plain = ".".join(re.findall(r"[a-z0-9]+", fold(full_name)))[:LONGEST_NAME].strip(".") or "can.bo"
    taken = set(User.objects.filter(username__istartswith=plain).values_list("username", flat=True))
    taken = {name.lower() for name in taken}
    return next(name for name in _numbered(plain) if name not in taken)


def _numbered(plain):
    yield plain
    yield from (f"{plain}.{number}" for number in range(2, 100_000))
