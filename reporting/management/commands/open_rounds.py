"""Open the rounds that a plan's duties ask for in a year; again it only adds what is missing."""

from django.core.management.base import BaseCommand, CommandError

from plans.choices import Period
from plans.models import Plan
from portal import clock
from portal.dates import DateNotUnderstood, format_date, parse_date
from portal.errors import RuleBroken
from reporting.opening import open_due_rounds, open_rounds, proposed_rounds
from reporting.proposing import PERIODIC


class Command(BaseCommand):
    help = (
        "Mở các kỳ báo cáo của một kế hoạch trong một năm, hoặc (--due) mọi kỳ đến lúc mở của mọi kế hoạch. "
        "Chạy lại chỉ bổ sung báo cáo còn thiếu."
    )

    def add_arguments(self, parser):
        parser.add_argument("--due", action="store_true", help="mở mọi kỳ đến lúc mở; dùng cho việc chạy hằng ngày")
        parser.add_argument("--plan", metavar="CODE", help="mã kế hoạch, ví dụ nam-dinh-108-2024")
        parser.add_argument("--year", type=int, help="năm báo cáo")
        parser.add_argument("--period", choices=[period.value for period in PERIODIC], help="chỉ mở kỳ này")
        parser.add_argument("--last-day", metavar="YYYY-MM-DD", help="ngày cuối của đơn vị, do tỉnh đặt; cần --period")

    def handle(self, *args, due, plan, year, period, last_day, **options):
        if due:
            self.open_due(plan or year or period or last_day)
        elif plan is None or year is None:
            raise CommandError("Cần --plan và --year, hoặc chỉ --due.")
        else:
            self.open_year(_plan(plan), year, period, last_day)

    def open_year(self, plan, year, period, last_day):
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

    def open_due(self, narrowed):
        if narrowed:
            raise CommandError("--due mở mọi kỳ đến lúc mở nên không đi cùng lựa chọn nào khác.")
        due = open_due_rounds(clock.today(), clock.now())
        for round_ in due.opened:
            self.stdout.write(_line(round_, "mới mở"))
        for plan, words in due.refused:
            self.stderr.write(f"{plan.code}: chưa mở được. {words}")
        if not due.opened:
            self.stdout.write("Không có kỳ nào đến lúc mở.")


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
