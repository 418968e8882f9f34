"""The preview of a reorganisation that merges all units of a province in pairs, over three years of figures."""

from datetime import date

from plans.choices import Reporter, Role, SpanKind
from plans.models import Indicator, Plan, Seat, Unit
from portal import clock
from reporting.models import Report
from reporting.reorganising import foresee
from tests.benchmarks.measuring import Case, statements_of
from tests.benchmarks.world import Province, accepted_reports
from tests.builders import make_duty, make_round, make_seat, make_target, make_user
from tests.reorganised import written

DAY = date(2025, 2, 1)
EARLIER_YEARS = (2022, 2023)


def reorganisation(province: Province) -> Case:
    """Limit: what it reads, by a bare cursor. What counts is the work itself: under 2 s for 129 units."""
    by = _administrator(province)
    units = _with_earlier_years(province)
    pairs = list(zip(units[::2], units[1::2], strict=False))
    draft = written(province.plan.scope, DAY, *pairs, by=by)

    def work():
        foreseen = foresee(draft, by=by, now=clock.now())
        if foreseen.changed_totals or len(foreseen.families) != len(pairs):
            raise RuntimeError("A merger by itself changes no total")

    statements = statements_of(work)
    # It takes back what it writes, the bare cursor would not.
    statements.sent = [(sql, params) for sql, params in statements.sent if sql.startswith("SELECT")]
    return Case(work, statements.replay)


def _administrator(province):
    seat = Seat.objects.filter(unit=province.plan.scope, role=Role.ADMINISTRATOR).first()
    return (
        seat.user
        if seat
        else make_seat(make_user(f"sap-xep-{province.size}"), Role.ADMINISTRATOR, unit=province.plan.scope).user
    )


def _with_earlier_years(province) -> list[Unit]:
    """The plan from 2022 on, with a target and a round of each year in which everybody was accepted."""
    plan, units = province.plan, list(Unit.objects.filter(parent=province.plan.scope).in_official_order())
    indicators = list(Indicator.objects.filter(goals__plan=plan).order_by("pk"))
    Plan.objects.filter(pk=plan.pk).update(first_year=EARLIER_YEARS[0])
    make_duty(plan, Reporter.UNIT, year="trước 30/11")
    for year in EARLIER_YEARS:
        for goal in plan.goals.order_by("pk"):
            make_target(goal, 3 * province.size, years=(year, year), span_kind=SpanKind.YEAR)
        if not Report.objects.filter(round__plans=plan, round__year=year).exists():
            round_ = make_round(plan, year=year, cut_off=date(year, 11, 29))
            accepted_reports(round_, units, indicators, province.reviewer)
    return units
