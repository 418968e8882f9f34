"""A password forgotten: a link by e-mail, for an hour and once. Whoever asks for whomever is answered the same."""

import time
from datetime import datetime

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from portal.dates import VIET_NAM
from portal.models import User
from portal.outbox import post

# One e-mail a person in so many minutes, however often it is asked.
MINUTES_BETWEEN = 10


def send_reset_links(told: str, now: datetime) -> None:
    """E-mail a link to every open account with this name or address that has a password and an address.

    It goes to the address on file, never to the one typed. Who has no address, or never chose a password, gets none: a head or
    an administrator makes her a code. The links name the portal's own address, not the one the request came to.
    """
    told = told.strip()
    named = Q(username__iexact=told) | Q(email__iexact=told)
    for user in User.objects.filter(named).exclude(email="").order_by("pk")[:5]:
        if user.has_usable_password() and not user.is_closed_on(timezone.localdate(now, VIET_NAM)):
            _send(user, now)


def answer_evenly(began: float) -> None:
    """Wait until the same time has passed since `began` (time.monotonic) as for everybody else who asks."""
    time.sleep(max(0.0, began + settings.PASSWORD_FORGOTTEN_SECONDS - time.monotonic()))


def _send(user, now):
    uid, token = urlsafe_base64_encode(force_bytes(user.pk)), default_token_generator.make_token(user)
    post(
        user,
        kind="password",
        subject="Đặt lại mật khẩu",
        body=(
            f"Có người đề nghị đặt lại mật khẩu của tài khoản {user.username} ({user}).\n\n"
            "Mở đường dẫn dưới đây để đặt mật khẩu mới. Đường dẫn dùng được một lần, trong 1 giờ. "
            "Nếu không phải bạn đề nghị thì bỏ qua thư này, mật khẩu không đổi."
        ),
        address=reverse("portal:password-reset", args=[uid, token]),
        key=f"dat-lai-mat-khau-{int(now.timestamp()) // (MINUTES_BETWEEN * 60)}",
        now=now,
    )
