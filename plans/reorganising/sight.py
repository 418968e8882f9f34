"""Who sees reorganisations, and who may enter, carry out and undo them."""

from datetime import date

from django.db.models import QuerySet

from plans.choices import Role, UnitLevel
from plans.models import Reorganisation, Unit
from plans.rules import WORKING_ROLES, administers, sitting_of
from plans.succession import current_map


def sees_reorganisations(user) -> bool:
    """For `allow`: administrators of a province, and whoever has a seat at the country."""
    return administers(user) or _sits_above_all(user)


def changes_units(user) -> bool:
    """For `allow`: administrators of a province."""
    return bool(provinces_administered(user))


def provinces_administered(user, today: date | None = None) -> frozenset[int]:
    """The provinces whose units the person may change."""
    unit_map = current_map()
    return frozenset(
        unit
        for unit in sitting_of(user, today).units({Role.ADMINISTRATOR})
        if unit_map.level(unit) == UnitLevel.PROVINCE
    )


def province_of(user) -> Unit | None:
    """The province that the person enters reorganisations for; of several the first in official order."""
    return Unit.objects.filter(pk__in=provinces_administered(user)).in_official_order().first()


def may_change_units(user, province_id: int, today: date) -> bool:
    """An administrator at the home of that province."""
    return current_map().home(province_id, today) in provinces_administered(user, today)


def reorganisations_visible_to(user) -> QuerySet[Reorganisation]:
    """Those of the provinces that the person administers, and of what went into them; from the country all, but no drafts."""
    if _sits_above_all(user):
        return Reorganisation.objects.exclude(confirmed_at__isnull=True)
    sitting, unit_map = sitting_of(user), current_map()
    homes = provinces_administered(user)
    return Reorganisation.objects.filter(
        province__in={pk for home in homes for pk in (home, *unit_map.history(home, sitting.day))}
    )


def _sits_above_all(user) -> bool:
    unit_map = current_map()
    return any(unit_map.level(unit) == UnitLevel.COUNTRY for unit in sitting_of(user).units(WORKING_ROLES))
