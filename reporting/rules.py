"""Who may see a report or a round, and who may do what with a report.

Seats are `plans.rules`; here they meet the report's reporter. What happens to a unit carries its reports along: after a
merge the successor's people fill in and read them, after a split the province does.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet

from plans.choices import ENTERING_ROLES, FIGURE_ROLES, PROVINCE_ROLES, Reporter, Role
from plans.models import Agency, Plan, Seat
from plans.rules import Sitting, carried_on_by, plans_visible_to, sitting_of
from plans.succession import UnitMap, current_map
from portal import clock
from reporting.models import Report, Round

SEEING_ROLES = ENTERING_ROLES | PROVINCE_ROLES
DOCUMENT_ROLES = PROVINCE_ROLES | {Role.READER}


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
    gone = report.reporter == Reporter.UNIT and units.heir(report.unit_id, today) is None
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


class Place(NamedTuple):
    """A unit or an agency, by primary key."""

    unit: int | None
    agency: int | None


def place_of(report: Report, units: UnitMap, today: date) -> Place | None:
    """Where those sit who write and submit a report on a day; None after a split: then the province does it.

    Needs the report's agency, where it has one.
    """
    if report.reporter == Reporter.AGENCY:
        return Place(None, _carrier(report.agency, today).pk)
    if report.reporter == Reporter.PROVINCE:
        return Place(units.home(report.unit_id, today), None)
    heir = units.heir(report.unit_id, today)
    return Place(heir, None) if heir else None


def heads_of(report: Report, today: date | None = None) -> list[str]:
    """The names of those who may submit a report on a day (default: today); nobody's after a split. One query.

    Needs the report's agency, where it has one.
    """
    today = today or clock.today()
    place = place_of(report, current_map(), today)
    if place is None:
        return []
    seats = Seat.objects.held_on(today).filter(role=Role.HEAD, unit=place.unit, agency=place.agency)
    return [str(seat.user) for seat in seats.select_related("user").order_by("pk")]


def may_review(user, report: Report, today: date | None = None) -> bool:
    """Begin the review, return, accept: a reviewer at the home of the round's province. Who wrote it may not: `has_written`."""
    return rights_in(user, report, today).reviews


def oversees(user) -> bool:
    """Whether the person reviews or administers anywhere: for the pages of the province."""
    return bool(sitting_of(user).province_units)


def has_deadlines(user) -> bool:
    """Whether any seat of the person writes reports or steers rounds: for a calendar of one's own."""
    return sitting_of(user).holds(*SEEING_ROLES)


def reads_documents(user) -> bool:
    """Whether the person takes the province's drafted report away: it shows every unit's row, so units do not."""
    return sitting_of(user).holds(*DOCUMENT_ROLES)


def has_written(user, report: Report) -> bool:
    """Whether the person entered or ever submitted this report: then another must judge it."""
    return report.pk in written_by(user, [report])


def written_by(user, reports: Collection[Report]) -> set[int]:
    """Those of the reports, by their keys, that the person entered or ever submitted. One query."""
    mine = Report.objects.filter(Q(contributors=user) | Q(revisions__submitted_by=user))
    return set(mine.filter(pk__in=[report.pk for report in reports]).values_list("pk", flat=True))


def reports_reviewed_by(user) -> QuerySet[Report]:
    """The reports that a person may judge by seat: of the rounds of the provinces at whose home he or she reviews."""
    seats = sitting_of(user).units({Role.REVIEWER})
    return Report.objects.filter(round__province__in=_with_forebears(current_map(), seats, clock.today()))


def reports_visible_to(user) -> QuerySet[Report]:
    """The reports a person may open: of the own unit or agency, of what went into it, and of what lies below it.

    A reviewer or administrator besides sees every report of the rounds of the own province. Readers and system
    administrators see none: accepted figures reach them through the sums.
    """
    today, sitting = clock.today(), sitting_of(user)
    seats, agencies = sitting.units(SEEING_ROLES), sitting.agencies(SEEING_ROLES)
    if not seats and not agencies:
        return Report.objects.none()
    units = current_map()
    seen = Q(unit__in=_at_or_below(units, seats, today)) & ~Q(reporter=Reporter.AGENCY)
    seen |= Q(round__province__in=_with_forebears(units, sitting.province_units, today))
    if agencies:
        seen |= Q(agency__in=carried_on_by(agencies, today))
    return Report.objects.filter(seen)


@dataclass(frozen=True)
class Sight:
    """Whose single figures a person may read in a table; the sums of a plan are read by whoever sees the plan."""

    units: frozenset[int]
    agencies: frozenset[int]

    def covers(self, reporter: str, unit: int, agency: int | None) -> bool:
        """A row of a unit, of the province, or of an agency that belongs to a unit."""
        return unit in self.units or agency in self.agencies


def figures_visible_to(user) -> Sight:
    """The units at or below the person's own; who sits at an agency sees its own row, its readers those of its unit."""
    today, sitting = clock.today(), sitting_of(user)
    seats, agencies = sitting.units(FIGURE_ROLES), sitting.agencies(FIGURE_ROLES)
    seats |= units_of_agencies(sitting.agencies({Role.READER}))
    units = current_map()
    at_home = {units.home(unit, today) for unit in seats}
    own_agencies = carried_on_by(agencies, today) if agencies else frozenset()
    return Sight(frozenset(_at_or_below(units, at_home, today)), own_agencies)


def may_read_document(user, plan: Plan, today: date | None = None) -> bool:
    """Read the province's report on a plan: who reviews, administers or reads at the home of its scope, or above."""
    today = today or clock.today()
    sitting, units = sitting_of(user, today), current_map()
    seats = sitting.units(DOCUMENT_ROLES) | units_of_agencies(sitting.agencies(DOCUMENT_ROLES))
    return not seats.isdisjoint(units.ancestors(plan.scope_id, today))


def reports_owed_by(user) -> QuerySet[Report] | None:
    """The reports that a person's seats write or sign, the forebears' unfinished ones too; None without such a seat."""
    return reports_owed_from(sitting_of(user))


def reports_owed_from(sitting: Sitting) -> QuerySet[Report] | None:
    """The same of what is held on a day."""
    today = sitting.day
    seats, agencies = sitting.units(ENTERING_ROLES), sitting.agencies(ENTERING_ROLES)
    if not seats and not agencies:
        return None
    units = current_map()
    forebears = _with_forebears(units, seats, today)
    whole = {pk for pk in forebears if units.heir(pk, today) is not None}
    owed = Q(reporter=Reporter.UNIT, unit__in=whole) | Q(reporter=Reporter.PROVINCE, unit__in=forebears)
    if agencies:
        owed |= Q(agency__in=carried_on_by(agencies, today))
    return Report.objects.filter(owed)


def rounds_visible_to(user) -> QuerySet[Round]:
    """The rounds of the plans a person may see."""
    return Round.objects.filter(
        pk__in=Round.plans.through.objects.filter(plan__in=plans_visible_to(user)).values("round")
    )


def rounds_steered_by(user) -> QuerySet[Round]:
    """The rounds of the provinces that a person reviews or administers, and of the provinces that went into them."""
    return rounds_steered_from(sitting_of(user))


def rounds_steered_from(sitting: Sitting) -> QuerySet[Round]:
    """The same of what is held on a day."""
    return Round.objects.filter(province__in=_with_forebears(current_map(), sitting.province_units, sitting.day))


def rounds_with_default_days(user) -> QuerySet[Round]:
    """The running rounds that opened by themselves on a day that no paper names, of the provinces a person administers."""
    administered = sitting_of(user).units({Role.ADMINISTRATOR})
    if not administered:
        return Round.objects.none()
    today = clock.today()
    running = Round.objects.filter(days_by_default=True, units_last_day__gte=today)
    return running.filter(province__in=_with_forebears(current_map(), administered, today)).order_by(
        "units_last_day", "pk"
    )


def plans_administered_by(user) -> QuerySet[Plan] | None:
    """The plans whose rounds a person may open; None for who administers nothing."""
    administered = sitting_of(user).units({Role.ADMINISTRATOR})
    if not administered:
        return None
    return Plan.objects.filter(scope__in=_with_forebears(current_map(), administered, clock.today()))


def units_administered_by(user) -> frozenset[int]:
    """The units at and below the provinces that a person administers, with the ended ones whose history is kept there."""
    sitting = sitting_of(user)
    provinces = sitting.units({Role.ADMINISTRATOR})
    return frozenset(_at_or_below(current_map(), provinces, sitting.day)) if provinces else frozenset()


def units_of_agencies(agencies):
    """Where these agencies belong. One query, none without any."""
    if not agencies:
        return frozenset()
    return frozenset(Agency.objects.filter(pk__in=agencies).values_list("unit", flat=True))


def _sits_at_reporter(sitting, report, units, roles, today):
    if report.reporter == Reporter.AGENCY:
        held = sitting.agencies(roles)
        return bool(held) and report.agency_id in carried_on_by(held, today)
    return units.home(report.unit_id, today) in sitting.units(roles)


def _carrier(agency, today):
    """The agency that carries this one on: itself while it exists, then its successor."""
    while agency.successor and agency.valid_to and agency.valid_to < today:
        agency = agency.successor
    return agency


def _at_or_below(units, pks, today):
    """The units that stand at these or below them today, with the ended ones whose history is kept there."""
    found, waiting = set(), list(pks)
    while waiting:
        pk = waiting.pop()
        if pk not in found:
            found.update([pk, *units.history(pk, today)])
            waiting.extend(units.children(pk, today))
    return found


def _with_forebears(units, pks, today):
    """These units and the ended ones whose history is kept at them."""
    return {pk for upper in pks for pk in [upper, *units.history(upper, today)]}
