"""Write a province's report of one plan in one round into a file, as the page offers it for download."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from plans.models import Plan
from portal import clock
from portal.dates import DateNotUnderstood
from reporting.dashboards.placing import view_named
from reporting.documents.content import province_report
from reporting.documents.writers import WRITERS
from reporting.models import Round


class Command(BaseCommand):
    help = "Xuất báo cáo của một kế hoạch trong một kỳ ra tệp PDF hoặc XLSX."

    def add_arguments(self, parser):
        parser.add_argument("--plan", required=True, metavar="CODE", help="mã kế hoạch, ví dụ nam-dinh-108-2024")
        parser.add_argument("--round", required=True, metavar="NAME", help="mã kỳ báo cáo, ví dụ 6-thang-2024")
        parser.add_argument("--format", required=True, choices=WRITERS, help="loại tệp")
        parser.add_argument("--output", required=True, metavar="FILE", type=Path, help="tệp cần ghi")

        parser.add_argument(
            "--map",
            default="",
            metavar="VIEW",
            help="cách xếp số liệu theo đơn vị: bao-cao (như đã báo cáo), hom-nay, hoặc ngày của địa giới (YYYY-MM-DD); "
            "mặc định: địa giới ngày chốt số liệu",
        )

    def handle(self, *args, plan, round, format, output, map, **options):
        plan = _plan(plan)
        written = WRITERS[format].write(province_report(plan, _round(plan, round), _view(map)))
        try:
            output.write_bytes(written)
        except OSError as error:
            raise CommandError(f"Không ghi được tệp {output}: {error.strerror}.") from error
        self.stdout.write(f"Đã ghi {output}.")


def _view(name):
    try:
        return view_named(name, clock.today())
    except DateNotUnderstood as refusal:
        raise CommandError(f"--map: {refusal}") from refusal


def _plan(code):
    plan = Plan.objects.select_related("scope").filter(code=code).first()
    if plan is None:
        known = _listed(Plan.objects.order_by("code"))
        raise CommandError(f"Không có kế hoạch nào mang mã “{code}”. Các kế hoạch đã nạp: {known}.")
    return plan


def _round(plan, code):
    rounds = Round.objects.filter(plans=plan).select_related("province").order_by("cut_off", "pk")
    # Of a plan that passed to another province two rounds may bear one name: the latest is meant.
    found = rounds.filter(code=code).last()
    if found is None:
        raise CommandError(f"Kế hoạch “{plan.code}” không có kỳ “{code}”. Các kỳ đã mở: {_listed(rounds)}.")
    return found


def _listed(things):
    return ", ".join(things.values_list("code", flat=True)) or "chưa có"
