"""What waits for a person: the front page of the portal."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from plans.rules import plans_visible_to, reads_figures
from plans.working_days import current_working_days
from portal.access import system_administrator
from portal.dates import VIET_NAM
from portal.models import Notice
from portal.notices import unread_of
from reporting.daily import Background, background_on
from reporting.marks import open_marks_of
from reporting.models import Report, Round, RoundNote
from reporting.noting import unread_by
from reporting.overview import RoundOverview, overviews_of
from reporting.proposing import ProposedRound, unopened, with_remarks
from reporting.rules import (
    oversees,
    plans_administered_by,
    reads_documents,
    reports_owed_by,
    rounds_steered_by,
    rounds_with_default_days,
)
from reporting.tags import Deadline, Tag, deadline_of, tags_of
from reporting.tasking.desk import Desk, PlanCard, desk_of, overseen_cards
from reporting.watching import watched_among

RECENT = 8
NOTICES = 3


@dataclass(frozen=True)
class Task:
    """One report on somebody's desk, as the front page shows it."""

    report: Report
    tags: tuple[Tag, ...]
    deadline: Deadline
    shows_unit: bool


@dataclass(frozen=True)
class Waiting:
    """All that the front page shows. What a person has no seat for is None, what merely has nothing in it is empty.

    `notes` are those of the province that the person has not read, `rounds` those in which something is still to come or
    to be judged, `by_default` those that opened by themselves on a day that the paper does not name and that nobody has
    looked at yet; `desk` holds the tasks of plans, `boards` tell how far the plans' tasks have come that the person oversees.
    `notices` are the newest unread ones of what the portal told the person; `background` how what runs by itself stands.
    """

    notes: list[RoundNote]
    to_write: list[Task] | None
    handed_in: list[Task]
    desk: Desk | None
    boards: list[PlanCard] | None
    rounds: list[RoundOverview] | None
    watched: set[int]
    to_open: list[ProposedRound] | None
    by_default: list[Round]
    plans: list | None
    reads_documents: bool
    keeps_accounts: bool
    background: Background | None
    notices: list[Notice]


def waiting_for(user, now: datetime) -> Waiting:
    """What waits for a person by seat, the newest first. A fixed number of queries, whatever there is."""
    working = current_working_days()
    tasks = _tasks(user, now, working)
    rounds = _rounds(user, now, working)
    return Waiting(
        notes=list(unread_by(user).select_related("round")),
        to_write=None if tasks is None else [task for task in tasks if task.report.is_editable],
        handed_in=[task for task in tasks or [] if not task.report.is_editable][:RECENT],
        desk=desk_of(user, timezone.localdate(now, VIET_NAM)),
        boards=overseen_cards(user, timezone.localdate(now, VIET_NAM)),
        to_open=_to_open(user, now, working),
        by_default=list(rounds_with_default_days(user)),
        rounds=rounds,
        watched=watched_among(user, [overview.round for overview in rounds or []]),
        plans=list(plans_visible_to(user)) if reads_figures(user) else None,
        reads_documents=reads_documents(user),
        keeps_accounts=system_administrator(user),
        background=background_on(now) if system_administrator(user) else None,
        notices=unread_of(user, NOTICES),
    )


def _tasks(user, now, working):
    owed = reports_owed_by(user)
    if owed is None:
        return None
    reports = list(
        owed.select_related("round", "unit", "agency")
        .prefetch_related("round__plans")
        .annotate(filled=Count("figures"))
        .in_reading_order()
    )
    shows_unit = len({(report.unit_id, report.agency_id) for report in reports}) > 1
    marked = open_marks_of(reports)
    return [_task(report, now, shows_unit, working, marked.get(report.pk, 0)) for report in reports]


def _task(report, now, shows_unit, working, marked):
    tags = tags_of(report, now, filled=report.filled, marked=marked)
    return Task(report, tags, deadline_of(report, now, working), shows_unit)


def _rounds(user, now, working):
    if not oversees(user):
        return None
    recent = rounds_steered_by(user).prefetch_related("plans").order_by("-cut_off", "-pk")[:RECENT]
    return [overview for overview in overviews_of(recent, now, working) if not overview.is_settled]


def _to_open(user, now, working):
    administered = plans_administered_by(user)
    if administered is None:
        return None
    today = timezone.localdate(now, VIET_NAM)
    return with_remarks(unopened(administered.prefetch_related("duties__occasions", "rounds"), today), working)
