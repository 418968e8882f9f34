"""The sample's extension: one commune that has more time than the others in the round that is open."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta

from plans.choices import Role
from plans.models import Plan, Seat
from plans.succession import current_map
from plans.working_days import current_working_days
from portal.dates import VIET_NAM
from reporting.extending import grant_extension
from reporting.models import Extension, Report

REASON = "Xã đang khắc phục hậu quả triều cường, sạt lở; cán bộ phụ trách được huy động từ ngày 20/11."
LONGER = timedelta(days=6)


def tell_of_extensions(plans: Iterable[Plan], today: date) -> None:
    """Give the last commune that has not begun yet about a week more; what is there already stays."""
    if Extension.objects.exists():
        return
    for plan in plans:
        waiting = Report.objects.of_units().untouched().filter(round__plans=plan, round__units_last_day__gte=today)
        report = waiting.select_related("round").order_by("unit__code").last()
        province = current_map().home(plan.scope_id, today)
        seat = Seat.objects.held_on(today).filter(unit=province, role=Role.ADMINISTRATOR).order_by("pk").first()
        if report and seat:
            last_day = current_working_days().next_working_day(report.round.units_last_day + LONGER)
            now = datetime.combine(today, time(8, 30), VIET_NAM)
            grant_extension(report, last_day=last_day, reason=REASON, by=seat.user, now=now)
