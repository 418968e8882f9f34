"""Who may see a report or a round, and who may do what with a report.

Seats are `plans.rules`; here they meet the report's reporter. What happens to a unit carries its reports along: after a
merge the successor's people fill in and read them, after a split the province does.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from plans.choices import ENTERING_ROLES, PROVINCE_ROLES, Reporter, Role
from plans.models import Agency
from plans.rules import plans_visible_to, sitting_of
from plans.succession import UnitMap, current_map
from portal import clock
from reporting.models import Report, Round

SEEING_ROLES = ENTERING_ROLES | PROVINCE_ROLES


@dataclass(frozen=True)
class Rights:
    """What a person may do with one report by seat; whether its state allows it is the workflow's question."""

    enters: bool
    heads: bool
    reviews: bool
    administers: bool
    # The unit was split: nobody carries it on, so the province administrator fills in for it and says why.
    unit_is_gone: bool


def rights_in(user, report: Report, today: date | None = None) -> Rights:
    """The person's rights in a report on a day (default: today). Needs `report.round`."""
    today = today or clock.today()
    units, sitting = current_map(), sitting_of(user, today)
    steering = units.home(report.round.province_id, today)
    administers = steering in sitting.units({Role.ADMINISTRATOR})
    gone = report.reporter == Reporter.UNIT and heir(units, report.unit_id, today) is None
    return Rights(
        enters=administers if gone else _sits_at_reporter(sitting, report, units, ENTERING_ROLES, today),
        heads=administers if gone else _sits_at_reporter(sitting, report, units, {Role.HEAD}, today),
        reviews=steering in sitting.units({Role.REVIEWER}),
        administers=administers,
        unit_is_gone=gone,
    )


def may_enter(user, report: Report, today: date | None = None) -> bool:
    """Type figures and prose: officer or head of the reporter, or of what it went on as."""
    return rights_in(user, report, today).enters


def may_head(user, report: Report, today: date | None = None) -> bool:
    """Submit and take back: the head."""
    return rights_in(user, report, today).heads


def may_review(user, report: Report, today: date | None = None) -> bool:
    """Begin the review, return, accept: a reviewer at the home of the round's province. Who wrote it may not: `has_written`."""
    return rights_in(user, report, today).reviews


def may_administer(user, province_id: int, today: date | None = None) -> bool:
    """Open rounds, set days, reopen: an administrator at the home of that province."""
    today = today or clock.today()
    return current_map().home(province_id, today) in sitting_of(user, today).units({Role.ADMINISTRATOR})


def oversees(user) -> bool:
    """Whether the person reviews or administers anywhere: for the pages of the province."""
    return bool(sitting_of(user).province_units)


def has_written(user, report: Report) -> bool:
    """Whether the person entered or ever submitted this report: then another must judge it."""
    return report.contributors.filter(pk=user.pk).exists() or report.revisions.filter(submitted_by=user).exists()


def heir(units: UnitMap, pk: int, day: date) -> int | None:
    """The unit that carries a unit on whole on a day: itself while it exists, then its only successor; None after a split."""
    while pk is not None and units.ended_on(pk) and units.ended_on(pk) < day:
        pk = units.whole_successor(pk)
    return pk


def reports_visible_to(user) -> QuerySet[Report]:
    """The reports a person may open: of the own unit or agency, of what went into it, and of what lies below it.

    A reviewer or administrator besides sees every report of the rounds of the own province. Readers and system
    administrators see none: accepted figures reach them through the sums.
    """
    today, sitting = clock.today(), sitting_of(user)
    seats, steering = sitting.units(SEEING_ROLES), sitting.province_units
    agencies = sitting.agencies(SEEING_ROLES)
    if not seats and not agencies:
        return Report.objects.none()
    units = current_map()
    seen = Q(unit__in=_at_or_below(units, seats, today)) & ~Q(reporter=Reporter.AGENCY)
    seen |= Q(round__province__in=_with_predecessors(units, steering, today))
    if agencies:
        seen |= Q(agency__in=_predecessor_agencies(agencies, today))
    return Report.objects.filter(seen)


def rounds_visible_to(user) -> QuerySet[Round]:
    """The rounds of the plans a person may see."""
    return Round.objects.filter(
        pk__in=Round.plans.through.objects.filter(plan__in=plans_visible_to(user)).values("round")
    )


def _sits_at_reporter(sitting, report, units, roles, today):
    if report.reporter == Reporter.AGENCY:
        held = sitting.agencies(roles)
        return bool(held) and report.agency_id in _predecessor_agencies(held, today)
    return units.home(report.unit_id, today) in sitting.units(roles)


def _at_or_below(units, pks, today):
    """The units that stand at these or below them today, with the ended ones whose history is kept there."""
    found, waiting = set(), list(pks)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.update([pk, *units.history(pk, today)])
            waiting.extend(units.children(pk, today))
    return found


def _with_predecessors(units, pks, today):
    return {pk for upper in pks for pk in [upper, *units.history(upper, today)]}


def _predecessor_agencies(pks, today):
    """These agencies and all that went into them by today, in one query."""
    gone = Agency.objects.filter(successor__isnull=False, valid_to__lt=today)
    went_into = list(gone.values_list("pk", "successor_id"))
    found, changed = set(pks), True
    while changed:
        added = {pk for pk, successor in went_into if successor in found} - found
        found, changed = found | added, bool(added)
    return found
