"""A file of old figures for the small year 2024: four districts, Mỹ Lộc until 31/8/2024, one plan with three indicators."""

from datetime import date

from django.utils import timezone

from plans.choices import Accumulation, Measure, Reporter
from plans.models import Plan
from portal.dates import VIET_NAM
from reporting.backfilling import import_history, read_sheet
from tests.builders import make_breakdown, make_duty, make_goal, make_indicator, make_plan

CODE = "nam-dinh-108-2024"
HEAD = "plan,round,unit_code,indicator,part,value,numerator,denominator,answer,note"
NOW = timezone.datetime(2026, 11, 22, 9, 0, tzinfo=VIET_NAM)


def make_old_year(world):
    """The plan, whose units report at six months (14/6) and by the year's end (29/11), and the province besides."""
    plan = make_plan(scope=world.nam_dinh, code=CODE, short_title="Đề án 01 năm 2024")
    make_duty(plan, Reporter.UNIT, half_year="chậm nhất 14/6", year="trước 30/11")
    breakdown = make_breakdown()
    founded = make_indicator("HTX, THT mới", code="htx-moi", breakdown=breakdown)
    trained = make_indicator(
        "Cán bộ được tập huấn", code="tap-huan", measure=Measure.RATIO, accumulation=Accumulation.STOCK
    )
    jobs = make_indicator("Việc làm ổn định", code="viec-lam", accumulation=Accumulation.STOCK, decimals=1)
    done = make_indicator(
        "Thành lập Hội Nữ doanh nhân",
        code="hoi",
        measure=Measure.MILESTONE,
        from_units=False,
        from_province=True,
    )
    for indicator in (founded, trained, jobs, done):
        make_goal(plan, indicator, code=indicator.code)
    return plan


def sheet_of(*lines, head=HEAD):
    return read_sheet("\n".join([head, *lines]).encode())


def taken_in(by, *lines, now=NOW, **more):
    return import_history(sheet_of(*lines), plans=Plan.objects.all(), by=by, now=now, **more)


def line(round_, unit, indicator, *, part="", value="", numerator="", denominator="", answer="", note=""):
    cells = [CODE, round_, unit, indicator, part, value, numerator, denominator, answer, note]
    return ",".join(f'"{cell}"' if "," in cell else cell for cell in cells)


SIX_MONTHS, YEAR = date(2024, 6, 14), date(2024, 11, 29)
