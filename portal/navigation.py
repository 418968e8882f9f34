"""What the frame of every page shows: the entries of the bar on top and the mark of a sample database."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.urls import get_script_prefix, resolve, reverse

from portal import clock
from portal.access import decision_for


@dataclass(frozen=True)
class Entry:
    """One entry of the bar on top."""

    words: str
    address: str
    is_current: bool


@dataclass(frozen=True)
class Offer:
    """An entry before it is known who looks: `decision(user)` says who may open its page."""

    words: str
    address: str
    decision: Callable


def navigation(request) -> dict:
    """Context processor. An entry is shown to whom its view would let in, so that the two cannot differ."""
    return {
        "navigation": entries_for(request, settings.NAVIGATION),
        "account_menu": entries_for(request, settings.ACCOUNT_MENU),
        **frame_facts(),
    }


def entries_for(request, menu: list) -> list[Entry]:
    """The entries of a menu that this person may open; nothing before the sign-in.

    The current one is the page itself, or the longest address that the page lies below.
    """
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return []
    offered = [entry for entry in _offer(tuple(menu), settings.ROOT_URLCONF) if entry.decision(user)]
    current = _current(request.path, [entry.address for entry in offered])
    return [Entry(entry.words, entry.address, entry.address == current) for entry in offered]


def frame_facts() -> dict:
    """The address of the front page; whether this is a sample database, and its day. Asks nothing of the database."""
    facts = {"front": get_script_prefix(), "sample_database": settings.SAMPLE_DATABASE}
    if settings.SAMPLE_DATABASE:
        facts["today"] = clock.today()
    return facts


@cache
def _offer(menu: tuple, urlconf: str) -> list[Offer]:
    """What a menu could show; loud where a name does not exist or its view has not decided."""
    offer = []
    for name, words in menu:
        address = reverse(name, urlconf)
        decision = decision_for(resolve(address, urlconf))
        if decision is None:
            raise LookupError(f"{name} stands in a menu but has not decided who may open it")
        offer.append(Offer(words, address, decision))
    return offer


def _current(path: str, addresses: list[str]) -> str | None:
    """The longest address that `path` begins with. The front page is above all others and stands for itself only."""
    front = get_script_prefix()
    above = [address for address in addresses if path == address or (address != front and path.startswith(address))]
    return max(above, key=len, default=None)
