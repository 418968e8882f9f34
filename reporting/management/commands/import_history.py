"""Take in the figures of the years before the portal, from a workbook or a CSV file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plans.choices import Role
from plans.models import Plan, Seat
from plans.succession import current_map
from portal import clock
from portal.dates import format_date
from portal.models import User
from reporting.backfilling import HistoryWrong, Preview, import_history, preview_of, read_sheet


class Command(BaseCommand):
    help = (
        "Nhập số liệu các năm trước (.xlsx hoặc .csv UTF-8) thành báo cáo đã duyệt, được cả tệp hoặc không gì cả. "
        "Chạy lại cùng tệp không thay đổi gì."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help="tệp có các cột như tệp mẫu trên cổng")
        parser.add_argument("--plan", metavar="CODE", help="chỉ nhận kế hoạch này; dòng không ghi mã là của nó")
        parser.add_argument("--by", metavar="USER", help="tên đăng nhập của người chịu trách nhiệm về số liệu")
        parser.add_argument("--dry-run", action="store_true", help="chỉ kiểm tra và cho biết sẽ làm gì")

    def handle(self, *args, file, plan, by, dry_run, **options):
        plans, now = _plans(plan), clock.now()
        try:
            sheet = read_sheet(_content(file))
            if dry_run:
                done = preview_of(sheet, plans=plans, now=now)
            else:
                done = import_history(sheet, plans=plans, by=_person(by, plans), now=now, is_operator=True)
        except HistoryWrong as refusal:
            for mistake in refusal.mistakes:
                self.stderr.write(mistake.text)
            raise CommandError(str(refusal)) from refusal
        self._tell(done, dry_run)

    def _tell(self, done: Preview, dry_run: bool):
        for round_ in done.rounds:
            self.stdout.write(
                f"{round_.name} (chốt {format_date(round_.cut_off)}): {round_.new} báo cáo mới, "
                f"{round_.changed} thay đổi, {round_.same} giữ nguyên"
            )
        for change in done.changes:
            self.stdout.write(
                f"  {change.reporter}, {change.round_name}, {change.indicator}: {change.was} → {change.is_}"
            )
        verb = "Sẽ ghi" if dry_run else "Đã ghi"
        self.stdout.write(f"{verb} {done.writes} báo cáo; tệp có {done.figures} số liệu của {done.reports} báo cáo.")


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as failed:
        raise CommandError(f"Không đọc được tệp {file}: {failed.strerror}") from failed


def _plans(code: str | None):
    plans = Plan.objects.order_by("code")
    if code is None:
        return plans
    if not plans.filter(code=code).exists():
        raise CommandError(f"Không có kế hoạch nào mang mã “{code}”. Nạp kế hoạch trước bằng lệnh load_plan.")
    return plans.filter(code=code)


def _person(username: str | None, plans) -> User:
    """Whom the history names: who was named, else the administrator of the province, where there is just one."""
    if username:
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Không có tài khoản “{username}”.")
        return user
    today, units = clock.today(), current_map()
    homes = {units.home(plan.scope_id, today) for plan in plans}
    seats = Seat.objects.held_on(today).filter(role=Role.ADMINISTRATOR, unit__in=homes)
    people = {seat.user for seat in seats.select_related("user")}
    if len(people) != 1:
        raise CommandError("Ghi --by TÊN-ĐĂNG-NHẬP: ai chịu trách nhiệm về các số liệu này.")
    return people.pop()
