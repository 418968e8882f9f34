"""When a request reached us: that, not when somebody came to handle it, decides whether a submission is on time."""

import logging
import re
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network

from django.conf import settings

from portal import clock

# "t=1718384399.123" as nginx writes it, in seconds; others give milliseconds or microseconds. Nothing of another age.
WRITTEN = re.compile(r"(?:t=)?(?P<whole>[0-9]{10}|[0-9]{13}|[0-9]{16})(?P<fraction>\.[0-9]{1,9})?")
UNITS = {10: 1, 13: 1_000, 16: 1_000_000}
# No queue keeps a request longer, and two clocks that are looked after do not stand further apart.
LONGEST_WAIT = timedelta(minutes=10)
CLOCKS_APART = timedelta(minutes=1)
UNIX = "unix"

logger = logging.getLogger(__name__)


class ArrivalNoted:
    """Notes on each request when it reached us: as a trusted proxy says, else now. Stands before everything else."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.arrived_at = arrival_of(request, clock.now())
        return self.get_response(request)


def arrival_of(request, now: datetime) -> datetime:
    """When the request reached us, by the portal's clock. `now` is when this program first sees it.

    The proxy's word counts only from an address of TRUSTED_PROXIES, and not where it is far from our own clock: a header
    that anybody may send must not make a late submission early.
    """
    written = request.headers.get(settings.ARRIVAL_HEADER, "") if settings.ARRIVAL_HEADER else ""
    if not written:
        return now
    if not is_trusted(request.META.get("REMOTE_ADDR", "")):
        logger.warning("%s not believed: it comes from no trusted proxy", settings.ARRIVAL_HEADER)
        return now
    told = _told(written)
    if told is None:
        logger.warning("%s not understood: %.60r", settings.ARRIVAL_HEADER, written)
        return now
    if not now - LONGEST_WAIT <= told <= now + CLOCKS_APART:
        logger.warning("%s not believed: %s s from our clock", settings.ARRIVAL_HEADER, (told - now).total_seconds())
        return now
    return told


def is_trusted(address: str) -> bool:
    """Whether an address is one of TRUSTED_PROXIES or lies in a network of them; a socket has none."""
    if not address:
        return UNIX in settings.TRUSTED_PROXIES
    try:
        found = ip_address(address)
    except ValueError:
        return False
    return any(found in ip_network(proxy, strict=False) for proxy in settings.TRUSTED_PROXIES if proxy != UNIX)


def _told(written: str) -> datetime | None:
    match = WRITTEN.fullmatch(written.strip())
    if match is None:
        return None
    whole = match["whole"]
    return clock.moment_at(float(whole + (match["fraction"] or "")) / UNITS[len(whole)])
