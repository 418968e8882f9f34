"""The one clock of the portal: a sample database may stand still on a day, nothing else may."""

from datetime import UTC, date, datetime

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """This moment, aware. In a sample database with a fixed day: that day in Viet Nam, at this time of the day."""
    moment = timezone.now()
    if settings.SAMPLE_TODAY is None:
        return moment
    return datetime.combine(settings.SAMPLE_TODAY, timezone.localtime(moment).timetz())


def today() -> date:
    """Today in Viet Nam."""
    return timezone.localdate(now())


def moment_at(timestamp: float) -> datetime:
    """The moment that another program told in seconds since 1970, as this clock would have told it then."""
    moment = datetime.fromtimestamp(timestamp, UTC)
    if settings.SAMPLE_TODAY is None:
        return moment
    return moment + (settings.SAMPLE_TODAY - timezone.localdate(timezone.now()))
