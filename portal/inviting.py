"""A way in for one person, once: by e-mail, or as a code on paper. She chooses the password, and nobody else knows it.

Whom somebody may invite is said where the seats are (plans.staffing); here nobody is asked who he is.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse

from portal.account_auditing import record_password
from portal.accounts import make_account
from portal.auditing import name_of, record
from portal.errors import RuleBroken
from portal.models import Invitation, User
from portal.outbox import post
from portal.sessions import end_sessions
from portal.text import narrow

LASTS = timedelta(days=7)
# Sixteen of these are 79 bits. Without what looks alike on paper: 0 and o, 1, l and i.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, IN_A_GROUP = 4, 4

USED_UP = (
    "Mã này không còn dùng được: đã dùng rồi, đã quá 7 ngày, hoặc đã có mã mới hơn. "
    "Đề nghị người mời bạn (người ký của đơn vị, quản trị cấp tỉnh) cấp mã mới."
)


@dataclass(frozen=True)
class Invited:
    """What was made: `code` is shown once, to be handed over on paper; it is empty where it went by e-mail."""

    invitation: Invitation
    code: str


@transaction.atomic
def invite(user: User, *, by: User | None, now: datetime, by_mail: bool, unit_pk: int | None = None) -> Invited:
    """Let a person choose a password within 7 days. An earlier invitation of hers is worth nothing from now on.

    By e-mail it goes to her address; else the code is given back, and she is told by e-mail, where she has an address, that
    one was made. A password she has stays good until she chooses another. `unit_pk` is where the trail tells it. Raises
    RuleBroken.
    """
    # Whoever invites the same person at the same time waits here.
    user = User.objects.select_for_update().get(pk=user.pk)
    if not user.is_active:
        raise RuleBroken(f"Tài khoản của {user} đã khóa nên không mời được.")
    if by_mail and not user.email:
        raise RuleBroken(f"{user} chưa có thư điện tử: hãy in giấy mời để đưa tận tay.")
    user.invitations.unused().update(revoked_at=now)
    code = "-".join("".join(secrets.choice(LETTERS) for _ in range(IN_A_GROUP)) for _ in range(GROUPS))
    invitation = Invitation.objects.create(
        user=user, digest=_digest(code), by_mail=by_mail, made_by=by, made_at=now, expires_at=now + LASTS
    )
    _tell(invitation, code, now)
    how = "gửi thư mời đặt mật khẩu cho" if by_mail else "in mã đặt mật khẩu cho"
    words = f"{name_of(by)} {how} {user} ({user.username})."
    record("account.invited", by=by, now=now, subject=user, words=words, unit_pk=unit_pk)
    return Invited(invitation, "" if by_mail else code)


@transaction.atomic
def invite_first(full_name: str, *, now: datetime) -> Invited:
    """The first system administrator of a portal, by the operator's command; a lost code is made anew the same way.

    Raises RuleBroken while one can sign in: the portal then has no back door.
    """
    keepers = User.objects.select_for_update().filter(is_staff=True, is_active=True).order_by("pk")
    if any(keeper.has_usable_password() for keeper in keepers):
        raise RuleBroken("Đã có quản trị hệ thống đăng nhập được: người đó mời thêm người khác ở mục “Nhân sự”.")
    waiting = next((keeper for keeper in keepers if keeper.full_name == full_name), None)
    user = waiting or make_account(full_name, "")
    User.objects.filter(pk=user.pk).update(is_staff=True)
    return invite(user, by=None, now=now, by_mail=False)


def invitation_of(code: str, now: datetime) -> Invitation:
    """The open invitation of a code as typed or followed. Raises RuleBroken, with one sentence for all that is not open."""
    found = Invitation.objects.open_at(now).filter(digest=_digest(code), user__is_active=True)
    invitation = found.select_related("user", "made_by").first()
    if invitation is None:
        raise RuleBroken(USED_UP)
    return invitation


@transaction.atomic
def choose_password(code: str, password: str, now: datetime) -> User:
    """Use an invitation: the person has this password from now on, and every sign-in of hers has ended.

    The form has checked the password. Raises RuleBroken; of two who use the same code only one succeeds.
    """
    invitation = invitation_of(code, now)
    if not Invitation.objects.open_at(now).filter(pk=invitation.pk).update(used_at=now):
        raise RuleBroken(USED_UP)
    user = User.objects.select_for_update().get(pk=invitation.user_id)
    user.set_password(password)
    user.save(update_fields=["password"])
    end_sessions(user)
    record_password(user, by=user, now=now)
    return user


def revoke(invitation: Invitation, now: datetime) -> bool:
    """Take an invitation back, and say whether it was still open. Twice is once; a used one stays used."""
    return bool(Invitation.objects.unused().filter(pk=invitation.pk).update(revoked_at=now))


def _digest(code):
    """Of a code however it was typed: capitals, blanks and dashes do not matter."""
    plain = "".join(sign for sign in narrow(code).lower() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()


def _tell(invitation, code, now):
    user, by = invitation.user, invitation.made_by or "Quản trị hệ thống"
    if invitation.by_mail:
        body = (
            f"{by} mời {user} dùng phần mềm theo dõi kế hoạch của Hội.\n\n"
            f"Tên đăng nhập: {user.username}\n\n"
            "Mở đường dẫn dưới đây để tự đặt mật khẩu. Đường dẫn dùng được một lần, trong 7 ngày. "
            "Không chuyển thư này cho người khác."
        )
        address = reverse("portal:invitation", args=[code])
    else:
        body = (
            f"{by} vừa cấp mã đặt mật khẩu trên giấy cho tài khoản {user.username} của bạn. Ai dùng mã đó sẽ đặt được mật khẩu "
            "mới. Nếu bạn không nhờ việc này, hãy báo ngay cho quản trị cấp tỉnh hoặc quản trị hệ thống."
        )
        address = ""
    subject = "Mời đặt mật khẩu" if invitation.by_mail else "Có mã đặt mật khẩu mới cho tài khoản của bạn"
    post(user, kind="invitation", subject=subject, body=body, address=address, key=f"moi-{invitation.pk}", now=now)
