"""Open the rounds that a plan's duties ask for in a year; again it only adds what is missing."""

from django.core.management.base import BaseCommand, CommandError

from plans.choices import Period
from plans.models import Plan
from portal import clock
from portal.dates import DateNotUnderstood, format_date, parse_date
from portal.errors import RuleBroken
from reporting.opening import open_rounds, proposed_rounds
from reporting.proposing import PERIODIC


class Command(BaseCommand):
    help = "Mở các kỳ báo cáo của một kế hoạch trong một năm. Chạy lại chỉ bổ sung báo cáo còn thiếu."

    def add_arguments(self, parser):
        parser.add_argument("--plan", required=True, metavar="CODE", help="mã kế hoạch, ví dụ nam-dinh-108-2024")
        parser.add_argument("--year", required=True, type=int, help="năm báo cáo")
        parser.add_argument("--period", choices=[period.value for period in PERIODIC], help="chỉ mở kỳ này")
        parser.add_argument("--last-day", metavar="YYYY-MM-DD", help="ngày cuối của đơn vị, do tỉnh đặt; cần --period")

    def handle(self, *args, plan, year, period, last_day, **options):
        plan = _plan(plan)
        periods = [Period(period)] if period else None
        already = {proposal.period for proposal in proposed_rounds(plan, year) if proposal.opened}
        try:
            rounds = open_rounds(
                plan, year, by=None, now=clock.now(), last_days=_last_days(periods, last_day), periods=periods
            )
        except RuleBroken as refusal:
            raise CommandError(str(refusal)) from refusal
        for round_ in rounds:
            self.stdout.write(_line(round_, "đã mở từ trước" if round_.period in already else "mới mở"))


def _plan(code):
    plan = Plan.objects.filter(code=code).first()
    if plan is None:
        raise CommandError(f"Không có kế hoạch nào mang mã “{code}”. Nạp kế hoạch trước bằng lệnh load_plan.")
    return plan


def _last_days(periods, text):
    if text is None:
        return {}
    if periods is None:
        raise CommandError("--last-day cần đi cùng --period: mỗi kỳ có ngày riêng.")
    try:
        return {periods[0]: parse_date(text)}
    except DateNotUnderstood as refusal:
        raise CommandError(f"--last-day: {refusal}") from refusal


def _line(round_, news):
    return (
        f"{round_.code}: {round_.name}, {news}; chốt {format_date(round_.cut_off)}, "
        f"ngày cuối {format_date(round_.units_last_day)} ({round_.units_due_wording}), "
        f"{round_.reports.count()} báo cáo"
    )
