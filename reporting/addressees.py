"""Who is to be told of a report: the people who sit at its reporter today, and those of its province."""

from collections import defaultdict
from datetime import date

from plans.choices import ENTERING_ROLES, PROVINCE_ROLES, Role
from plans.models import Seat
from plans.succession import current_map
from portal.models import User
from reporting.models import Report, Round
from reporting.rules import Place, place_of


class Addressees:
    """Who sits where on a day, read once for many reports (two queries). Closed accounts are left out."""

    def __init__(self, day: date):
        self.day, self.units = day, current_map()
        self._seated: dict[tuple, list[User]] = defaultdict(list)
        seats = Seat.objects.held_on(day).filter(user__is_active=True, role__in=ENTERING_ROLES | PROVINCE_ROLES)
        for seat in seats.select_related("user", "unit", "agency").order_by("user_id", "pk"):
            if _exists(seat.unit or seat.agency, day):
                self._seated[Place(seat.unit_id, seat.agency_id), seat.role].append(seat.user)

    def officers(self, report: Report) -> list[User]:
        """Who types it: at its reporter or at what that went on as. Nobody after a split."""
        return self._at(place_of(report, self.units, self.day), Role.OFFICER)

    def heads(self, report: Report) -> list[User]:
        """Who submits it."""
        return self._at(place_of(report, self.units, self.day), Role.HEAD)

    def is_gone(self, report: Report) -> bool:
        """Whether its unit was split, so that the province fills in for it."""
        return place_of(report, self.units, self.day) is None

    def steering(self, round_: Round) -> int:
        """The province that steers a round today."""
        return self.units.home(round_.province_id, self.day)

    def reviewers(self, round_: Round) -> list[User]:
        return self._at(Place(self.steering(round_), None), Role.REVIEWER)

    def administrators(self, round_: Round) -> list[User]:
        return self._at(Place(self.steering(round_), None), Role.ADMINISTRATOR)

    def _at(self, place, role):
        return self._seated.get((place, role), [])


def each_once(people) -> list[User]:
    """Without repetition, in the order of their keys: the order in which rows are locked."""
    return sorted({person.pk: person for person in people}.values(), key=lambda person: person.pk)


def _exists(home, day):
    return (home.valid_from is None or home.valid_from <= day) and (home.valid_to is None or day <= home.valid_to)
