"""The invitations and unused accounts of the people that somebody looks after."""

from django.db.models import QuerySet

from plans.models import Seat
from plans.staffing.rights import people_visible_to
from portal import clock
from portal.models import Invitation, User


def invitations_visible_to(user) -> QuerySet[Invitation]:
    """Those that nobody has used or taken back, the latest first; also what has run out."""
    unused = Invitation.objects.unused().filter(user__in=people_visible_to(user))
    return unused.select_related("user", "made_by").order_by("-made_at", "-pk")


def never_used(user) -> QuerySet[User]:
    """Open accounts with a seat today that nobody has ever signed in to."""
    seated = Seat.objects.held_on(clock.today()).values("user")
    people = people_visible_to(user).filter(is_active=True, last_login=None, pk__in=seated)
    return people.order_by("full_name", "pk")
