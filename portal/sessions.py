"""Sign-ins that go on: whose each one is, on what machine, and ending them. Also the store that Django keeps them in."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as RowStore

from portal.models import Session

# In a session: when it began, when its time last began anew (at most once an hour), and on what it runs.
BEGAN_AT, PROLONGED_AT, DEVICE = "began_at", "prolonged_at", "device"

# In this order: Edge and Opera also call themselves Chrome, Chrome also Safari.
BROWSERS = {
    "Cốc Cốc": "coc_coc_browser",
    "Edge": r"Edg(?:e|A|iOS)?/",
    "Opera": "OPR/",
    "Firefox": r"Firefox/|FxiOS/",
    "Chrome": r"Chrome/|CriOS/",
    "Safari": "Safari/",
}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "máy Mac": "Macintosh",
    "Linux": "Linux",
}


class SessionStore(RowStore):
    """Django's own sessions in the database, each row with its person."""

    @classmethod
    def get_model_class(cls):
        return Session

    def create_model_instance(self, data):
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


@dataclass(frozen=True)
class SignedIn:
    """One sign-in as its person sees it. The moments are unknown where it did not begin on the sign-in page."""

    device: str
    began_at: datetime | None
    seen_at: datetime | None
    is_this: bool


def begin(session, *, agent: str, now: datetime) -> None:
    """Note in a new session when it began, and on what it runs."""
    session[BEGAN_AT] = session[PROLONGED_AT] = now.timestamp()
    session[DEVICE] = device_of(agent)


def device_of(agent: str) -> str:
    """A browser and its system in plain words, from how the browser names itself."""
    browser = next((name for name, sign in BROWSERS.items() if re.search(sign, agent)), "Trình duyệt khác")
    system = next((name for name, sign in SYSTEMS.items() if sign in agent), "")
    return f"{browser} trên {system}" if system else browser


def sessions_of(user, *, this: str, now: datetime) -> list[SignedIn]:
    """The person's sign-ins, the one with the key `this` first, then the latest. One query."""
    rows = Session.objects.filter(user=user, expire_date__gt=now).order_by("-expire_date", "session_key")
    found = [(row.session_key == this, row.get_decoded()) for row in rows]
    signed_in = [
        SignedIn(data.get(DEVICE, "Trình duyệt khác"), _moment(data, BEGAN_AT), _moment(data, PROLONGED_AT), is_this)
        for is_this, data in found
    ]
    return sorted(signed_in, key=lambda session: not session.is_this)


def end_sessions(user, *, but: str | None = None) -> int:
    """End a person's sign-ins everywhere at once, `but` the one with this key; gives how many there were."""
    ended, _ = Session.objects.filter(user=user).exclude(session_key=but or "").delete()
    return ended


def _moment(data, key):
    return datetime.fromtimestamp(data[key], UTC) if key in data else None
