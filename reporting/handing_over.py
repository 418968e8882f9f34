"""What a person leaves open, and whose it is when a seat is handed over or ends: nothing hangs on somebody who is gone.

Drafts, tasks and plan drafts belong to the unit and stay with it by themselves. A review that was taken up is one person's:
it goes to another reviewer, or back among those that wait.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from plans.choices import Role
from plans.models import PlanDraft, Seat
from plans.rules import drafts_visible_to, sitting_of
from plans.staffing import leaving, seating
from plans.staffing.seating import Newcomer, Seated
from plans.succession import current_map
from portal.auditing import told_at_the_end
from portal.dates import VIET_NAM
from portal.models import User
from reporting.auditing import record_move
from reporting.choices import EDITABLE_STATES, ReportState
from reporting.history import OTHER_STEPS
from reporting.models import Report, ReportEvent
from reporting.rules import has_written, reports_owed_by, reports_visible_to
from reporting.tasking.desk import desk_of


@dataclass(frozen=True)
class OpenWork:
    """What a person is in the midst of. `headless`: her places that nobody else could sign for.

    `drafts`: reports in the unit's hands that she has typed in, or that only she could submit.
    """

    reviews: list[Report]
    drafts: list[Report]
    headless: list[str]
    task_count: int
    plan_drafts: list[PlanDraft]

    @property
    def is_empty(self) -> bool:
        return not (self.reviews or self.drafts or self.headless or self.task_count or self.plan_drafts)


@dataclass(frozen=True)
class Openable:
    """What of it somebody else may open, by primary keys: the rest is only counted."""

    reports: frozenset[int]
    plan_drafts: frozenset[int]


@dataclass(frozen=True)
class LetGo:
    """How many reviews went to another reviewer, and how many back among those that wait."""

    passed: int = 0
    released: int = 0


def open_work_of(person: User, now: datetime) -> OpenWork:
    """What this person is in the midst of today. A fixed number of queries."""
    today = timezone.localdate(now, VIET_NAM)
    alone = _places_without_another_head(person, today)
    desk = desk_of(person, today)
    plan_drafts = drafts_visible_to(person).filter(Q(begun_by=person) | Q(saved_by=person))
    return OpenWork(
        reviews=list(_taken_up(person).select_related("round", "unit", "agency").in_reading_order()),
        drafts=_drafts(person, alone, today),
        headless=[str(seat.agency or seat.unit) for seat in alone],
        task_count=len(desk.to_do) if desk else 0,
        plan_drafts=list(plan_drafts.order_by("pk")),
    )


def openable(work: OpenWork, viewer: User) -> Openable:
    """What the viewer may open of another's work: names of reports and plans are for who sees them."""
    reports = [report.pk for report in (*work.drafts, *work.reviews)]
    drafts = [draft.pk for draft in work.plan_drafts]
    return Openable(
        frozenset(reports_visible_to(viewer).filter(pk__in=reports).values_list("pk", flat=True)),
        frozenset(drafts_visible_to(viewer).filter(pk__in=drafts).values_list("pk", flat=True)),
    )


def reviewers_beside(person: User, today: date) -> QuerySet[User]:
    """Who else reviews at the provinces where the person does."""
    provinces = sitting_of(person, today).units({Role.REVIEWER})
    seats = Seat.objects.held_on(today).filter(role=Role.REVIEWER, unit__in=provinces).exclude(user=person)
    return User.objects.filter(pk__in=seats.values("user"), is_active=True).order_by("full_name", "pk")


@transaction.atomic
def let_go(person: User, *, reviewer: User | None, last_day: date, at_once: bool, reason: str, by, now) -> LetGo:
    """Let a person leave for good (plans.staffing.leaving.leave), and give what she was reviewing to another, or to all."""
    reviews = _held(_taken_up(person))
    with told_at_the_end():
        leaving.leave(person, last_day=last_day, at_once=at_once, reason=reason, by=by, now=now)
        return _pass_on(reviews, reviewer, by=by, now=now, reason=reason)


@transaction.atomic
def hand_over(
    seat: Seat, person: User | Newcomer, *, last_day: date, reason: str, by_mail: bool, by, now: datetime
) -> tuple[Seated, LetGo]:
    """Hand a seat over (plans.staffing.seating.hand_over); of a reviewer's, the reviews that she has taken up go along."""
    reviews = _held(_taken_up_in(seat, now))
    with told_at_the_end():
        seated = seating.hand_over(seat, person, last_day=last_day, reason=reason, by_mail=by_mail, by=by, now=now)
        return seated, _pass_on(reviews, seated.seat.user, by=by, now=now, reason=reason)


@transaction.atomic
def end_seat(seat: Seat, *, last_day: date, reason: str, by, now: datetime) -> LetGo:
    """End a seat (plans.staffing.seating.end_seat); a reviewer's reviews go back among those that wait."""
    reviews = _held(_taken_up_in(seat, now))
    with told_at_the_end():
        seating.end_seat(seat, last_day=last_day, reason=reason, by=by, now=now)
        return _pass_on(reviews, None, by=by, now=now, reason=reason)


def _taken_up(person):
    return Report.objects.filter(reviewer=person, state=ReportState.SUBMITTED, review_began_at__isnull=False)


def _taken_up_in(seat, now):
    """Of a reviewer's seat, those of the rounds that its province steers."""
    if seat.role != Role.REVIEWER:
        return Report.objects.none()
    today, units, reviews = timezone.localdate(now, VIET_NAM), current_map(), _taken_up(seat.user)
    steered = set(reviews.values_list("round__province", flat=True))
    return reviews.filter(round__province__in=[pk for pk in steered if units.home(pk, today) == seat.unit_id])


def _held(reviews):
    """Held until the end, the reports before any person: in the order in which everybody else holds them."""
    return list(Report.objects.locked().filter(pk__in=list(reviews.values_list("pk", flat=True))).order_by("pk"))


def _pass_on(reviews, to, *, by, now, reason):
    """Who wrote a report herself cannot be given it: that one goes back among those that wait."""
    passed = released = 0
    for report in reviews:
        takes = to is not None and not has_written(to, report)
        passed, released = passed + takes, released + (not takes)
        report.reviewer = to if takes else None
        report.review_began_at = report.review_began_at if takes else None
        report.save(update_fields=["reviewer", "review_began_at"])
        move = "pass_review" if takes else "release_review"
        event = ReportEvent.objects.create(
            report=report,
            move=move,
            from_state=report.state,
            to_state=report.state,
            by=by,
            at=now,
            reason=f"{to}: {reason}" if takes else reason,
            revision=report.revisions.last(),
        )
        record_move(event, OTHER_STEPS[move], by=by, now=now)
    return LetGo(passed, released)


def _places_without_another_head(person, today):
    """Her own seats as head, where nobody else holds one. Two queries."""
    heads = Seat.objects.held_on(today).filter(role=Role.HEAD, acting_for=None)
    own = list(heads.filter(user=person).select_related("unit", "agency").order_by("pk"))
    here = Q(unit__in=[seat.unit_id for seat in own if seat.unit_id]) | Q(
        agency__in=[seat.agency_id for seat in own if seat.agency_id]
    )
    others = set(heads.filter(here).exclude(user=person).values_list("unit", "agency"))
    return [seat for seat in own if (seat.unit_id, seat.agency_id) not in others]


def _drafts(person, alone, today):
    owed = reports_owed_by(person)
    if owed is None:
        return []
    in_hand = owed.filter(state__in=EDITABLE_STATES).select_related("round", "unit", "agency").in_reading_order()
    typed_in = set(person.contributed_reports.filter(state__in=EDITABLE_STATES).values_list("pk", flat=True))
    units = current_map()
    hers = {seat.unit_id for seat in alone if seat.unit_id}
    of_agencies = {seat.agency_id for seat in alone if seat.agency_id}
    return [
        report
        for report in in_hand
        if report.pk in typed_in
        or (report.agency_id in of_agencies if report.agency_id else units.home(report.unit_id, today) in hers)
    ]
