"""Print how far a plan's goals have come: the same numbers as the dashboard, for people and for other programs."""

import json
from datetime import date
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from django.core.management.base import BaseCommand, CommandError

from plans.choices import Measure
from plans.models import Plan
from portal import clock
from portal.dates import DateNotUnderstood, parse_date
from portal.numbers import format_percent
from reporting import phrases
from reporting.choices import Status
from reporting.progress import GoalProgress, progress_of

FOUR_DECIMALS = Decimal("0.0001")
HEADINGS = ("Chỉ tiêu", "Thời gian", "Kết quả", "Phải đạt", "Tỷ lệ đạt", "Đánh giá", "Đã có")


class Command(BaseCommand):
    help = "In kết quả thực hiện từng chỉ tiêu của một kế hoạch, theo báo cáo đã duyệt có ngày chốt đến ngày nêu."

    def add_arguments(self, parser):
        parser.add_argument("--plan", required=True, metavar="CODE", help="mã kế hoạch, ví dụ nam-dinh-108-2024")
        parser.add_argument("--on", metavar="YYYY-MM-DD", help="đến ngày (mặc định: hôm nay)")
        parser.add_argument("--format", choices=["json", "table"], default="table", help="mặc định: table")

    def handle(self, *args, plan, on, format, **options):
        rows = progress_of(_plan(plan), _day(on))
        if format == "json":
            self.stdout.write(json.dumps([_as_data(row) for row in rows], ensure_ascii=False, indent=1))
        else:
            self.stdout.write(_as_table([HEADINGS, *map(_as_cells, rows)]))


def _plan(code: str) -> Plan:
    plan = Plan.objects.filter(code=code).first()
    if plan is None:
        raise CommandError(f"Không có kế hoạch nào mang mã “{code}”. Nạp kế hoạch trước bằng lệnh load_plan.")
    return plan


def _day(text: str | None) -> date:
    if text is None:
        return clock.today()
    try:
        return parse_date(text)
    except DateNotUnderstood as refusal:
        raise CommandError(f"--on: {refusal}") from refusal


def _as_data(row: GoalProgress) -> dict:
    """Numbers are plain texts, "" where there is none; only a milestone's target, which cannot be a number, is null."""
    return {
        "goal": row.code,
        "wording": row.wording,
        "indicator": row.indicator_code,
        "part": row.part_code,
        "measure": row.measure,
        "span": row.span,
        "value": _value(row),
        "numerator": _plain(row.total.numerator),
        "denominator": _plain(row.total.denominator),
        "target": None if row.measure == Measure.MILESTONE else _plain(row.target),
        "target_to": _plain(row.target_to),
        "comparator": row.comparator,
        "share": _percent(row.share, Decimal(100)),
        "status": row.status,
        "reported": str(row.total.reported),
        "expected": str(row.total.expected),
    }


def _value(row: GoalProgress) -> str:
    if row.per_level:
        return _plain(row.total.value)
    if row.measure == Measure.MILESTONE:
        return row.total.done_on.isoformat() if row.total.done_on else ""
    return _percent(row.total.value, row.target) if row.measure == Measure.RATIO else _plain(row.total.value)


def _percent(number: Decimal | None, target: Decimal | None) -> str:
    """With up to four decimals, never rounded up to a target that is not reached."""
    if number is None:
        return ""
    rounded = number.quantize(FOUR_DECIMALS, ROUND_HALF_UP)
    if target is not None and number < target <= rounded:
        rounded = number.quantize(FOUR_DECIMALS, ROUND_FLOOR)
    return _plain(rounded)


def _plain(number: Decimal | None) -> str:
    """Without idle zeros and without an exponent."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _as_cells(row: GoalProgress) -> tuple[str, ...]:
    return (
        phrases.measured(row),
        row.span,
        phrases.value_cell(row),
        phrases.target_cell(row),
        format_percent(row.share),
        Status(row.status).label,
        f"{row.total.reported}/{row.total.expected}",
    )


def _as_table(lines: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join("  ".join(map(str.ljust, line, widths)).rstrip() for line in lines)
