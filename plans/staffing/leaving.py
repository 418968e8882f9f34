"""Who goes for good: every seat ends, the account is closed, nothing is deleted. And who comes back."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from plans.choices import Role
from plans.models import Seat
from plans.staffing.rights import looks_after
from plans.staffing.seating import end, hold_places, refuse_last, withdraw
from plans.staffing.telling import tell_account, unit_of
from portal.accounts import change_email, close_account, reopen_account
from portal.auditing import told_at_the_end
from portal.dates import VIET_NAM, format_date
from portal.errors import RuleBroken
from portal.inviting import Invited, invite, revoke
from portal.models import Invitation, User


@transaction.atomic
def leave(person: User, *, last_day: date, at_once: bool = False, reason: str, by, now: datetime) -> None:
    """End all seats of a person on a day, and close the account: after that day, or `at_once` this moment.

    With the account every sign-in ends. What she was working on stays with her unit. Raises PermissionDenied, RuleBroken.
    """
    today = timezone.localdate(now, VIET_NAM)
    hold_places(*_lasting_seats(person, last_day))
    person = User.objects.select_for_update().get(pk=person.pk)
    if not looks_after(by, person, today):
        raise PermissionDenied
    if person == by:
        raise RuleBroken("Không tự khóa tài khoản của mình được: đề nghị quản trị khác làm việc này.")
    if not person.is_active:
        raise RuleBroken(f"Tài khoản của {person} đã khóa rồi.")
    if person.is_staff and last_day >= today and not at_once:
        raise RuleBroken("Quản trị hệ thống thôi việc thì khóa tài khoản ngay: chọn “Khóa tài khoản ngay”.")
    for seat in _lasting_seats(person, last_day):
        _end(seat, last_day, today, reason)
    after = None if at_once or last_day < today else last_day
    close_account(person, after=after, now=now)
    when = f"sau ngày {format_date(after)}" if after else "ngay"
    words = f"cho {person} ({person.username}) nghỉ, mọi vị trí đến hết {format_date(last_day)}, khóa tài khoản {when}"
    tell_account("left", f"{words}, lý do: {reason.rstrip('.')}", person, by=by, now=now, reason=reason)


@transaction.atomic
def come_back(person: User, *, by, now: datetime) -> None:
    """Open a closed account again. Its person chooses a new password (invite_again); the old one is worth nothing."""
    if not looks_after(by, person, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if reopen_account(person):
        tell_account("reopened", f"mở lại tài khoản {person} ({person.username})", person, by=by, now=now)


@transaction.atomic
def invite_again(person: User, *, email: str | None = None, by_mail: bool, by, now: datetime) -> Invited:
    """Make a new way in for a person; `email` mends the address of who has never had a password. The old way is closed."""
    if not looks_after(by, person, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    with told_at_the_end():
        if email is not None and not person.has_usable_password():
            change_email(person, email, by=by, now=now)
        return invite(person, by=by, now=now, by_mail=by_mail, unit_pk=unit_of(person))


@transaction.atomic
def revoke_invitation(invitation: Invitation, *, by, now: datetime) -> None:
    """Take an invitation back. Raises PermissionDenied for who does not look after its account."""
    if not looks_after(by, invitation.user, timezone.localdate(now, VIET_NAM)):
        raise PermissionDenied
    if revoke(invitation, now):
        person = invitation.user
        tell_account("invitation_revoked", f"thu hồi lời mời {person} ({person.username})", person, by=by, now=now)


def _lasting_seats(person, last_day):
    """Those that go on after the day."""
    lasting = Seat.objects.filter(user=person).filter(Q(valid_to=None) | Q(valid_to__gt=last_day))
    return list(lasting.select_related("user", "unit", "agency__unit").order_by("pk"))


def _end(seat, last_day, today, reason):
    if seat.valid_from and seat.valid_from > today:
        withdraw(seat)
        return
    if seat.valid_from and seat.valid_from > last_day:
        raise RuleBroken(
            f"{seat.user} giữ vị trí {seat.get_role_display()} từ {format_date(seat.valid_from)}: "
            "ngày làm việc cuối cùng không thể sớm hơn."
        )
    refuse_last(seat, last_day)
    if seat.role == Role.SYSTEM:
        last_day = min(last_day, today)
    end(seat, last_day, reason)
