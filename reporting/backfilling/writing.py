"""Taking the file in: rounds are opened from the duties, reports stand as accepted, all in one transaction."""

from collections.abc import Iterable
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from plans.choices import Period, Reporter
from plans.models import BreakdownPart, Indicator, Plan
from plans.rules import may_administer
from portal.auditing import told_at_the_end
from portal.dates import VIET_NAM
from reporting.aggregation import enter, enter_units
from reporting.auditing import record_imported
from reporting.backfilling.mistakes import HistoryWrong
from reporting.backfilling.reading import Reading, Told
from reporting.backfilling.sheet import Sheet
from reporting.backfilling.weighing import IMPORTED, Preview, Weighed, preview, refusals, reports_by_key, weigh
from reporting.choices import Answer, ReportState
from reporting.models import Figure, Report, ReportEvent, Revision, Round
from reporting.opening import complete, open_rounds
from reporting.submitting import receipt_number


def preview_of(sheet: Sheet, *, plans: QuerySet[Plan], now: datetime) -> Preview:
    """What the file would do; nothing is written. HistoryWrong with every mistake."""
    reading = _read(sheet, plans, now)
    return preview(_weighed(reading, locked=False))


@transaction.atomic
def import_history(sheet: Sheet, *, plans: QuerySet[Plan], by, now: datetime, is_operator: bool = False) -> Preview:
    """Take a file of old figures in, all or nothing. HistoryWrong with every mistake; what was done else.

    `plans` are those that it may speak of; whoever is not the operator must administer each that it does. The same file
    again changes nothing; a changed value makes a new revision of its report; what was filed on the portal stays.
    """
    reading = _read(sheet, plans, now)
    touched = {told.occasion.plan for told in reading.told.values()}
    today = timezone.localdate(now, VIET_NAM)
    if not is_operator and not all(may_administer(by, plan.scope_id, today) for plan in touched):
        raise PermissionDenied
    done = preview(_weighed(reading, locked=False))
    if done.writes:
        with told_at_the_end():
            _take_in(sheet, reading, plans, by=by, now=now, is_operator=is_operator)
    return done


def _take_in(sheet: Sheet, reading: Reading, plans: QuerySet[Plan], *, by, now: datetime, is_operator: bool) -> None:
    _open(reading.told.values(), by=None if is_operator else by, now=now)
    weighed = _weighed(_read(sheet, plans, now), locked=True)
    _write([one for one in weighed if one.is_new or one.is_changed], by=by, now=now)


def _read(sheet: Sheet, plans: QuerySet[Plan], now: datetime) -> Reading:
    reading = Reading(plans.prefetch_related("duties__occasions", "rounds"), timezone.localdate(now, VIET_NAM))
    reading.read(sheet)
    if reading.mistakes:
        raise HistoryWrong(reading.mistakes)
    return reading


def _weighed(reading: Reading, *, locked: bool) -> list[Weighed]:
    rounds = {told.occasion.opened.pk for told in reading.told.values() if told.occasion.opened}
    reports = Report.objects.filter(round__in=rounds)
    reports = list(reports.locked() if locked else reports)
    weighed = weigh(reading.told.values(), reports_by_key(reports), _contents(rounds))
    if refused := refusals(weighed, _last_moves(rounds)):
        raise HistoryWrong(refused)
    return weighed


def _contents(rounds: set[int]) -> dict[int, list[dict]]:
    """The figures of each report's last revision."""
    revisions = Revision.objects.filter(report__round__in=rounds).order_by("report", "number")
    return {report: content["figures"] for report, content in revisions.values_list("report", "content")}


def _last_moves(rounds: set[int]) -> dict[int, str]:
    return dict(ReportEvent.objects.filter(report__round__in=rounds).order_by("pk").values_list("report", "move"))


def _open(told: Iterable[Told], *, by, now: datetime) -> None:
    """Open the rounds that are not there yet, and give the ones that are a report for whoever came into them since.

    A round of the past asks nobody any more: it closes with its last day, until the province sets another.
    """
    before = set(Round.objects.values_list("pk", flat=True))
    occasions = {one.occasion.key: one.occasion for one in told}.values()
    to_open: dict[tuple[int, int], set[Period]] = {}
    for occasion in occasions:
        if occasion.is_open:
            complete(occasion.opened)
        else:
            to_open.setdefault((occasion.plan.pk, occasion.year), set()).add(occasion.period)
    for (plan, year), periods in sorted(to_open.items()):
        open_rounds(Plan.objects.get(pk=plan), year, by=by, now=now, periods=periods)
    for round_ in Round.objects.exclude(pk__in=before):
        round_.closes_on = max(round_.units_last_day, round_.province_last_day or date.min)
        round_.save(update_fields=["closes_on"])


def _write(weighed: list[Weighed], *, by, now: datetime) -> None:
    numbers = dict(
        Revision.objects.filter(report__in=[one.report for one in weighed])
        .order_by("report", "number")
        .values_list("report", "number")
    )
    revisions = Revision.objects.bulk_create(
        [_revision(one, numbers.get(one.report.pk, 0) + 1, by=by, now=now) for one in weighed]
    )
    events = [_event(one.report, revision, by=by, now=now) for one, revision in zip(weighed, revisions, strict=True)]
    ReportEvent.objects.bulk_create(events)
    _write_figures(weighed)
    reports = [one.report for one in weighed]
    _accept(reports, by=by, now=now)
    of_units = [report for report in reports if report.reporter == Reporter.UNIT]
    if of_units:
        enter_units(of_units)
    for report in reports:
        if report.reporter != Reporter.UNIT:
            enter(report)
    record_imported(events, by=by, now=now)


def _accept(reports: list[Report], *, by, now: datetime) -> None:
    """They were never submitted on the portal, so they have no first submission and are neither on time nor late."""
    Report.objects.filter(pk__in=[report.pk for report in reports]).update(
        state=ReportState.ACCEPTED,
        is_imported=True,
        version=F("version") + 1,
        submitted_at=now,
        submitted_by=by,
        review_began_at=now,
        reviewer=by,
        accepted_at=now,
    )


def _revision(one: Weighed, number: int, *, by, now: datetime) -> Revision:
    return Revision(
        report=one.report,
        number=number,
        receipt=receipt_number(one.report, number),
        content={"figures": one.figures, "narratives": []},
        figure_count=sum(figure["answer"] == Answer.VALUE for figure in one.figures),
        submitted_at=now,
        submitted_by=by,
    )


def _event(report: Report, revision: Revision, *, by, now: datetime) -> ReportEvent:
    return ReportEvent(
        report=report,
        move=IMPORTED,
        from_state=report.state,
        to_state=ReportState.ACCEPTED,
        by=by,
        at=now,
        revision=revision,
    )


def _write_figures(weighed: list[Weighed]) -> None:
    """What the report's form would show if it were reopened."""
    codes = {figure["indicator"] for one in weighed for figure in one.figures}
    indicators = dict(Indicator.objects.filter(code__in=codes).values_list("code", "pk"))
    parts = {
        (indicator, code): pk
        for indicator, code, pk in BreakdownPart.objects.filter(breakdown__indicators__code__in=codes).values_list(
            "breakdown__indicators__code", "code", "pk"
        )
    }
    Figure.objects.filter(report__in=[one.report for one in weighed]).delete()
    Figure.objects.bulk_create(
        Figure(
            report=one.report,
            indicator_id=indicators[figure["indicator"]],
            part_id=parts[figure["indicator"], figure["part"]] if figure["part"] else None,
            **{name: figure[name] for name in FIGURE_FIELDS},
        )
        for one in weighed
        for figure in one.figures
    )


FIGURE_FIELDS = ["kind", "answer", "value", "numerator", "denominator", "done_on", "reason", "remark"]
