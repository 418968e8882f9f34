"""What the audit trail says of who came in, and of accounts and what else the system administrators keep."""

from datetime import datetime, timedelta

from portal.auditing import name_of, record
from portal.models import AuditEntry, User

# Entries are never removed: whoever tries passwords all night shall not fill the trail.
MOST_REFUSED_AN_HOUR = 300
# Of a name that nobody bears so much is kept: some type their password into the wrong box.
SHOWN_OF_STRANGERS = 3
REFUSED = "session.refused"
UNKNOWN = "Không rõ ai"


def record_sign_in(*, by: User, now: datetime) -> None:
    record("session.signed_in", by=by, now=now, subject=by, words=f"{by} đăng nhập.")


def record_sign_out(*, by: User, now: datetime) -> None:
    record("session.signed_out", by=by, now=now, subject=by, words=f"{by} đăng xuất.")


def record_refused_sign_in(typed: str, *, now: datetime) -> None:
    """Somebody gave a wrong name or password. Who it was is not known: the entry names the account, if there is one."""
    earlier = AuditEntry.objects.filter(action=REFUSED).newest_first().values_list("at", flat=True)
    full_since = earlier[MOST_REFUSED_AN_HOUR - 1 : MOST_REFUSED_AN_HOUR].first()
    if full_since and full_since > now - timedelta(hours=1):
        return
    account = User.objects.filter(username=typed[:150].replace("\x00", "")).first()
    name = f"“{account.username}”" if account else f"không có trên cổng (bắt đầu bằng “{typed[:SHOWN_OF_STRANGERS]}”)"
    record(REFUSED, by=UNKNOWN, now=now, subject=account, words=f"Đăng nhập không được với tên {name}.")


def record_password(account: User, *, by: User, now: datetime) -> None:
    """A new password was set; the password itself is written nowhere."""
    whose = "của mình" if account.pk == by.pk else f"của {account} ({account.username})"
    record("account.password_set", by=by, now=now, subject=account, words=f"{by} đặt mật khẩu mới {whose}.")


def record_ended_elsewhere(ended: int, *, by: User, now: datetime) -> None:
    record("session.ended", by=by, now=now, subject=by, words=f"{by} đăng xuất {ended} máy khác của mình.")


def record_kept(action: str, thing, changed: dict, *, by: User, now: datetime, is_new: bool) -> None:
    """What a system administrator added or changed at the desk; `changed`: by its Vietnamese name, from what to what."""
    kind = thing._meta.verbose_name
    verb = "thêm" if is_new else "sửa"
    told = "; ".join(f"{name}: {_said(one['from'])} → {_said(one['to'])}" for name, one in changed.items())
    words = f"{name_of(by)} {verb} {kind} “{thing}”{': ' if told else ''}{told}."
    record(action, by=by, now=now, subject=thing, words=words, details=changed)


def _said(value) -> str:
    if isinstance(value, bool):
        return "có" if value else "không"
    return "trống" if value in (None, "", []) else str(value)
