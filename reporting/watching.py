"""Who may watch how far others have come in a round: its province, and who reads figures above it (domain, section 2)."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from plans.choices import FIGURE_ROLES, Role, UnitLevel
from plans.rules import sitting_of
from plans.succession import current_map
from portal import clock
from reporting.models import Round
from reporting.rules import rounds_visible_to, units_of_agencies

WATCHING_LEVELS = {UnitLevel.PROVINCE, UnitLevel.COUNTRY}


def watches(user) -> bool:
    """Whether the person reads figures at a province or above: for the pages that watch how far rounds have come."""
    seats = _watching_from(user, clock.today())
    return bool(seats) and any(current_map().level(pk) in WATCHING_LEVELS for pk in seats)


def may_watch(user, round_: Round, today: date | None = None) -> bool:
    """Read who has come how far in a round, without single figures: who reads figures at the home of its province, or above.

    Units above read only (domain, section 2); the units themselves see their own reports.
    """
    today = today or clock.today()
    return not _watching_from(user, today).isdisjoint(current_map().ancestors(round_.province_id, today))


def watched_among(user, rounds: Iterable[Round]) -> set[int]:
    """The keys of those rounds that a person may watch. One query, none where there is nothing to ask."""
    today, rounds = clock.today(), list(rounds)
    seats = _watching_from(user, today) if rounds else frozenset()
    if not seats:
        return set()
    units = current_map()
    return {one.pk for one in rounds if not seats.isdisjoint(units.ancestors(one.province_id, today))}


def rounds_watched_by(user) -> QuerySet[Round]:
    """The rounds of which `may_watch` is true. The number of queries depends on neither rounds nor units."""
    today, units = clock.today(), current_map()
    seats = _watching_from(user, today)
    steering = Round.objects.order_by("province_id").values_list("province_id", flat=True).distinct() if seats else []
    watched = [pk for pk in steering if not seats.isdisjoint(units.ancestors(pk, today))]
    return rounds_visible_to(user).filter(province__in=watched)


def _watching_from(user, today):
    sitting = sitting_of(user, today)
    return sitting.units(FIGURE_ROLES) | units_of_agencies(sitting.agencies({Role.READER}))


def steers(user, round_: Round) -> bool:
    """Whether the round is of the province that the person reviews or administers: every report of it is theirs to read."""
    today = clock.today()
    steered = sitting_of(user, today).province_units
    return bool(steered) and current_map().home(round_.province_id, today) in steered
