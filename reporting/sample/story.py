"""The years of the sample, told through the verbs: rounds are opened, reports typed, submitted, returned, accepted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from plans.choices import Period, Reporter, Role
from plans.models import Plan, Seat, Unit
from plans.succession import current_map
from portal.dates import VIET_NAM
from portal.models import User
from reporting.answers import NOTE
from reporting.checking import blocking
from reporting.choices import ProblemLevel
from reporting.filling import Typed, write_answers
from reporting.models import Report, Round
from reporting.opening import open_rounds
from reporting.questions import asked_of
from reporting.sample.evidence import bear_out
from reporting.sample.invention import EXPLANATION, Expectations, invented
from reporting.sample.people import (
    accounts,
    at_the_time,
    head_of_agency,
    seat_accounts,
    seat_former_province,
    seat_writers,
)
from reporting.sample.prose import prose_of
from reporting.sample.review import mark, note
from reporting.workflow import move_report

NAM_DINH, BEN_TRE = "nam-dinh-108-2024", "ben-tre-2747-2023"
RETURN_REASON = (
    "Số người có việc làm ổn định tăng nhanh so với kỳ trước, đề nghị kiểm tra lại và ghi rõ nguồn số liệu; "
    "bổ sung tên các HTX đã được hỗ trợ vào phần kết quả."
)
# How far the reports of the open round have come, over and over through the units in their official order.
STAGES = ("accepted", "started", "returned", "submitted", "accepted", "in_review", "untouched", "complete")
# Of these, the ones that come with files.
BORNE_OUT = {"returned", "submitted", "in_review", "complete"}


@dataclass
class Cast:
    """Who acts: the writers of each unit, and the province's people by role, before and after 1/7/2025."""

    writers: dict[int, tuple[User, User]]
    province: dict[int, dict[Role, User]]

    def writers_of(self, report: Report) -> tuple[User, User]:
        if report.reporter == Reporter.UNIT:
            return self.writers[report.unit_id]
        agency = report.agency and at_the_time(report.agency, report.round.cut_off)
        user = head_of_agency(agency) if agency else self.of(report.round, Role.HEAD)
        return user, user

    def of(self, round_: Round, role: Role) -> User:
        return self.province[round_.province_id][role]


def tell(today: date) -> None:
    """Write the whole sample up to a day. The plans and units must be loaded, and nothing reported yet."""
    nam_dinh, ben_tre = (Plan.objects.get(code=code) for code in (NAM_DINH, BEN_TRE))
    cast = _cast(nam_dinh, ben_tre, today)
    for plan, years in ((nam_dinh, [2024]), (ben_tre, [2023, 2024, 2025, 2026])):
        for year in years:
            for round_ in _opened(plan, year, cast, today):
                _play(round_, plan, cast, today)


def _cast(nam_dinh: Plan, ben_tre: Plan, today: date) -> Cast:
    units = current_map()
    reporting = units.lineage(nam_dinh.scope_id, nam_dinh.scope_as_of) | units.lineage(
        ben_tre.scope_id, ben_tre.scope_as_of
    )
    writers = seat_writers(list(Unit.objects.filter(pk__in=reporting).in_official_order()))
    former = {plan.scope_id: seat_former_province(plan.scope.code) for plan in (nam_dinh, ben_tre)}
    seat_accounts(accounts(*shown_units(today)))
    seats = Seat.objects.filter(user__username__startswith="vinhlong.").select_related("user")
    vinh_long = {Role(seat.role): seat.user for seat in seats}
    return Cast(writers, {**former, units.home(ben_tre.scope_id, today): vinh_long})


def shown_units(today: date) -> list[Unit]:
    """The two communes whose forms are worth opening: one half typed, one returned."""
    plan = Plan.objects.get(code=BEN_TRE)
    communes = current_map().territory(plan.scope_id, today, plan.scope_as_of)
    return [Unit.objects.get(pk=communes[STAGES.index(stage)]) for stage in ("started", "returned")]


def _opened(plan: Plan, year: int, cast: Cast, today: date) -> list[Round]:
    """A year's rounds; in its first year a plan signed in May asks only at the year's end."""
    periods = [Period.YEAR] if plan.signed_on.year == year and plan.signed_on.month > 3 else None
    start = max(date(year, 3, 1), plan.signed_on)
    by = cast.province[current_map().home(plan.scope_id, start)][Role.ADMINISTRATOR]
    if year == 2025:
        return [
            *open_rounds(plan, year, by=by, now=_moment(start, 9), periods=[Period.HALF_YEAR]),
            *open_rounds(plan, year, by=None, now=_moment(date(2025, 10, 1), 9), periods=[Period.YEAR]),
        ]
    return open_rounds(plan, year, by=by, now=_moment(start, 9), periods=periods)


def _play(round_: Round, plan: Plan, cast: Cast, today: date) -> None:
    reports = list(Report.objects.filter(round=round_).select_related("round", "unit", "agency"))
    expected = Expectations.of(plan, sum(report.reporter == Reporter.UNIT for report in reports))
    is_open = round_.units_last_day >= today
    for place, report in enumerate(report for report in reports if report.reporter == Reporter.UNIT):
        stage = STAGES[place % len(STAGES)] if is_open else "accepted"
        if not is_open and plan.code == NAM_DINH and report.unit.code == "364" and round_.period == Period.YEAR:
            stage = "returned"
        _live(report, stage, expected, cast, _day_of_submission(report, today))
    for report in (report for report in reports if report.reporter != Reporter.UNIT):
        _live(report, "untouched" if is_open else "accepted", expected, cast, round_.units_last_day)
    if is_open:
        note(round_, by=cast.of(round_, Role.ADMINISTRATOR), now=_moment(today - timedelta(days=14), 8))


def _day_of_submission(report: Report, today: date) -> date:
    """Most submit in the last days, a few late; in an open round, all before today."""
    random = Random(f"{report.unit.code}/{report.round.code}/day")  # noqa: S311 - invention, not secrecy
    last = report.round.units_last_day
    if last >= today:
        return today - timedelta(days=random.randrange(3, 12))
    return last - timedelta(days=random.choice((0, 0, 1, 1, 2, 3, 4, 6, -1, -2)) if random.random() < 0.9 else 8)


def _live(report: Report, stage: str, expected: Expectations, cast: Cast, day: date) -> None:
    """Let a report come as far as its stage."""
    if stage == "untouched":
        return
    officer, head = cast.writers_of(report)
    _type(report, expected, by=officer, now=_moment(day - timedelta(days=1), 15), whole=stage != "started")
    if stage in BORNE_OUT:
        bear_out(report, by=officer, now=_moment(day - timedelta(days=1), 15))
    if stage in {"started", "complete"}:
        return
    move_report(report, "submit", by=head, now=_moment(day, 16))
    if stage == "submitted":
        return
    reviewer, later = cast.of(report.round, Role.REVIEWER), _moment(day + timedelta(days=1), 9)
    move_report(report, "begin_review", by=reviewer, now=later)
    if stage == "returned":
        mark(report, by=reviewer, now=later + timedelta(minutes=10))
        move_report(report, "return", by=reviewer, now=later + timedelta(minutes=20), reason=RETURN_REASON)
    elif stage == "accepted":
        move_report(report, "accept", by=reviewer, now=later + timedelta(minutes=25))


def _type(report: Report, expected: Expectations, *, by: User, now: datetime, whole: bool) -> None:
    """Type the figures and the prose; what is doubtful gets its word of explanation, as a clerk would give it."""
    questions = asked_of(report)
    rows = invented(report, questions, expected)
    if not whole:
        kept = list(rows)[: len(rows) // 3]
        rows = {key: rows[key] for key in kept}
    prose = prose_of(report) if whole else {}
    saved = write_answers(report, Typed(rows, prose), by=by, now=now, version=report.version)
    if not whole:
        return
    keys = {
        (question.indicator.name, row.kind): (question.indicator.pk, row.kind)
        for question in questions
        for row in question.rows
    }
    doubtful = {keys[(p.indicator, p.kind)] for p in blocking(report) if p.level == ProblemLevel.EXPLAIN}
    if doubtful:
        explained = {key: {**rows[key], NOTE: EXPLANATION} for key in doubtful}
        write_answers(report, Typed(explained), by=by, now=now + timedelta(minutes=5), version=saved.version)


def _moment(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour, 12, 30), VIET_NAM)
